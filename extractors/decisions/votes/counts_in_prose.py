"""Votes counted in prose: for and against, blank and absent, in digits or words, in whatever order.

A count belongs to the side that it stands next to. Where no side is named, two counts are set against each other:
"9 röster mot 6", "äänin 9–6", "25 röster för bifall mot 19 röster för avslag", "Ek fick 12 röster och Ås 9".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors.core.passage import Found, Passage
from extractors.decisions.votes.tokens import STRONG, Side, Token, may_count_votes, tokens
from extractors.language.numerals import number_of
from extractors.people.names import WORD, find
from extractors.vocabulary import either_of, words

_LONGEST = 110
"""Characters that the words for a proposal have at most."""


_ENDS = ("stop", "comma", "and")


class Count(NamedTuple):
    """A count of votes: where it stands, the side, the number, the proposal the votes were for, and the voters."""

    at: int
    side: Side
    value: Found[int]
    proposition: Passage | None = None
    voters: Passage | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its tokens."""

    text: Passage
    tokens: list[Token]

    def words(self, start: int, end: int) -> Passage:
        return self.text[start:end].strip(" ,:")

    def skip(self, at: int, step: int, kinds: Sequence[str]) -> int:
        """The place of the next token in a direction that is of none of these kinds."""
        at += step
        while 0 <= at < len(self.tokens) and self.tokens[at].kind in kinds:
            at += step
        return at

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else "stop"

    def count(self, at: int, side: Side, rule: str, proposition: Passage | None = None, last: int = -1) -> Count:
        """The count of a token; its voters stand in brackets after it, or after the token `last` of its side."""
        token = self.tokens[at]
        written = self.text[token.start : token.end]
        figures = re.search(r"\d+", written.text)
        value = written.group(figures) if figures else written
        after = self.skip(max(at, last), 1, ("unit", "filler"))
        voters = self.tokens[after] if self.kind(after) == "names" else None
        names = self.text[voters.start + 1 : voters.end - 1] if voters else None
        return Count(token.start, side, value.means(number_of(value.text), rule), proposition, names)


def read_counts(text: Passage) -> list[Count]:
    """The counts that a text tells, in its order.

    >>> from extractors.core.passage import Span
    >>> def told(text):
    ...     return [(each.side, each.value.value) for each in read_counts(Passage.of(text, Span(0, len(text))))]
    >>> told("Annettiin 5 EI-ääntä ja yhdeksän (9) JAA-ääntä, yksi äänesti tyhjää.")
    [('against', 5), ('for', 9), ('blank', 1)]
    >>> told("Beslutet fattades med rösterna 11–8, en ledamot avstod.")
    [('for', 11), ('against', 8), ('blank', 1)]
    """
    if not may_count_votes(text.text):
        return []
    read = _Text(text, tokens(text.text))
    used = _by_side(read)
    counts = [read.count(count, side, "votes/count", last=last) for count, side, last in used]
    if not any(each.side in ("for", "against") for each in counts):
        taken = {count for count, _, _ in used}
        for first, last in _sentences(read.tokens):
            places = [at for at in range(first, last) if read.kind(at) == "count" and at not in taken]
            counts.extend(
                _for_proposals(read, places, first) or _opposed(read, places) or _received(read, places, first)
            )
        if not any(each.side in ("for", "against") for each in counts):
            counts = [each for each in counts if each.side in ("blank", "absent")]
    return sorted(counts, key=lambda each: each.at)


def _sentences(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The ranges of tokens from one end of a sentence to the next."""
    start = 0
    for at, token in enumerate(found):
        if token.kind == "stop":
            yield start, at
            start = at + 1
    yield start, len(found)


def _by_side(read: _Text) -> list[tuple[int, Side, int]]:
    """The counts that stand next to a side's word, each with the side and the last token of the two.

    A count is one side's, and a side has one count; of all ways to pair neighbours the one with most pairs is taken,
    so that "Jaa 9 Ei 6 Tyhjiä 1" and "9 jaa, 6 ei, 1 tyhjä" both come out right.
    """
    places = [at for at, token in enumerate(read.tokens) if token.kind in ("count", "side")]
    best: list[tuple[int, list[tuple[int, int]]]] = [(0, []), (0, [])]
    for number in range(1, len(places)):
        one, other = places[number - 1], places[number]
        score, pairs = best[-2]
        gain = _closeness(read, one, other)
        better = (score + gain, [*pairs, (one, other)])
        best.append(max(best[-1], better, key=lambda each: each[0]) if gain else best[-1])
    found: list[tuple[int, Side, int]] = []
    for one, other in best[-1][1]:
        count, side = (one, other) if read.kind(one) == "count" else (other, one)
        found.append((count, read.tokens[side].side or "for", other))
        if read.tokens[side].strength < STRONG and not _answered(read, best[-1][1], read.tokens[side]):
            found.pop()
    return found


def _closeness(read: _Text, one: int, other: int) -> int:
    """How well a count and a side go together; 0 where they don't."""
    if read.kind(one) == read.kind(other):
        return 0
    side = read.tokens[one if read.kind(one) == "side" else other]
    between = [token.kind for token in read.tokens[one + 1 : other]]
    loose = 1 if side.side in ("blank", "absent") else 0  # "yhden jäsenen äänestäessä tyhjää"
    if between.count("word") > loose or any(kind in ("comma", "and", "stop", "versus", "dash") for kind in between):
        return 0
    return (1000 if side.strength == STRONG else 100) - 10 * len(between) + (side.side in ("for", "against"))


def _answered(read: _Text, pairs: Sequence[tuple[int, int]], side: Token) -> bool:
    """Whether the other side has a count too, so that a small "ja" or "ei" is a side's word.

    Both stand in one sentence, or with a colon each: "Ja: 12. Nej: 5."
    """
    text = read.text.text
    sides = [read.tokens[at] for pair in pairs for at in pair if read.kind(at) == "side"]
    for other in sides:
        first, last = sorted((side, other), key=lambda each: each.start)
        between = text[first.end : last.start]
        apart = re.search(r"[.;!?]\s|\n", between) and not (between.startswith(":") and text.startswith(":", last.end))
        if {side.side, other.side} == {"for", "against"} and len(between) < _LONGEST and not apart:
            return True
    return False


def _for_proposals(read: _Text, places: Sequence[int], first: int) -> list[Count]:
    """Two counts, each with its proposal: "3 röster för A och 2 röster för B", "A:n puolesta 7 ääntä ja ..."."""
    found = [(at, proposal) for at in places if (proposal := _proposal(read, at, first)) is not None]
    if len(found) != 2 or not any(_has_unit(read, at) for at, _ in found):
        return []
    (one, yes), (other, no) = found
    return [read.count(one, "for", "votes/against", yes), read.count(other, "against", "votes/against", no)]


def _proposal(read: _Text, at: int, first: int) -> Passage | None:
    """The proposal that a count of votes is for, after it ("för") or before it ("puolesta")."""
    after = read.skip(at, 1, ("unit", "names", "filler"))
    if read.kind(after) == "favour":
        end = after + 1
        while not _ends(read, end):
            end += 1
        text = read.words(read.tokens[after].end, read.tokens[end - 1].end)
        return text if end > after + 1 and len(text) <= _LONGEST else None
    if (named := _named_between(read, after)) is not None:
        return named
    before = read.skip(at, -1, ("filler",))
    if read.kind(before) != "favour":
        return None
    start = before
    while start > first and read.kind(start - 1) in ("word", "and", "side") and not _follows_count(read, start - 1):
        start -= 1
    return _without_how(read.words(read.tokens[start].start, read.tokens[before].start)) if start < before else None


def _named_between(read: _Text, first: int) -> Passage | None:
    """The words from a token to a following "puolesta": "35 ääntä hallituksen ehdotuksen puolesta"."""
    last = first
    while read.kind(last) == "word":
        last += 1
    if last == first or read.kind(last) != "favour" or read.kind(read.skip(last, 1, ("filler",))) == "count":
        return None
    text = read.words(read.tokens[first].start, read.tokens[last].start)
    return text if len(text) <= _LONGEST else None


def _ends(read: _Text, at: int) -> bool:
    """Whether the words for a proposal end before a token: a comma, "mot", "beslutar", "och" with a count after."""
    kind = read.kind(at)
    if kind == "and":
        return read.kind(read.skip(at, 1, ("filler",))) == "count"
    if kind == "word":
        token = read.tokens[at]
        return read.text.text[token.start : token.end] in words("outcome_words", "generic")
    return kind in ("comma", "stop", "versus", "count", "names")


def _follows_count(read: _Text, at: int) -> bool:
    """Whether a conjunction joins what is before it, a count with its unit, to what comes."""
    return read.kind(at) == "and" and read.kind(read.skip(at, -1, ("unit", "names"))) == "count"


def _without_how(proposal: Passage) -> Passage:
    """A proposal without what tells how it was voted on, in the inessive: "Suoritetussa kädennostoäänestyksessä"."""
    how = re.match(r"(?:\S+\s+){0,3}\S+ss[aä]\s+", proposal.text)
    return proposal[how.end() if how else 0 :]


def _has_unit(read: _Text, at: int) -> bool:
    """Whether a count has the word for votes before or after it: "rösterna 9", "9 ääntä"."""
    return read.kind(at + 1) == "unit" or read.kind(read.skip(at, -1, ("filler",))) == "unit"


def _opposed(read: _Text, places: Sequence[int]) -> list[Count]:
    """Two counts set against each other: "9 röster mot 6", "9 äänellä 6 ääntä vastaan", "äänin 9–6", "(11/10)"."""
    found: list[Count] = []
    at = 0
    while at + 1 < len(places):
        one, other = places[at], places[at + 1]
        if not _opposes(read, one, other):
            at += 1
            continue
        pair = [read.count(one, "for", "votes/against"), read.count(other, "against", "votes/against")]
        if [each.value.value for each in pair] != [each.value.value for each in found[-2:]]:  # "elva mot tio (11/10)"
            found.extend(pair)
        at += 2
    return found


def _opposes(read: _Text, one: int, other: int) -> bool:
    """Whether two counts that follow one another are the votes for and those against."""
    between = [token.kind for token in read.tokens[one + 1 : other]]
    if between == ["dash"]:
        return _is_tally(read, one, other)
    if read.kind(read.skip(one, -1, ("filler",))) == "favour" and between[-1:] in (["versus"], ["filler"]):
        return "versus" in between and set(between) <= {"unit", "filler", "and", "comma", "versus"}
    if not (_has_unit(read, one) or _has_unit(read, other) or "favour" in between):
        return False
    loose = {"unit", "filler", "names", "favour", "word"}
    if "versus" in between:
        return set(between) <= {*loose, "versus"} and (between.count("word") == 0 or "favour" in between)
    after = read.skip(other, 1, ("unit", "names", "filler"))
    joined = set(between) <= {*loose, "and", "comma"} and (between.count("word") == 0 or "favour" in between)
    return read.kind(after) == "versus" and joined


def _is_tally(read: _Text, one: int, other: int) -> bool:
    """Whether two figures with a dash are votes: after a word for votes ("äänin 9–6"), or alone in brackets."""
    before = read.skip(one, -1, ("filler",))
    if read.kind(before) == "unit":
        return True
    if read.kind(before) != "word":
        return False
    word = read.tokens[before]
    text = read.text.text
    if text[word.start : word.end] == "(" and text[read.tokens[other].end :].lstrip().startswith(")"):
        sentence = text[max(text.rfind(". ", 0, word.start), 0) : word.start]
        return _voting().search(sentence) is not None
    return _voting().search(text[word.start : word.end]) is not None


@cache
def _voting() -> re.Pattern[str]:
    """A word about votes, within a longer one too: "äänestystulos", "omröstningen", "röstsiffrorna"."""
    return re.compile(either_of("votes", "voting"), re.IGNORECASE)


def _received(read: _Text, places: Sequence[int], first: int) -> list[Count]:
    """The votes that two proposals or candidates received: "Ek fick 12 röster och Ås 9"; of three it is no vote."""
    verb = next((at for at in range(first, len(read.tokens)) if read.kind(at) in ("received", "stop")), None)
    if verb is None or read.kind(verb) != "received" or len(places) != 2 or not _has_unit(read, places[0]):
        return []
    one, other = places
    before = [at for at in range(first, verb) if read.kind(at) == "comma"]
    start = read.tokens[before[-1]].end if before else read.tokens[first].start
    who = read.words(read.tokens[verb].end, read.tokens[one].start)  # "fick Ek 12 röster"
    receiver = _receiver(who or read.words(start, read.tokens[verb].start))
    joint = read.skip(one, 1, ("unit",))
    if read.kind(joint) not in ("and", "comma") or read.kind(read.skip(other, 1, ("unit",))) not in _ENDS:
        return []
    parts = [token for token in read.tokens[joint + 1 : other] if token.kind not in ("received", "filler")]
    if not parts or verb > other:
        return []
    rival = _receiver(read.words(parts[0].start, parts[-1].end))
    if receiver is None or rival is None:
        return []
    return [read.count(one, "for", "votes/against", receiver), read.count(other, "against", "votes/against", rival)]


def _receiver(who: Passage) -> Passage | None:
    """Who votes are given to: a proposal ("hallituksen ehdotus", "varvid Eks förslag") or a person; else None."""
    begins = re.match(rf"(?i:{either_of('votes', 'whereby')})\s+", who.text)
    who = _without_how(who[begins.end() if begins else 0 :])
    if any(word in who.text.lower() for word in words("amendments", "proposal")):
        return who if len(who) <= _LONGEST else None
    named = list(find(who))
    surname = re.search(rf"(?<![\w-]){WORD}(?:\s\([^()]*\))?$", who.text)
    return named[-1] if named else who.group(surname) if surname else None
