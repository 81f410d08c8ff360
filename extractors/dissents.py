"""Dissenting opinions."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from extractors.document import Block
from extractors.names import Gazetteer, find
from extractors.prose import prose
from extractors.values import Value


class Dissent(Value):
    """A dissenting opinion."""

    by: str | None = Field(None, description="Who dissents; given name first.")
    text: str = Field("", description="The opinion as printed.")


def dissents(blocks: Sequence[Block], names: Gazetteer) -> list[Dissent]:
    """The opinions in a section for them: one for each paragraph that begins with a name, else a single one."""
    parts: list[list[Block]] = []
    for block in blocks:
        if not parts or block.text.startswith(tuple(name.text for name in find(block.body))):
            parts.append([])
        parts[-1].append(block)
    found = []
    for part in parts:
        text = prose(part)
        name = next(find(text), None)
        found.append(
            Dissent.model_validate(
                {
                    "by": names.turn(name).read("dissents/by") if name else None,
                    "text": text.read("dissents/text"),
                }
            )
        )
    return found
