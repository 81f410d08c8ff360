"""What each word of a line of persons can be: part of a name, of a title, a party, a mark of absence."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.organisations.body import kind as body_kind
from extractors.people.names import (
    CAPITALS,
    INITIAL,
    PARTICLES,
    WORD,
    given_names,
    is_given,
    is_no_role,
    is_role_word,
)
from extractors.vocabulary import either_of, fold, pairs, words

AND = frozenset(["och", "samt", "ja", "sekä", "&"])
_JOINED_CAPITALS = frozenset(["JA", "OCH", "SEKÄ", "SAMT"])  # in headings in capitals
# "II", "1:e", "2.", "3:e", "1", "1.": the first or second of several vice chairs
ORDINAL = re.compile(r"I{1,3}|IV|\d{1,2}(?:\.|:[ae])?")
# "Harjulan Kotiasunnot Oy", "Harjulan Urheilijat ry:n puheenjohtaja"
_FIRM = re.compile(r"(?:Oyj?|Abp?|Ky|ry|rf|Osk|Tmi|HB|KB)(?::\w{1,4})?", re.IGNORECASE)
_CAPITALISED = re.compile(rf"{WORD}|{CAPITALS}|{INITIAL}")


class Word(NamedTuple):
    """A word of a line and its place in it. `shape`: "G" given name, "S" other capitalised word that a name can have,
    "p" particle, "r" word that ends as titles do, "&" and, "#" ordinal or number, "F" a firm's form, "B" a body,
    "C" capitals as a party's initials, "x" any other.
    """

    text: str
    start: int
    end: int
    shape: str


@lru_cache(maxsize=16384)
def shape(word: str) -> str:
    """The class of a word: see `Word`.

    >>> [shape(word) for word in ("Anna", "Ek", "von", "ordförande", "och", "2:e", "Oy", "Byggnadsnämnden", "NP")]
    ['G', 'S', 'p', 'r', '&', '#', 'F', 'B', 'C']
    """
    bare = word.strip(",.:;*") if not re.fullmatch(INITIAL, word) else word
    if word in AND:
        return "&"
    if ORDINAL.fullmatch(word) or bare[:1].isdigit():
        return "#"
    if is_role_word(bare):
        return "r"
    if word.lower() in PARTICLES:
        return "p"
    if _FIRM.fullmatch(bare):
        return "F"
    if not bare or not bare[0].isupper():
        return "x"
    if _is_body(bare):
        return "B"
    if bare in _JOINED_CAPITALS or not _CAPITALISED.fullmatch(bare):
        return "x"
    if re.fullmatch(INITIAL, bare) or is_given(bare):
        return "G"
    return "C" if len(bare) <= 4 and bare.isupper() else "S"


def _is_body(word: str) -> bool:
    """Whether a word is a body's name, also in the genitive: "Omsorgsnämnden", "Kunnanhallituksen"."""
    small = word.lower()
    if small in given_names():
        return False
    if body_kind(word) is not None:
        return True
    return any(
        small.endswith(ending) and body_kind(word[: len(word) - len(ending)] + instead) is not None
        for ending, instead in pairs("inflection", "body")
    )


_WORD = re.compile(r"\S+")


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words between two offsets of a text, each with its class; punctuation at a word's end is left out."""
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match[0].lstrip("*_") or match[0]
        first = match.end() - len(word)
        kept = word.rstrip("*_") or word
        if not re.fullmatch(INITIAL, kept) and not ORDINAL.fullmatch(kept) and fold(kept + ".") not in short_titles():
            kept = kept.rstrip(".:;–-…") or kept
        elif kept.endswith((":", "..")):
            kept = kept.rstrip(":")
        found.append(Word(kept, first, first + len(kept), shape(kept)))
    return found


@cache
def folded(*keys: str) -> frozenset[str]:
    """The words under these keys of [attendance], as labels are compared."""
    return frozenset(fold(word) for key in keys for word in words("attendance", key))


@cache
def short_titles() -> frozenset[str]:
    """Abbreviated titles, in lower case: "ordf.", "vpj", "kh pj"."""
    return frozenset(word.casefold() for word in words("attendance", "short_roles"))


@cache
def party() -> re.Pattern[str]:
    """The name of a party or its abbreviation: "kok", "sannf."."""
    return re.compile(rf"(?i:{either_of('attendance', 'parties')})\.?")


def is_short_title(text: str) -> bool:
    """Whether a text is an abbreviated title: "ordf.", "1. vpj"."""
    small = text.casefold()
    last = small.split()[-1] if small else ""
    return bool({small, small + ".", last} & short_titles())


def no_title(text: str) -> bool:
    """Whether lower-case words before a name belong to no title: language, introduction ("suomenkielinen opetus")."""
    return any(map(is_no_role, text.split()))
