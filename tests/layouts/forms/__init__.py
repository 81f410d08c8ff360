"""The files that a printed sheet becomes."""

from __future__ import annotations

from tests.layouts.choices import Choices
from tests.layouts.forms import html, pdf, text, word
from tests.layouts.printer.sheet import Sheet

SUFFIXES = {"pdf": ".pdf", "html": ".html", "docx": ".docx", "text": ".txt"}


def written(sheet: Sheet, choices: Choices) -> bytes:
    """The bytes of the file in the form that was chosen."""
    return {"pdf": pdf.written, "html": html.written, "docx": word.written, "text": text.written}[choices.form](
        sheet, choices
    )
