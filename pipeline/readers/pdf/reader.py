"""Reader for PDF: sheets to printed lines, with what their look and place tell.

Every page is read by PDFium. Where a text layer lies or lacks, the page is read another way: fonts that lie are read
by the shapes of their letters, pictures of text by tesseract. What lines look like goes three ways into the document:
a blank line stands in the text where the paper has a gap, two blanks where a line has one, and each line knows its box
and how much of its beginning is bold.
"""

from __future__ import annotations

from extractors.core.document import Document, How, Repair
from extractors.language.identification import identify
from pipeline.errors import Empty
from pipeline.readers.pdf import pdfium, tables
from pipeline.readers.pdf.fonts import repair
from pipeline.readers.pdf.ocr import fallback
from pipeline.readers.pdf.reading_order import rows
from pipeline.readers.pdf.text_writer import Measure, Printer


def read(data: bytes) -> Document:
    """Reads a PDF.

    Raises:
        Encrypted, Unreadable, Empty, TooLarge: it can't be read; the reason says why.
    """
    document = pdfium.open_document(data)
    try:
        sheets = list(pdfium.sheets(document))
        mended = repair.mend(data, sheets, _language) if repair.suspicious(sheets) else set()
        reading = fallback.read(document, sheets)
    finally:
        document.close()
    repairs: dict[int, How] = {**dict.fromkeys(mended, "shapes"), **reading.pages}
    repairs |= dict.fromkeys((sheet.number for sheet in sheets if sheet.damaged), "unread")
    pages = [tables.place(rows(sheet), sheet) for sheet in sheets]
    if not any(pages):
        raise Empty(reading.reason or "the PDF holds no text")
    printer = Printer(Measure.of(pages))
    for sheet, page in zip(sheets, pages, strict=True):
        printer.print(sheet, page)
    return printer.writer.document(
        "application/pdf",
        pdfium.NAME,
        paged=True,
        repairs=tuple(Repair(page, how) for page, how in sorted(repairs.items())),
        recognition=reading.recognition,
        doubtful=tuple(printer.doubtful),
    )


def _language(text: str) -> str:
    return "fi" if identify(text) == "fi" else "sv"
