"""How words are looked up: the tables of all files of a language, and regular expressions for their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

Language = Literal["sv", "fi", "en"]
LANGUAGES: tuple[str, ...] = ("sv", "fi")

HERE = files("extractors.vocabulary")


@cache
def tables(language: str) -> dict[str, Any]:
    """The tables of all files of a language. A table may extend over several files, a key of it may not.

    Raises:
        ValueError: two files define the same key.
    """
    found: dict[str, Any] = {}
    for file in sorted((HERE / language).iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        for table, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if table in found and not (isinstance(entries, dict) and isinstance(found[table], dict)):
                raise ValueError(f"{language}/{file.name}: defines {table} again")
            if not isinstance(entries, dict):
                found[table] = entries
                continue
            merged = found.setdefault(table, {})
            if twice := merged.keys() & entries.keys():
                raise ValueError(f"{language}/{file.name}: [{table}] defines again {sorted(twice)}")
            merged |= entries
    return found


@cache
def words(table: str, key: str, language: str | None = None) -> tuple[str, ...]:
    """The words under a key, of one language or of all, without repetition, each form of a word for itself.

    >>> words("motion", "nouns", "sv")[:2]
    ('motion', 'motionen')
    """
    found: dict[str, None] = {}
    for each in (language,) if language else LANGUAGES:
        for entry in tables(each)[table].get(key, ()):
            found |= dict.fromkeys(forms(entry))
    return tuple(found)


def forms(entry: str) -> list[str]:
    """The forms of a word of a list: "godkände|godkändes" are two; a phrase with a choice in it is one.

    >>> forms("godkände|godkändes"), forms("tog|togs till kännedom")
    (['godkände', 'godkändes'], ['tog|togs till kännedom'])
    """
    return [entry] if " " in entry else entry.split("|")


@cache
def keys(table: str) -> tuple[str, ...]:
    """The keys of a table in the order of the files."""
    found: dict[str, None] = {}
    for language in LANGUAGES:
        found |= dict.fromkeys(tables(language)[table])
    return tuple(found)


def pairs(table: str, key: str) -> Iterator[tuple[str, str]]:
    """The pairs under a key, of both languages: endings and what stands in their place."""
    for language in LANGUAGES:
        yield from tables(language)[table][key]


def either(choices: Iterable[str]) -> str:
    r"""A regular expression for any of these words, the longest first, white space folded.

    >>> either(["m.fl.", "m. fl."])
    '(?:m\\.\\s+fl\\.|m\\.fl\\.)'
    """
    ordered = sorted(set(choices), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered) + ")"


@cache
def either_of(table: str, key: str) -> str:
    """A regular expression for any word under a key in either language."""
    return either(words(table, key))


@lru_cache(maxsize=1024)
def fold(label: str) -> str:
    """A label as it is compared: without case, colons and Markdown marks, white space folded.

    The last 1024 are remembered, for a line is folded by each rule that compares it.

    >>> fold("  Beredning och  upplysningar: ")
    'beredning och upplysningar'
    """
    return " ".join(label.casefold().replace("*", "").strip(" :.\t").split())
