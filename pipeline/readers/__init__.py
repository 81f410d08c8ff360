"""Readers: bytes to Document, one module a format, found by what the content is and not by its name.

A reader is a module with a function `read(data: bytes) -> Document`. `READERS` names the module for each media type;
it is loaded when it is first needed.
"""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import Protocol, cast

from extractors.core.document import Document
from pipeline.errors import Empty, NotADocument, Unsupported


class Reader(Protocol):
    """What every reader module offers."""

    def read(self, data: bytes) -> Document:
        """Reads a document. Raises DocumentError where it can't."""


READERS = {
    "text/plain": "pipeline.readers.text",
    "text/markdown": "pipeline.readers.markdown",
    "application/pdf": "pipeline.readers.pdf.reader",
    "text/html": "pipeline.readers.html.reader",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "pipeline.readers.word.docx",
    "application/msword": "pipeline.readers.word.legacy",
    "application/rtf": "pipeline.readers.word.legacy",
}

_MAGIC = {
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",  # or another archive
    b"\xd0\xcf\x11\xe0": "application/msword",  # or another of Microsoft's old formats
    b"{\\rtf": "application/rtf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"\x1f\x8b": "application/gzip",
}
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|p|h[1-6]|span|meta|title)\b", re.IGNORECASE)
_MARKDOWN = re.compile(
    rb"^ {0,3}#{1,6}[ \t]+\S"  # a heading
    rb"|\*\*[^*\s][^*\n]*\*\*"  # bold
    rb"|\[[^\]\n]+\]\([^)\s]*\)",  # a link
    re.MULTILINE,
)


def sniff(data: bytes) -> str:
    r"""The media type of content, by the content alone.

    >>> sniff(b"%PDF-1.7 ..."), sniff(b"## Beslut\n\ntext"), sniff(b"Beslut\n\ntext")
    ('application/pdf', 'text/markdown', 'text/plain')
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\f")
    for magic, media_type in _MAGIC.items():
        if head.startswith(magic):
            return media_type
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if head[:1] == b"<" and _HTML.search(data[:4096]):
        return "text/html"
    if head.startswith(b"<?xml"):
        return "application/xml"
    if head[:1] in (b"{", b"[") and _is_json(data):
        return "application/json"
    return "text/markdown" if _MARKDOWN.search(data) else "text/plain"


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def read(data: bytes, media_type: str | None = None) -> Document:
    """Reads a document with the reader for its type.

    Args:
        data: the document's bytes.
        media_type: its type where the caller knows better than the content tells.

    Raises:
        DocumentError: the document can't be read, or is none.
    """
    if not data.strip():
        raise Empty("the file is empty")
    kind = (media_type or sniff(data)).partition(";")[0].strip().lower()
    if kind == "application/json":
        raise NotADocument("it is JSON, not an agenda or minutes")
    if kind not in READERS:
        raise Unsupported(f"there is no reader for {kind} in this version; it reads {', '.join(READERS)}")
    return cast("Reader", import_module(READERS[kind])).read(data)
