"""Statements that somebody had noted in the minutes (Pöytäkirjamerkintä, protokollsanteckning)."""

from __future__ import annotations

from pydantic import Field

from extractors.names import Gazetteer, find
from extractors.passage import Passage
from extractors.values import Value


class Note(Value):
    """A statement noted in the minutes."""

    by: str | None = Field(None, description="Who made it; given name first.")
    text: str = Field("", description="The statement as printed.")


def note(text: Passage, names: Gazetteer) -> Note:
    """A note by its text; whom it names first made it."""
    name = next(find(text), None)
    return Note.model_validate(
        {"by": names.turn(name).read("notes/by") if name else None, "text": text.read("notes/text")}
    )
