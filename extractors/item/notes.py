"""Statements entered in the minutes at someone's request (Pöytäkirjamerkintä, protokollsanteckning)."""

from __future__ import annotations

import re
from functools import cache

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Passage
from extractors.people.names import Gazetteer, find
from extractors.vocabulary import either_of


@cache
def _presence() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('attendance', 'noted')}(?!\w)", re.IGNORECASE)


class Note(Value):
    """A statement noted in the minutes."""

    by: str | None = Field(None, description="Who made it; given name first.")
    text: str = Field("", description="The statement as printed.")


def note(text: Passage, names: Gazetteer) -> Note:
    """Builds a note; its author is the first person named, unless the text only reports attendance.

    >>> from extractors.core.passage import Span
    >>> def by(said):
    ...     return note(Passage.of(said, Span(0, len(said))), Gazetteer()).by
    >>> by("Marianne Ek lämnade följande anteckning."), by("Suunnittelija Marianne Ek oli läsnä asiantuntijana.")
    ('Marianne Ek', None)
    """
    name = next(find(text), None)
    if name is not None and _presence().search(text.text[:200]):
        name = None
    return Note.model_validate(
        {"by": names.turn(name).read("notes/by") if name else None, "text": text.read("notes/text")}
    )
