"""PDF: pages with running heads and footers; a page ends wherever it is full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.layouts.choices import Choices
from tests.layouts.printer.sheet import Beside, Break, Cells, Element, Gap, Line, Sheet

WIDTH, HEIGHT, LEFT, RIGHT, TOP = 595.0, 842.0, 62.0, 533.0, 790.0
_LABEL = 118.0
_FACES = {"plain": "Helvetica", "title": "Helvetica-Bold", "label": "Helvetica-Bold", "bold": "Helvetica-Bold"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words on a line: where they begin, in which face."""

    x: float
    text: str
    face: str


Row = tuple[_Piece, ...] | None
"""What stands on a line; None where a page ends."""


def written(sheet: Sheet, choices: Choices) -> bytes:
    """The file, without a date in it."""
    pages: list[list[Row]] = [[]]
    room = choices.page_lines - len(sheet.head) - len(sheet.foot)
    for element in sheet.elements:
        for row in _rows(element, choices):
            if row is None or len(pages[-1]) >= room:
                pages.append([])
            if row is not None and (row or pages[-1]):
                pages[-1].append(row)
    file = BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=True)
    leading = min(18.0, (TOP - 60) / choices.page_lines)
    for at, page in enumerate(pages, start=1):
        y = TOP
        for cells in sheet.head:
            _strip(canvas, cells, y, at, len(pages))
            y -= leading
        y -= leading
        for row in page:
            for piece in row or ():
                canvas.setFont(piece.face, 10)
                canvas.drawString(piece.x, y, piece.text)
            y -= leading
        for number, cells in enumerate(sheet.foot):
            _strip(canvas, cells, 40 - 12 * number, at, len(pages))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _strip(canvas: Any, cells: tuple[str, ...], y: float, page: int, pages: int) -> None:
    """A row of a running head or footer, its cells spread over the line."""
    canvas.setFont("Helvetica", 9)
    texts = [cell.format(page=page, pages=pages) for cell in cells]
    widths = [stringWidth(text, "Helvetica", 9) for text in texts]
    gap, x = (RIGHT - LEFT - sum(widths)) / max(1, len(cells) - 1), LEFT
    for text, width in zip(texts, widths, strict=True):
        canvas.drawString(x, y, text)
        x += width + gap


def _rows(element: Element, choices: Choices) -> Iterator[Row]:
    if isinstance(element, Break):
        yield None
    elif isinstance(element, Gap):
        yield ()
    elif isinstance(element, Line):
        yield from _pieces(element, LEFT, RIGHT, choices)
    elif isinstance(element, Beside):
        right = [row for line in element.lines for row in _pieces(line, LEFT + _LABEL, RIGHT, choices)]
        left = list(_pieces(Line(element.label, "label"), LEFT, LEFT + _LABEL - 8, choices))
        yield from _merged([left, right])
    else:
        yield from _merged(_cells(element, choices))


def _cells(element: Cells, choices: Choices) -> list[list[tuple[_Piece, ...]]]:
    found, x = [], LEFT
    for cell, share in zip(element.cells, element.widths, strict=True):
        width = share * (RIGHT - LEFT)
        found.append(list(_pieces(Line(cell, element.style), x, x + width - 8, choices)) if cell else [])
        x += width
    return found


def _merged(columns: list[list[tuple[_Piece, ...]]]) -> Iterator[tuple[_Piece, ...]]:
    for at in range(max(map(len, columns))):
        yield tuple(piece for column in columns if at < len(column) for piece in column[at])


def _pieces(line: Line, left: float, right: float, choices: Choices) -> Iterator[tuple[_Piece, ...]]:
    """The lines of a paragraph."""
    face = _FACES.get(line.style, "Helvetica-Bold")
    x = left + 5 * line.indent
    marker = (_Piece(x, line.marker, face),) if line.marker else ()
    if line.marker:
        x += 18
    room = right - x
    current = ""
    for word in line.text.split():
        longer = f"{current} {word}".strip()
        if not current or stringWidth(longer, face, 10) <= room:
            current = longer
            continue
        begun, rest = (
            _broken(word, room - stringWidth(current + " ", face, 10), face) if choices.hyphens else ("", word)
        )
        yield (*marker, _Piece(x, f"{current} {begun}".strip(), face))
        marker, current = (), rest
    yield (*marker, _Piece(x, current, face))


_VOWELS = "aeiouyåäö"


def _broken(word: str, room: float, face: str) -> tuple[str, str]:
    """The beginning of a word that fits on the line, with a hyphen, and the rest; "" where none does."""
    for at in range(len(word) - 3, 2, -1):
        before, behind = word[:at], word[at:]
        syllable = before[-1] in _VOWELS and behind[0].isalpha() and behind[0] not in _VOWELS and behind[1] in _VOWELS
        if syllable and before.isalpha() and stringWidth(f"{before}-", face, 10) <= room:
            return f"{before}-", behind
    return "", word
