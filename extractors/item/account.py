"""The account of a matter: its text, its summary, and its parts under separate headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pydantic import Field

from extractors.core.block_text import prose
from extractors.core.document import Block
from extractors.core.model import Value


class AccountSection(Value):
    """A part of the account under a heading."""

    heading: str = Field("", description="The heading as printed.")
    level: int = Field(0, description="Rank of the heading, 1 the highest; 0 where the document marks no ranks.")
    text: str = Field("", description="The text from the heading to the next one.")


class Account(Value):
    """The account of a matter and its grounds."""

    text: str = Field("", description="The whole account with the headings inside it.")
    summary: list[str] = Field(default_factory=list, description="The points of its summary.")
    sections: list[AccountSection] = Field(default_factory=list, description="Its headed parts, in order.")


def account(*parts: Sequence[Block]) -> Account | None:
    """Builds the account from the blocks of its sections; None if they have no text.

    A part or a summary ends with its section: "Sammandrag" is followed by "Föredragandens motiveringar".
    """
    text = prose([block for part in parts for block in part])
    if not text:
        return None
    return Account.model_validate(
        {
            "text": text.read("accounts/text"),
            "summary": [point.body.read("accounts/summary") for point in next(filter(None, map(summary, parts)), [])],
            "sections": [section for part in parts for section in _sections(part)],
        }
    )


def _sections(blocks: Sequence[Block]) -> list[AccountSection]:
    headings = [index for index, block in enumerate(blocks) if block.heading and not _inline(block)]
    return [
        AccountSection.model_validate(
            {
                "heading": blocks[start].body.read("accounts/heading"),
                "level": blocks[start].level,
                "text": body.read("accounts/section") if (body := prose(blocks[start + 1 : end])) else "",
            }
        )
        for start, end in pairwise([*headings, len(blocks)])
    ]


def _inline(block: Block) -> bool:
    """Whether a label is part of the running text: "Sammanfattning:" above a list."""
    return block.level == 0 and block.text.endswith(":")


def summary(blocks: Sequence[Block]) -> list[Block]:
    """The points of a summary: the list after its label, else the text up to the next heading.

    A label with a colon in running text ("Sammanfattning:") covers the list or the one paragraph after it; a
    heading covers everything up to the next heading.
    """
    for index, block in enumerate(blocks):
        if block.opens != "summary":
            continue
        points: list[Block] = []
        for point in blocks[index + 1 :]:
            if point.heading or (points and points[0].kind == "item" and point.kind != "item"):
                break
            points.append(point)
            if _inline(block) and point.kind != "item":
                break
        return points
    return []
