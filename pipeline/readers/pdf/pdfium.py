"""Reads the pages of a PDF into sheets (words, rules and links of a page) with PDFium, through pypdfium2's raw API.

One call a page gives the text. Words are found in it; boxes are asked for their first and last characters only, fonts
for the text objects only. That is several times as fast as going character by character. Not in PDFium's documentation,
but measured: FPDFText_GetFontSize is unscaled (the matrix scales it), the font weight is 400 for bold fonts too (the
font's name has the weight), and U+FFFE is a hyphen at a line's end.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.errors import Empty, Encrypted, TooLarge, Unreadable
from pipeline.readers.pdf import graphics
from pipeline.readers.pdf.graphics import FAR, SIDE, finite
from pipeline.readers.pdf.page import Face, Hotspot, Sheet, Word, plain

NAME = f"pypdfium2 {version('pypdfium2')}"

PAGES = 20_000
"""Pages that a document may have."""

CHARACTERS = 500_000
"""Characters that a page may have: the fullest printed ones have 20 000, sheets of figures as large as maps 100 000."""

LINKS = 500
"""Links of a page that are taken: each of its words is held against each of them."""

# A hyphen at a line's end (U+FFFE) ends a word, though nothing parts it from the next line's first. What is longer than
# 500 characters is no word, and is parted: tokenizers take time that grows with the square of a word's length.
_WORD = re.compile(r"[^\s\u200b\u200c\u200d\u2060\ufeff\x00-\x1f][^\s\x00-\x1f\ufffe]{0,499}\ufffe?")
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!ock)|[-,]b(?:i|d)?$", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[-,]bi?i$", re.IGNORECASE)


def _by_address(function: Any, result: Any, *given: Any) -> Any:
    """A function of PDFium that takes and gives handles as plain integers, which can be compared and looked up.

    It keeps Python's lock: these calls are over sooner than a lock is given away and taken back.
    """
    return ctypes.PYFUNCTYPE(result, *given)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_text_object = _by_address(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_font_of = _by_address(raw.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
_matrix_of = _by_address(raw.FPDFPageObj_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_size_of = _by_address(raw.FPDFTextObj_GetFontSize, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_name_of = _by_address(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t)
_embedded = _by_address(raw.FPDFFont_GetIsEmbedded, ctypes.c_int, ctypes.c_void_p)
_data_of = _by_address(
    raw.FPDFFont_GetFontData, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p
)
_box_of = _by_address(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class Style(NamedTuple):
    """How a text object is set."""

    size: float
    bold: bool
    italic: bool
    upright: bool


def open_document(data: bytes) -> pdfium.PdfDocument:
    """Opens a PDF.

    Raises:
        Encrypted: it needs a password.
        Unreadable: it is damaged beyond what PDFium repairs.
        Empty: it has no pages.
        TooLarge: it has more than `PAGES` pages.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # pypdfium2 refuses a document without pages too, and then quotes the error of the document before it.
        if opened := raw.FPDF_LoadMemDocument64(data, len(data), None):
            raw.FPDF_CloseDocument(opened)
            raise Empty("the PDF has no pages") from error
        if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Encrypted("the PDF is encrypted and needs a password") from error
        raise Unreadable("the PDF is damaged: its structure can't be read") from error
    if len(document) > PAGES:
        pages = len(document)
        document.close()
        raise TooLarge(f"the PDF has {pages:,} pages, the limit is {PAGES:,}")
    return document


def sheets(document: pdfium.PdfDocument) -> Iterator[Sheet]:
    """The pages of a document, one after another; a page that can't be loaded, or has no area, is an empty sheet.

    Raises:
        TooLarge: a page's sides are longer than `SIDE`, or its characters are more than `CHARACTERS`.
    """
    for index in range(len(document)):
        page = raw.FPDF_LoadPage(document.raw, index)
        if not page:
            yield Sheet(index + 1, 0.0, 0.0, damaged=True)
            continue
        try:
            yield _Page(document, page, index + 1).sheet() if _has_area(page) else Sheet(index + 1, 0.0, 0.0)
        finally:
            raw.FPDF_ClosePage(page)


def _has_area(page: Any) -> bool:
    """Whether any of a page is to be seen; its CropBox may lie outside of it."""
    return bool(raw.FPDF_GetPageWidthF(page) > 0 and raw.FPDF_GetPageHeightF(page) > 0)


class _Page:
    """One loaded page, from which its sheet is read."""

    def __init__(self, document: pdfium.PdfDocument, page: Any, number: int) -> None:
        self._document, self._page = document, page
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        if not (width <= SIDE and height <= SIDE):
            raise TooLarge(f"page {number} is {width:.0f} by {height:.0f} points, the limit is {SIDE:.0f}")
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self._turn = raw.FPDFPage_GetRotation(page) if raw.FPDFPage_GetRotation(page) in (1, 2, 3) else 0
        self._left, self._bottom, self._right, self._top = box.left, box.bottom, box.right, box.top
        self._sheet = Sheet(number, width, height)

    def sheet(self) -> Sheet:
        text_page = raw.FPDFText_LoadPage(self._page)
        if text_page:
            try:
                self._words(text_page)
            finally:
                raw.FPDFText_ClosePage(text_page)
        graphics.note(self._page, self._sheet, self._place)
        self._links()
        return self._sheet

    def _place(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A rectangle of the page's own space as (x0, top, x1, bottom) of the page as drawn."""
        if self._turn == 0:
            return x0 - self._left, self._top - y1, x1 - self._left, self._top - y0
        if self._turn == 1:
            return y0 - self._bottom, x0 - self._left, y1 - self._bottom, x1 - self._left
        if self._turn == 2:
            return self._right - x1, y0 - self._bottom, self._right - x0, y1 - self._bottom
        return self._top - y1, self._right - x1, self._top - y0, self._right - x0

    # Text

    def _words(self, text_page: Any) -> None:
        count = raw.FPDFText_CountChars(text_page)
        if count <= 0:
            return
        if count > CHARACTERS:
            raise TooLarge(f"page {self._sheet.number} has {count:,} characters, the limit is {CHARACTERS:,}")
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(text_page, 0, count, buffer)
        units = bytes(buffer)[: 2 * max(written - 1, 0)]
        text = units.decode("utf-16-le", "replace")
        # Where text and characters are as many, they are the same; else each word's place is asked for (in UTF-16).
        same = len(text) == count
        pairs = [] if same else [at for at, letter in enumerate(text) if letter > "\uffff"]
        handle = ctypes.cast(text_page, ctypes.c_void_p).value
        styles: dict[int, Style] = {}
        fonts: dict[int, tuple[bool, bool]] = {}
        faces: set[Face] = set()
        boxes = (ctypes.c_float * 8)()  # left, top, right, bottom of a word's first character, and of its last
        at_first = ctypes.addressof(boxes)
        at_last = at_first + 16
        sheet = self._sheet
        straight = self._turn == 0
        left, high = self._left, self._top
        upright = sheet.words.append
        for match in _WORD.finditer(text):
            start, end = match.span()
            end -= 1
            word = match[0]
            if not word.isascii():
                if "\u200b" <= word[-1] <= "\u2060" or word[-1] == "\ufeff":
                    end -= len(word) - len(word.rstrip("\u200b\u200c\u200d\u2060\ufeff"))
                word = plain(word)
            if not same:
                start = raw.FPDFText_GetCharIndexFromTextIndex(text_page, start + bisect_left(pairs, start))
                end = raw.FPDFText_GetCharIndexFromTextIndex(text_page, end + bisect_left(pairs, end))
            if not (_box_of(handle, start, at_first) and _box_of(handle, end, at_last)):
                continue
            drawn = _text_object(handle, start)
            style = styles.get(drawn)
            if style is None:
                style = styles[drawn] = self._style(drawn, fonts, faces)
            x0, y1, _, y0, _, top, x1, bottom = boxes[:]
            if straight and style[3] and -FAR < x0 <= x1 < FAR and -FAR < y0 <= y1 < FAR:
                upright(Word(word, x0 - left, high - y1, x1 - left, high - y0, style[0], style[1], style[2]))
                continue
            edges = (min(x0, boxes[4]), min(y0, bottom), max(boxes[2], x1), max(y1, top))
            if finite(*edges):
                lies = style.upright if self._turn in (0, 2) else not style.upright
                (sheet.words if lies else sheet.sideways).append(Word(word, *self._place(*edges), *style[:3]))
        sheet.faces = frozenset(faces)

    def _style(self, drawn: int | None, fonts: dict[int, tuple[bool, bool]], faces: set[Face]) -> Style:
        if not drawn:
            return Style(10.0, False, False, True)
        numbers = (ctypes.c_float * 7)()  # the size, and the matrix a, b, c, d, e, f
        place = ctypes.addressof(numbers)
        _size_of(drawn, place)
        _matrix_of(drawn, place + 4)
        size, a, b, c, d, *_ = numbers[:]
        font = _font_of(drawn) or 0
        look = fonts.get(font)
        if look is None:
            look = fonts[font] = self._look(font, faces)
        drawn_size = abs(size) * math.hypot(c, d)  # some sizes are negative, in mirrored matrices
        return Style(
            round(drawn_size, 2) if 0.01 <= drawn_size <= SIDE else 10.0,
            look[0],
            look[1],
            abs(b) <= abs(a),
        )

    def _look(self, font: int, faces: set[Face]) -> tuple[bool, bool]:
        """Whether a font is bold and italic; notes its face."""
        if not font:
            return False, False
        buffer = ctypes.create_string_buffer(256)
        _name_of(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace")
        length = ctypes.c_size_t(0)
        if _embedded(font) == 1:
            _data_of(font, None, 0, ctypes.addressof(length))
        faces.add(Face(name.partition("+")[2] or name, length.value))
        return bool(_BOLD.search(name)), bool(_ITALIC.search(name))

    # Links

    def _links(self) -> None:
        position, link, area = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
        for _ in range(LINKS):
            if not raw.FPDFLink_Enumerate(self._page, position, link):
                return
            action = raw.FPDFLink_GetAction(link)
            if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
                continue
            needed = raw.FPDFAction_GetURIPath(self._document.raw, action, None, 0)
            if not 1 < needed < 4096 or not raw.FPDFLink_GetAnnotRect(link, area):
                continue
            buffer = ctypes.create_string_buffer(needed)
            raw.FPDFAction_GetURIPath(self._document.raw, action, buffer, needed)
            left, right = sorted((area.left, area.right))
            bottom, top = sorted((area.bottom, area.top))  # WeasyPrint writes them the other way round
            place = self._place(left, bottom, right, top)
            url = buffer.value.decode("utf-8", "replace")
            if finite(*place) and not _SCRIPT.match(url):
                self._sheet.links.append(Hotspot(*place, url))
