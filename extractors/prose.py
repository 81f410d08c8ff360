"""Blocks put together as the text of a field: paragraphs parted by a blank line, list items by a line break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.document import Block
from extractors.passage import Passage


def prose(blocks: Iterable[Block]) -> Passage:
    """The text of blocks. A numbered item keeps its number, which other texts refer to; a bullet is decoration."""
    text = Passage("", ())
    last: Block | None = None
    for block in blocks:
        separator = "\n" if last is not None and last.kind == block.kind == "item" else "\n\n"
        text = Passage.join([text, whole(block)], separator)
        last = block
    return text


def whole(block: Block) -> Passage:
    """A block's text, with its number if it has one."""
    if block.kind == "table":
        return Passage.join(block.lines, "\n")
    if block.marker is not None and any(letter.isalnum() for letter in block.marker.text):
        return Passage.join([block.marker, block.body], " ")
    return block.body


def printed_lines(blocks: Sequence[Block]) -> list[Passage]:
    """The lines of blocks as printed, without bullets."""
    return [line for block in blocks for line in block.lines if line]
