"""Votes as portals print them: a line for each side with its votes, below it the voters; or a roll-call.

"Kyllä 4 kpl 80 %" · "Jaa:" · "Nej 3 st 20 %", names below; "Anna Ek | JAA". Where no count is printed, the voters are
counted; both sides must stand there, so that no other list of names is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.core.columns import columns
from extractors.core.document import Block
from extractors.core.passage import Found, Passage
from extractors.decisions.votes.roll_call_table import tables
from extractors.decisions.votes.tokens import SIDES
from extractors.decisions.votes.voters import Voter, voters
from extractors.people.names import Gazetteer
from extractors.vocabulary import either_of


@dataclass
class Tally:
    """A vote's counts by side, its voters, and the lines and blocks (`first` to `last`) that it was read from."""

    first: int
    last: int
    counts: dict[str, Found[int]] = field(default_factory=dict)
    printed: bool = True  # the counts stand there; else the voters were counted
    voters: list[Voter] = field(default_factory=list)
    lines: list[Passage] = field(default_factory=list)

    def without(self, text: Passage) -> Passage:
        """What a block's text says before and after the lists."""
        start, last = max(text.text.find(self.lines[0].text), 0), self.lines[-1].text
        end = text.text.rfind(last)
        return Passage.join([text[:start], text[end + len(last) :] if end >= 0 else text[:0]], " ")


@cache
def _side() -> str:
    sides = "|".join(rf"(?P<{side}>{either_of('tallies', side)})" for side in SIDES)
    return rf"(?i:{sides})(?!\w)"


@cache
def _line() -> re.Pattern[str]:
    """A side's line: "Kyllä 4 kpl 80%", "Ei (3)", "JAA", "Nej: 3 st 20 %", "Tyhjä: Liisa Laine"."""
    unit = either_of("tallies", "unit")
    return re.compile(
        rf"{_side()}(?P<colon>\s*:)?\s*(?:\(?(?P<count>\d{{1,3}})(?![\d.,]\d)\)?\s*(?:(?i:{unit})(?!\w))?\s*)?"
        r"(?:\(?\d{1,3}(?:[.,]\d{1,2})?\s*%\)?)?\s*(?P<end>:)?\s*(?P<rest>.*)"
    )


@cache
def _row() -> re.Pattern[str]:
    """A roll-call's line: "Anna Ek JAA", "Anna Ek (sfp): NEJ"."""
    return re.compile(rf"(?P<who>.+?)[\s:,|–-]+{_side()}\.?")


def tallies(blocks: Sequence[Block], names: Gazetteer) -> list[Tally]:
    """The votes that blocks print side by side or voter by voter, in order."""
    lines = [(number, line) for number, block in enumerate(blocks) for line in block.lines if line]
    return _crossed(lines, names) or _by_side(lines, names) or _roll_call(lines, names)


def _crossed(lines: Sequence[tuple[int, Passage]], names: Gazetteer) -> list[Tally]:
    return [
        Tally(
            each.lines[0][0],
            each.lines[-1][0],
            each.counts,
            each.printed,
            each.voters,
            [line for _, line in each.lines],
        )
        for each in tables(lines, names)
    ]


def _by_side(lines: Sequence[tuple[int, Passage]], names: Gazetteer) -> list[Tally]:
    found: list[Tally] = []
    side, listed = "", list[Passage]()
    for number, line in lines:
        match = _line().fullmatch(line.text)
        rest = line.group(match, "rest") if match else line
        inside = voters(rest, "for", names) if match and match["rest"] and (match["colon"] or match["end"]) else []
        if match and (not match["rest"] or inside):
            _close(found, side, listed, names)
            side = next(each for each in SIDES if match[each])
            listed = [rest] if inside else []
            if side == "for" or not found:
                found.append(Tally(number, number))
            if match["count"] and side not in found[-1].counts:
                count = line.group(match, "count")
                found[-1].counts[side] = count.means(int(count.text), "votes/count")
            found[-1].lines.append(line)
            found[-1].last = number
        elif side and _goes_on(listed, line, names):
            listed.append(line)
            found[-1].lines.append(line)
            found[-1].last = number
        elif side:
            _close(found, side, listed, names)
            side, listed = "", []
    _close(found, side, listed, names)
    return [each for each in found if {"for", "against"} <= each.counts.keys()]


def _goes_on(listed: Sequence[Passage], line: Passage, names: Gazetteer) -> bool:
    """Whether a line is a part of a list of names; a name may be broken between it and the line above."""
    above = [each.name for each in voters(listed[-1], "for", names)] if listed else []
    running = bool(listed) and "," in listed[-1].text
    if not running:
        return bool(voters(line, "for", names))
    both = [each.name for each in voters(Passage.join([listed[-1], line], " "), "for", names)]
    return len(both) > len(above) and both[: len(above)] == above  # the next sentence is no part of the last name


def _close(found: Sequence[Tally], side: str, listed: Sequence[Passage], names: Gazetteer) -> None:
    """Ends a side's list; its voters are the count where none is printed."""
    if not side or not listed:
        return
    running = any("," in line.text for line in listed)  # a name may be broken over two lines
    texts = [Passage.join(listed, " ")] if running else [cell for line in listed for cell in columns(line)]
    new = [voter for text in texts for voter in voters(text, side, names)]
    found[-1].voters.extend(new)
    if side not in found[-1].counts and new:
        spans = tuple(span for line in listed for span in line.spans)
        found[-1].counts[side] = Found(len(new), spans, "votes/voters:derived")
        found[-1].printed = False


def _roll_call(lines: Sequence[tuple[int, Passage]], names: Gazetteer) -> list[Tally]:
    """A vote with each voter on a line of its own; three or more, on both sides."""
    found: Tally | None = None
    places: dict[str, list[Passage]] = {}
    for number, line in lines:
        match = _row().fullmatch(line.text)
        side = next((each for each in SIDES if match[each]), "") if match else ""
        read = voters(line.group(match, "who").strip(" |:"), side, names) if match else []
        if len(read) != 1:
            continue
        found = found or Tally(number, number, printed=False)
        found.voters.extend(read)
        found.lines.append(line)
        found.last = number
        places.setdefault(side, []).append(line)
    if found is None or len(found.voters) < 3 or not {"for", "against"} <= places.keys():
        return []
    for side, each in places.items():
        spans = tuple(span for line in each for span in line.spans)
        found.counts[side] = Found(len(each), spans, "votes/voters:derived")
    return [found]
