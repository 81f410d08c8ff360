"""Votes: what was put against what, how it was taken, the counts, and how each voted where the minutes say so.

`for` counts JAA/JA. Counts are read from "JA-röster: 6, NEJ-röster: 3, blanka: 1", "9 JAA-ääntä ja 5 EI-ääntä, 1
äänesti tyhjää", "med 9 röster mot 6", "9 äänellä 6 ääntä vastaan"; voters from "JAA: Anna Ek, Per Ås" and from a list
of names under a count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pydantic import ConfigDict, Field

from extractors.core.block_text import prose
from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.decisions.votes.counts_by_side import Tally, tallies
from extractors.decisions.votes.counts_in_prose import favour, pairs_received, read_counts
from extractors.decisions.votes.voters import Voter, bracketed, lists, voters
from extractors.language.phrases import phrases
from extractors.language.prefilter import folded, occurs, stems
from extractors.people.names import Gazetteer
from extractors.vocabulary import either_of, words

METHODS = ("roll_call", "raised_hands", "electronic", "ballot")


class Vote(Value):
    """A vote."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    subject: str | None = Field(None, description="What the vote was about.")
    method: Literal["roll_call", "raised_hands", "electronic", "ballot"] | None = Field(None, description="How.")
    proposition_for: str | None = Field(None, description="What JAA or JA stood for.")
    proposition_against: str | None = Field(None, description="What EI or NEJ stood for.")
    for_: int | None = Field(None, alias="for", description="Votes of JAA or JA.")
    against: int | None = Field(None, description="Votes of EI or NEJ.")
    blank: int | None = Field(None, description="Blank votes.")
    absent: int | None = Field(None, description="Members who did not vote.")
    result: Literal["for", "against", "tie_chair"] | None = Field(None, description="Which side won.")
    voters: list[Voter] = Field(default_factory=list, description="How each voted, where printed.")


@cache
def _sides() -> tuple[re.Pattern[str], ...]:
    """What the sides stand for, as the chair puts it: "ne, jotka kannattavat pohjaehdotusta, äänestävät JAA"."""
    yes, no = either_of("votes", "for"), either_of("votes", "against")
    side = rf"(?i:(?P<for>{yes})|(?P<against>{no}))(?![\w-])"
    votes_ = r"\s*,?\s*(?:äänestävät|äänestää|röstar|antaa|vastaavat|svarar)\s*[\"”»'’]?"
    return (
        re.compile(rf"(?i:{either_of('votes', 'supporters')})\s+(?P<text>[^.;:]{{2,200}}?){votes_}{side}"),
        re.compile(rf"(?:^|[.:]\s+|\sja\s+)(?P<text>[^.;:,]{{2,200}}?)\s+(?i:kannattavat|kannattajat){votes_}{side}"),
    )


@cache
def _propositions() -> re.Pattern[str]:
    """What the sides stand for: "JA-förslag: styrelsens förslag", "EI-ehdotus: ..."."""
    word = either_of("votes", "proposition")
    sides = rf"(?:(?P<for>{either_of('votes', 'for')})|(?P<against>{either_of('votes', 'against')}))"
    end = rf"(?=[.;\n]|\s+(?:{either_of('votes', 'for')}|{either_of('votes', 'against')})-|$)"
    return re.compile(rf"(?<!\w){sides}[-\s]?{word}\s*[:=]\s*(?P<text>\S.{{2,200}}?){end}")


@dataclass
class _Vote:
    """A vote while it is being read."""

    fields: dict[str, Any] = field(default_factory=dict)
    voters: list[Voter] = field(default_factory=list)
    places: list[Passage] = field(default_factory=list)


def votes(blocks: Sequence[Block], names: Gazetteer, language: str) -> list[Vote]:
    """The votes that a handling's blocks tell, in order.

    A vote begins with the votes for; what follows up to the next votes for belongs to it.
    """
    found: list[_Vote] = []
    before: dict[str, Any] = {}  # told before the counts: the propositions and the way of voting
    side: str | None = None
    sheets = tallies(blocks, names)
    for number, block in enumerate(blocks):
        text = prose([block])
        sheet = next((each for each in sheets if each.first <= number <= each.last), None)
        if sheet is not None:
            text = sheet.beside(text)
        for match in _propositions().finditer(text.text):
            key = "proposition_for" if match["for"] else "proposition_against"
            before[key] = text.group(match, "text").read("votes/proposition")
        before |= dict(_put(text))
        for phrase in phrases(text, "votes", language, METHODS):
            before["method"] = phrase.passage.means(phrase.key, "votes/method")
        counts = read_counts(text)
        before |= _subject(text) if counts or "subject" not in before else {}
        for counted, count in counts:
            if counted == "for" and not (found and "for" not in found[-1].fields):
                found.append(_Vote(before))
                before = {}
            if found and counted not in found[-1].fields:
                found[-1].fields[counted] = count
                if text not in found[-1].places:
                    found[-1].places.append(text)
        if found:
            side = _take_voters(text, counts[-1][0] if counts else side, found[-1], names)
        if sheet is not None and sheet.first == number:
            before, side = _take_sheet(sheet, found, before), None
    for key in ("proposition_for", "proposition_against"):
        if found and key in before:
            found[-1].fields.setdefault(key, before[key])  # told behind the counts
    return [_finish(vote) for vote in found]


def _take_sheet(sheet: Tally, found: list[_Vote], before: dict[str, Any]) -> dict[str, Any]:
    """Takes a vote that is printed by sides: the last vote's voters, else a vote of its own; returns what is open."""
    known = found[-1].fields if found and not found[-1].voters else {}
    same = all(known[side].value == sheet.counts[side].value for side in ("for", "against") if side in known)
    if not {"for", "against"} <= known.keys() or (sheet.printed and not same):
        found.append(_Vote(before))
        before = {}
    found[-1].fields = dict(sheet.counts) | found[-1].fields
    found[-1].voters.extend(sheet.voters)
    found[-1].places.extend(sheet.lines)
    return before


def _put(text: Passage) -> list[tuple[str, Found[str]]]:
    """The propositions that the chair puts, each with its field."""
    if not occurs(folded(text.text), _supporting()):
        return []
    for pattern in _sides():
        found = [
            ("proposition_for" if match["for"] else "proposition_against", text.group(match, "text"))
            for match in pattern.finditer(text.text)
        ]
        if found:
            return [(key, each.strip(" ,").read("votes/proposition")) for key, each in found]
    return []


@cache
def _supporting() -> tuple[str, ...]:
    """What the chair's words need to tell what the sides stand for."""
    return stems(
        [each.split()[-1] for each in (*words("votes", "supporters"), *words("votes", "supporting"), "kannattaj*")]
    )


@cache
def _named_subject() -> re.Pattern[str]:
    """ "äänestys, joka koski Rajalan vastaehdotusta", "1. äänestys: palautus", "Omröstning 2: tilläggsförslaget"."""
    about = either_of("votes", "about")
    return re.compile(
        rf"(?i:{about})\s+(?P<about>[^.:;]{{3,160}})"
        r"|^(?:\d{1,2}\.?\s*äänestys|Äänestys\s+\d{1,2}|Omröstning\s+\d{1,2})\s*[:–-]?\s+(?P<numbered>[A-ZÅÄÖ][^\n]{3,160})",
        re.MULTILINE,
    )


def _without_how(subject: Passage) -> Passage:
    """A subject without what tells how it was voted: "Suoritetussa kädennostoäänestyksessä"."""
    how = re.match(r"(?:\S+\s+){0,3}\S+ss[aä]\s+", subject.text)
    return subject[how.end() if how else 0 :]


def _subject(text: Passage) -> dict[str, Found[str]]:
    """What a vote is about, where the text names it; where votes are counted for two proposals, both."""
    told = ((favour().search(text.text), "4"), (next(pairs_received(text.text), None), "2"))
    for match, other_words in told:
        if match is not None and (match["yes"] or match[f"yes{other_words}"]):
            mark = "" if match["yes"] else other_words
            subject, other = text.group(match, f"yes{mark}"), text.group(match, f"no{mark}")
            put = _without_how(subject).read("votes/subject")
            return {"subject": put, "proposition_for": put, "proposition_against": other.read("votes/proposition")}
    match = _named_subject().search(text.text)
    if match is None:
        return {}
    return {"subject": text.group(match, "about" if match["about"] else "numbered").read("votes/subject")}


def _take_voters(text: Passage, side: str | None, vote: _Vote, names: Gazetteer) -> str | None:
    """Reads the voters that a text lists; returns the side that a list in the next block would belong to."""
    marks = [(match.start(), match.end(), match.lastgroup) for match in lists().finditer(text.text)]
    ends = [*(start for start, _, _ in marks[1:]), len(text)]
    pieces = [(0, marks[0][0] if marks else len(text), side)]
    pieces += [(behind, end, which) for (_, behind, which), end in zip(marks, ends, strict=False)]
    last = side
    for start, end, which in pieces:
        listed = voters(text[start:end], which, names) if which else []
        if listed:
            vote.voters.extend(listed)
            if text not in vote.places:
                vote.places.append(text)
        last = which
    if not vote.voters and (listed := bracketed(text, names)):
        vote.voters.extend(listed)
        if text not in vote.places:
            vote.places.append(text)
    return last


def _tie(text: Passage) -> Passage | None:
    """Where a text says that the chair's vote decided."""
    match = re.search(rf"(?i:{either_of('votes', 'lot')})", text.text)
    return text.group(match) if match else None


def _finish(vote: _Vote) -> Vote:
    yes, no = vote.fields.get("for"), vote.fields.get("against")
    result = None
    tie = next((found for place in vote.places if (found := _tie(place)) is not None), None)
    if yes is not None and no is not None and yes.value == no.value and tie is not None:
        result = tie.means("tie_chair", "votes/result")
    elif yes is not None and no is not None and yes.value != no.value:
        won = "for" if yes.value > no.value else "against"
        result = Found(won, (*yes.spans, *no.spans), "votes/result:derived")
    made = Vote.model_validate(vote.fields | {"result": result, "voters": vote.voters})
    made.at(Passage.join(vote.places, "\n"), "votes/counts")
    return made
