"""Checks of pages whose text layer could not be used unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractors.core.document import Document
from pipeline.record.model import Finding, MeetingRecord


def findings(record: MeetingRecord, document: Document) -> Iterator[Finding]:
    """Findings on pages that were repaired, read by OCR or not read, and on figures that may be misread."""
    pages = {
        how: [repair.page for repair in document.repairs if repair.how == how] for how in ("shapes", "ocr", "unread")
    }
    if pages["shapes"]:
        yield Finding(
            code="broken-text-layer",
            severity="warning",
            message=f"on {_pages(pages['shapes'])} the fonts give wrong letters; "
            "the text was read by the letters' shapes",
            pointers=["/source/mended_pages"],
        )
    if pages["ocr"]:
        engine = document.recognition.engine if document.recognition else "character recognition"
        yield Finding(
            code="broken-text-layer",
            severity="warning",
            message=f"{_pages(pages['ocr'])} had no text layer that can be used; {engine} read the picture",
            pointers=["/source/ocr"],
        )
    if pages["unread"]:
        yield Finding(
            code="no-text-layer",
            severity="error",
            message=f"{_pages(pages['unread'])} could not be read: damaged, or pictures of text, and tesseract with "
            "swe or fin is not installed or took too long",
            pointers=["/source/pages"],
        )
    if document.doubtful:
        yield from _doubts(record, document)


def _doubts(record: MeetingRecord, document: Document) -> Iterator[Finding]:
    """Values of the record with figures that OCR read with low confidence."""
    for pointer, found in record.evidence.items():
        figures = [
            document.text[doubt.start : doubt.end]
            for doubt in document.doubtful
            if any(doubt.start < span.end and span.start < doubt.end for span in found.spans)
        ]
        if figures and not pointer.endswith("/text"):
            yield Finding(
                code="ocr-low-confidence",
                severity="warning",
                message=f"character recognition is not sure of {', '.join(map(repr, figures[:5]))}",
                pointers=[pointer],
            )


def _pages(numbers: Iterable[int]) -> str:
    """Formats page numbers: "page 3", "pages 1, 3–7"."""
    ordered = sorted(numbers)
    cuts = [0, *(at + 1 for at, (before, after) in enumerate(pairwise(ordered)) if after != before + 1), len(ordered)]
    runs = [(ordered[start], ordered[end - 1]) for start, end in pairwise(cuts)]
    listed = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
    return f"page {listed}" if len(ordered) == 1 else f"pages {listed}"
