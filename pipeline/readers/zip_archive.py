"""ZIP archives that documents are packed in: the media type of their content, and the rejection of others."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from extractors.core.document import Document
from pipeline.errors import Encrypted, TooLarge, Unreadable, Unsupported

MEDIA_TYPE = "application/zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

LIMIT = 200 * 1024 * 1024
"""Bytes that the parts of an archive may have together when they are unpacked."""

_SHORT = 200_000
"""Bytes of a small part that are looked at to tell what an archive holds."""

_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, OSError, ValueError)
_TYPES = "[Content_Types].xml"

# What else an Office package may be, by a word in its list of content types.
_OFFICE = (
    (b"spreadsheetml", "an Excel workbook"),
    (b"presentationml", "a PowerPoint presentation"),
    (b"ms-word.", "a Word document with macros"),
    (b"wordprocessingml.template", "a Word template"),
)


def media_type(data: bytes) -> str:
    """The media type of an archive's content; "application/zip" if it is damaged or of no known type.

    EPUB and OpenDocument say it in their member `mimetype` (OpenDocument 1.3, part 2, 3.3), Office packages in their
    list of content types (ECMA-376, part 2).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                return _start(archive, "mimetype")[:200].decode("ascii").strip() or MEDIA_TYPE
            if _TYPES in names and b"wordprocessingml.document.main+xml" in _start(archive, _TYPES):
                return DOCX
    except (*_DAMAGES, RuntimeError):  # RuntimeError: a password is needed
        pass
    return MEDIA_TYPE


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_SHORT)


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Opens an archive whose parts are safe to read.

    Raises:
        Unreadable, Encrypted, TooLarge: it is damaged, needs a password, or is too large unpacked.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _DAMAGES as error:
        raise Unreadable(f"the ZIP archive is damaged: {error}") from error
    with archive:
        parts = archive.infolist()
        # A part is read only up to the size declared here, even if the declaration is wrong.
        if (size := sum(part.file_size for part in parts)) > LIMIT:
            raise TooLarge(f"unpacked, the document has {size:,} bytes, the limit is {LIMIT:,}")
        if any(part.flag_bits & 1 for part in parts):
            raise Encrypted("the ZIP archive needs a password")
        yield archive


def what(archive: zipfile.ZipFile) -> str:
    """A description of an archive that can't be read."""
    names = archive.namelist()
    if "mimetype" in names:
        return f"it is {archive.read('mimetype')[:100].decode('ascii', 'replace').strip()}"
    if _TYPES not in names:
        return "it is a ZIP archive"
    types = archive.read(_TYPES)
    kind = next((kind for sign, kind in _OFFICE if sign in types), "an Office package")
    return f"it is {kind}"


def read(data: bytes) -> Document:
    """Rejects an archive that holds no document.

    Raises:
        Unreadable, Encrypted, TooLarge, Unsupported: always one of them.
    """
    with opened(data) as archive:
        try:
            raise Unsupported(f"{what(archive)}, and no document that can be read; save it as DOCX, ODT or PDF")
        except _DAMAGES as error:
            raise Unreadable(f"the ZIP archive is damaged: {error}") from error
