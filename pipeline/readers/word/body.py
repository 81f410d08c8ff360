"""The body of a word processor's document in any format: paragraphs and tables, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.readers.document_writer import CELL, COLUMN, DocumentWriter, Run
from pipeline.readers.table_cells import printed


class Paragraph(NamedTuple):
    r"""A paragraph. A run "\n" ends a line of it; level: its heading level; marker: the text printed before it."""

    runs: Sequence[Run]
    level: int = 0
    marker: str = ""

    @property
    def filled(self) -> bool:
        """Whether it prints anything but its marker."""
        return any(run.text.strip() for run in self.runs)


class TableRow(NamedTuple):
    """A row of a table. header: whether the format marks it as the one with the columns' headings."""

    cells: Sequence[Sequence[Paragraph | Table]]
    header: bool = False


class Table(NamedTuple):
    """A table."""

    rows: Sequence[TableRow]


class BodyPrinter:
    """Prints paragraphs and tables.

    A blank line separates paragraphs, but not the items of a list. A table that holds data has a line for each row, its
    cells separated by bars; a layout table prints label and value side by side, or a cell after another.
    """

    def __init__(self, writer: DocumentWriter) -> None:
        self._writer = writer
        self._listing = False  # whether the last paragraph is an item

    def print(self, blocks: Iterable[Paragraph | Table]) -> None:
        """Prints blocks one after another."""
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        item = bool(paragraph.marker) and not paragraph.level
        if not item or not self._listing:
            self._gap()
        if item or paragraph.filled:
            self._lines(paragraph.runs, paragraph.level, paragraph.marker)
            self._listing = item
            if not item:
                self._gap()

    def _table(self, table: Table) -> None:
        self._gap()
        rows = [row for row in table.rows if any(map(_is_filled, row.cells))]
        data = holds_data(rows)
        texts = [["?" if _is_filled(cell) and not _text(cell) else _text(cell) for cell in row.cells] for row in rows]
        for row, kept in zip(rows, printed(texts), strict=True):
            filled = [cell for cell in row.cells if _is_filled(cell)]
            if all(map(_is_simple, filled)) and (data or len(filled) > 1):
                self._row([row.cells[at] for at in kept] if data else filled, data)
            else:
                self._gap()
                for cell in filled:
                    self.print(cell)
                self._gap()
        self._gap()

    def _row(self, cells: Sequence[Sequence[Paragraph | Table]], data: bool) -> None:
        line: list[Run] = []
        for number, cell in enumerate(cells):
            line += [Run(CELL if data else COLUMN)] if number else []
            whole = data or cell is not cells[-1]  # a break in the last cell of label and value is one in the print
            runs = [run for paragraph in _paragraphs(cell)[:1] for run in paragraph.runs]
            line += [Run(" ") if whole and run.text == "\n" else run for run in runs]
        self._lines(line, table=data)
        self._listing = False

    def _lines(self, runs: Sequence[Run], level: int = 0, marker: str = "", table: bool = False) -> None:
        line: list[Run] = []
        begun = False
        for run in (*runs, Run("\n")):
            if run.text != "\n":
                line.append(run)
            elif any(each.text.strip() for each in line):
                self._writer.runs(line, marker="" if begun else marker, level=level, table=table)
                line, begun = [], True
            else:
                line = []
        if marker and not begun:
            self._writer.runs([], marker=marker, level=level, table=table)

    def _gap(self) -> None:
        self._listing = False
        self._writer.gap()


def holds_data(rows: Sequence[TableRow]) -> bool:
    """Whether the filled rows are those of a data table, not of a layout table.

    Two rows of two filled cells or more, each cell one paragraph; with two columns a row of headings as well, for label
    and value look the same.
    """
    filled = [[cell for cell in row.cells if _is_filled(cell)] for row in rows]
    broad = [cells for cells in filled if len(cells) > 1]
    if (
        len(broad) < 2
        or len(broad) < 0.7 * len(rows)
        or not all(_is_simple(cell) for cells in filled for cell in cells)
    ):
        return False
    if max(map(len, broad)) > 2:
        return True
    headed = rows[0].header or all(map(_is_bold, filled[0]))
    return headed and not all(_is_bold(cell) for cells in filled for cell in cells)


def _paragraphs(cell: Iterable[Paragraph | Table]) -> list[Paragraph]:
    return [block for block in cell if isinstance(block, Paragraph) and block.filled]


def _is_filled(cell: Iterable[Paragraph | Table]) -> bool:
    return any(isinstance(block, Table) or block.filled for block in cell)


def _is_simple(cell: Sequence[Paragraph | Table]) -> bool:
    """Whether a cell is one paragraph that is not a heading or list item."""
    found = _paragraphs(cell)
    return (
        len(found) == 1
        and not (found[0].level or found[0].marker)
        and not any(isinstance(block, Table) for block in cell)
    )


def _is_bold(cell: Sequence[Paragraph | Table]) -> bool:
    return all(run.bold for paragraph in _paragraphs(cell) for run in paragraph.runs if run.text.strip())


def _text(cell: Sequence[Paragraph | Table]) -> str:
    return "".join(run.text for paragraph in _paragraphs(cell) for run in paragraph.runs)
