"""Printing: rows in reading order become the text of a document, with its lines, pages and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.core.document import Box, Line, Link
from extractors.core.passage import Span
from pipeline.readers.pdf.lines import Row
from pipeline.readers.pdf.page import DOUBT, Hotspot, Sheet, Word

LOOSE = 1.25
"""A distance between two lines that is this many times the usual one is a gap between paragraphs."""

LARGE = 1.2
"""Words this many times the usual size stand out as bold ones do."""

CELL = " | "
"""Parts the cells of a table's row."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document. pitch: from one line to the next, in font sizes; size: of most words, in points."""

    pitch: float
    size: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[Row]]) -> Measure:
        """Takes the measure of a document."""
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
    """Prints pages one after another and notes lines, pages, links and doubtful figures on the way."""

    def __init__(self, measure: Measure) -> None:
        self.text: list[str] = []
        self.lines: list[Line] = []
        self.pages: list[Span] = []
        self.links: list[Link] = []
        self.doubtful: list[Span] = []
        self._loose = LOOSE * measure.pitch
        self._large = LARGE * measure.size
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
        start = self._at
        between = CELL if row.table else "  "
        parts = [" ".join([word[0] for word in segment.words]) for segment in row.segments]
        text = "".join([between * row.before(at) + part for at, part in enumerate(parts)])
        end = start + len(text)
        place = Box(sheet.number, round(row.x0, 1), round(row.top, 1), round(row.x1, 1), round(row.bottom, 1))
        self.lines.append(Line(start, end, sheet.number, 0, self._bold(row, len(between)), row.table, place))
        self._write(text + "\n")
        if sheet.links or sheet.recognised:
            self._note(sheet, row, start, len(between))

    def _bold(self, row: Row, between: int) -> int:
        """How many characters at the beginning of a row are bold, or larger than the document's text."""
        length = 0
        for number, segment in enumerate(row.segments):
            for place, word in enumerate(segment.words):
                if not (word[6] or word[5] > self._large):
                    return length
                length += len(word[0]) + (1 if place else between * row.before(number))
        return length

    def _note(self, sheet: Sheet, row: Row, start: int, between: int) -> None:
        """Notes the links and the doubtful figures of a line."""
        linked: list[tuple[Hotspot, int, int]] = []
        at = start - 1
        for number, segment in enumerate(row.segments):
            at += between * row.before(number) - (1 if number else 0)
            for word in segment.words:
                at += 1
                span = Span(at, at + len(word.text))
                linked.extend((spot, *span) for spot in sheet.links if _on(word, spot))
                if word.confidence < DOUBT and any(map(str.isdigit, word.text)):
                    self.doubtful.append(span)
                at = span.end
        self._link(linked)

    def _link(self, words: Sequence[tuple[Hotspot, int, int]]) -> None:
        """Notes the links of a line: words one after another on one hotspot are one link."""
        for spot in dict.fromkeys(spot for spot, _, _ in words):
            places = [(start, end) for own, start, end in words if own is spot]
            self.links.append(Link(Span(places[0][0], places[-1][1]), spot.url))


def _on(word: Word, spot: Hotspot) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return spot.x0 <= x <= spot.x1 and spot.top <= y <= spot.bottom
