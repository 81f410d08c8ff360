"""Reader for PDF: pages to printed lines, with their layout.

Every page is read by PDFium. Pages with a wrong or missing text layer are read another way: fonts with wrong maps
by the shapes of their letters, pictures of text by tesseract. The layout is kept in the document in three ways:
a blank line marks a gap between lines, two blanks a gap within a line, and each line has its box
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
        Encrypted, Unreadable, Empty, TooLarge: the document can't be read.
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
