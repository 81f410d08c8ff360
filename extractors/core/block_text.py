"""Blocks put together as the text of a field: paragraphs parted by a blank line, list items by a line break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from extractors.core.document import Block
from extractors.core.passage import Passage


def prose(blocks: Iterable[Block]) -> Passage:
    """The text of blocks, with the markers of list items as printed; a pictorial bullet is decoration."""
    lists = groupby(enumerate(blocks), lambda each: -1 if each[1].kind == "item" else each[0])
    parts = [Passage.join([_printed(block) for _, block in group], "\n") for _, group in lists]
    return Passage.join(parts)


def sample(blocks: Iterable[Block], characters: int) -> str:
    """The first characters of what `prose` gives, as a plain text; a few more may come with them."""
    text = ""
    listing = False
    for block in blocks:
        if len(text) > characters:
            break
        printed = _printed(block).text
        if printed:
            text += ("\n" if listing and block.kind == "item" else "\n\n" if text else "") + printed
        listing = block.kind == "item" and (listing or bool(printed))
    return text


def _printed(block: Block) -> Passage:
    return Passage.join(block.lines, "\n") if block.kind == "table" else block.printed


def printed_lines(blocks: Sequence[Block]) -> list[Passage]:
    """The lines of blocks as printed, without bullets."""
    return [line for block in blocks for line in block.lines if line]
