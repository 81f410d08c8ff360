r"""The library's face: `parse` turns one document into its record.

>>> record = parse("Stadsstyrelsen 16.3.2026 § 89\n\nTorgets namn\n\nBeslut\n\nÄrendet bordlades.\n".encode())
>>> record.id, record.items[0].handling.decision.outcome
('unknown/stadsstyrelsen/2026-03-16/extract/89', 'tabled')
"""

from __future__ import annotations

import os
from pathlib import Path

from pipeline import layout as _layout
from pipeline import outline as _outline
from pipeline import readers
from pipeline.assembly import assemble, producer
from pipeline.errors import DocumentError, TooLarge, Unreadable
from pipeline.record import MeetingRecord

__all__ = ["LIMIT", "DocumentError", "MeetingRecord", "parse", "producer"]

LIMIT = 100 * 1024 * 1024
"""Bytes that a document may have."""


def parse(
    source: str | os.PathLike[str] | bytes, media_type: str | None = None, uri: str | None = None
) -> MeetingRecord:
    """Parses one document.

    Pure and deterministic: the same bytes always give the same record. No network, no state kept; safe to run in many
    processes.

    Args:
        source: a path, or the document's bytes.
        media_type: its IANA media type where the caller knows it; else it is told from the content.
        uri: where the document comes from, kept in `source.uri`; by default a path's name, without its folders.

    Returns:
        The record; its `text` is the document's text, which all spans index.

    Raises:
        DocumentError: one of its subclasses, with a message to act on.
    """
    if not isinstance(source, bytes):
        path = Path(source)
        uri = path.name if uri is None else uri
        source = _bytes(path)
    if len(source) > LIMIT:
        raise TooLarge(f"the document has {len(source):,} bytes, the limit is {LIMIT:,}")
    document = readers.read(source, media_type)
    laid_out = _layout.layout(document)
    parts = _outline.outline(laid_out.blocks, laid_out.running_heads)
    return assemble(source, uri, document, laid_out, parts)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMIT:
            raise TooLarge(f"the file has {path.stat().st_size:,} bytes, the limit is {LIMIT:,}")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"the file can't be read: {error.strerror or error}") from error
