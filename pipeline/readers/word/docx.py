"""Reader for .docx: python-docx opens it, and what stands in its body is the document's text.

One line a printed line, a blank line between paragraphs, list items with the marker that Word prints, two blanks
between label and value, " | " between the cells of a table that holds data. Headings keep their rank, bold its extent,
links their address. Deleted and hidden text, text boxes, headers and footers are left out. Nothing is fetched.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from io import BytesIO
from typing import Any

import docx
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from extractors.core.document import Document
from pipeline.errors import DocumentError, Empty, Unreadable
from pipeline.readers.document_writer import CELL, COLUMN, DocumentWriter, Run
from pipeline.readers.table_cells import printed
from pipeline.readers.word.ooxml import (
    PASSED,
    Numbers,
    Styles,
    TableRow,
    W,
    check,
    holds_table,
    printed_by,
    value,
    within,
)

NAME = f"python-docx {version('python-docx')}"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_GONE = ("del", "moveFrom")
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, etree.LxmlError, PythonDocxError, OpcError, ArithmeticError, AssertionError),
    *(AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, TypeError, ValueError),
)


def read(data: bytes) -> Document:
    """Reads a .docx document.

    Raises:
        DocumentError: it is none, is damaged, needs a password, is too large unpacked, or holds no text.
    """
    try:
        check(data)
        printer = _Printer(docx.Document(BytesIO(data)).part)
        writer = printer.print()
    except DocumentError:
        raise
    except _DAMAGES as error:
        raise Unreadable(f"the Word document is damaged: {error or type(error).__name__}") from error
    if writer.empty:
        raise Empty("there is no text in the Word document")
    return writer.document(MEDIA_TYPE, NAME)


class _Printer:
    """Prints the body of a document."""

    def __init__(self, part: Any) -> None:
        self._writer = DocumentWriter()
        self._body = part.element.body
        self._relations = part.rels
        self._styles = Styles(part.styles.element)
        numbering = [rel.target_part for rel in part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
        self._numbers = Numbers(numbering[0].element if numbering else None)
        self._listing = False  # whether the last paragraph is an item
        self._held: list[Run] = []  # of a paragraph whose mark is deleted: the next one goes on

    def print(self) -> DocumentWriter:
        self._blocks(self._body)
        if self._held:
            self._lines(self._held)
        return self._writer

    # Blocks

    def _blocks(self, holder: etree._Element) -> None:
        for element in within(holder):
            if element.tag == W + "p":
                self._paragraph(element)
            elif element.tag == W + "tbl":
                self._table(element)

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(W + "pPr")
        pieces = [*self._held, *self._pieces(paragraph)]
        self._held = []
        if properties is not None and any(properties.find(f"{W}rPr/{W}{tag}") is not None for tag in _GONE):
            self._held = pieces
            return
        level = self._styles.level(properties)
        listed = self._styles.listed(properties)
        marker = self._numbers.marker(*listed) if listed else ""
        if level:
            marker = "" if marker == "-" else marker
        item = bool(marker) and not level
        if not item or not self._listing:
            self._gap()
        if item or any(piece.text.strip() for piece in pieces):
            self._lines(pieces, level, marker)
            self._listing = item
            if not item:
                self._gap()

    def _table(self, table: etree._Element) -> None:
        self._gap()
        rows = [row for row in map(self._table_row, within(table)) if row is not None]
        simple = [[self._is_simple(cell) for cell in row.filled] for row in rows]
        broad = [row for row in rows if len(row.filled) > 1]
        data = len(broad) > 1 and len(broad) >= 0.7 * len(rows) and all(map(all, simple))
        if data and max(len(row.filled) for row in broad) == 2:
            bold = all(self._is_bold(cell) for row in rows for cell in row.filled)
            data = self._has_header(rows[0].element, rows[0].filled) and not bold
        for row, plain, kept in zip(rows, simple, printed([row.texts for row in rows]), strict=True):
            cells = row.filled
            if all(plain) and (data or len(cells) > 1):
                self._row([row.cells[at] for at in kept] if data else cells, data)
            else:
                self._gap()
                for cell in cells:
                    self._blocks(cell)
                self._gap()
        self._gap()

    def _table_row(self, row: etree._Element) -> TableRow | None:
        """A row of a table; None for what is none, is deleted or has no filled cell."""
        if row.tag != W + "tr" or row.find(f"{W}trPr/{W}del") is not None:
            return None
        cells = [cell for cell in within(row) if cell.tag == W + "tc"]
        filled = [cell for cell in cells if self._filled(cell) or holds_table(cell)]
        texts = ["".join(cell.itertext(W + "t")) or "?" if self._filled(cell) else "" for cell in cells]
        return TableRow(row, cells, filled, texts) if filled else None

    def _row(self, cells: Sequence[etree._Element], data: bool) -> None:
        line: list[Run] = []
        for number, cell in enumerate(cells):
            line += [Run(CELL if data else COLUMN)] if number else []
            whole = data or cell is not cells[-1]  # a break in the last cell of label and value is one in the print
            pieces = [piece for paragraph in self._filled(cell)[:1] for piece in self._pieces(paragraph)]
            line += [Run(" ") if whole and piece.text == "\n" else piece for piece in pieces]
        self._lines(line, table=data)
        self._listing = False

    def _filled(self, cell: etree._Element) -> list[etree._Element]:
        """The paragraphs of a cell that print something."""
        paragraphs = [element for element in within(cell) if element.tag == W + "p"]
        return [each for each in paragraphs if any(piece.text.strip() for piece in self._pieces(each))]

    def _is_simple(self, cell: etree._Element) -> bool:
        """Whether a cell is one paragraph, and that no heading or item."""
        filled = self._filled(cell)
        if len(filled) != 1 or holds_table(cell):
            return False
        properties = filled[0].find(W + "pPr")
        return not self._styles.level(properties) and not self._styles.listed(properties)

    def _has_header(self, row: etree._Element, cells: Sequence[etree._Element]) -> bool:
        header = value(row.find(W + "trPr"), "tblHeader")
        return (header is not None and header not in ("0", "false", "off")) or all(map(self._is_bold, cells))

    def _is_bold(self, cell: etree._Element) -> bool:
        return all(piece.bold for each in self._filled(cell) for piece in self._pieces(each) if piece.text.strip())

    # Text

    def _pieces(self, paragraph: etree._Element) -> list[Run]:
        """What a paragraph prints."""
        style = self._styles.of(paragraph.find(W + "pPr"))
        found: list[Run] = []
        fields: list[str | None] = []  # of the open fields: their instruction while it lasts, then an address
        code: list[str] = []
        for run, address in self._runs(paragraph, ""):
            look = run.find(W + "rPr")
            bold = self._styles.is_set("b", look, style)
            hidden = self._styles.is_set("vanish", look, style)
            for element in within(run):
                tag = str(element.tag).removeprefix(W)
                if tag == "fldChar":
                    kind = element.get(W + "fldCharType")
                    if kind == "begin":
                        fields.append(None)
                        code.clear()
                    elif kind == "separate" and fields:
                        named = _HYPERLINK.match("".join(code))
                        fields[-1] = named[1] if named else ""
                    elif kind == "end" and fields:
                        fields.pop()
                elif tag == "instrText":
                    code.append(element.text or "")
                elif not hidden and None not in fields and (text := printed_by(tag, element)):
                    url = address or next((field for field in reversed(fields) if field), "")
                    found.append(Run(text, bold, url))
        return found

    def _runs(self, holder: etree._Element, address: str) -> Iterator[tuple[etree._Element, str]]:
        """The runs of a paragraph, each with the address that it links to."""
        for element in holder:
            if element.tag == W + "r":
                yield element, address
            elif element.tag in PASSED:
                relation = self._relations.get(element.get(_ID) or "") if element.tag == W + "hyperlink" else None
                outside = relation is not None and relation.is_external
                yield from self._runs(element, str(relation.target_ref) if relation and outside else address)

    def _lines(self, pieces: Sequence[Run], level: int = 0, marker: str = "", table: bool = False) -> None:
        line: list[Run] = []
        printed = False
        for piece in (*pieces, Run("\n")):
            if piece.text != "\n":
                line.append(piece)
            elif any(each.text.strip() for each in line):
                self._writer.runs(line, marker="" if printed else marker, level=level, table=table)
                line, printed = [], True
            else:
                line = []
        if marker and not printed:
            self._writer.runs([], marker=marker, level=level, table=table)

    def _gap(self) -> None:
        self._listing = False
        self._writer.gap()
