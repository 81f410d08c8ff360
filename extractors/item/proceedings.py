"""Proceedings: what happened at the meeting before the decision."""

from __future__ import annotations

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Passage
from extractors.vocabulary import words


class Proceedings(Value):
    """What happened before the decision."""

    text: str = Field("", description="The whole text of the proceedings.")


def proceedings(text: Passage) -> Proceedings | None:
    """Builds the proceedings; None if the section is empty, as in an agenda, or holds only "-"."""
    if not text or text.text.casefold() in words("labels", "none"):
        return None
    return Proceedings.model_validate({"text": text.read("proceedings/text")})
