"""Scans, from the file to the record: with tesseract, crooked and noisy too, and what is left without it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter

from pipeline import DocumentError, parse
from pipeline.readers.pdf.ocr import fallback, tesseract
from pipeline.readers.pdf.page import Sheet, Word
from pipeline.record.model import MeetingRecord
from tests.support.paths import FIXTURES, SCANS

MINUTES = FIXTURES / "documents" / "fi_pdf_lautakunta.pdf"
PAGES = (1, 2, 3, 4)  # cover, contents, attendance; the first two items

needs_tesseract = pytest.mark.skipif(tesseract.languages() is None, reason="tesseract with swe or fin is not installed")


def rasterised(path: Path, pages: Sequence[int], noisy: bool) -> bytes:
    """Pages of a PDF as a PDF of pictures, as a scanner makes them: crooked, grey and with specks where noisy."""
    source = pdfium.PdfDocument(path)
    pictures = []
    for page in pages:
        picture = source[page - 1].render(scale=200 / 72, grayscale=True).to_pil()
        if noisy:
            picture = picture.rotate(1.3, Image.Resampling.BICUBIC, fillcolor=250).filter(ImageFilter.GaussianBlur(0.6))
            chance = np.random.default_rng(7)
            grey = np.asarray(picture).astype(int) + chance.normal(0, 14, (picture.height, picture.width)).astype(int)
            picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
        pictures.append(picture)
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    source.close()
    return out.getvalue()


def names(record: MeetingRecord) -> set[str | None]:
    return {person.name for person in record.meeting.present}


@needs_tesseract
@pytest.mark.parametrize("noisy", [False, True], ids=["clean", "noisy and skewed"])
def test_scanned_minutes_are_read(noisy: bool) -> None:
    truth = parse(MINUTES)
    found = parse(rasterised(MINUTES, PAGES, noisy))
    assert found.source.ocr is not None
    assert found.source.ocr.pages == found.source.mended_pages == list(range(1, len(PAGES) + 1))
    assert (found.meeting.date, found.meeting.start) == (truth.meeting.date, truth.meeting.start)
    assert len(names(found) & names(truth)) >= (8 if noisy else 9)
    assert [item.number for item in found.items][:2] == ["18", "19"]
    assert "broken-text-layer" in {finding.code for finding in found.findings}
    boxes = [box for span in found.evidence["/items/0/number"].spans for box in span.boxes]
    assert [box.page for box in boxes] == [3]


@needs_tesseract
def test_a_scan_among_pages_with_text() -> None:
    found = parse(SCANS[0])
    assert [(item.number, item.case_number) for item in found.items] == [
        ("27", "HRJDno-2026-19"),
        ("28", "HRJDno-2026-25"),
    ]
    assert found.items[0].handling.decision is not None
    assert found.items[0].handling.decision.outcome == "approved"
    assert found.items[1].handling.decision is not None
    assert found.items[1].handling.decision.outcome == "tabled"
    assert [person.name for person in found.items[0].handling.disqualified] == ["Timo Vainionpuro"]
    assert found.source.ocr is not None
    assert found.source.ocr.pages == [2, 3]


def test_without_tesseract_the_other_pages_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = parse(SCANS[0])
    assert found.meeting.date == "2026-02-09"
    assert len(found.meeting.present) == 5
    assert found.source.ocr is None
    assert found.source.mended_pages == []
    missing = [finding for finding in found.findings if finding.code == "no-text-layer"]
    assert len(missing) == 1
    assert missing[0].severity == "error"
    assert "pages 2–3" in missing[0].message
    assert all(item.handling.decision is None for item in found.items), "what nobody read is not told"


def test_without_tesseract_a_whole_scan_fails_clearly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = rasterised(MINUTES, (4,), noisy=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentError, match="tesseract") as caught:
        parse(data)
    assert caught.value.code == "empty"


@needs_tesseract
def test_figures_that_are_not_sure_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure read with little confidence is a finding at the values that it is in."""
    read = tesseract.recognise

    def unsure(*given: object, **named: object) -> list[tesseract.Scanned]:
        return [word._replace(confidence=40.0) for word in read(*given, **named)]  # type: ignore[arg-type]

    monkeypatch.setattr(tesseract, "recognise", unsure)
    found = parse(SCANS[0])
    doubts = [finding for finding in found.findings if finding.code == "ocr-low-confidence"]
    assert any(finding.pointers == ["/items/0/case_number"] for finding in doubts)


def page(words: Sequence[str], pictures: float = 0.0) -> Sheet:
    return Sheet(1, 595, 842, [Word(text, 50, 50, 90, 62, 10) for text in words], pictures=pictures)


def test_what_counts_as_a_scan() -> None:
    assert fallback.is_scan(page(["Bilaga", "§", "13"], pictures=0.9))
    assert not fallback.is_scan(page(["Bilaga", "§", "13"], pictures=0.2))
    assert not fallback.is_scan(page(["ord"] * 100, pictures=0.9))


def test_what_counts_as_garbage() -> None:
    sentence = "kommunstyrelsen beslutade att godkänna förslaget och sända det till nämnden för kännedom"
    prose = sentence.split()
    figures = [str(number) for number in range(300)]
    assert not fallback.is_garbage(page(prose * 10))
    assert not fallback.is_garbage(page(figures))
    assert fallback.is_garbage(page(["\ue012\ue013\ue014"] * 40))
    assert fallback.is_garbage(page(["bcdfg", "hjklm", "npqrs"] * 20))
    assert fallback.is_garbage(page(["vllvrdssgl", "nedeso", "agta", "bgrgdning"] * 30))
