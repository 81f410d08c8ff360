"""What a sentence of a debate states: who moves a proposal, and who seconds which, in any order of the words.

A statement has a trigger, a verb or phrase of the vocabulary ("föreslog", "kannatti", "understödd av", "kannattamana"),
and the persons next to it: before it ("Maria Ek föreslog"), behind it ("Under diskussionen föreslog ledamot Maria
Ek"), or in the genitive before it ("Anu Lehdon ja Kai Ekin kannattamana").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Literal, NamedTuple

from extractors.core.passage import Passage
from extractors.language.prefilter import folded
from extractors.organisations.body import kind as body_kind
from extractors.people.names import NAME, WORD, Gazetteer, find, is_role_word
from extractors.vocabulary import either_of, words

Trigger = Literal["propose", "propose_now", "propose_first", "second", "backed_by", "backed_by_genitive"]

GAP = 110
"""Characters that may stand between the person who moves a proposal and the verb, where others are named between."""
NEAR = 45
"""Characters between a person and a verb that follows at once, with a party and a few small words between."""
OBJECT = 80
"""Characters before or behind a verb of seconding that tell whose proposal it is."""

_TITLES = r"(?:[a-zåäö.\d-]+\s+){0,4}?"  # "ledamot", "1. vice ordförande"
_PARTY = r"(?:\s*\([^()]{1,25}\))?"  # "(sfp)"


class Group(NamedTuple):
    """Persons named together: "Anna Ek (s), Per Ås och ledamot Kai Berg", or by surname, "Elon ja Laihon"."""

    people: list[Passage]
    start: int
    end: int


class Seconding(NamedTuple):
    """Who seconds, whether in the genitive, and the words that tell whose proposal."""

    people: list[Passage]
    genitive: bool
    what: str


@cache
def _triggers(key: Trigger) -> re.Pattern[str]:
    """The words under a key, ".." for up to 160 characters of a sentence and "*" for any ending or beginning."""
    choices = either_of("amendments", key)
    choices = choices.replace(r"\s+\.\.\s+", r"\s+(?:[^.:?!]{0,160}?\s)?").replace(re.escape("*"), r"\w*")
    return re.compile(rf"(?<!\w)(?i:{choices})(?!\w)")


@cache
def _joint() -> re.Pattern[str]:
    """What joins two persons of one group: ", ", " ja ", " (sfp) och ledamot "."""
    return re.compile(rf"{_PARTY}(?:,|,?\s+{either_of('motion', 'and')})\s+(?:[a-zåäö.]+\s+){{0,3}}")


@cache
def _others() -> str:
    """ "m.fl.", "ym.": others behind a name."""
    return rf"(?:{either_of('amendments', 'others')}\s*)?"


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){WORD}(?:(?<=s)|:s)?(?![\w-])")


class Sentence:
    """A sentence with its persons and triggers."""

    def __init__(self, text: Passage) -> None:
        self.text = text

    def at(self, key: Trigger) -> list[tuple[int, int]]:
        """Where the words under a key stand."""
        return [match.span() for match in _triggers(key).finditer(self.text.text)]

    @cached_property
    def whole_names(self) -> list[tuple[int, int, Passage]]:
        """The persons with their whole names, each with where it begins and ends."""
        found, at = [], 0
        for name in find(self.text):
            at = self.text.text.index(name.text, at)
            found.append((at, at + len(name), name))
            at += len(name)
        return found

    @cached_property
    def groups(self) -> list[Group]:
        """The persons with whole names, those that a comma or "och" joins together."""
        return list(_grouped(self.text, self.whole_names))

    @cached_property
    def named(self) -> list[Group]:
        """As `groups`, with single capitalised words too, which may be surnames."""
        taken = [(start, end) for start, end, _ in self.whole_names]
        singles = [
            (match.start(), match.end(), self.text.group(match))
            for match in _word().finditer(self.text.text)
            if not any(start < match.end() and match.start() < end for start, end in taken)
            and not _is_ordinary(match[0])
        ]
        return [_whole_only(group) for group in _grouped(self.text, sorted([*self.whole_names, *singles], key=_first))]

    def before(self, at: int, groups: Sequence[Group]) -> Group | None:
        """The group right before a place, with "m.fl." between at most."""
        for group in reversed(groups):
            if group.end <= at and re.fullmatch(rf"{_PARTY}\s+{_others()}", self.text.text[group.end : at]):
                return group
        return None

    def behind(self, at: int, groups: Sequence[Group]) -> Group | None:
        """The group right behind a place, with a colon and titles between at most."""
        for group in groups:
            if group.start >= at and re.fullmatch(rf"\s*:?\s*{_TITLES}", self.text.text[at : group.start]):
                return group
        return None


def _is_ordinary(word: str) -> bool:
    """Whether a capitalised word is no surname: "Hon", "Ordförande", "Stadsstyrelsen", "Vastaehdotus"."""
    known = (*words("amendments", "nobody"), *words("amendments", "label"))
    return word.lower() in known or is_role_word(word) or body_kind(word) is not None


def _first(each: tuple[int, int, Passage]) -> int:
    return each[0]


def _grouped(text: Passage, people: Sequence[tuple[int, int, Passage]]) -> Iterator[Group]:
    group: Group | None = None
    for start, end, person in people:
        if group is not None and _joint().fullmatch(text.text[group.end : start]):
            group = Group([*group.people, person], group.start, end)
            continue
        if group is not None:
            yield group
        group = Group([person], start, end)
    if group is not None:
        yield group


def _whole_only(group: Group) -> Group:
    """A group's whole names, or its surnames where it has no whole name."""
    return group._replace(people=[each for each in group.people if " " in each.text] or group.people)


def mover(sentence: Sentence, names: Gazetteer) -> list[Passage]:
    """Who moves a proposal in a sentence, the first one and those who do it together; empty where nobody does."""
    if (alone := _surname_alone(sentence, names)) is not None:
        return [alone]
    triggers = [(start, end, key) for key in ("propose", "propose_now") for start, end in sentence.at(key)]
    for start, _, key in sorted(triggers):
        group = _agent(sentence, start, key == "propose_now")
        if group is not None:
            return group
    for _, end in sentence.at("propose_first"):
        behind = sentence.behind(end, sentence.groups)
        if behind is not None and not _by_presenter(sentence.text.text[: behind.start]):
            return behind.people
    return []


def _agent(sentence: Sentence, verb: int, now: bool) -> list[Passage] | None:
    """The persons before a verb of moving: those next to it, else the first in reach that nothing parts from it."""
    backing = _backing(sentence)
    reach = [group for group in sentence.groups if group.end <= verb and group.start not in backing]
    near = [group for group in reach if _is_near(sentence.text.text[group.end : verb])]
    for group in [*near[-1:], *reach]:
        gap = sentence.text.text[group.end : verb]
        if len(gap) <= GAP and not _parts(gap) and not _by_presenter(sentence.text.text[: group.end]):
            return group.people if not now or _is_member(sentence.text.text, group) else None
    return None


def _is_near(gap: str) -> bool:
    """Whether only a party and up to three small words part a person from a verb: " (sfp) ", " ym. "."""
    return len(gap) <= NEAR and re.fullmatch(rf"{_PARTY}\s+{_others()}(?:[a-zåäö]+\s+){{0,3}}", gap) is not None


def _backing(sentence: Sentence) -> set[int]:
    """Where the groups begin that only second: "Anu Ekin kannattamana", "understödd av Per Ås"."""
    backed = [sentence.before(start, sentence.groups) for start, _ in sentence.at("backed_by_genitive")]
    backed += [sentence.behind(end, sentence.groups) for _, end in sentence.at("backed_by")]
    return {group.start for group in backed if group is not None}


@cache
def _parting() -> re.Pattern[str]:
    """What parts a person from a verb of moving, so that it is another's: "kannatti", ":", ", että"."""
    return re.compile(rf"(?<!\w)(?i:{either_of('amendments', 'second')})(?!\w)|[:?!]|\.\s|, (?:että|att)\b")


def _parts(gap: str) -> bool:
    without = re.sub(rf"^{_PARTY}\s+{_others()}", "", gap)
    last = without.split()[-1:]
    return _parting().search(without) is not None or bool(last and is_role_word(last[0]))


def _by_presenter(text: str) -> bool:
    return re.search(rf"(?i:(?<!\w){either_of('amendments', 'presenter')}\s)", text) is not None


def _is_member(text: str, group: Group) -> bool:
    """Whether who proposes in the present tense is a member, with a party or a member's title; officers do it too."""
    party = re.match(r"\s*\([^()\d]{1,25}\)", text[group.end :])
    title = re.search(rf"(?<!\w){either_of('motion', 'signers')}\s+$", text[: group.start], re.IGNORECASE)
    return party is not None or title is not None


def _surname_alone(sentence: Sentence, names: Gazetteer) -> Passage | None:
    """The mover by surname at the beginning: "Elo Hyrkön ym. kannattamana teki seuraavan ehdotuksen"."""
    first = _word().match(sentence.text.text)
    if first is None:
        return None
    text, word = sentence.text.text, first[0]
    verbs = {start for start, _ in sentence.at("propose")}
    second = None
    if _next(text, first.end()) not in verbs:
        backed = next((span for span in sentence.at("backed_by_genitive") if _next(text, span[1]) in verbs), None)
        if backed is None or re.search(r"[.:?!]\s", text[: backed[0]].replace("ym. ", "ym ")):
            return None
        second = text[first.end() : backed[0]].strip()
        if not _is_list(second):
            return None
    known = second or names.of_surname(word) or word.lower() not in folded(text[len(word) :])
    whole = second is not None and re.fullmatch(NAME, f"{word} {second}") and not sentence.whole_names
    return sentence.text.group(first) if known and not whole and not _is_ordinary(word) else None


def _next(text: str, at: int) -> int:
    """Where the next word begins that is no small adverb ("myös")."""
    small = re.compile(rf"\s+(?:{either_of('amendments', 'adverbs')}\s+)?").match(text, at)
    return small.end() if small else at


def _is_list(text: str) -> bool:
    """Whether a text is a list of names and nothing else: "Hyrkön ja Laihon ym."."""
    text = re.sub(rf"\s*{_others()}$", "", text)
    parts = re.split(rf",\s*|\s+{either_of('motion', 'and')}\s+", text)
    return all(re.fullmatch(WORD, part) or re.fullmatch(NAME, part) for part in parts)


def secondings(sentence: Sentence) -> Iterator[Seconding]:
    """The statements of a sentence that somebody seconds a proposal."""
    text = sentence.text.text
    for start, _ in sentence.at("backed_by_genitive"):
        if (group := sentence.before(start, sentence.named)) is not None:
            yield Seconding(group.people, True, "")
    for _, end in sentence.at("backed_by"):
        if (group := sentence.behind(end, sentence.named)) is not None:
            yield Seconding(group.people, False, "")
    for start, end in sentence.at("second"):
        if (group := sentence.before(start, sentence.named)) is not None:
            yield Seconding(group.people, False, re.split(r"[.:?!]", text[end : end + OBJECT])[0])
        elif (group := sentence.behind(end, sentence.named)) is not None:
            yield Seconding(group.people, False, re.split(r"[.:?!]", text[max(start - OBJECT, 0) : start])[-1])
