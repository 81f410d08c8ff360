"""Titles of items: which blocks can be one, and whether a document prints them above or below its bare numbers."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure.section_kinds import CLOSING, COVER

LONGEST = 250
"""Characters of a title at most."""

LABELS_AS_TITLES = COVER | CLOSING | {"appeal", "note"}
"""Labels that are ordinary titles of items too: "PÖYTÄKIRJAN TARKASTUS"."""


def can_be_title(each: TaggedBlock) -> bool:
    """Whether a block can be an item's title: short, no sentence, no label that opens a section, no reference."""
    text = each.text
    if each.block.kind not in ("heading", "paragraph") or not 3 < len(text) <= LONGEST or len(each.lines) > 3:
        return False
    if text.endswith((".", ":", ";", ",")) or not (text[0].isupper() or text[0].isdigit() or text[0] in '"”'):
        return False
    if each.label is not None and each.label.certain and each.label.kind not in LABELS_AS_TITLES:
        return False
    return each.reference is None and each.case is None and not each.short_reference


def above_numbers(blocks: Sequence[TaggedBlock], bare: Sequence[int], starts: set[int]) -> bool:
    """Whether the titles are printed above the bare numbers: "KOKOUKSEN AVAUS", "11 §", and the text below.

    So it is where every bare number but one at most has a title's line right above it, and most have none below.

    Args:
        blocks: the document's blocks.
        bare: where numbers are alone on their lines.
        starts: where any item begins.
    """
    above = [at for at in bare if at > 0 and at - 1 not in starts and _title_alone(blocks[at - 1])]
    below = [at for at in bare if at + 1 < len(blocks) and _title_alone(blocks[at + 1])]
    return len(above) >= 2 and len(above) >= len(bare) - 1 and 2 * len(below) < len(bare)


def _title_alone(each: TaggedBlock) -> bool:
    return can_be_title(each) and len(each.text) <= 200 and each.text[0].isupper()
