"""A document's fonts, and its pages read code by code.

pdfminer.six (pdfplumber's engine) gives the codes, which PDFium hides. It is slow, about 50 ms a page, and only used
for documents whose fonts are under suspicion. A page with too much content is left as PDFium reads it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, list_value, resolve1, stream_value

from pipeline.readers.pdf.fonts.outlines import (
    CODES,
    STREAM,
    TooMuch,
    Typeface,
    measure,
    to_unicode,
    typeface,
    unpacked,
)
from pipeline.readers.pdf.page import Sheet, Word, plain

SPACE = 0.2
"""A blank of this many times the font's size between two characters parts two words."""

CONTENT = 64 * 1024 * 1024
"""Bytes of content, all pages together: pdfminer needs about a second for each megabyte."""

DRAWN = 100_000
"""Characters that a page may draw."""

Code = tuple[int, int]
"""A font's object number and a character code in it."""

Piece = tuple[Code | None, str]
"""A drawn character: its code (None without a font object), and what it was read as."""


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
            page.mediabox = _crossing(page.mediabox, page.cropbox)  # the page box as PDFium computes it
            for reference in dict(resolve1(page.resources.get("Font")) or {}).values():
                if isinstance(reference, PDFObjRef):
                    if reference.objid not in self.typefaces:
                        self.typefaces[reference.objid] = typeface(reference)
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
    """The intersection of two rectangles."""
    low = [max(min(one[at], one[at + 2]), min(other[at], other[at + 2])) for at in (0, 1)]
    high = [min(max(one[at], one[at + 2]), max(other[at], other[at + 2])) for at in (0, 1)]
    return low[0], low[1], high[0], high[1]


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
    """Raises TooMuch if pdfminer would never finish reading a font."""
    to_unicode(font)
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
            data = unpacked(program, STREAM)
            if data[:4] in (b"\0\1\0\0", b"true", b"OTTO"):
                measure(data)


class _Interpreter(PDFPageInterpreter):
    """Draws a page whose content, forms within forms included, is not too much."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        for stream in streams:
            self.device.content += 100 + len(unpacked(stream_value(stream), STREAM))
        if self.device.content > STREAM:
            raise TooMuch("a page has too much content")
        super().execute(streams)


class _Device(PDFLayoutAnalyzer):
    """Records each character drawn, with its code."""

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
    """Groups characters into words: a blank, a wide gap or another baseline ends a word."""
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
