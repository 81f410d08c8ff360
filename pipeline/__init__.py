r"""The library's face: `parse` turns one document into its record.

>>> record = parse("Stadsstyrelsen 16.3.2026 § 89\n\nTorgets namn\n\nBeslut\n\nÄrendet bordlades.\n".encode())
>>> record.id, record.items[0].handling.decision.outcome
('unknown/stadsstyrelsen/2026-03-16/extract/89', 'tabled')
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError

if TYPE_CHECKING:
    from pipeline.record.model import MeetingRecord, Producer

__all__ = ["DocumentError", "parse", "producer"]


def parse(
    source: str | os.PathLike[str] | bytes, media_type: str | None = None, uri: str | None = None
) -> MeetingRecord:
    """Parses one document.

    Pure and deterministic: the same bytes always give the same record. No network, no state kept; safe to run in many
    processes. The first call loads the rooms and spaCy, which takes about a second.

    Args:
        source: a path, or the document's bytes.
        media_type: its IANA media type where the caller knows it; else it is told from the content.
        uri: where the document comes from, kept in `source.uri`; by default a path's name, without its folders.

    Returns:
        The record; its `text` is the document's text, which all spans index.

    Raises:
        DocumentError: one of its subclasses, with a message to act on.
    """
    from pipeline.parsing import parse_bytes, read_file
    from pipeline.storage.atomic_files import uri_of

    if isinstance(source, bytes):
        return parse_bytes(source, media_type, uri)
    path = Path(source)
    return parse_bytes(read_file(path), media_type, uri_of(path.name) if uri is None else uri)


def producer() -> Producer:
    """The program as it stands: its name, its version and the digest of its vocabulary."""
    from pipeline.assembly.assemble import producer

    return producer()
