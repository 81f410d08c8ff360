"""Small numbers, in figures or in words."""

from __future__ import annotations

from functools import cache

from extractors.vocabulary import LANGUAGES, either, tables


@cache
def _words() -> dict[str, int]:
    return {word: number for each in LANGUAGES for word, number in tables(each)["numbers"].items()}


@cache
def numerals() -> str:
    """The regular expression for a number of up to three figures or in words; no groups."""
    return rf"(?:\d{{1,3}}|(?i:{either(_words())}))"


def number_of(text: str) -> int:
    """The number that a text matched by `numerals` stands for.

    >>> number_of("27"), number_of("Sex"), number_of("kahden")
    (27, 6, 2)
    """
    return int(text) if text.isdecimal() else _words()[text.lower()]
