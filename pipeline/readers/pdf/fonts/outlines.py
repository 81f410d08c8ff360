"""Typefaces: for each code of a font, the text that it maps to and the glyph that it draws.

fontTools gives the outlines. Neither it nor pdfminer has limits: a map from 0 to FFFFFFFF, a stream that unpacks to a
gigabyte or a glyph of glyphs of glyphs keeps them busy forever. So everything is measured before they see it, and what
is too large raises `TooMuch`.
"""

from __future__ import annotations

import hashlib
import io
import logging
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, TTLibError
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, resolve1
from pdfminer.psexceptions import PSException

for _name in ("pdfminer", "fontTools"):
    logging.getLogger(_name).setLevel(logging.ERROR)  # they warn of every odd font

BROKEN = (
    PSException, PDFException, TTLibError, struct.error, zlib.error,
    ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, EOFError,
    RuntimeError,  # RecursionError, and StopIteration in a generator
)  # fmt: skip
"""What pdfminer and fontTools raise where a file is broken."""

STREAM = 16 * 1024 * 1024
"""Bytes that a font program, or the content of a page and its forms, may unpack to."""

MAP = 1024 * 1024
"""Bytes that a map from codes to text may unpack to."""

CODES = 0x20000
"""Codes that a map may speak of, and widths that a font may give: there are two bytes of codes."""

PARTS = 200
"""Outlines that a glyph may be put together from."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The glyph that a code draws: an outline of a face; equal for codes of several fonts if face and outline agree.

    width: its advance, in ems; empty: whether it draws nothing.
    """

    face: str
    outline: str
    width: float = field(compare=False)
    empty: bool = field(compare=False)


@dataclass(slots=True)
class Typeface:
    """A font of the document: the pages that use it, and for each code its text and its shape."""

    number: int
    pages: set[int] = field(default_factory=set)
    to_unicode: dict[int, str] = field(default_factory=dict)
    draws: dict[int, Shape] = field(default_factory=dict)


class TooMuch(PDFException):
    """Something in the document exceeds any plausible size."""


def unpacked(stream: PDFStream, limit: int) -> bytes:
    """The data of a stream; raises TooMuch if any filter yields more than this many bytes."""
    if stream.rawdata is not None and not _fits(stream, stream.rawdata, limit):
        raise TooMuch("a stream unpacks to too much, or is packed in a way that can't be measured")
    data: bytes = stream.get_data()
    return data


def _fits(stream: PDFStream, data: bytes, limit: int) -> bool:
    """Whether the data of a stream can be unpacked within a limit."""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    filters = [str(getattr(name, "name", "")) for name, _ in stream.get_filters()]
    for at, name in enumerate(filters, 1):
        if len(data) > limit or at > 3:
            return False
        if name in ("FlateDecode", "Fl"):
            try:
                data = zlib.decompressobj().decompress(data, limit + 1)
            except zlib.error:  # pdfminer uses the data before the error
                return at == len(filters) and 1032 * len(data) <= limit
        elif name in ("ASCII85Decode", "A85"):
            data = ascii85decode(data)
        elif name in ("ASCIIHexDecode", "AHx"):
            data = asciihexdecode(data)
        else:  # LZW and run lengths in practice
            return at == len(filters) and 64 * len(data) <= limit
    return len(data) <= limit


def typeface(reference: PDFObjRef) -> Typeface:
    """The typeface of a font object; a broken one has no known shapes."""
    font = dict_value(reference)
    found = Typeface(reference.objid)
    try:
        found.to_unicode = to_unicode(font)
        if found.to_unicode:
            found.draws = dict(_draws(font, found.to_unicode))  # codes that it does not map are drawn too
    except BROKEN:
        found.draws = {}
    return found


def to_unicode(font: Mapping[str, Any]) -> dict[int, str]:
    """A font's ToUnicode map."""
    stream = resolve1(font.get("ToUnicode"))
    if not isinstance(stream, PDFStream):
        return {}
    table = _Map()
    CMapParser(table, io.BytesIO(unpacked(stream, MAP))).run()
    return dict(table.cid2unichr)


class _Map(FileUnicodeMap):
    """A map from codes to text that does not grow beyond measure."""

    def __init__(self) -> None:
        super().__init__()
        self._entries = 0

    def add_cid2unichr(self, cid: int, code: Any) -> None:
        self._entries += 1
        if self._entries > CODES or (isinstance(code, bytes) and len(code) > 64):
            raise TooMuch("a map from codes to text is too large")
        super().add_cid2unichr(cid, code)


def _draws(font: Mapping[str, Any], to_unicode: Mapping[int, str]) -> Iterator[tuple[int, Shape]]:
    composite = resolve1(font.get("DescendantFonts"))
    inner = dict_value(composite[0]) if composite else font
    descriptor = dict(resolve1(inner.get("FontDescriptor")) or {})
    program = next((resolve1(descriptor[key]) for key in ("FontFile2", "FontFile3") if key in descriptor), None)
    if not isinstance(program, PDFStream):
        return
    data = unpacked(program, STREAM)
    if data[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return  # bare CFF: its glyphs have names that pdfminer already understands
    measure(data)
    opened = TTFont(io.BytesIO(data), lazy=True)
    glyphs, order = opened.getGlyphSet(), opened.getGlyphOrder()
    face = str(getattr(resolve1(font.get("BaseFont")), "name", "")).rpartition("+")[2]
    ems = opened["head"].unitsPerEm
    names = _composite(font, inner, order) if composite else _simple(_table(opened), order)
    if composite:
        names = {code: names[code] for code in to_unicode if code in names}
    for code, name in names.items():
        pen = _Pen(glyphs)
        glyphs[name].draw(pen)
        outline = hashlib.blake2b(repr(pen.value).encode(), digest_size=8).hexdigest()
        width = max(glyphs[name].width / ems, 0.001)  # widths are divided by
        yield code, Shape(face, outline, width, not pen.value)


class _Pen(DecomposingRecordingPen):  # type: ignore[misc]
    """Records a composite outline, if it does not have too many components."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self._parts = 0

    def addComponent(self, *component: Any, **more: Any) -> None:  # noqa: N802 - fontTools calls it so
        self._parts += 1
        if self._parts > PARTS:
            raise TooMuch("a glyph is put together from too many")
        super().addComponent(*component, **more)


def measure(program: bytes) -> None:
    """Raises TooMuch if the code table of a font program lists more codes than can exist."""
    for at in range(12, 12 + 16 * min(struct.unpack_from(">H", program, 4)[0], 64), 16):
        tag, _, start, _ = struct.unpack_from(">4sLLL", program, at)
        if tag != b"cmap":
            continue
        for each in range(struct.unpack_from(">H", program, start + 2)[0]):
            place = start + struct.unpack_from(">L", program, start + 8 + 8 * each)[0]
            kind, groups = struct.unpack_from(">H10xL", program, place)
            if kind in (8, 10, 12, 13):
                if kind in (8, 10) or groups > CODES:
                    raise TooMuch("a code table is too large, or of a kind that nobody uses")
                spans = struct.iter_unpack(">LLL", program[place + 16 : place + 16 + 12 * groups])
                if sum(max(last - first, 0) + 1 for first, last, _ in spans) > 10 * CODES:
                    raise TooMuch("a code table is too large")


def _composite(font: Mapping[str, Any], inner: Mapping[str, Any], order: list[str]) -> dict[int, str]:
    """The glyph of each code of a composite font; empty if its codes are not its character ids."""
    encoding = resolve1(font.get("Encoding"))
    if getattr(encoding, "name", None) not in ("Identity-H", "Identity-V"):
        return {}
    mapping = resolve1(inner.get("CIDToGIDMap"))
    if not isinstance(mapping, PDFStream):
        return dict(enumerate(order))
    data = mapping.get_data()
    glyphs = struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])
    return {code: order[glyph] for code, glyph in enumerate(glyphs) if 0 < glyph < len(order)}


def _simple(table: Mapping[int, str], order: list[str]) -> dict[int, str]:
    """The glyph of each code of a simple font: by its table, or in glyph order if it has no table."""
    if not table:
        return dict(enumerate(order[:256]))
    return {code & 0xFF if code >= 0xF000 else code: name for code, name in table.items()}


def _table(font: TTFont) -> dict[int, str]:
    """The code table of a simple TrueType font: the symbol one where there is one, else the first."""
    if "cmap" not in font or not font["cmap"].tables:
        return {}
    tables = sorted(font["cmap"].tables, key=lambda table: (table.platformID, table.platEncID) != (3, 0))
    return dict(tables[0].cmap)
