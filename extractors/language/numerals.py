"""Small numbers, in figures or in words."""

from __future__ import annotations

from functools import cache

from extractors.vocabulary import LANGUAGES, either, tables


@cache
def _words() -> dict[str, int]:
    return {word: number for each in LANGUAGES for word, number in tables(each)["numbers"].items()}


@cache
def _tens() -> dict[str, int]:
    """The words for twenty, thirty and so on, which a unit may follow in one word: "tjugofem", "kaksikymmentäviisi"."""
    return {word: number for word, number in _words().items() if number >= 20 and number % 10 == 0}


@cache
def _units() -> dict[str, int]:
    return {word: number for word, number in _words().items() if number < 10}


@cache
def numerals() -> str:
    """The regular expression for a number of up to three figures or in words below a hundred; no groups."""
    simple = [word for word in _words() if word not in _tens()]
    return rf"(?:\d{{1,3}}|(?i:{either(_tens())}(?:{either(_units())})?|{either(simple)}))"


def number_of(text: str) -> int:
    """The number that a text matched by `numerals` stands for.

    >>> number_of("27"), number_of("Sex"), number_of("kahden"), number_of("trettioåtta"), number_of("Kuusikymmentäyksi")
    (27, 6, 2, 38, 61)
    """
    word = text.lower()
    if text.isdecimal():
        return int(text)
    if word in _words():
        return _words()[word]
    tens = max((each for each in _tens() if word.startswith(each)), key=len)
    return _tens()[tens] + _units()[word[len(tens) :]]
