"""Why a text that is no document of a meeting is passed over: what it is instead, where that can be seen."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.vocabulary import fold, words
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure.model import Outline
from pipeline.structure.section_kinds import COVER, STRUCTURAL
from pipeline.structure.standalone_motions import is_title

BEGINNING, END = 8, 8
"""Blocks at a document's beginning and end that say what it is."""

_UNKNOWN = "nothing in it says that it is an agenda or minutes: no body, date, paragraph or heading known"
_LETTER = "it is a letter or statement on its own ({}): no document of a meeting, and a record has no place for it"
_MOTION = "it is a motion on its own ({}), but what it asks and who signed it or when could not be read"


def letter(blocks: Sequence[TaggedBlock], outline: Outline) -> str | None:
    """The line that says that a document is a letter or a statement; None where it is anything of a meeting.

    Args:
        blocks: the document's blocks.
        outline: the document's outline: items with numbers, meetings named and labels of sections speak against it.
    """
    if any(item.number or item.case or item.history for item in outline.items):
        return None
    if any(found.document or (found.body and (found.date or found.section)) for found in outline.references):
        return None
    titles = [each for each in blocks[:BEGINNING] if _is(each.lines[0].text, "letter_titles")]
    others = {each.label.kind for each in blocks if each.label is not None and each not in titles}
    if others & (COVER | STRUCTURAL):
        return None
    ends = (line.text for each in blocks[-END:] for line in each.lines if _is(line.text, "letter_ends"))
    return next((each.lines[0].text for each in titles), None) or next(ends, None)


def reason(blocks: Sequence[TaggedBlock], outline: Outline) -> str:
    """What a document is that gives no record, in words for a user."""
    title = next((each.text for each in blocks[:BEGINNING] if is_title(each)), None)
    if title is not None:
        return _MOTION.format(repr(title))
    line = letter(blocks, outline)
    return _LETTER.format(repr(line)) if line is not None else _UNKNOWN


def _is(text: str, key: str) -> bool:
    return fold(text.rstrip(" ,")) in map(fold, words("labels", key))
