"""Pages without a text layer, or with one that is garbage: read by tesseract where it is installed.

A page is a scan when a picture covers most of it and it holds hardly a word, such as the header that a system prints
above a scanned annex. A text layer is garbage when its characters are not printable text, or its words have no
vowels, or none of the language's commonest words is among many; then what tesseract reads is only taken when more of
it is words.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Literal

import pypdfium2 as pdfium

from extractors.core.document import Recognition
from extractors.language.identification import identify
from extractors.vocabulary import words
from pipeline.readers.pdf.page import Sheet, Word

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipeline.readers.pdf.ocr.tesseract import Scanned

SECONDS = 75.0
"""Seconds of character recognition that one document may cost; pages beyond them stay unread and are reported."""

FEW = 25
"""Words at most on a page that is a scan all the same: the head and foot printed over it."""

LARGEST = 2_000.0
"""Points: larger sheets (plans, maps) are recognised at a resolution as much lower."""

_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x1f]")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_VOWEL = re.compile(r"[aeiouyåäöéü]", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """The result for the pages that needed OCR. reason: why a document without any text has none."""

    pages: dict[int, Literal["ocr", "unread"]] = field(default_factory=dict)
    recognition: Recognition | None = None
    reason: str | None = None


def read(document: pdfium.PdfDocument, sheets: Sequence[Sheet]) -> Reading:
    """Reads the pages that need it, in place."""
    blank = [sheet for sheet in sheets if is_scan(sheet)]
    doubtful = [sheet for sheet in sheets if sheet.words and sheet not in blank and is_garbage(sheet)]
    reading = Reading()
    if not blank and not doubtful:
        return reading
    from pipeline.readers.pdf.ocr import tesseract  # loads Pillow, which most documents do not need

    languages = tesseract.languages()
    began = time.monotonic()
    for sheet in [*doubtful, *blank]:
        left = SECONDS - (time.monotonic() - began)
        found = None
        if languages and left > 1:
            try:
                found = _recognise(document, sheet, left)
            except tesseract.OcrError:
                found = None
        if found is None:
            if sheet in blank or _hopeless(sheet):
                reading.pages[sheet.number] = "unread"
        elif sheet in blank:
            # Text printed over the picture is exact; tesseract's reading of the same place is dropped.
            sheet.words = [*sheet.words, *(word for word in found if not _covered(word, sheet.words))]
            sheet.recognised = True
            reading.pages[sheet.number] = "ocr"
        elif _better(found, sheet.words):
            sheet.words = found
            sheet.recognised = True
            reading.pages[sheet.number] = "ocr"
    if "ocr" in reading.pages.values() and languages:
        reading.recognition = Recognition(tesseract.version(), tuple(languages.split("+")))
    if not languages:
        reading.reason = "its pages are pictures without a text layer, and tesseract with swe or fin is not installed"
    return reading


def is_scan(sheet: Sheet) -> bool:
    """Whether a page is a picture of text."""
    return sheet.pictures > 0.5 and len(sheet.words) <= FEW


def is_garbage(sheet: Sheet) -> bool:
    """Whether a page's text layer can't match what is printed."""
    spoken = {word[0] for word in sheet.words}
    if len(spoken & _common()) > 2 and not any(map(_PRIVATE.search, spoken)):
        return False
    text = " ".join(word.text for word in sheet.words)
    if len(_PRIVATE.findall(text)) > 0.05 * len(text):
        return True
    letters = _LETTERS.findall(text)
    if len(letters) < 30:
        return False
    if sum(not _VOWEL.search(word) for word in letters) > 0.2 * len(letters):
        return True
    prose = [word for word in text.split() if word.isalpha() and word.islower()]
    return len(prose) >= 80 and sum(word in _common() for word in prose) < 0.02 * len(prose)


@cache
def _common() -> frozenset[str]:
    return frozenset(words("common", "words"))


def _hopeless(sheet: Sheet) -> bool:
    text = " ".join(word.text for word in sheet.words)
    return len(_PRIVATE.findall(text)) > 0.05 * len(text)


def _recognise(document: pdfium.PdfDocument, sheet: Sheet, seconds: float) -> list[Word]:
    from pipeline.readers.pdf.ocr import tesseract

    dpi = round(tesseract.DPI * min(1.0, LARGEST / max(sheet.width, sheet.height)))
    image = _picture(document, sheet.number, dpi)
    return _level(tesseract.recognise(image, dpi, min(seconds, 60)))


def _level(found: Sequence[Scanned]) -> list[Word]:
    """Words on the lines that tesseract saw: a letter's own box says little of its line, nor does a crooked page's.

    All get the page's usual size, for the height of a line depends on the letters that happen to be in it.
    """
    lines = [list(line) for _, line in groupby(found, key=lambda word: (word.block, word.paragraph, word.line))]
    places = [(median(word.top for word in line), median(word.bottom for word in line)) for line in lines]
    size = round(0.9 * median(bottom - top for top, bottom in places), 1) if places else 10.0
    return [
        Word(word.text, word.x0, top, word.x1, max(bottom, top + 1), max(size, 1.0), confidence=word.confidence)
        for line, (top, bottom) in zip(lines, places, strict=True)
        for word in line
    ]


def _picture(document: pdfium.PdfDocument, number: int, dpi: int) -> Image:
    page = document[number - 1]
    try:
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        try:
            picture: Image = bitmap.to_pil().copy()
            return picture
        finally:
            bitmap.close()
    finally:
        page.close()


def _covered(word: Word, others: Sequence[Word]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return any(other.x0 <= x <= other.x1 and other.top <= y <= other.bottom for other in others)


def _better(words: Sequence[Word], before: Sequence[Word]) -> bool:
    """Whether the recognised text has a clearly larger share of words than the text layer."""
    from pipeline.readers.pdf.fonts import dictionary

    read, said = dictionary.words(word.text for word in words), dictionary.words(word.text for word in before)
    if len(read) < 10:
        return False
    language = "fi" if identify(" ".join(word.text for word in words)) == "fi" else "sv"
    return dictionary.broken(read, language) < 0.6 * dictionary.broken(said, language)
