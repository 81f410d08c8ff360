"""The field's words as data, and how extractors look them up.

`sv/` and `fi/` hold the words, one file for each concept and one word a line; both languages are always in use, because
documents mix them. An extractor asks for words with `words` and builds its patterns with `either`. Labels are rows of
`labels.toml` (`label`), kinds of section tables of `section_kinds.toml` (`section_kind`, `kinds`).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable

from extractors.vocabulary.labels import Label, genitive_labels, grouped, label, label_table, labelled, list_label
from extractors.vocabulary.lookup import (
    HERE,
    LANGUAGES,
    Language,
    either,
    either_of,
    fold,
    forms,
    keys,
    pairs,
    tables,
    words,
)
from extractors.vocabulary.section_kinds import SectionKind, SectionKindRow, kinds, section_kind

__all__ = [
    "LANGUAGES",
    "Label",
    "Language",
    "SectionKind",
    "SectionKindRow",
    "digest",
    "either",
    "either_of",
    "fold",
    "forms",
    "genitive_labels",
    "grouped",
    "keys",
    "kinds",
    "label",
    "label_table",
    "labelled",
    "list_label",
    "pairs",
    "rows",
    "section_kind",
    "tables",
    "words",
]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table file (`municipalities.csv`, `given_names.csv`)."""
    return tuple(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


@cache
def digest() -> str:
    """The first 12 hex digits of the SHA-256 of all vocabulary files: it changes when any word does."""
    sha = hashlib.sha256()
    for name, file in sorted(_files(HERE, "")):
        sha.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return sha.hexdigest()[:12]


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    """The data files of a folder and of those in it, by their paths."""
    for each in folder.iterdir():
        if each.is_dir():
            yield from _files(each, f"{prefix}{each.name}/")
        elif each.name.endswith((".toml", ".csv")):
            yield prefix + each.name, each
