"""Page overlays: pages rendered by PDFium, with coloured boxes over the parsed parts.

Used to find out why a value is wrong. Structure has a frame: headings, rows of tables, excluded text
(running heads and feet, annexes). Values of the record are tinted where they were read, and named in the margin by
their JSON Pointers. A point of the page is dpi/72 pixels of the picture, from the same corner: strip and margin are
added at the bottom and on the right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from extractors.core.document import Document, Line
from extractors.core.passage import Span
from pipeline.assembly.assemble import assemble
from pipeline.errors import NotADocument
from pipeline.layout.blocks import Layout, layout
from pipeline.readers.document_writer import CELL
from pipeline.readers.pdf.page import Word
from pipeline.readers.pdf.pdfium import open_document, sheets
from pipeline.readers.pdf.reader import read
from pipeline.record.model import Evidence
from pipeline.structure.document_outline import outline

Colour = tuple[int, int, int]


class Kind(Enum):
    """The kinds of marks, each with its legend and its colour of the Okabe-Ito palette.

    In painting order: later kinds are on top.
    """

    TABLE = ("table row", (86, 180, 233))
    HEADING = ("heading", (0, 114, 178))
    OTHER = ("other text of the record", (240, 228, 66))
    DECISION = ("decision, proposal", (0, 158, 115))
    FACT = ("number, date, title, body", (204, 121, 167))
    PERSON = ("person", (230, 159, 0))
    ASIDE = ("set aside: running head or foot, frame: annex", (0, 0, 0))

    @property
    def words(self) -> str:
        """The text of the legend."""
        return self.value[0]

    @property
    def colour(self) -> Colour:
        """The full colour, of frames and bars."""
        return self.value[1]

    @property
    def tint(self) -> Colour:
        """The colour as a pale tint of white, so that text remains black."""
        share = 0.15 if self is Kind.ASIDE else 0.35
        red, green, blue = (round(255 - share * (255 - part)) for part in self.colour)
        return red, green, blue


STRUCTURE = frozenset({Kind.HEADING, Kind.TABLE, Kind.ASIDE})

READERS = {"shapes": "mended by shapes", "ocr": "OCR", "unread": "unread"}
"""How a page was read, by the document's repairs; "text layer" where it needed none."""

_PERSON = re.compile(
    r"/(?:chair|secretary|presenter|first_signatory|by|(?:adjusters|present|absent|others|signed|preparers"
    r"|disqualified|elected|voters|seconded_by)/\d+)(?:/[a-z_]+)?$"
)
_ENTRY = re.compile(_PERSON.pattern.replace("[a-z_]+)?", "as_written)"))
_DECISION = re.compile(r"/(?:decision|proposals/\d+|amendments/\d+)(?:/|$)")
_FACT = re.compile(
    r"^/kind$|^/meeting/|^/annexes/|^/items/\d+/(?:number|title|kind|case_number|classification/\w+)$"
    r"|/(?:handling|history/\d+)/(?:date|section|body/\w+)$"
)


def kind_of(pointer: str) -> Kind:
    """The class of a value.

    >>> [kind_of(f"/items/0/{key}").name for key in ("title", "handling/decision/text", "handling/presenter/name")]
    ['FACT', 'DECISION', 'PERSON']
    """
    if _PERSON.search(pointer):
        return Kind.PERSON
    return Kind.DECISION if _DECISION.search(pointer) else Kind.FACT if _FACT.search(pointer) else Kind.OTHER


class Rect(NamedTuple):
    """A rectangle on a page, in points."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A parsed part of a page: its rectangles, one per printed line, and its tag in the margin."""

    kind: Kind
    rects: tuple[Rect, ...]
    tag: str = ""


@dataclass(slots=True)
class Marks:
    """The marks of a page. annex: the number of the section that it is an annex to; missed: text in no field."""

    number: int
    reader: str = "text layer"
    annex: str | None = None
    drawn: list[Mark] = field(default_factory=list)
    missed: list[Rect] = field(default_factory=list)


class _Places:
    """Maps text spans to page boxes: by PDFium's words if they match the line, else by whole lines."""

    def __init__(self, document: Document, words: Mapping[int, Sequence[Word]]) -> None:
        self._document = document
        self._lines = [line for line in document.lines if line.box]
        self._ends = [line.end for line in self._lines]
        self._words = words
        self._tokens: dict[Line, list[tuple[Span, Word | None]]] = {}

    def lines(self, spans: Iterable[Span]) -> Iterator[Line]:
        """The lines that spans touch."""
        for start, end in spans:
            at = bisect_right(self._ends, start)
            while at < len(self._lines) and self._lines[at].start < end:
                yield self._lines[at]
                at += 1

    def whole(self, spans: Iterable[Span]) -> dict[int, list[Rect]]:
        """The boxes of the lines that spans touch, by page."""
        found: dict[int, list[Rect]] = {}
        for line in dict.fromkeys(self.lines(spans)):
            found.setdefault(line.page, []).append(_box(line))
        return found

    def exact(self, spans: Iterable[Span]) -> dict[int, list[Rect]]:
        """The rectangles of spans, by page."""
        found: dict[int, list[Rect]] = {}
        for span in spans:
            for line in self.lines([span]):
                found.setdefault(line.page, []).extend(self._parts(line, span))
        return found

    def _parts(self, line: Line, span: Span) -> list[Rect]:
        words = [word for place, word in self._on(line) if place.start < span.end and span.start < place.end]
        if (span.start <= line.start and line.end <= span.end) or None in words or not words:
            return [_box(line)]
        parts: list[Rect] = []
        for word in filter(None, words):
            rect = Rect(*word[1:5]) if line.table else _box(line)._replace(x0=word.x0, x1=word.x1)
            if parts and rect.top < (parts[-1].top + parts[-1].bottom) / 2 < rect.bottom:
                edges = zip((min, min, max, max), parts.pop(), rect, strict=True)
                rect = Rect(*(edge(before, after) for edge, before, after in edges))
            parts.append(rect)
        return parts

    def _on(self, line: Line) -> list[tuple[Span, Word | None]]:
        """The spans of a line's words in the text, each with PDFium's word at that position."""
        if line not in self._tokens:
            self._tokens[line] = list(self._match(line))
        return self._tokens[line]

    def _match(self, line: Line) -> Iterator[tuple[Span, Word | None]]:
        box = _box(line)
        free = [
            word
            for word in self._words.get(line.page, ())
            if box.x0 - 1 <= (word.x0 + word.x1) / 2 <= box.x1 + 1
            and box.top <= (word.top + word.bottom) / 2 <= box.bottom
        ]
        tokens = list(re.finditer(r"\S+", self._document.text[line.start : line.end]))
        in_order = not line.table and len(free) == len(tokens)  # whatever their letters: font maps may be wrong
        free.sort(key=lambda word: word.x0 if in_order else 0.0)
        for token in tokens:
            word = next((word for word in free if in_order or word.text == token[0]), None)
            if word is not None:
                free.remove(word)
            if token[0] != CELL.strip():
                yield Span(line.start + token.start(), line.start + token.end()), word


def _box(line: Line) -> Rect:
    assert line.box is not None  # noqa: S101 - only lines with a box are looked at
    return Rect(*line.box[1:])


def understand(data: bytes) -> tuple[list[Marks], str | None]:
    """Parses a PDF: the marks of each page, and the reason if it yields no record.

    Raises:
        DocumentError: the document can't be read.
    """
    document = read(data)
    laid_out = layout(document)
    found: Mapping[str, Evidence] = {}
    missed: list[Span] = []
    reason = None
    try:
        parts = outline(laid_out.blocks, laid_out.running)
        record = assemble(data, None, document, laid_out, parts)
        found, missed = record.evidence, [Span(run.start, run.end) for run in record.coverage.unclaimed]
    except NotADocument as error:
        reason = error.reason
    opened = open_document(data)
    try:
        words = {sheet.number: sheet.words for sheet in sheets(opened)}
    finally:
        opened.close()
    return _marks(document, laid_out, found, missed, _Places(document, words)), reason


def _marks(
    document: Document, layout: Layout, found: Mapping[str, Evidence], missed: Iterable[Span], places: _Places
) -> list[Marks]:
    """The marks of each page, from a document's layout, the evidence of its record, and the text in no field."""
    pages = [Marks(number) for number in range(1, len(document.pages) + 1)]
    for repair in document.repairs:
        pages[repair.page - 1].reader = READERS[repair.how]
    for annex in layout.annexes:
        for number in range(annex.first, annex.last + 1):
            pages[number - 1].annex = annex.section.value
    structure = [(Kind.HEADING, each.block.spans) for each in layout.blocks if each.block.heading]
    structure += [(Kind.TABLE, (line.span,)) for line in document.lines if line.table]
    structure += [(Kind.ASIDE, (span,)) for span in (*layout.furniture, *layout.rules)]
    for kind, spans in structure:
        for number, rects in places.whole(spans).items():
            pages[number - 1].drawn.append(Mark(kind, tuple(rects)))
    for spans, pointers in _values(found).items():
        for index, (number, rects) in enumerate(places.exact(spans).items()):
            tag = _tag(pointers) + " ..." * bool(index)  # continued from the page before
            pages[number - 1].drawn.append(Mark(kind_of(pointers[0]), tuple(rects), tag))
    for number, rects in places.exact(missed).items():
        pages[number - 1].missed.extend(rects)
    return pages


def _values(found: Mapping[str, Evidence]) -> dict[tuple[Span, ...], list[str]]:
    """The pointers of the values at each location."""
    values: dict[tuple[Span, ...], list[str]] = {}
    for pointer, evidence in found.items():
        values.setdefault(tuple(Span(span.start, span.end) for span in evidence.spans), []).append(pointer)
    return values


def _tag(pointers: Sequence[str]) -> str:
    """The tag in the margin for the values at a location: the first pointer, and how many items share it."""
    if _ENTRY.search(pointers[0]):
        return ""  # the name beside it is sufficient
    first = pointers[0].lstrip("/")
    same = sum(re.sub(r"\d+", "#", pointer) == re.sub(r"\d+", "#", pointers[0]) for pointer in pointers) - 1
    return f"{first} +{same}" if same else first


def shortened(tag: str, before: str) -> str:
    """A tag without the prefix that it shares with the one before it on the same line.

    >>> shortened("meeting/chair/name", "meeting/chair"), shortened("items/0/title", "items/0/number")
    ('name', 'title')
    """
    for stem in (before, before.rpartition("/")[0]):
        if stem and tag.startswith(f"{stem}/"):
            return tag[len(stem) + 1 :]
    return tag
