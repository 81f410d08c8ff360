"""Dissenting opinions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pydantic import Field

from extractors.core.block_text import prose
from extractors.core.document import Block
from extractors.core.model import Value
from extractors.language.phrases import sentences
from extractors.people.names import Gazetteer, find
from extractors.vocabulary import either_of


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


def told_dissents(blocks: Sequence[Block], names: Gazetteer, language: str) -> list[Dissent]:
    """The opinions that prose tells of where no section does, one for each person that the sentence names.

    "Anu Ek jätti päätökseen eriävän mielipiteen" · "Per Ås anmälde avvikande åsikt" · "reserverade sig mot beslutet".
    """
    found: dict[str, Dissent] = {}
    for block in blocks:
        for sentence in sentences(block.body, language):
            if not _telling("told").search(sentence.text) or _telling("negated").search(sentence.text):
                continue
            for name in find(sentence):
                by = names.turn(name).read("dissents/by")
                found.setdefault(by.value, Dissent.model_validate({"by": by, "text": sentence.read("dissents/text")}))
    return list(found.values())


@cache
def _telling(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('dissents', key)}(?!\w)", re.IGNORECASE)
