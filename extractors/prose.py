"""Blocks put together as the text of a field: paragraphs parted by a blank line, list items by a line break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.document import Block
from extractors.passage import Passage


def prose(blocks: Iterable[Block]) -> Passage:
    """The text of blocks, with the markers of list items as printed; a pictorial bullet is decoration."""
    text = Passage("", ())
    last: Block | None = None
    for block in blocks:
        separator = "\n" if last is not None and last.kind == block.kind == "item" else "\n\n"
        text = Passage.join([text, _printed(block)], separator)
        last = block
    return text


def _printed(block: Block) -> Passage:
    return Passage.join(block.lines, "\n") if block.kind == "table" else block.printed


def printed_lines(blocks: Sequence[Block]) -> list[Passage]:
    """The lines of blocks as printed, without bullets."""
    return [line for block in blocks for line in block.lines if line]
