"""Items of minutes without section numbers: numbered "1.", "2.", or with nothing but headings.

Councils for the elderly, disabled or young and web pages write so. Such a number or heading can be anything else too,
so it counts only where the document is a meeting's by its cover, nothing else in it begins items, and the numbers run
from one without a gap, or the first heading is that of a meeting's opening.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.item.matter_kind import by_title
from extractors.structure import meeting_title
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure.model import Start
from pipeline.structure.section_kinds import CLOSING, COVER, STRUCTURAL
from pipeline.structure.starts.titles import LABELS_AS_TITLES, can_be_title

FEWEST = 3
"""Items at least."""

LONGEST = 150
"""Characters of a title at most."""


def find(blocks: Sequence[TaggedBlock]) -> dict[int, Start]:
    """Where items begin by numbers of a list, else by headings; empty where neither can be."""
    return _numbered(blocks) or _headed(blocks)


def _numbered(blocks: Sequence[TaggedBlock]) -> dict[int, Start]:
    """Titles numbered "1.", "2." from one on: the longest row of them, each with its text below or as a bare list."""
    numbers = {at: number for at, each in enumerate(blocks) if (number := _number(each)) is not None}
    best: list[int] = []
    for first in (at for at, number in numbers.items() if number == 1):
        row = [first]
        for at, number in numbers.items():
            if at > row[-1] and number == len(row) + 1:
                row.append(at)
        if len(row) > len(best):
            best = row
    if len(best) < FEWEST or not _is_meeting(blocks[: best[0]]):
        return {}
    found = {}
    for at in best:
        marker = blocks[at].block.marker
        if marker is not None:
            found[at] = Start(at, marker.strip(".) "), blocks[at].body, at, why="numbered from one on below a cover")
    return found


def _number(each: TaggedBlock) -> int | None:
    """The number of a list's item that can be a title: short, no sentence."""
    text = each.text
    if each.block.number is None or not 2 < len(text) <= LONGEST or text.endswith((".", ";", ":", ",")):
        return None
    return each.block.number if text[0].isupper() or text[0].isdigit() else None


def _headed(blocks: Sequence[TaggedBlock]) -> dict[int, Start]:
    """Headings with text below, from that of a meeting's opening on."""
    places = [
        at
        for at, each in enumerate(blocks[:-1])
        if each.block.heading
        and can_be_title(each)
        and (each.label is None or each.label.kind in LABELS_AS_TITLES)
        and not (blocks[at + 1].block.heading or blocks[at + 1].label is not None)
    ]
    opening = next((at for at in places if by_title(blocks[at].text) == "formality"), None)
    found = [at for at in places if opening is not None and at >= opening]
    if opening is None or len(found) < FEWEST or not _is_meeting(blocks[:opening]):
        return {}
    why = "a heading below a cover, after that of the meeting's opening"
    return {at: Start(at, None, blocks[at].body, at, why=why) for at in found}


def _is_meeting(before: Sequence[TaggedBlock]) -> bool:
    """Whether what is printed above the first item is a meeting's cover, and no section of an item."""
    kinds = {each.label.kind for each in before if each.label is not None}
    if kinds & STRUCTURAL:
        return False
    named = any(each.reference is not None and each.reference.document is not None for each in before)
    titled = any(meeting_title.read(each.body) is not None for each in before)
    return bool(kinds & (COVER | CLOSING)) or named or titled
