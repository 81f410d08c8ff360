"""Dissenting opinions, and members who were disqualified."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import Field

from extractors.document import Block
from extractors.names import NAME, Gazetteer
from extractors.passage import Passage
from extractors.prose import prose
from extractors.values import Value


class Dissent(Value):
    """A dissenting opinion."""

    by: str | None = Field(None, description="Who dissents; given name first.")
    text: str = Field("", description="The opinion as printed.")


class Disqualification(Value):
    """A person who took no part in a matter."""

    name: str | None = Field(None, description="Given name first.")
    reason: str | None = Field(None, description="The reason as printed.")


def dissents(blocks: Sequence[Block], names: Gazetteer) -> list[Dissent]:
    """The opinions in a section for them: one for each paragraph that begins with a name, else a single one."""
    parts: list[list[Block]] = []
    for block in blocks:
        if not parts or re.match(NAME, block.text):
            parts.append([])
        parts[-1].append(block)
    found = []
    for part in parts:
        text = prose(part)
        name = re.search(NAME, text.text)
        found.append(
            Dissent.model_validate(
                {
                    "by": names.turn(text.group(name)).read("dissents/by") if name else None,
                    "text": text.read("dissents/text"),
                }
            )
        )
    return found


def disqualified(blocks: Sequence[Block], names: Gazetteer) -> list[Disqualification]:
    """The persons that a section on disqualification names, with the sentence that tells why."""
    found = []
    for block in blocks:
        for match in re.finditer(NAME, block.text):
            name = block.body.group(match)
            found.append(
                Disqualification.model_validate(
                    {
                        "name": names.turn(name).read("dissents/disqualified"),
                        "reason": reason.read("dissents/reason") if (reason := _reason(block.body)) else None,
                    }
                )
            )
    return found


def _reason(text: Passage) -> Passage | None:
    """The words in brackets behind a name, else the whole paragraph."""
    match = re.search(r"\(([^()]{8,})\)", text.text)
    return text.group(match, 1) if match else text
