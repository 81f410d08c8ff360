"""Reader for .docx: opened with python-docx; the text is that of the document's body.

One line per printed line, a blank line between paragraphs, list items with the marker that Word prints, two blanks
between label and value, " | " between the cells of a table that holds data. Headings keep their rank, bold its extent,
links their address. Deleted and hidden text, text boxes, headers and footers are left out. Nothing is fetched.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
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
from pipeline.readers.document_writer import DocumentWriter, Run
from pipeline.readers.word.body import BodyPrinter, Paragraph, Table, TableRow
from pipeline.readers.word.ooxml import (
    PASSED,
    Numbers,
    Styles,
    W,
    check,
    printed_by,
    value,
    within,
)
from pipeline.readers.zip_archive import DOCX

NAME = f"python-docx {version('python-docx')}"

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
        DocumentError: it is not a .docx file, is damaged, needs a password, is too large unpacked, or holds no text.
    """
    try:
        check(data)
        writer = DocumentWriter()
        BodyPrinter(writer).print(_Body(docx.Document(BytesIO(data)).part).blocks())
    except DocumentError:
        raise
    except _DAMAGES as error:
        raise Unreadable(f"the Word document is damaged: {error or type(error).__name__}") from error
    if writer.empty:
        raise Empty("there is no text in the Word document")
    return writer.document(DOCX, NAME)


class _Body:
    """The body of a document as blocks."""

    def __init__(self, part: Any) -> None:
        self._body = part.element.body
        self._relations = part.rels
        self._styles = Styles(part.styles.element)
        numbering = [rel.target_part for rel in part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
        self._numbers = Numbers(numbering[0].element if numbering else None)
        self._held: list[Run] = []  # of a paragraph whose mark is deleted: the next one continues it

    def blocks(self) -> Iterator[Paragraph | Table]:
        yield from self._blocks(self._body)
        if self._held:
            yield Paragraph(self._held)

    def _blocks(self, holder: etree._Element) -> Iterator[Paragraph | Table]:
        for element in within(holder):
            if element.tag == W + "p":
                if (paragraph := self._paragraph(element)) is not None:
                    yield paragraph
            elif element.tag == W + "tbl":
                yield Table([row for each in within(element) if (row := self._row(each))])

    def _paragraph(self, paragraph: etree._Element) -> Paragraph | None:
        """A paragraph; None if the next one continues it."""
        properties = paragraph.find(W + "pPr")
        runs = [*self._held, *self._runs(paragraph)]
        self._held = []
        if properties is not None and any(properties.find(f"{W}rPr/{W}{tag}") is not None for tag in _GONE):
            self._held = runs
            return None
        level = self._styles.level(properties)
        listed = self._styles.listed(properties)
        marker = self._numbers.marker(*listed) if listed else ""
        return Paragraph(runs, level, "" if level and marker == "-" else marker)

    def _row(self, row: etree._Element) -> TableRow | None:
        """A row of a table; None if it is deleted or not a row."""
        if row.tag != W + "tr" or row.find(f"{W}trPr/{W}del") is not None:
            return None
        cells = [list(self._blocks(cell)) for cell in within(row) if cell.tag == W + "tc"]
        header = value(row.find(W + "trPr"), "tblHeader")
        return TableRow(cells, header is not None and header not in ("0", "false", "off"))

    # Text

    def _runs(self, paragraph: etree._Element) -> list[Run]:
        """The printed text of a paragraph."""
        style = self._styles.of(paragraph.find(W + "pPr"))
        found: list[Run] = []
        fields: list[str | None] = []  # of the open fields: their instruction while it lasts, then an address
        code: list[str] = []
        for run, address in self._addressed(paragraph, ""):
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

    def _addressed(self, holder: etree._Element, address: str) -> Iterator[tuple[etree._Element, str]]:
        """The runs of a paragraph, each with the address that it links to."""
        for element in holder:
            if element.tag == W + "r":
                yield element, address
            elif element.tag in PASSED:
                relation = self._relations.get(element.get(_ID) or "") if element.tag == W + "hyperlink" else None
                outside = relation is not None and relation.is_external
                yield from self._addressed(element, str(relation.target_ref) if relation and outside else address)
