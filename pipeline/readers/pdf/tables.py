"""Finds ruled tables with pdfplumber's table finder, from the rules and words that PDFium gives.

The finder only needs edges; letting pdfplumber parse the page would cost more than all the rest of reading it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.readers.pdf.lines import Row, Segment
from pipeline.readers.pdf.page import Rule, Sheet, Word
from pipeline.readers.pdf.reading_order import rows
from pipeline.readers.table_cells import printed

if TYPE_CHECKING:
    from pdfplumber.table import Table

TOLERANCE = 3
"""Points by which edges that meet may be apart: pdfplumber's default."""

CLOSE, HIGH = 0.7, 1.3
"""An edge is that of a word's background if it is at most `CLOSE` points from the word and `HIGH` times as high."""

RULES, PAIRS, CROSSINGS = 5_000, 40_000, 2_500
"""Most rules, pairs of a horizontal and a vertical edge, and crossings of a page whose tables are read. Graph paper has
more, and the finder's time grows without bound on it."""


def place(found: list[Row], sheet: Sheet) -> list[Row]:
    """Puts the rows of a page's tables in the place of the rows that run through them.

    A cell's lines become one text, so that amounts side by side stay apart and a name and its vote stay together.
    """
    tables = _tables(sheet)
    if not tables:
        return found
    inside: list[list[Word]] = [[] for _ in tables]
    boxes = [table.bbox for table in tables]
    outside: list[Word] = []
    for word in sheet.words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        held = next((at for at, box in enumerate(boxes) if _holds(box, x, y)), None)
        (outside if held is None else inside[held]).append(word)
    placed = [(row.top, at, row) for at, row in enumerate(rows(sheet, outside))]
    for table, words in zip(tables, inside, strict=True):
        top = table.bbox[1]
        # In front of the first row of the page's text below the table's top.
        at = next((order for above, order, _ in placed if above >= top), len(placed))
        placed.extend((top, at - 0.5, row) for row in _rows(table, words))  # type: ignore[misc]
    placed.sort(key=lambda each: each[1])
    return [row for _, _, row in placed]


def _holds(box: Sequence[float], x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _tables(sheet: Sheet) -> list[Table]:
    """The ruled tables of a page: two rows and two columns at least, with words in them."""
    if len(sheet.rules) > RULES or not sheet.words or not _enough(sheet.rules):
        return []
    rules = _without_shading(sheet)
    if not _enough(rules):
        return []
    from pdfplumber import table as finder  # loads pdfminer, which most documents do not need

    edges = finder.merge_edges([_edge(rule) for rule in rules], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    lying = sum(edge["orientation"] == "h" for edge in edges)
    if lying * (len(edges) - lying) > PAIRS:
        return []
    crossings = finder.edges_to_intersections(edges, TOLERANCE, TOLERANCE)
    if len(crossings) > CROSSINGS:
        return []
    cells = finder.intersections_to_cells(crossings)
    page: Any = None  # only a table's own text extraction would ask for it
    found = [finder.Table(page, group) for group in finder.cells_to_tables(cells)]
    return [table for table in found if len(table.rows) > 1 and len(table.columns) > 1]


def _enough(rules: Sequence[Rule]) -> bool:
    """Whether these are rules enough for a table of two rows and two columns."""
    lying = sum([rule.horizontal for rule in rules])
    return lying >= 3 and len(rules) - lying >= 2


def _without_shading(sheet: Sheet) -> list[Rule]:
    """The rules of a page without the edges of coloured backgrounds and frames of single words.

    Word draws a rectangle after each word of a field that is marked, and one after each blank: edges that touch the
    word on both sides and are no higher than its line. Cells of tables leave white space beside their text.
    """
    standing = sorted(rule for rule in sheet.rules if not rule.horizontal)
    edges = [rule.x0 for rule in standing]
    hugging: set[Rule] = set()
    for word in sheet.words:
        left = standing[bisect_left(edges, word.x0 - CLOSE) : bisect_right(edges, word.x0 + CLOSE)]
        right = standing[bisect_left(edges, word.x1 - CLOSE) : bisect_right(edges, word.x1 + CLOSE)] if left else []
        if not right:
            continue
        sides = [[rule for rule in near if _is_as_high(rule, word)] for near in (left, right)]
        if all(sides):
            hugging.update(*sides)
    return [rule for rule in sheet.rules if rule not in hugging]


def _is_as_high(rule: Rule, word: Word) -> bool:
    """Whether a vertical rule is as high as a word's line and next to it."""
    height = word.bottom - word.top
    return rule.bottom - rule.top < HIGH * height and rule.top < (word.top + word.bottom) / 2 < rule.bottom


def _edge(rule: Rule) -> dict[str, Any]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.horizontal else "v",
    }


def _rows(table: Table, words: Iterable[Word]) -> list[Row]:
    """The rows of a table that have text, one segment a cell."""
    waiting = sorted(words, key=lambda word: (word.top, word.x0))
    filled: list[dict[int, Segment]] = []
    for row in table.rows:
        segments: dict[int, Segment] = {}
        for number, cell in enumerate(row.cells):
            if cell is None:
                continue
            x0, top, x1, bottom = cell
            within = [
                word
                for word in waiting
                if x0 <= (word.x0 + word.x1) / 2 < x1 and top <= (word.top + word.bottom) / 2 < bottom
            ]
            if within:
                segments[number] = Segment(_in_order(within))
        if segments:
            filled.append(segments)
    width = max((max(row) for row in filled), default=-1) + 1
    texts = [[row[at].text if at in row else "" for at in range(width)] for row in filled]
    return [_row(row, kept) for row, kept in zip(filled, printed(texts), strict=True)]


def _row(segments: dict[int, Segment], kept: Sequence[int]) -> Row:
    """A row of these cells by their columns; `kept` are the columns that are printed, empty ones among them."""
    words = [word for segment in segments.values() for word in segment.words]
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    columns = tuple(kept.index(at) for at in segments)
    return Row(list(segments.values()), top, bottom, table=True, columns=columns)


def _in_order(words: list[Word]) -> list[Word]:
    return [word for row in rows(Sheet(0, 0.0, 0.0), words) for segment in row.segments for word in segment.words]
