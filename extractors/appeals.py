"""Whether and how a decision can be appealed."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import Field

from extractors.nlp import first_phrase
from extractors.passage import Passage
from extractors.values import Value
from extractors.vocabulary import either_of


class Appeal(Value):
    """The appeal information of an item."""

    kind: Literal["appealable", "rectification", "prohibited"] | None = Field(
        None, description="appealable: to a court; rectification: to the body itself first; prohibited: not at all."
    )
    text: str = Field("", description="The information as printed.")


@cache
def _by_court() -> re.Pattern[str]:
    return re.compile(either_of("labels", "by_court"), re.IGNORECASE)


def _telling(text: Passage) -> list[Passage]:
    """The sentences that tell the kind: not "ei saa hakea muutosta valittamalla", where the other way is open."""
    if _by_court().search(text.text) is None:
        return [text]
    sentences = [text.group(match) for match in re.finditer(r"[^.]+\.?", text.text)]
    return [sentence for sentence in sentences if not _by_court().search(sentence.text)]


def appeal(labels: Passage, text: Passage, language: str) -> Appeal | None:
    """The appeal information under its labels, which tell the kind as well ("Muutoksenhakukielto"); None for nothing.

    >>> from extractors.passage import Span
    >>> text = "Tähän päätökseen ei saa hakea muutosta."
    >>> passage = Passage.of(text, Span(0, len(text)))
    >>> appeal(passage[:0], passage, "fi").kind
    'prohibited'
    """
    phrase = first_phrase(Passage.join([labels, *_telling(text)], "\n"), "appeals", language)
    if not text and phrase is None:
        return None
    return Appeal.model_validate(
        {
            "kind": phrase.passage.means(phrase.key, "appeals/phrase") if phrase else None,
            "text": text.read("appeals/text"),
        }
    )
