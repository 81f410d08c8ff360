"""The fonts of a PDF, code by code: what each code draws, and what the font says that it means.

pdfminer.six (pdfplumber's engine) gives the codes, which PDFium hides; fontTools gives the outlines. It is slow, about
50 ms a page, and only called for documents whose fonts are under suspicion.

Neither library knows limits: a map from 0 to FFFFFFFF, a stream that unpacks to a gigabyte or a glyph of glyphs of
glyphs keeps them busy for ever. So everything is measured before they see it; what is too large raises `TooMuch`, and
the page stays as PDFium reads it.
"""

from __future__ import annotations

import hashlib
import io
import logging
import math
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, TTLibError
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psexceptions import PSException

from pipeline.readers.sheets import Sheet, Word, plain

for _name in ("pdfminer", "fontTools"):
    logging.getLogger(_name).setLevel(logging.ERROR)  # they warn of every odd font

BROKEN = (
    PSException, PDFException, TTLibError, struct.error, zlib.error,
    ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, EOFError,
    RuntimeError,  # RecursionError, and StopIteration in a generator
)  # fmt: skip
"""What pdfminer and fontTools raise where a file is broken."""

SPACE = 0.2
"""A blank of this many times the font's size between two characters parts two words."""

STREAM = 16 * 1024 * 1024
"""Bytes that a font program, or the content of a page and its forms, may unpack to."""

MAP = 1024 * 1024
"""Bytes that a map from codes to text may unpack to."""

CODES = 0x20000
"""Codes that a map may speak of, and widths that a font may give: there are two bytes of codes."""

CONTENT = 64 * 1024 * 1024
"""Bytes of content, all pages together: pdfminer needs about a second for each megabyte."""

DRAWN = 100_000
"""Characters that a page may draw."""

PARTS = 200
"""Outlines that a glyph may be put together from."""

Code = tuple[int, int]
"""A font's object number and a character code in it."""

Piece = tuple[Code | None, str]
"""A drawn character: its code (None without a font object), and what it was read as."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a code draws: an outline of a face. Codes of several fonts draw the same shape when face and outline agree.

    width: its advance, in ems; empty: whether it draws nothing.
    """

    face: str
    outline: str
    width: float = field(compare=False)
    empty: bool = field(compare=False)


@dataclass(slots=True)
class Typeface:
    """A font of the document: where it is used, and for each code what it says and what it draws."""

    number: int
    pages: set[int] = field(default_factory=set)
    says: dict[int, str] = field(default_factory=dict)
    draws: dict[int, Shape] = field(default_factory=dict)


class TooMuch(PDFException):
    """Something in the document is larger than it is anywhere in earnest."""


class Fonts:
    """The fonts of a document, and its pages read code by code.

    Raises whatever is in `BROKEN`, on construction and for a page; not for one that was read before.
    """

    def __init__(self, data: bytes) -> None:
        self._document = PDFDocument(PDFParser(io.BytesIO(data)))
        self._pages = list(PDFPage.create_pages(self._document))
        self._resources = _Resources()
        self._content: dict[int, int] = {}
        self.typefaces: dict[int, Typeface] = {}
        self.count = len(self._pages)
        for number, page in enumerate(self._pages, 1):
            page.mediabox = _crossing(page.mediabox, page.cropbox)  # what PDFium takes for the page
            for reference in dict(resolve1(page.resources.get("Font")) or {}).values():
                if isinstance(reference, PDFObjRef):
                    if reference.objid not in self.typefaces:
                        self.typefaces[reference.objid] = _typeface(reference)
                    self.typefaces[reference.objid].pages.add(number)

    def words(self, sheet: Sheet, truth: Mapping[Code, str]) -> tuple[list[Word], list[list[Piece]]]:
        """The words of a page, the codes in `truth` read as it says, and the pieces that each word is made of."""
        if sheet.number not in self._content and sum(self._content.values()) > CONTENT:
            raise TooMuch("the document's pages have too much content")
        device = _Device(self._resources, truth)
        _Interpreter(self._resources, device).process_page(self._pages[sheet.number - 1])
        self._content[sheet.number] = device.content
        return _group(device.drawn, sheet.height)


def _crossing(one: Sequence[float], other: Sequence[float]) -> tuple[float, float, float, float]:
    """The rectangle in which two lie."""
    low = [max(min(one[at], one[at + 2]), min(other[at], other[at + 2])) for at in (0, 1)]
    high = [min(max(one[at], one[at + 2]), max(other[at], other[at + 2])) for at in (0, 1)]
    return low[0], low[1], high[0], high[1]


def _unpacked(stream: PDFStream, limit: int) -> bytes:
    """The data of a stream; TooMuch where they are more than this many bytes at whatever filter."""
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
            except zlib.error:  # pdfminer takes what comes before the fault
                return at == len(filters) and 1032 * len(data) <= limit
        elif name in ("ASCII85Decode", "A85"):
            data = ascii85decode(data)
        elif name in ("ASCIIHexDecode", "AHx"):
            data = asciihexdecode(data)
        else:  # LZW and run lengths in practice
            return at == len(filters) and 64 * len(data) <= limit
    return len(data) <= limit


def _typeface(reference: PDFObjRef) -> Typeface:
    font = dict_value(reference)
    typeface = Typeface(reference.objid)
    try:
        typeface.says = _says(font)
        if typeface.says:
            typeface.draws = dict(_draws(font, typeface.says))  # codes that it says nothing of are drawn too
    except BROKEN:
        typeface.draws = {}
    return typeface


def _says(font: Mapping[str, Any]) -> dict[int, str]:
    """A font's ToUnicode map."""
    stream = resolve1(font.get("ToUnicode"))
    if not isinstance(stream, PDFStream):
        return {}
    table = _Map()
    CMapParser(table, io.BytesIO(_unpacked(stream, MAP))).run()
    return dict(table.cid2unichr)


class _Map(FileUnicodeMap):
    """A map from codes to text that does not grow beyond measure."""

    def __init__(self) -> None:
        super().__init__()
        self._told = 0

    def add_cid2unichr(self, cid: int, code: Any) -> None:
        self._told += 1
        if self._told > CODES or (isinstance(code, bytes) and len(code) > 64):
            raise TooMuch("a map from codes to text is too large")
        super().add_cid2unichr(cid, code)


def _draws(font: Mapping[str, Any], says: Mapping[int, str]) -> Iterator[tuple[int, Shape]]:
    composite = resolve1(font.get("DescendantFonts"))
    inner = dict_value(composite[0]) if composite else font
    descriptor = dict(resolve1(inner.get("FontDescriptor")) or {})
    program = next((resolve1(descriptor[key]) for key in ("FontFile2", "FontFile3") if key in descriptor), None)
    if not isinstance(program, PDFStream):
        return
    data = _unpacked(program, STREAM)
    if data[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return  # bare CFF: its glyphs have names that pdfminer already understands
    _measure(data)
    opened = TTFont(io.BytesIO(data), lazy=True)
    glyphs, order = opened.getGlyphSet(), opened.getGlyphOrder()
    face = str(getattr(resolve1(font.get("BaseFont")), "name", "")).rpartition("+")[2]
    ems = opened["head"].unitsPerEm
    names = _composite(font, inner, order) if composite else _simple(_table(opened), order)
    if composite:
        names = {code: names[code] for code in says if code in names}
    for code, name in names.items():
        pen = _Pen(glyphs)
        glyphs[name].draw(pen)
        outline = hashlib.blake2b(repr(pen.value).encode(), digest_size=8).hexdigest()
        width = max(glyphs[name].width / ems, 0.001)  # widths are divided by
        yield code, Shape(face, outline, width, not pen.value)


class _Pen(DecomposingRecordingPen):  # type: ignore[misc]
    """Notes an outline that is put together from others, if they are not too many."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self._parts = 0

    def addComponent(self, *component: Any, **more: Any) -> None:  # noqa: N802 - fontTools calls it so
        self._parts += 1
        if self._parts > PARTS:
            raise TooMuch("a glyph is put together from too many")
        super().addComponent(*component, **more)


def _measure(program: bytes) -> None:
    """Raises TooMuch where the code table of a font program speaks of more codes than there are."""
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
    """The glyph of each code of a composite font; none where its codes are not its character ids."""
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
    """The glyph of each code of a simple font: by its table, or in the font's own order where it has none."""
    if not table:
        return dict(enumerate(order[:256]))
    return {code & 0xFF if code >= 0xF000 else code: name for code, name in table.items()}


def _table(font: TTFont) -> dict[int, str]:
    """The code table of a simple TrueType font: the symbol one where there is one, else the first."""
    if "cmap" not in font or not font["cmap"].tables:
        return {}
    tables = sorted(font["cmap"].tables, key=lambda table: (table.platformID, table.platEncID) != (3, 0))
    return dict(tables[0].cmap)


class _Resources(PDFResourceManager):
    """Remembers which font object each font was made from."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[int, int] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> Any:
        if not objid or objid not in self._cached_fonts:
            _check(spec)
        font = super().get_font(objid, spec)
        if isinstance(objid, int):
            self.numbers[id(font)] = objid
        return font


def _check(font: Mapping[str, Any]) -> None:
    """Raises TooMuch where pdfminer would be busy with a font for ever."""
    _says(font)
    for key in ("W", "W2"):
        numbers: list[float] = []
        for each in (resolve1(part) for part in list_value(font.get(key, []))):
            if not isinstance(each, (int, float)):
                numbers = []
                continue
            numbers.append(each)
            if len(numbers) == (3 if key == "W" else 5):
                if numbers[1] - numbers[0] > CODES:
                    raise TooMuch("a font gives too many widths")
                numbers = []
    descriptor = dict(resolve1(font.get("FontDescriptor")) or {})
    for key in ("FontFile", "FontFile2", "FontFile3"):
        program = resolve1(descriptor.get(key))
        if isinstance(program, PDFStream):
            data = _unpacked(program, STREAM)
            if data[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
                _measure(data)


class _Interpreter(PDFPageInterpreter):
    """Draws a page whose content, forms within forms included, is not too much."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            self.device.content += 100 + len(_unpacked(stream_value(stream), STREAM))
        if self.device.content > STREAM:
            raise TooMuch("a page has too much content")
        super().execute(streams)


class _Device(PDFLayoutAnalyzer):
    """Takes note of each character that is drawn, with its code."""

    def __init__(self, resources: _Resources, truth: Mapping[Code, str]) -> None:
        super().__init__(resources, laparams=None)
        self._resources, self._truth = resources, truth
        self.drawn: list[tuple[LTChar, float, Piece]] = []
        self.content = 0

    def render_char(self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int,
                    ncs: Any, graphicstate: Any) -> float:  # fmt: skip
        if len(self.drawn) >= DRAWN:
            raise TooMuch("a page has too many characters")
        advance = super().render_char(matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate)
        drawn = cast("LTChar", self.cur_item._objs[-1])
        number = self._resources.numbers.get(id(font))
        code = None if number is None else (number, cid)
        text = plain(self._truth.get(code, drawn.get_text()) if code else drawn.get_text())
        size = round(fontsize * math.hypot(matrix[2], matrix[3]), 2)
        self.drawn.append((drawn, size, (code, "" if text.startswith("(cid:") else text)))
        return advance


def _group(drawn: list[tuple[LTChar, float, Piece]], height: float) -> tuple[list[Word], list[list[Piece]]]:
    """Characters to words: a blank, a wide gap or another baseline ends one."""
    found: list[Word] = []
    pieces: list[list[Piece]] = []
    last: LTChar | None = None
    for character, size, piece in drawn:
        text = piece[1]
        if not text.strip():
            last = None
            continue
        place = (character.x0, height - character.y1, character.x1, height - character.y0)
        if last is not None and abs(character.y0 - last.y0) < 1 and -2 < character.x0 - last.x1 < SPACE * size:
            word = found[-1]
            found[-1] = word._replace(text=word.text + text, x1=max(word.x1, place[2]))
            pieces[-1].append(piece)
        else:
            name = character.fontname.lower()
            found.append(Word(text, *place, size, "bold" in name, "italic" in name or "oblique" in name))
            pieces.append([piece])
        last = character
    return found, pieces
