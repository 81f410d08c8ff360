"""Printing: rows in reading order become the text of a document, with its lines, pages and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.core.document import Box
from extractors.core.passage import Span
from pipeline.readers.document_writer import CELL, COLUMN, DocumentWriter, LinkedPart
from pipeline.readers.pdf.lines import Row
from pipeline.readers.pdf.page import DOUBT, Hotspot, Sheet, Word

LOOSE = 1.25
"""A distance between two lines that is this many times the usual one is a gap between paragraphs."""

LARGE = 1.2
"""Words this many times the usual size stand out as bold ones do."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures of a document. pitch: from one line to the next, in font sizes; size: of most words, in points."""

    pitch: float
    size: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[Row]]) -> Measure:
        """Measures the pages of a document."""
        steps: Counter[float] = Counter()
        sizes: Counter[float] = Counter()
        for page in pages:
            for row in page:
                sizes[row.size] += sum([len(segment.words) for segment in row.segments])
            for row, below in pairwise(page):
                step = below.middle - row.middle
                if below.size and 0 < step < 2 * (below.bottom - below.top):
                    steps[round(step / below.size, 1)] += 1
        pitch = steps.most_common(1)[0][0] if steps else 1.2
        return cls(max(pitch, 1.0), sizes.most_common(1)[0][0] if sizes else 10.0)


class Printer:
    """Prints pages one after another; doubtful: figures that OCR read with low confidence."""

    def __init__(self, measure: Measure) -> None:
        self.writer = DocumentWriter()
        self.doubtful: list[Span] = []
        self._loose = LOOSE * measure.pitch
        self._large = LARGE * measure.size
        self._begun = False

    def print(self, sheet: Sheet, page: Sequence[Row]) -> None:
        """Prints a page; a form feed separates it from the one before."""
        if self._begun:
            self.writer.page_break()
        self._begun = True
        above: Row | None = None
        for row in page:
            if above is not None and self._gap(above, row):
                self.writer.gap()
            self._line(sheet, row)
            above = row

    def _gap(self, above: Row, row: Row) -> bool:
        """Whether white space separates a row from the one above it."""
        if above.table or row.table:
            return above.table != row.table
        step = row.middle - above.middle
        return step < 0 or step > self._loose * max(row.size, above.size)

    def _line(self, sheet: Sheet, row: Row) -> None:
        between = CELL if row.table else COLUMN
        parts = [" ".join([word[0] for word in segment.words]) for segment in row.segments]
        text = "".join([between * row.before(at) + part for at, part in enumerate(parts)])
        place = Box(sheet.number, round(row.x0, 1), round(row.top, 1), round(row.x1, 1), round(row.bottom, 1))
        noted = sheet.links or sheet.recognised
        links = self._note(sheet, row, len(between)) if noted else ()
        self.writer.line(text, bold=self._bold(row, len(between)), table=row.table, box=place, links=links)

    def _bold(self, row: Row, between: int) -> int:
        """How many characters at the beginning of a row are bold, or larger than the document's text."""
        length = 0
        for number, segment in enumerate(row.segments):
            for place, word in enumerate(segment.words):
                if not (word[6] or word[5] > self._large):
                    return length
                length += len(word[0]) + (1 if place else between * row.before(number))
        return length

    def _note(self, sheet: Sheet, row: Row, between: int) -> list[LinkedPart]:
        """The links of a line: words one after another on one hotspot are one. Also records its doubtful figures."""
        links: dict[Hotspot, LinkedPart] = {}
        at = -1
        for number, segment in enumerate(row.segments):
            at += between * row.before(number) - (1 if number else 0)
            for word in segment.words:
                start, at = at + 1, at + 1 + len(word.text)
                for spot in sheet.links:
                    if _on(word, spot):
                        links[spot] = links.get(spot, LinkedPart(start, at, spot.url))._replace(end=at)
                if word.confidence < DOUBT and any(map(str.isdigit, word.text)):
                    self.doubtful.append(Span(self.writer.at + start, self.writer.at + at))
        return list(links.values())


def _on(word: Word, spot: Hotspot) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return spot.x0 <= x <= spot.x1 and spot.top <= y <= spot.bottom
