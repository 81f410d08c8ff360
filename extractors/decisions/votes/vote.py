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
from extractors.decisions.votes.counts_in_prose import Count, read_counts
from extractors.decisions.votes.propositions import propositions
from extractors.decisions.votes.voters import Voter, in_brackets, lists, voters
from extractors.language.phrases import phrases
from extractors.people.names import Gazetteer
from extractors.vocabulary import either_of

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


@dataclass
class _Vote:
    """A vote while it is being read."""

    fields: dict[str, Any] = field(default_factory=dict)
    voters: list[Voter] = field(default_factory=list)
    in_brackets: list[Voter] = field(default_factory=list)
    places: list[Passage] = field(default_factory=list)


def votes(blocks: Sequence[Block], names: Gazetteer, language: str) -> list[Vote]:
    """The votes that a handling's blocks tell, in order.

    A vote begins with the votes for; what follows up to the next votes for belongs to it.
    """
    found: list[_Vote] = []
    before: dict[str, Any] = {}  # stated before the counts: the propositions and the way of voting
    side: str | None = None
    sheets = tallies(blocks, names)
    for number, block in enumerate(blocks):
        text = prose([block])
        sheet = next((each for each in sheets if each.first <= number <= each.last), None)
        if sheet is not None:
            text = sheet.without(text)
        before |= propositions(text)
        for phrase in phrases(text, "votes", language, METHODS):
            before["method"] = phrase.passage.means(phrase.key, "votes/method")
        counts = read_counts(text)
        before |= _subject(text) if counts or "subject" not in before else {}
        before = _take_counts(counts, text, found, before, names)
        lacking = bool(found) and not found[-1].voters
        if not counts and not lacking and (listed := _listed(text, names)):
            found.append(_Vote(before | listed.fields, listed.voters, places=listed.places))
            before, side = {}, None
        elif found:
            in_lists = None if any(count.voters for count in counts) else counts[-1].side if counts else side
            side = _take_voters(text, in_lists, found[-1], names)
        if sheet is not None and sheet.first == number:
            before, side = _take_sheet(sheet, found, before), None
    for key in ("proposition_for", "proposition_against"):
        if found and key in before:
            found[-1].fields.setdefault(key, before[key])  # stated after the counts
    return [_finish(vote) for vote in found]


def _take_counts(
    counts: Sequence[Count], text: Passage, found: list[_Vote], before: dict[str, Any], names: Gazetteer
) -> dict[str, Any]:
    """Gives the counts of a text to the last vote, or to a new one where votes for begin it; returns what is open."""
    counts = _in_order(counts, found)
    for at, count in enumerate(counts):
        if _begins(counts[at:], found):
            found.append(_Vote(before))
            before = {}
        if not found or count.side in found[-1].fields:
            continue
        found[-1].fields[count.side] = count.value
        if text not in found[-1].places:
            found[-1].places.append(text)
        if count.proposition:
            put = count.proposition
            found[-1].fields |= {"subject": put.read("votes/subject")} if count.side == "for" else {}
            found[-1].fields[f"proposition_{count.side}"] = put.read("votes/proposition")
        if count.voters:
            found[-1].in_brackets.extend(in_brackets(count.voters, count.side, names))
    return before


def _in_order(counts: Sequence[Count], found: Sequence[_Vote]) -> list[Count]:
    """The counts with blank votes last, where they are printed first and no vote lacks them."""
    first = next((at for at, count in enumerate(counts) if count.side in ("for", "against")), 0)
    early = [count for count in counts[:first] if not found or count.side in found[-1].fields]
    return [*(count for count in counts if count not in early), *early]


def _begins(counts: Sequence[Count], found: Sequence[_Vote]) -> bool:
    """Whether a count begins a vote: the votes for, or votes against with the votes for after them."""
    side, other = counts[0].side, counts[1].side if len(counts) > 1 else None
    if side == "for":
        return not (found and "for" not in found[-1].fields)
    return side == "against" and other == "for" and (not found or "against" in found[-1].fields)


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


@cache
def _named_subject() -> re.Pattern[str]:
    """ "äänestys, joka koski Rajalan vastaehdotusta", "1. äänestys: palautus", "Omröstning 2: tilläggsförslaget"."""
    about, numbered = either_of("votes", "about"), either_of("votes", "numbered")
    return re.compile(
        rf"(?i:{about})\s+(?P<about>[^.:;]{{3,160}})"
        rf"|^(?i:\d{{1,2}}\.?\s*{numbered}|{numbered}\s+\d{{1,2}})\s*[:–-]?\s+(?P<numbered>[A-ZÅÄÖ][^\n]{{3,160}})",
        re.MULTILINE,
    )


def _subject(text: Passage) -> dict[str, Found[str]]:
    """What a vote is about, where the text names it."""
    match = _named_subject().search(text.text)
    if match is None:
        return {}
    return {"subject": text.group(match, "about" if match["about"] else "numbered").read("votes/subject")}


def _listed(text: Passage, names: Gazetteer) -> _Vote | None:
    """A vote of which a text only lists the voters of both sides: "Ja-röst: Anna Ek, Per Ås. Nej-röst: Kai Berg"."""
    vote = _Vote()
    marks = lists(text.text)
    if not {"for", "against"} <= {mark.side for mark in marks}:
        return None
    _take_voters(text, None, vote, names)
    for mark in marks:
        of_side = [voter for voter in vote.voters if voter.vote == mark.side]
        if of_side:
            spans = tuple(span for voter in of_side for span in voter._places["/name"].spans)
            vote.fields[mark.side] = Found(len(of_side), spans, "votes/voters:derived")
    return vote if {"for", "against"} <= vote.fields.keys() else None


def _take_voters(text: Passage, side: str | None, vote: _Vote, names: Gazetteer) -> str | None:
    """Reads the voters that a text lists; returns the side that a list in the next block would belong to."""
    marks = lists(text.text)
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    pieces: list[tuple[int, int, str | None]] = [(0, marks[0].start if marks else len(text), side)]
    pieces += [(mark.end, end, mark.side) for mark, end in zip(marks, ends, strict=False)]
    last = side
    for start, end, which in pieces:
        listed = voters(text[start:end], which, names) if which else []
        if listed:
            vote.voters.extend(listed)
            if text not in vote.places:
                vote.places.append(text)
        last = which
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
    made = Vote.model_validate(vote.fields | {"result": result, "voters": vote.voters or vote.in_brackets})
    made.at(Passage.join(vote.places, "\n"), "votes/counts")
    return made
