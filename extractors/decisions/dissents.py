"""Dissenting opinions."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from extractors.core.block_text import prose
from extractors.core.document import Block
from extractors.core.model import Value
from extractors.events.frames import events
from extractors.people.names import Gazetteer, find


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
                    "by": names.turn(name).read("dissent.section") if name else None,
                    "text": text.read("dissent.section"),
                }
            )
        )
    return found


def stated_dissents(blocks: Sequence[Block], names: Gazetteer) -> list[Dissent]:
    """The opinions that prose states where no section does, one for each person who dissents.

    "Anu Ek jätti päätökseen eriävän mielipiteen" · "Per Ås anmälde avvikande åsikt" · "reserverade sig mot beslutet".
    """
    found: dict[str, Dissent] = {}
    for event in (each for block in blocks for each in events(block.body, "dissents")):
        if event.frame.name == "dissent.stated" and not event.negated:
            for name in event.all("agent"):
                by = names.turn(name).read(event.rule)
                text = event.sentence.read(event.rule)
                found.setdefault(by.value, Dissent.model_validate({"by": by, "text": text}))
    return list(found.values())
