"""A document's way through the rooms, from bytes to its record."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from extractors.core.document import Document
from pipeline.assembly.assemble import assemble
from pipeline.errors import TooLarge, Unreadable, WrongDocument
from pipeline.layout.blocks import Layout, layout
from pipeline.readers import read
from pipeline.record.model import MeetingRecord
from pipeline.structure.document_outline import outline
from pipeline.structure.model import Outline

LIMIT = 100 * 1024 * 1024
"""Bytes that a document may have."""


class Parts(NamedTuple):
    """A document as it was read, its blocks, and its outline: what a record is made of."""

    document: Document
    layout: Layout
    outline: Outline


def parse_bytes(data: bytes, media_type: str | None, uri: str | None) -> MeetingRecord:
    """Parses a document's bytes; see `pipeline.parse`."""
    with _uncollected():
        return assemble(data, uri, *parts(data, media_type, uri))


def parts(data: bytes, media_type: str | None = None, uri: str | None = None) -> Parts:
    """The parts of a document, before it is known whether they make a record.

    Raises:
        DocumentError: the document can't be read, or is not the one that its address asks for.
    """
    if len(data) > LIMIT:
        raise TooLarge(f"the document has {len(data):,} bytes, the limit is {LIMIT:,}")
    document = read(data, media_type)
    _guard(document, uri)
    laid_out = layout(document)
    return Parts(document, laid_out, outline(laid_out.blocks, laid_out.running))


def _guard(document: Document, uri: str | None) -> None:
    """A portal can answer with another page than the one asked for: the id in the address must be the page's own."""
    asked = re.search(document.address, uri) if uri and document.address and document.native_id else None
    if asked and asked[1] != document.native_id:
        raise WrongDocument(f"its address asks for {asked[1]}, the page is {document.native_id}")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Holds Python's cycle collector back: a document is many small objects and no cycles to speak of.

    Going through them over and over while they are made took a fifth of the time (measured on 750 pages). When it may
    go on, what was made is put among the old objects at once, so that it is not gone through as the young ones are.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if gc.get_freeze_count() == 0:
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def read_file(path: Path) -> bytes:
    """The bytes of a file; TooLarge or Unreadable where they can't be had."""
    try:
        if path.stat().st_size > LIMIT:
            raise TooLarge(f"the file has {path.stat().st_size:,} bytes, the limit is {LIMIT:,}")
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise Unreadable(f"the file can't be read: {getattr(error, 'strerror', None) or error}") from error
