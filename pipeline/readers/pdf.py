"""Reader for PDF: sheets to printed lines, with what their look and place tell.

What the lines of a page look like goes three ways into the document: a blank line stands in the text where the paper
has a gap, two blanks where a row has one, and each line knows its box and how much of its beginning is bold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors.document import Box, Document, Line, Link
from extractors.passage import Span
from pipeline.errors import Empty
from pipeline.readers import pdfium
from pipeline.readers.reading_order import Row, rows
from pipeline.readers.sheets import Hotspot, Sheet

LOOSE = 1.25
"""A distance between two lines that is this many times the usual one is a gap between paragraphs."""


def read(data: bytes) -> Document:
    """Reads a PDF."""
    document = pdfium.open_document(data)
    try:
        sheets = list(pdfium.sheets(document))
    finally:
        document.close()
    pages = [rows(sheet) for sheet in sheets]
    if not any(pages):
        raise Empty("the PDF holds no text")
    printer = _Printer(_pitch(pages))
    for sheet, page in zip(sheets, pages, strict=True):
        printer.print(sheet, page)
    return Document(
        text="".join(printer.text),
        lines=tuple(printer.lines),
        pages=tuple(printer.pages),
        paged=True,
        media_type="application/pdf",
        reader=pdfium.NAME,
        links=tuple(printer.links),
    )


def _pitch(pages: Sequence[Sequence[Row]]) -> float:
    """The usual distance of two lines that follow one another, in font sizes."""
    steps = Counter(
        round((below.middle - row.middle) / below.size, 1)
        for page in pages
        for row, below in pairwise(page)
        if below.size and row.middle < below.middle < row.middle + 2 * below.height
    )
    return max(steps.most_common(1)[0][0] if steps else 1.2, 1.0)


class _Printer:
    """Prints rows as text and notes lines, pages and links on the way."""

    def __init__(self, pitch: float) -> None:
        self.text: list[str] = []
        self.lines: list[Line] = []
        self.pages: list[Span] = []
        self.links: list[Link] = []
        self._pitch = LOOSE * pitch
        self._at = 0

    def print(self, sheet: Sheet, page: Sequence[Row]) -> None:
        if self.pages:
            self._write("\f")
        start = self._at
        above: Row | None = None
        for row in page:
            if above is not None:
                self._write("\n\n" if self._gap(above, row) else "\n")
            self._line(sheet, row)
            above = row
        self.pages.append(Span(start, self._at))

    def _write(self, text: str) -> None:
        self.text.append(text)
        self._at += len(text)

    def _gap(self, above: Row, row: Row) -> bool:
        if above.table or row.table:
            return above.table != row.table
        step = row.middle - above.middle
        return step < 0 or step > self._pitch * max(row.size, above.size)

    def _line(self, sheet: Sheet, row: Row) -> None:
        start = at = self._at
        pieces: list[str] = []
        bold = 0
        leading = True
        linked: list[tuple[int, int, Hotspot]] = []
        between = " | " if row.table else "  "
        for number, segment in enumerate(row.segments):
            for place, word in enumerate(segment.words):
                blank = "" if not pieces else between if place == 0 and number else " "
                pieces.append(blank)
                pieces.append(word.text)
                at += len(blank)
                if sheet.links:
                    linked.extend((at, at + len(word.text), spot) for spot in sheet.links if _on(word, spot))
                at += len(word.text)
                leading = leading and word.bold
                if leading:
                    bold = at - start
        text = "".join(pieces)
        self._write(text)
        box = Box(
            sheet.number,
            round(row.x0, 1),
            round(row.top, 1),
            round(row.x1, 1),
            round(row.bottom, 1),
        )
        self.lines.append(Line(start, self._at, sheet.number, 0, bold, row.table, box))
        if linked:
            self._link(linked)

    def _link(self, words: Sequence[tuple[int, int, Hotspot]]) -> None:
        """Notes the links of a line: words one after another on one hotspot are one link."""
        open_: tuple[int, int, Hotspot] | None = None
        for word in words:
            if open_ is not None and word[2] is open_[2]:
                open_ = (open_[0], word[1], open_[2])
                continue
            if open_ is not None:
                self.links.append(Link(Span(open_[0], open_[1]), open_[2].url))
            open_ = word
        if open_ is not None:
            self.links.append(Link(Span(open_[0], open_[1]), open_[2].url))


def _on(word: tuple[object, ...], spot: Hotspot) -> bool:
    x, y = (word[1] + word[3]) / 2, (word[2] + word[4]) / 2  # type: ignore[operator]
    return bool(spot.x0 <= x <= spot.x1 and spot.top <= y <= spot.bottom)
