"""Evidence and coverage: where every value was read, and how much of the text stands in some field."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extractors.document import Document, Line
from extractors.passage import Span
from extractors.values import places
from pipeline.record import Coverage, Evidence, EvidenceBox, EvidenceSpan, MeetingRecord, Unclaimed

SHOWN = 80
"""Characters of an unclaimed run that the record shows."""


def evidence(record: MeetingRecord, document: Document) -> dict[str, Evidence]:
    """The evidence of every value in a record, by JSON Pointer, in the order of the fields."""
    boxed = [line for line in document.lines if line.box is not None]
    ends = [line.end for line in boxed]
    return {
        pointer: Evidence(spans=[_span(span, document, boxed, ends) for span in found.spans], rule=found.rule)
        for pointer, found in places(record)
    }


def _span(span: Span, document: Document, boxed: Sequence[Line], ends: Sequence[int]) -> EvidenceSpan:
    """A span with its page, and the boxes of the lines that it touches; `ends` are the ends of `boxed`."""
    boxes = []
    for line in boxed[bisect_right(ends, span.start) :]:
        if line.start >= span.end:
            break
        if line.box is not None:
            boxes.append(EvidenceBox(**line.box._asdict()))
    page = document.page_at(span.start) if document.paged else None
    return EvidenceSpan(start=span.start, end=span.end, page=page, boxes=boxes)


def coverage(document: Document, found: Iterable[Evidence], labels: Iterable[Span], aside: Sequence[Span]) -> Coverage:
    """How much of a document's text is claimed.

    Args:
        document: the document.
        found: the evidence of the record.
        labels: recognised labels and headings, which count as claimed.
        aside: page furniture, rules and annexes, which do not count at all.
    """
    claimed = bytearray(len(document.text))
    for start, end in [*((span.start, span.end) for each in found for span in each.spans), *labels]:
        claimed[start:end] = b"\1" * (end - start)
    for start, end in aside:
        claimed[start:end] = b"\2" * (end - start)
    counted = [index for index, letter in enumerate(document.text) if not letter.isspace() and claimed[index] != 2]
    kept = sum(claimed[index] for index in counted)
    return Coverage(
        characters=len(counted),
        claimed=kept,
        ratio=round(kept / len(counted), 4) if counted else 1.0,
        unclaimed=[
            Unclaimed(start=start, end=end, text=document.text[start:end][:SHOWN])
            for start, end in _unclaimed(document.text, claimed)
        ],
    )


# What joins claimed pieces or decorates them is no text of its own: list markers, brackets, separators.
_TRIVIAL = re.compile(r"^[\s\W_]*(?:\(?\d{1,2}[.)]|\(?[a-zåäö][.)])?[\s\W_]*$")


def _unclaimed(text: str, claimed: bytearray) -> list[tuple[int, int]]:
    """The runs of text that nothing claims; a run goes on over white space."""
    runs: list[tuple[int, int]] = []
    for match in re.finditer(rb"\0+", bytes(claimed)):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end and not _TRIVIAL.match(text[start:end]):
            runs.append((start, end))
    return runs
