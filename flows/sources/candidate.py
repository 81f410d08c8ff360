"""Candidates: documents that a source lists, with their metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractors import vocabulary

KINDS: tuple[Literal["agenda", "minutes"], ...] = ("agenda", "minutes")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A document of a source.

    uri: stable name in the catalogue: a file's path below the source's folder, or a canonical URL; address: path or URL
    to open; date: ISO 8601, of the meeting or the feed entry; title, body: as listed; kind: guess from the title; size
    in bytes, modified: only for files; parent: uri of the document that an attachment belongs to.
    """

    uri: str
    address: str
    date: str | None = None
    title: str | None = None
    body: str | None = None
    kind: Literal["agenda", "minutes", "attachment"] | None = None
    size: int | None = None
    modified: str | None = None
    parent: str | None = None


def kind_of(title: str | None) -> Literal["agenda", "minutes"] | None:
    """Classifies a document as agenda or minutes by its title; None if the title has no word for either.

    >>> kind_of("Kaupunginhallitus 18.05.2026 Pöytäkirja"), kind_of("Föredragningslista 4/2026"), kind_of("Vaali")
    ('minutes', 'agenda', None)
    """
    for kind in KINDS:
        if title and re.search(rf"\b(?:{vocabulary.either_of('documents', kind)})\b", title, re.IGNORECASE):
            return kind
    return None
