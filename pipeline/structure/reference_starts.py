"""Items that begin with their body's name: "KH § 270" over or under the title, in minutes without bare "§ n" lines.

Three orders occur: "KST § 210" and the title below it; the title and "Kst § 66" below it; and the title, the handlings
by other bodies with their days ("Khall 6.9.2010 § 150"), and last this meeting's own head ("Kvalt § 44").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from extractors.core.document import Block
from extractors.core.passage import Passage
from extractors.organisations import body as bodies
from extractors.structure import case_number, meeting_reference, section_heading
from extractors.structure.meeting_reference import Head
from extractors.vocabulary import label
from pipeline.structure.numbered_starts import Start
from pipeline.structure.section_kinds import CLOSING, COVER

TITLE = 250
"""Characters of a title at most."""

TITLES = COVER | CLOSING | {"appeal", "note"}
"""Labels that are ordinary titles of items too: "PÖYTÄKIRJAN TARKASTUS"."""

_BEHIND = re.compile(r"§\s*(\d+[a-z]?)")
_BEFORE = re.compile(r"(?<![\w.])(\d+[a-z]?)\s*§")
_CAPITALS = re.compile(r"^(?P<body>[A-ZÅÄÖ]{2,10}):?\s*§\s*(?P<number>\d+[a-z]?)$")
_ROW = re.compile(r"^(?P<body>[A-ZÅÄÖ][\w-]*)\s+§\s*(?P<number>\d+[a-z]?)\s+(?P<title>[A-ZÅÄÖ\"”].*)$")


def starts(blocks: Sequence[Block], running_heads: Sequence[Head]) -> dict[int, Start]:
    """Where items begin, with number and title, by the heads over them; empty where none are this meeting's own.

    Rows of a contents list that begin with the body in short are among them: "KST § 210 Mötets konstituering".
    """
    over = {at: head for at, block in enumerate(blocks) if (head := _head(block)) is not None}
    over |= _in_capitals(blocks)
    over = {at: head for at, head in over.items() if head.date is None or not _lists(blocks, at, over)}
    own = _own(over, running_heads)
    if not own:
        return {}
    if len(own) == 1 and _begun(blocks[: own[0]], over):
        return {}
    titles = [_above(blocks, at, before, over) for before, at in zip([-1, *own], own, strict=False)]
    below = [at for at in own if at + 1 < len(blocks) and _can_be_title(blocks[at + 1]) and at + 1 not in over]
    above = sum(title is not None for title in titles) >= len(below)
    found = _rows(blocks, {over[at].body_name or "" for at in own})
    for at, title in zip(own, titles, strict=True):
        number = _number(blocks[at])
        if number is None:
            continue
        if above and title is not None:
            found[title] = Start(number, blocks[title].body)
        else:
            found[at] = Start(number, None)
    return dict(sorted(found.items()))


def _lists(blocks: Sequence[Block], at: int, over: Mapping[int, Head]) -> bool:
    """Whether a head is in the list of handlings over a title: behind that stands the first of them again."""
    while at in over:
        at += 1
    if at >= len(blocks) or not _can_be_title(blocks[at]):
        return False
    if at + 1 < len(blocks) and case_number.find(blocks[at + 1].body) is not None:
        at += 1
    return at + 1 in over


def _begun(blocks: Sequence[Block], over: Mapping[int, Head]) -> bool:
    """Whether a section of the only item stands open before its own head: "Tiivistelmä", then "Rlupalk § 315"."""
    if any(at < len(blocks) and head.date is not None for at, head in over.items()):
        return False
    kinds = {heading.kind for block in blocks if (heading := section_heading.read(block.body)) is not None}
    return bool(kinds - COVER - CLOSING - {"title", "speaker"})


def behind_list(found: Mapping[int, Start], plain: Mapping[int, Start]) -> bool:
    """Whether bare numbers are a contents list alone: all stand before the heads, which have the same numbers."""
    numbers = {each.number.text for each in plain.values()}
    return len(found) > 1 and min(found) > max(plain) and all(each.number.text in numbers for each in found.values())


def _head(block: Block) -> Head | None:
    """The head of a handling that a block is; None where it is none, or an entry of a list."""
    if block.kind not in ("heading", "paragraph") or len(block.lines) > 2 or "§" not in block.text:
        return None
    head = meeting_reference.read(block.body)
    return head if head is not None and head.handling and head.section is not None else None


def _in_capitals(blocks: Sequence[Block]) -> dict[int, Head]:
    """Heads with the same unknown word in capitals, two at least: "SVEUTBS § 42", "SVEUTBS § 50"."""
    found: dict[str, dict[int, Head]] = {}
    for at, block in enumerate(blocks):
        match = _CAPITALS.match(block.text) if len(block.text) < 20 else None
        if match is not None and bodies.short_kind(match["body"]) is None and label(match["body"]) is None:
            section = block.body.group(match, "number").read("headed/section")
            head = Head(block.body, block.body.group(match, "body"), section=section)
            found.setdefault(match["body"], {})[at] = head
    return max((heads for heads in found.values() if len(heads) > 1), key=len, default={})


def _number(block: Block) -> Passage | None:
    match = _BEHIND.search(block.text) or _BEFORE.search(block.text)
    return None if match is None else block.body.group(match, 1)


def _own(over: Mapping[int, Head], running_heads: Sequence[Head]) -> list[int]:
    """Where the heads stand that are this meeting's: by its body, undated or of its day, each number once."""
    days = Counter(head.date.day for head in running_heads if head.date is not None)
    day = days.most_common(1)[0][0] if days else None
    met = next((head.body_name for head in running_heads if head.body_name), None)
    if met is None:
        undated = Counter(head.body_name for head in over.values() if head.date is None)
        met = undated.most_common(1)[0][0] if undated else None
    if met is None:
        return []
    found: dict[str, int] = {}
    for at, head in sorted(over.items()):
        name = head.body_name or ""
        ours = bodies.same(name, met) or (head.date is None and not (bodies.kind(name) or bodies.short_kind(name)))
        if head.section is not None and ours and _on(head, day):
            found.setdefault(head.section.value, at)
    return list(found.values())


def _on(head: Head, day: date | None) -> bool:
    return head.date is None or head.date.day == day


def _above(blocks: Sequence[Block], at: int, before: int, over: Mapping[int, Head]) -> int | None:
    """Where the title stands over an item's own head: right above it, or above the first handling with another day."""
    own = over[at].section
    earlier = [n for n in range(before + 1, at) if n in over and over[n].date is not None]
    first = next((n for n in earlier if own is None or (over[n].section or own).value != own.value), at)
    for place in (first - 1, first - 2):
        if place <= before or place in over:
            return None
        if case_number.find(blocks[place].body) is None:
            return place if _can_be_title(blocks[place]) else None
    return None


def _can_be_title(block: Block) -> bool:
    text = block.text
    if block.kind not in ("heading", "paragraph") or not 3 < len(text) <= TITLE or text.endswith((".", ":", ";", ",")):
        return False
    if meeting_reference.read(block.body) is not None or not (text[0].isupper() or text[0].isdigit()):
        return False
    heading = section_heading.read(block.body)
    return heading is None or heading.kind in TITLES


def _rows(blocks: Sequence[Block], names: set[str]) -> dict[int, Start]:
    """Rows of a contents list that name the body before each number."""
    found: dict[int, Start] = {}
    for at, block in enumerate(blocks):
        match = _ROW.match(block.text) if len(block.text) <= TITLE else None
        if match is not None and match["body"] in names:
            found[at] = Start(block.body.group(match, "number"), block.body.group(match, "title"))
    return found
