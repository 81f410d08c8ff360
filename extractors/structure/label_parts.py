"""Labels that the vocabulary does not list, read from the words that they are made of.

Every municipality has headings of its own, but builds them from the same words: "Päätösesityksen perustelut",
"Ärendebeskrivning och bakgrund", "Expedieras till". Such a reading is less sure than a listed label. It counts only
where the line also looks like a heading.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, cast

from extractors.organisations.body import short_kind
from extractors.vocabulary import SectionKind, fold, keys, label_table, words

LONGEST, MOST_WORDS = 60, 6
_SHAPE = re.compile(r"[A-ZÅÄÖ][^\W\d_]+(?:(?:[ /&-]|, | / )[^\W\d_]+)*:?")  # "Beslut och motivering:", no digits
_SPLIT = re.compile(r"[\s/&,-]+")
_PLACES: tuple[str | None, ...] = (None, "genitive", "list", "title")
_STEM = 5
"""Letters that tell whether two words are forms of the same."""


class _Part(NamedTuple):
    """One word of an entry of the vocabulary: a word, any form of it, or any word with an end."""

    word: str
    form: bool
    end: bool

    def matches(self, text: str) -> bool:
        """Whether a folded word is this one, alone or as the last part of a compound of label words."""
        if self.end:
            return text.endswith(self.word) and len(text) > len(self.word) + 3
        at = text.find(self.word)
        if at < 0 or not (self.form or text.endswith(self.word)):
            return False
        return at == 0 or (at > 2 and text[: min(at, _STEM)] in _stems())


def _part(text: str) -> _Part:
    return _Part(text.strip("*"), text.endswith("*"), text.startswith("*"))


@cache
def _entries() -> tuple[tuple[SectionKind, tuple[tuple[_Part, ...], ...]], ...]:
    kinds = cast(tuple[SectionKind, ...], keys("label_parts"))
    return tuple(
        (kind, tuple(tuple(_part(word) for word in entry.split()) for entry in words("label_parts", kind)))
        for kind in kinds
    )


@cache
def _stems() -> frozenset[str]:
    """The beginnings of all words that labels are made of."""
    listed = [word for only in _PLACES for text in label_table(only) for word in text.split()]
    parts = [
        word.strip("*")
        for kind in keys("label_parts")
        for entry in words("label_parts", kind)
        for word in entry.split()
    ]
    every = (*listed, *parts, *(word.strip("*") for word in words("label_words", "others")))
    return frozenset(word[:_STEM] for word in every if len(word) > 2)


@cache
def _joining() -> frozenset[str]:
    return frozenset(words("label_words", "joining"))


def read(text: str) -> SectionKind | None:
    """The kind of section that a heading opens by the words that it is made of; None where a word is none of a label.

    >>> read("Förslag och motiveringar:"), read("Päätösesityksen perustelut"), read("Expedieras till")
    ('account', 'account', 'for_information')
    >>> read("Motion om bastu"), read("Förslaget godkändes."), read("Detaljplaneförslag")
    (None, None, None)
    """
    if len(text) > LONGEST or not _SHAPE.fullmatch(text):
        return None
    return _read(fold(text))


@lru_cache(maxsize=8192)
def _read(text: str) -> SectionKind | None:
    parts = [each for each in _SPLIT.split(text) if each]
    if len(parts) > MOST_WORDS:
        return None
    for kind, entries in _entries():
        for entry in entries:
            used = _used(entry, parts)
            if used and all(n in used or _known(part) for n, part in enumerate(parts)):
                return kind
    return None


def _used(entry: tuple[_Part, ...], parts: list[str]) -> set[int]:
    """The places of the words of an entry in a heading, in this order; empty where one is missing."""
    used: set[int] = set()
    at = 0
    for each in entry:
        at = next((n for n in range(at, len(parts)) if each.matches(parts[n])), -1) + 1
        if not at:
            return set()
        used.add(at - 1)
    return used


def _known(word: str) -> bool:
    return word in _joining() or (len(word) > 2 and word[:_STEM] in _stems()) or short_kind(word.upper()) is not None
