"""Readers: bytes to Document, one module per format, selected by content and not by file name.

A reader is a module with a function `read(data: bytes) -> Document`. `READERS` has a row for each media type: its
module, which is loaded when it is first needed, and a test of the content. A new format is one module and one row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from extractors.core.document import Document
from pipeline.errors import Empty, NotADocument, Unsupported
from pipeline.readers import zip_archive


class Reader(Protocol):
    """The interface of every reader module."""

    def read(self, data: bytes) -> Document:
        """Reads a document. Raises DocumentError if it can't be read."""


class Format(NamedTuple):
    """A row of `READERS`: a media type, the module that reads it, and the test that recognises the content.

    module: "" if there is no reader, so that the error can name the type.
    fits: takes the document's bytes and their beginning without byte order mark and white space.
    suffixes: how file names of this type end, by which links from a portal's pages to documents are recognised.
    """

    media_type: str
    module: str
    fits: Callable[[bytes, bytes], bool]
    suffixes: tuple[str, ...] = ()


def _begins(*signs: bytes) -> Callable[[bytes, bytes], bool]:
    return lambda _, head: head.startswith(signs)


def _holds(media_type: str) -> Callable[[bytes, bytes], bool]:
    """Whether an archive holds a document of this type."""
    return lambda data, head: head.startswith(ZIP) and zip_archive.media_type(data) == media_type


def _is_html(data: bytes, head: bytes) -> bool:
    return head[:1] == b"<" and _HTML.search(data[:4096]) is not None


def _is_json(data: bytes, head: bytes) -> bool:
    if head[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


ZIP = b"PK\x03\x04"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|p|h[1-6]|span|meta|title)\b", re.IGNORECASE)
_MARKDOWN = re.compile(
    rb"^ {0,3}#{1,6}[ \t]+\S"  # a heading
    rb"|\*\*[^*\s][^*\n]*\*\*"  # bold
    rb"|\[[^\]\n]+\]\([^)\s]*\)",  # a link
    re.MULTILINE,
)

# The first row whose test succeeds gives the type; the last row accepts everything.
READERS = (
    Format(zip_archive.DOCX, "pipeline.readers.word.docx", _holds(zip_archive.DOCX), (".docx",)),
    Format(zip_archive.ODT, "pipeline.readers.word.odt", _holds(zip_archive.ODT), (".odt",)),
    Format(zip_archive.MEDIA_TYPE, "pipeline.readers.zip_archive", _begins(ZIP)),  # any other archive
    Format("application/msword", "pipeline.readers.word.legacy", _begins(b"\xd0\xcf\x11\xe0"), (".doc",)),  # or Excel's
    Format("application/rtf", "pipeline.readers.word.legacy", _begins(b"{\\rtf"), (".rtf",)),
    Format("image/png", "", _begins(b"\x89PNG")),
    Format("image/jpeg", "", _begins(b"\xff\xd8\xff")),
    Format("image/tiff", "", _begins(b"II*\x00", b"MM\x00*")),
    Format("application/gzip", "", _begins(b"\x1f\x8b")),
    Format("application/pdf", "pipeline.readers.pdf.reader", lambda data, _: b"%PDF-" in data[:1024], (".pdf",)),
    Format("text/html", "pipeline.readers.html.reader", _is_html),
    Format("application/xml", "", _begins(b"<?xml")),
    Format("application/json", "", _is_json),
    Format("text/markdown", "pipeline.readers.markdown", lambda data, _: _MARKDOWN.search(data) is not None),
    Format("text/plain", "pipeline.readers.text", lambda *_: True),
)

SUFFIXES = frozenset(suffix for each in READERS for suffix in each.suffixes)


def sniff(data: bytes) -> str:
    r"""The media type of a document, from its content alone.

    >>> sniff(b"%PDF-1.7 ..."), sniff(b"## Beslut\n\ntext"), sniff(b"Beslut\n\ntext")
    ('application/pdf', 'text/markdown', 'text/plain')
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\f")
    return next(each.media_type for each in READERS if each.fits(data, head))


def read(data: bytes, media_type: str | None = None) -> Document:
    """Reads a document with the reader for its type.

    Args:
        data: the document's bytes.
        media_type: its type, if the caller knows it; else it is determined from the content.

    Raises:
        DocumentError: the document can't be read, or is not a document.
    """
    if not data.strip():
        raise Empty("the file is empty")
    kind = (media_type or sniff(data)).partition(";")[0].strip().lower()
    if kind == "application/json":
        raise NotADocument("it is JSON, not an agenda or minutes")
    modules = {each.media_type: each.module for each in READERS if each.module}
    if kind not in modules:
        raise Unsupported(f"there is no reader for {kind} in this version; it reads {', '.join(modules)}")
    return cast("Reader", import_module(modules[kind])).read(data)
