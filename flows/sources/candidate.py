"""What a source has: a document that may be fetched, and what is known of it before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractors import vocabulary

KINDS: tuple[Literal["agenda", "minutes"], ...] = ("agenda", "minutes")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A document of a source.

    uri: its name in the catalogue, which stays: a file's path below the source's folder, a page's address in canonical
    form; address: what to open; date: ISO, the meeting's, or of a feed the entry's; title, body: as the source says;
    kind: what it seems to be; size, modified: of files; parent: of an attachment the uri of its document.
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
    """Whether a title calls its document an agenda or minutes.

    >>> kind_of("Kaupunginhallitus 18.05.2026 Pöytäkirja"), kind_of("Föredragningslista 4/2026"), kind_of("Vaali")
    ('minutes', 'agenda', None)
    """
    for kind in KINDS:
        if title and re.search(rf"\b(?:{vocabulary.either_of('documents', kind)})\b", title, re.IGNORECASE):
            return kind
    return None
