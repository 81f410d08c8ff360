"""The language of a text: Swedish, Finnish or English, by py3langid restricted to these three."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, cast

from extractors.vocabulary import Language

SAMPLE = 4_000
"""Characters that are enough to tell; more cost time and change nothing."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["sv", "fi", "en"])
    return identifier


@lru_cache(maxsize=256)
def identify(text: str) -> Language | None:
    """The language of a text; None where it has fewer than three words.

    >>> identify("Fullmäktige antecknar svaret för kännedom"), identify("Valtuusto merkitsee selostuksen tiedoksi")
    ('sv', 'fi')
    >>> identify("§ 72") is None
    True
    """
    sample = text[:SAMPLE]
    if sum(any(letter.isalpha() for letter in word) for word in sample.split()) < 3:
        return None
    return cast("Language", _identifier().classify(sample)[0])
