"""Municipal bodies: a council, its board, committees, sections, by how their names end."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.language.prefilter import folded, occurs, stems
from extractors.vocabulary import either, keys, pairs, words

BodyKind = Literal[
    "council", "board", "committee", "section", "youth_or_elders", "working_group", "officeholder", "other"
]


REMEMBERED = 200
"""Characters of a text at most whose kind is remembered: names come again, paragraphs do not."""


class Body(Value):
    """A municipal body."""

    name: str | None = Field(None, description="Name in the nominative, as printed.")
    kind: BodyKind = Field("other", description="What sort of body it is, by how its name ends.")


@cache
def _endings() -> dict[str, str]:
    return {word: kind for kind in keys("bodies") for word in words("bodies", kind)}


@cache
def _all_endings() -> tuple[str, ...]:
    return tuple(map(folded, _endings()))


@cache
def _stems() -> tuple[str, ...]:
    return stems(_endings())


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])[\w-]*?(?P<ending>{either(_endings())})(?![\w-])", re.IGNORECASE)


def kind(name: str) -> BodyKind | None:
    """The kind of a body by its name, None where the name has no body's ending.

    >>> kind("Stadsstyrelsen"), kind("Suomenkielinen opetuslautakunta"), kind("Kommunallagen")
    ('board', 'committee', None)
    >>> kind("Nämnden för utbildning"), kind("Ungdomsfullmäktige")
    ('committee', 'youth_or_elders')
    """
    if not occurs(folded(name), _stems()):
        return None
    return _kind(name) if len(name) <= REMEMBERED else _kind.__wrapped__(name)


@lru_cache(maxsize=4096)
def _kind(name: str) -> BodyKind | None:
    best: str | None = None
    for match in _ending().finditer(name):
        if best is None or len(match["ending"]) > len(best):
            best = match["ending"].lower()
    return _endings()[best] if best else None  # type: ignore[return-value]


@cache
def _short() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = ((either_short(words("abbreviations", kind)), kind) for kind in keys("abbreviations"))
    return tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in table if pattern)


def either_short(forms: tuple[str, ...]) -> str:
    """A regular expression for abbreviations; "*" stands for what comes before an ending."""
    return "|".join(re.escape(form).replace(r"\*", r"[a-zåäö.]{0,12}") for form in forms)


@lru_cache(maxsize=1024)
def short_kind(name: str) -> BodyKind | None:
    """The kind of a body by its abbreviation, None where it is none that the vocabulary knows.

    The last 1024 answers are remembered: a document has few bodies and says their abbreviations often.

    >>> short_kind("Khall"), short_kind("STST"), short_kind("Henjao"), short_kind("Kunta")
    ('board', 'board', 'section', None)
    """
    if len(name) > 14 or not name[:1].isupper():
        return None
    for pattern, its_kind in _short():
        if pattern.fullmatch(name):
            return its_kind  # type: ignore[return-value]
    return None


def same(one: str, other: str) -> bool:
    """Whether two names can be one body's: the same, or one an abbreviation of a body of the other's kind.

    >>> same("Khall", "Kaupunginhallitus"), same("Henjao", "Kaupunginhallitus"), same("KST", "Kst")
    (True, False, True)
    """
    if one.casefold() == other.casefold():
        return True
    kinds = [kind(name) or short_kind(name) for name in (one, other)]
    return kinds[0] == kinds[1] and any(kind(name) is None for name in (one, other))


@cache
def _genitive() -> re.Pattern[str]:
    choices = {ending for ending, _ in pairs("inflection", "body")}
    return re.compile(rf"{either(choices)}$", re.IGNORECASE)


def nominative(passage: Passage) -> Found[str]:
    """A body's name without a genitive's ending: the part that is printed where that suffices, else derived.

    >>> from extractors.core.passage import Span
    >>> nominative(Passage.of("Välfärdsnämndens beslut", Span(0, 16))).value
    'Välfärdsnämnden'
    >>> nominative(Passage.of("Sivistyslautakunnan päätös", Span(0, 19))).value
    'Sivistyslautakunta'
    """
    text = passage.text
    if kind(text):
        return passage.read("bodies/name")
    for ending, small in pairs("inflection", "body"):
        replacement = small.upper() if text.isupper() else small
        if text.lower().endswith(ending) and kind(text[: -len(ending)] + replacement):
            whole = text[: -len(ending)] + replacement
            if text.startswith(whole):
                return passage[: len(whole)].read("bodies/genitive")
            return passage.means(whole, "bodies/genitive")
    return passage.read("bodies/name")


def body(passage: Passage) -> Body:
    """The body that a passage names."""
    name = nominative(passage)
    found = kind(name.value) or short_kind(name.value)
    return Body.model_validate({"name": name, "kind": passage.means(found, "bodies/kind") if found else "other"})


def names_body(text: str) -> bool:
    """Whether a text is a body's name and nothing more: the word for a body ends it, or begins it ("Nämnden för ...").

    >>> names_body("Tekniska nämnden"), names_body("Nämnden för utbildning"), names_body("Nämnden antecknade ärendet")
    (True, True, False)
    >>> names_body("Rådet för funktionshindrade"), names_body("Fortsatt samarbete med Äldrerådet")
    (True, False)
    >>> names_body("Bildningsnämnden, svenska sektionen"), names_body("Kommunstyrelsen, tekniska nämnden")
    (True, False)
    """
    if "," in text:
        whole, _, part = text.partition(", ")
        return kind(part) == "section" and names_body(whole) and names_body(part[0].upper() + part[1:])
    words_of = text.split()
    if not words_of or len(words_of) > 8 or not text[0].isupper() or text[-1] in ".:;":
        return False
    ends = folded(text).endswith(_all_endings())
    if not ends and (len(words_of) < 3 or words_of[1] not in ("för", "i")):
        return False
    if any(map(str.isdigit, text)):
        return False  # "Översikt 2026-2027 tekniska nämnden" is a title
    *_, last = (None, *_ending().finditer(text)) if ends else (None,)
    if last is not None and last.end() == len(text):
        # "Samarbete med äldrerådet" is about a body and names none.
        return not any(word in words("labels", "prepositions") for word in text[: last.start()].lower().split())
    return len(words_of) > 2 and words_of[1] in ("för", "i") and bool(kind(words_of[0]))
