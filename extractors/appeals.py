"""Whether and how a decision can be appealed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractors.nlp import first_phrase
from extractors.passage import Passage
from extractors.values import Value


class Appeal(Value):
    """The appeal information of an item."""

    kind: Literal["appealable", "rectification", "prohibited"] | None = Field(
        None, description="appealable: to a court; rectification: to the body itself first; prohibited: not at all."
    )
    text: str = Field("", description="The information as printed.")


def appeal(labels: Passage, text: Passage, language: str) -> Appeal | None:
    """The appeal information under its labels, which tell the kind as well ("Muutoksenhakukielto"); None for nothing.

    >>> from extractors.passage import Span
    >>> text = "Tähän päätökseen ei saa hakea muutosta."
    >>> passage = Passage.of(text, Span(0, len(text)))
    >>> appeal(passage[:0], passage, "fi").kind
    'prohibited'
    """
    phrase = first_phrase(Passage.join([labels, text], "\n"), "appeals", language)
    if not text and phrase is None:
        return None
    return Appeal.model_validate(
        {
            "kind": phrase.passage.means(phrase.key, "appeals/phrase") if phrase else None,
            "text": text.read("appeals/text"),
        }
    )
