"""The field's words as data, and how the rooms look them up.

`sv/` and `fi/` hold the words, one file for each concept and one word a line; both languages are always in use, because
documents mix them. A finder asks for words with `words` and builds its patterns with `either`.
"""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, get_args

Language = Literal["sv", "fi", "en"]
LANGUAGES: tuple[str, ...] = ("sv", "fi")

SectionKind = Literal[
    "preparers",
    "presenter",
    "proposal",
    "proceedings",
    "decision",
    "account",
    "summary",
    "motion",
    "answer",
    "history",
    "attachments",
    "supplementary",
    "for_information",
    "vote",
    "dissent",
    "disqualification",
    "note",
    "appeal",
    "time",
    "place",
    "present",
    "absent",
    "others",
    "adjusters",
    "signatures",
    "checked",
    "displayed",
    "contents",
    "title",
]

HERE = files(__name__)


class Label(NamedTuple):
    """A heading that the vocabulary knows. `plain`: it opens a section only on a line of its own."""

    kind: SectionKind
    plain: bool


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
            if not isinstance(entries, dict):
                found[table] = entries
                continue
            merged = found.setdefault(table, {})
            if twice := merged.keys() & entries.keys():
                raise ValueError(f"{language}/{file.name}: [{table}] defines again {sorted(twice)}")
            merged |= entries
    return found


def words(table: str, key: str, language: str | None = None) -> tuple[str, ...]:
    """The words under a key, of one language or of all, without repetition.

    >>> words("motion", "signers", "sv")[:2]
    ('ledamöter', 'ledamot')
    """
    found: dict[str, None] = {}
    for each in (language,) if language else LANGUAGES:
        found |= dict.fromkeys(tables(each)[table].get(key, ()))
    return tuple(found)


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


def either_of(table: str, key: str) -> str:
    """A regular expression for any word under a key in either language."""
    return either(words(table, key))


def fold(label: str) -> str:
    """A label as it is compared: without case, colons and Markdown marks, white space folded.

    >>> fold("  Beredning och  upplysningar: ")
    'beredning och upplysningar'
    """
    return " ".join(label.casefold().replace("*", "").strip(" :.\t").split())


@cache
def labels() -> dict[str, Label]:
    """Every known section heading, folded."""
    found = {}
    for language in LANGUAGES:
        vocabulary = tables(language)
        plain = {fold(word) for word in vocabulary["plain"]["labels"]}
        for kind, names in vocabulary["sections"].items():
            if kind not in get_args(SectionKind):
                raise ValueError(f"{language}/labels.toml: [sections] names an unknown kind of section: {kind!r}")
            for name in names:
                found[fold(name)] = Label(kind, fold(name) in plain)
    return found


def label(text: str) -> Label | None:
    """The section that a heading opens; a bilingual heading counts where its halves agree.

    >>> label("Päätösehdotus:").kind, label("Förslag / Päätösehdotus").kind
    ('proposal', 'proposal')
    >>> label("Slutord") is None
    True
    """
    return _label(text) if len(text) <= 80 else None


@lru_cache(maxsize=8192)
def _label(text: str) -> Label | None:
    known = labels()
    folded = fold(re.sub(r"\s*\([^)]*@[^)]*\)", "", text))
    if folded in known:
        return known[folded]
    counted = known.get(fold(re.sub(r"^\d{1,2}[.)]?\s+", "", text)))
    if counted is not None and counted.kind == "vote":
        return counted  # "2 äänestys": one of several
    for cut in re.finditer(r"\s*/\s*|\s+[–-]\s+", text):
        halves = [known.get(fold(half)) for half in (text[: cut.start()], text[cut.end() :])]
        if halves[0] and halves[1] and halves[0].kind == halves[1].kind:
            return halves[0]
    return None


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table file (`municipalities.csv`, `given_names.csv`)."""
    return tuple(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


@cache
def digest() -> str:
    """The first 12 hex digits of the SHA-256 of all vocabulary files: it changes when any word does."""
    sha = hashlib.sha256()
    for folder in ("", *LANGUAGES):
        for file in sorted((HERE / folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".toml", ".csv")):
                sha.update(f"{folder}/{file.name}".encode() + b"\0" + file.read_bytes() + b"\0")
    return sha.hexdigest()[:12]
