"""Printing: rows in reading order become the text of a document, with its lines, pages and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors.document import Box, Line, Link
from extractors.passage import Span
from pipeline.readers.rows import Row
from pipeline.readers.sheets import DOUBT, Hotspot, Sheet, Word

LOOSE = 1.25
"""A distance between two lines that is this many times the usual one is a gap between paragraphs."""

CELL = " | "
"""Parts the cells of a table's row."""


def pitch(pages: Sequence[Sequence[Row]]) -> float:
    """The usual distance of two lines that follow one another, in font sizes."""
    steps = Counter(
        round((below.middle - row.middle) / below.size, 1)
        for page in pages
        for row, below in pairwise(page)
        if below.size and row.middle < below.middle < row.middle + 2 * below.height
    )
    return max(steps.most_common(1)[0][0] if steps else 1.2, 1.0)


class Printer:
    """Prints pages one after another and notes lines, pages, links and doubtful figures on the way."""

    def __init__(self, pitch: float) -> None:
        self.text: list[str] = []
        self.lines: list[Line] = []
        self.pages: list[Span] = []
        self.links: list[Link] = []
        self.doubtful: list[Span] = []
        self._loose = LOOSE * pitch
        self._at = 0

    def print(self, sheet: Sheet, page: Sequence[Row]) -> None:
        """Prints a page; a form feed parts it from the one before."""
        if self.pages:
            self._write("\f")
        start = self._at
        above: Row | None = None
        for row in page:
            if above is not None and self._gap(above, row):
                self._write("\n")
            self._line(sheet, row)
            above = row
        self.pages.append(Span(start, self._at))

    def _write(self, text: str) -> None:
        self.text.append(text)
        self._at += len(text)

    def _gap(self, above: Row, row: Row) -> bool:
        """Whether white space parts a row from the one above it."""
        if above.table or row.table:
            return above.table != row.table
        step = row.middle - above.middle
        return step < 0 or step > self._loose * max(row.size, above.size)

    def _line(self, sheet: Sheet, row: Row) -> None:
        start = at = self._at
        pieces: list[str] = []
        bold, leading = start, True
        linked: list[tuple[Hotspot, int, int]] = []
        for number, segment in enumerate(row.segments):
            between = "" if number == 0 else CELL if row.table else "  "
            for word in segment.words:
                text = word[0]
                at += len(between)
                pieces.append(between)
                pieces.append(text)
                end = at + len(text)
                if sheet.links:
                    linked.extend((spot, at, end) for spot in sheet.links if _on(word, spot))
                if word.confidence < DOUBT and any(letter.isdigit() for letter in text):
                    self.doubtful.append(Span(at, end))
                at = end
                leading = leading and word.bold
                if leading:
                    bold = at
                between = " "
        self._write("".join(pieces))
        place = (round(row.x0, 1), round(row.top, 1), round(row.x1, 1), round(row.bottom, 1))
        self.lines.append(Line(start, at, sheet.number, 0, bold - start, row.table, Box(sheet.number, *place)))
        self._write("\n")
        self._link(linked)

    def _link(self, words: Sequence[tuple[Hotspot, int, int]]) -> None:
        """Notes the links of a line: words one after another on one hotspot are one link."""
        for spot in dict.fromkeys(spot for spot, _, _ in words):
            places = [(start, end) for own, start, end in words if own is spot]
            self.links.append(Link(Span(places[0][0], places[-1][1]), spot.url))


def _on(word: Word, spot: Hotspot) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return spot.x0 <= x <= spot.x1 and spot.top <= y <= spot.bottom
