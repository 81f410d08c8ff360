"""Compares municipalities, bodies, case numbers and titles of records, across Finnish and Swedish."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pydantic import Field
from rapidfuzz import fuzz

from extractors.core.model import Value
from extractors.core.slugs import slug
from extractors.organisations.body import Body
from extractors.organisations.register import code
from extractors.vocabulary import LANGUAGES, words
from pipeline.linking.load import Placed
from pipeline.record.model import Handling

SAME_TITLE = 90.0
"""Similarity (0 to 100) from which two titles in one language denote the same matter."""


class Place(Value):
    """A place in a record."""

    record: str = Field(description="Id of the record.")
    file: str = Field(description="Its file, relative to the folder that was read.")
    pointer: str = Field(description="JSON Pointer to the value in that file.")


def place(item: Placed, inside: str = "") -> Place:
    """Returns the place of an item, or of the value at the relative JSON Pointer `inside` it."""
    return Place(record=item.record.id, file=item.loaded.file, pointer=item.pointer + inside)


def town(item: Placed) -> str | None:
    """Returns a language-independent key of an item's municipality: its code, else a slug of its name; or None."""
    found = item.record.meeting.municipality
    if found is None:
        return None
    return found.code or (code(found.name) or slug(found.name) if found.name else None)


def language(item: Placed) -> str | None:
    """Returns the language of an item's text; None if unknown."""
    return item.item.handling.language or item.item.language or item.record.language


def body(item: Placed, handling: Handling | None = None) -> Body | None:
    """Returns the body of an item's current handling (default) or another; falls back to the meeting's body."""
    return (handling or item.item.handling).body or (item.record.meeting.body if handling is None else None)


def date(item: Placed) -> str | None:
    """Returns the date of an item's current handling."""
    return item.item.handling.date or item.record.meeting.date


def section(item: Placed) -> str | None:
    """Returns the section number of an item's current handling; falls back to the agenda number."""
    return item.item.handling.section or item.item.number


def case(number: str | None) -> str | None:
    """Normalises a case number for comparison: lower case, no spaces, no filing plan class after it.

    >>> case("HEL 2020-006250 T 00 03 00") == case("HEL 2020-006250"), case("LAPDno-2025-524")
    (True, 'lapdno-2025-524')
    """
    if not number:
        return None
    return re.sub(r"\s+", " ", re.sub(r"\s+T(?:\s\d{2})+$", "", number)).strip().casefold() or None


@lru_cache(maxsize=4096)
def body_language(name: str) -> str | None:
    """Returns the language of a body's name by its words for bodies; None if unknown or ambiguous.

    >>> body_language("Stadsstyrelsen"), body_language("Tekninen lautakunta"), body_language("Aurora")
    ('sv', 'fi', None)
    """
    small = name.casefold()
    kinds = ("council", "board", "committee", "section", "youth_or_elders", "working_group")
    known = [
        each
        for each in LANGUAGES
        if any(re.search(rf"{re.escape(w)}(?!\w)", small) for k in kinds for w in words("bodies", k, each))
    ]
    return known[0] if len(known) == 1 else None


def same_body(one: Body | None, other: Body | None) -> Literal["same", "maybe", "different"]:
    """Whether two bodies of one municipality are the same.

    A municipality has one council and one board, which match by kind. Other bodies match by name; committee names in
    different languages are only "maybe" the same, as a municipality has many, and so is an unknown body.

    >>> same_body(Body(name="Stadsstyrelsen", kind="board"), Body(name="Kaupunginhallitus", kind="board"))
    'same'
    >>> same_body(Body(name="Tekniska nämnden", kind="committee"), Body(name="Tekninen lautakunta", kind="committee"))
    'maybe'
    """
    if one is None or other is None or not one.name or not other.name:
        return "maybe"
    if slug(one.name) == slug(other.name):
        return "same"
    if one.kind != other.kind:
        return "maybe" if "other" in (one.kind, other.kind) and _two_languages(one.name, other.name) else "different"
    if one.kind in ("council", "board"):
        return "same"
    return "maybe" if _two_languages(one.name, other.name) else "different"


def _two_languages(one: str, other: str) -> bool:
    first, second = body_language(one), body_language(other)
    return first is None or second is None or first != second


def plain(text: str | None) -> str:
    """Normalises a text for comparison: lower case, no punctuation, soft hyphens or invisible characters.

    >>> plain("Torgets  namn – \u00adnytt\u200b förslag.")
    'torgets namn nytt förslag'
    """
    shown = re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff\ufffe]", "", text or "")
    return " ".join(re.findall(r"\w+", re.sub(r"(?<=\w)-\s*\n\s*(?=[a-zåäö])", "", shown).casefold()))


# Body and date of the next handling before the title: "V 24.11.2021, Torgets namn".
_BOUND_FOR = re.compile(r"^[A-ZÅÄÖ][A-Za-zåäö]{0,4} \d{1,2}\.\d{1,2}\.\d{4},? ")


def same_title(one: str | None, other: str | None) -> bool:
    """Whether two titles in one language denote the same matter; short titles must be equal.

    >>> same_title("V 24.11.2021, Torgets namn", "Torgets namn"), same_title("Delgivningar", "Delgivning")
    (True, False)
    >>> same_title("Bokslut 2024 för staden", "Bokslut 2025 för staden")
    False
    """
    first, second = (plain(_BOUND_FOR.sub("", each or "")) for each in (one, other))
    if not first or not second:
        return False
    if first == second:
        return True
    if min(len(first), len(second)) < 15 or re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    return fuzz.ratio(first, second) >= SAME_TITLE
