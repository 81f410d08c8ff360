"""Whether and how a decision can be appealed."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Passage
from extractors.language.phrases import Phrase, phrases
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


@cache
def _granted() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('labels', 'appeal_granted')}(?!\w)[^.]*\.", re.IGNORECASE)


def _kind_phrase(text: Passage, language: str) -> Phrase | None:
    """The phrase that states the kind of appeal; a prohibition after an available kind excludes only another one.

    Instructions for procurements open the way to the market court, and close that of the municipal act at their end.
    """
    phrase = next(phrases(text, "appeals", language, ("prohibited",)), None)
    if phrase is None:
        return _way(text, language)
    before = text[: text.text.find(phrase.passage.text)]
    granted = [match for match in _granted().finditer(before.text) if not _forbids(before.text, match.start())]
    return (_way(before, language) or phrase) if granted else phrase


def _way(text: Passage, language: str) -> Phrase | None:
    """The kind of appeal named first: instructions for decisions on a rectification name both kinds."""
    return next(phrases(text, "appeals", language, ("rectification", "appealable")), None)


def _forbids(text: str, at: int) -> bool:
    return re.search(rf"(?<!\w){either_of('labels', 'negations')}\s+(?:\w+\s+)?$", text[:at], re.IGNORECASE) is not None


def _about_kind(text: Passage) -> list[Passage]:
    """The sentences that state the kind: not "ei saa hakea muutosta valittamalla", which leaves the other kind open."""
    if _by_court().search(text.text) is None:
        return [text]
    sentences = [text.group(match) for match in re.finditer(r"[^.]+\.?", text.text)]
    negated = re.compile(rf"(?<!\w){either_of('labels', 'negations')}(?!\w)", re.IGNORECASE)
    return [each for each in sentences if not (_by_court().search(each.text) and negated.search(each.text))]


def appeal(labels: Passage, text: Passage, language: str) -> Appeal | None:
    """The appeal information under its labels, which state the kind as well ("Muutoksenhakukielto"); None for nothing.

    >>> from extractors.core.passage import Span
    >>> text = "Tähän päätökseen ei saa hakea muutosta."
    >>> passage = Passage.of(text, Span(0, len(text)))
    >>> appeal(passage[:0], passage, "fi").kind
    'prohibited'
    """
    phrase = _kind_phrase(Passage.join([labels, *_about_kind(text)], "\n"), language)
    if not text and phrase is None:
        return None
    return Appeal.model_validate(
        {
            "kind": phrase.passage.means(phrase.key, "appeals/phrase") if phrase else None,
            "text": text.read("appeals/text"),
        }
    )
