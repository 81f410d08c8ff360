"""Items that begin with a reference: "KH § 270" above or below the title, in minutes without bare "§ n" lines.

Three orders occur: "KST § 210" and the title below it; the title and "Kst § 66" below it; and the title, the handlings
by other bodies with their days ("Khall 6.9.2010 § 150"), and last this meeting's own reference ("Kvalt § 44").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from extractors.core.passage import Passage
from extractors.organisations import body
from extractors.structure.meeting_reference import MeetingReference
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure.model import Start
from pipeline.structure.section_kinds import CLOSING, COVER
from pipeline.structure.starts.titles import can_be_title

COVER_BLOCKS = 25
"""Blocks at a document's beginning among which its cover names the meeting."""


def find(blocks: Sequence[TaggedBlock], running: Sequence[MeetingReference]) -> list[Start]:
    """Where items can begin, with number and title, by the references over them; empty where none is this meeting's.

    Rows of a contents list that begin with the body in short are among them: "KST § 210 Mötets konstituering".
    """
    references = {at: found for at, each in enumerate(blocks) if (found := _reference(each)) is not None}
    references |= _in_capitals(blocks)
    references = {
        at: found for at, found in references.items() if found.date is None or not _lists(blocks, at, references)
    }
    current = _current(references, [*running, *_cover(blocks)])
    if not current or (len(current) == 1 and _begun(blocks[: current[0]], references)):
        return []
    titles = [_above(blocks, at, before, references) for before, at in zip([-1, *current], current, strict=False)]
    below = [at for at in current if at + 1 < len(blocks) and can_be_title(blocks[at + 1]) and at + 1 not in references]
    above = sum(title is not None for title in titles) >= len(below)
    starts = _rows(blocks, {references[at].body_name or "" for at in current})
    for at, title in zip(current, titles, strict=True):
        if (number := _number(blocks[at])) is None:
            continue
        if above and title is not None:
            starts.append(Start(title, number, blocks[title].body, at))
        else:
            starts.append(Start(at, number, None, at))
    return starts


def _cover(blocks: Sequence[TaggedBlock]) -> list[MeetingReference]:
    """What names the meeting's body and day on the cover, before its items are known."""
    return [
        each.reference
        for each in blocks[:COVER_BLOCKS]
        if each.reference is not None and (each.reference.document or each.reference.page or not each.reference.section)
    ]


def _reference(each: TaggedBlock) -> MeetingReference | None:
    """The reference over a handling that a block is; None where it is none, or an entry of a list."""
    if each.block.kind not in ("heading", "paragraph") or each.handled is None or each.handled.begins_item:
        return None
    return each.handled if each.handled.section is not None else None


def _lists(blocks: Sequence[TaggedBlock], at: int, references: Mapping[int, MeetingReference]) -> bool:
    """Whether a reference is in the list of handlings over a title: after it the first of them comes again."""
    while at in references:
        at += 1
    if at >= len(blocks) or not can_be_title(blocks[at]):
        return False
    if at + 1 < len(blocks) and blocks[at + 1].case is not None:
        at += 1
    return at + 1 in references


def _begun(blocks: Sequence[TaggedBlock], references: Mapping[int, MeetingReference]) -> bool:
    """Whether a section of the only item is open before its own reference: "Tiivistelmä", then "Rlupalk § 315"."""
    if any(at < len(blocks) and found.date is not None for at, found in references.items()):
        return False
    kinds = {each.label.kind for each in blocks if each.label is not None}
    return bool(kinds - COVER - CLOSING - {"title", "speaker"})


def _in_capitals(blocks: Sequence[TaggedBlock]) -> dict[int, MeetingReference]:
    """References with the same unknown word in capitals, two at least: "SVEUTBS § 42", "SVEUTBS § 50"."""
    found: dict[str, dict[int, MeetingReference]] = {}
    for at, each in enumerate(blocks):
        number = each.number
        if number is None or number.form != "letters" or number.letters is None or each.handled is not None:
            continue
        letters = number.letters.text
        if 2 <= len(letters) <= 10 and letters.isupper() and letters.isalpha():
            section = number.number.read("reference_starts/section")
            found.setdefault(letters, {})[at] = MeetingReference(each.body, number.letters, section=section)
    return max((each for each in found.values() if len(each) > 1), key=len, default={})


def _number(each: TaggedBlock) -> Passage | None:
    if each.number is not None:
        return each.number.number
    reference = each.handled
    if reference is None or reference.section is None:
        return None
    return each.body.between(reference.section.spans)


def _current(references: Mapping[int, MeetingReference], named: Sequence[MeetingReference]) -> list[int]:
    """Where this meeting's references are: by its body, undated or of its day, each number once."""
    days = Counter(each.date.day for each in named if each.date is not None)
    day = days.most_common(1)[0][0] if days else None
    met = next((each.body_name for each in named if each.body_name), None)
    if met is None:
        undated = Counter(each.body_name for each in references.values() if each.date is None)
        met = undated.most_common(1)[0][0] if undated else None
    if met is None:
        return []
    found: dict[str, int] = {}
    for at, each in sorted(references.items()):
        name = each.body_name or ""
        ours = body.same(name, met) or (each.date is None and not (body.kind(name) or body.short_kind(name)))
        if each.section is not None and ours and _on(each, day):
            found.setdefault(each.section.value, at)
    return list(found.values())


def _on(reference: MeetingReference, day: date | None) -> bool:
    return reference.date is None or reference.date.day == day


def _above(
    blocks: Sequence[TaggedBlock], at: int, before: int, references: Mapping[int, MeetingReference]
) -> int | None:
    """Where the title is over an item's reference: right above it, or above the first handling of another day."""
    section = references[at].section
    earlier = [n for n in range(before + 1, at) if n in references and references[n].date is not None]
    first = next(
        (n for n in earlier if section is None or (references[n].section or section).value != section.value), at
    )
    for place in (first - 1, first - 2):
        if place <= before or place in references:
            return None
        if blocks[place].case is None:
            return place if can_be_title(blocks[place]) else None
    return None


def _rows(blocks: Sequence[TaggedBlock], names: set[str]) -> list[Start]:
    """Rows of a contents list that name the body before each number."""
    return [
        Start(at, each.number.number, each.number.title, at, each.number.case)
        for at, each in enumerate(blocks)
        if each.number is not None
        and each.number.form == "row"
        and each.number.letters is not None
        and each.number.letters.text in names
    ]
