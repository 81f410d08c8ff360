"""Word: paragraphs and tables; labels and titles are bold or headings."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_BREAK

from tests.layouts.choices import Choices
from tests.layouts.printer.sheet import Beside, Break, Cells, Gap, Line, Sheet

_LEVELS = {"head": 1, "title": 2, "label": 3, "bold": 4}


def written(sheet: Sheet, choices: Choices) -> bytes:
    """The document; its running head stands in the section's header and once above the text."""
    document = Document()
    for row in sheet.head:
        document.add_paragraph("\t".join(row).format(page=1, pages=1))
    for element in sheet.elements:
        if isinstance(element, Line):
            _paragraph(document, element, choices)
        elif isinstance(element, Beside):
            table = document.add_table(rows=1, cols=2)
            left, right = table.rows[0].cells
            left.text = element.label
            right.text = "\n".join(f"{line.marker} {line.text}".strip() for line in element.lines)
        elif isinstance(element, Cells):
            table = document.add_table(rows=1, cols=len(element.cells))
            for cell, text in zip(table.rows[0].cells, element.cells, strict=True):
                cell.text = text
        elif isinstance(element, Break):
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif isinstance(element, Gap):
            document.add_paragraph("")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraph(document: Word, line: Line, choices: Choices) -> None:
    text = f"{line.marker} {line.text}".strip()
    if line.style == "plain":
        document.add_paragraph(text)
    elif choices.wording % 2:
        document.add_paragraph().add_run(text).bold = True
    else:
        document.add_heading(text, _LEVELS[line.style])
