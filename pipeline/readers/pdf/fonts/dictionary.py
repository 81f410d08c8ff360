"""Looks up words in simplemma's dictionaries of Swedish and Finnish word forms.

A dictionary is loaded on first use (0.8 s and 90 MB for Swedish, 4 s and 430 MB for Finnish, measured with
simplemma 2.0), and only for documents whose text layer is suspicious.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import simplemma

_LETTERS = re.compile(r"[^\W\d_]{4,}")


@lru_cache(maxsize=20_000)
def is_word(word: str, language: str) -> bool:
    """Whether a word, or the last part of a compound with a hyphen, is in the language's dictionary.

    Swedish and Finnish compound freely: a word also counts when it is two known words of four letters or more, with
    or without the binding s.
    """
    lower = word.lower()
    if simplemma.is_known(lower, language) or simplemma.is_known(word, language):
        return True
    return any(
        simplemma.is_known(lower[cut:], language)
        and (simplemma.is_known(lower[:cut], language) or simplemma.is_known(lower[:cut].removesuffix("s"), language))
        for cut in range(4, len(lower) - 3)
    )


def words(texts: Iterable[str]) -> list[str]:
    """The words of four letters or more in texts; shorter ones are not significant."""
    return [match[0] for text in texts for match in _LETTERS.finditer(text)]


def broken(found: Iterable[str], language: str, also: frozenset[str] = frozenset()) -> float:
    """The share of words not in the dictionary, 0 to 1; words in `also` count as known."""
    tested = list(found)
    bad = sum(word.lower() not in also and not is_word(word, language) for word in tested)
    return bad / len(tested) if tested else 0.0
