"""Evidence and coverage: where every value was read, and how much of the text stands in some field."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from extractors.core.document import Box, Document
from extractors.core.model import places
from extractors.core.passage import Span
from pipeline.record.model import Coverage, Evidence, EvidenceBox, EvidenceSpan, MeetingRecord, Unclaimed

SHOWN = 80
"""Characters of an unclaimed run that the record shows."""


def evidence(record: MeetingRecord, document: Document) -> dict[str, Evidence]:
    """The evidence of every value in a record, by JSON Pointer, in the order of the fields."""
    paper = _Paper(document)
    return {
        pointer: Evidence.trusted(spans=[paper.place(span) for span in found.spans], rule=found.rule)
        for pointer, found in places(record)
    }


class _Paper:
    """Tells where spans stand on a document's pages. Its values are made here and not validated again."""

    def __init__(self, document: Document) -> None:
        self._paged = document.paged
        self._boxed = [(line, line.box) for line in document.lines if line.box is not None]
        self._ends = [line.end for line, _ in self._boxed]
        self._pages = [page.end for page in document.pages]
        self._made: dict[int, EvidenceBox] = {}  # by the line's place among those with a box
        self._placed: dict[Span, EvidenceSpan] = {}

    def place(self, span: Span) -> EvidenceSpan:
        """A span with its page, and the boxes of the lines that it touches."""
        if (known := self._placed.get(span)) is not None:
            return known
        page = min(bisect_left(self._pages, span.start) + 1, len(self._pages)) if self._paged else None
        boxes = []
        for at in range(bisect_right(self._ends, span.start), len(self._boxed)):
            line, box = self._boxed[at]
            if line.start >= span.end:
                break
            if at not in self._made:
                self._made[at] = _box(box)
            boxes.append(self._made[at])
        placed = EvidenceSpan.trusted(start=span.start, end=span.end, page=page, boxes=boxes)
        self._placed[span] = placed
        return placed


def _box(box: Box) -> EvidenceBox:
    x0, top, x1, bottom = map(float, box[1:])
    return EvidenceBox.trusted(page=box.page, x0=x0, top=top, x1=x1, bottom=bottom)


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
    kept, left = (_letters(document.text, claimed, mark) for mark in (1, 0))
    counted = kept + left
    return Coverage(
        characters=counted,
        claimed=kept,
        ratio=round(kept / counted, 4) if counted else 1.0,
        unclaimed=[
            Unclaimed(start=start, end=end, text=document.text[start:end][:SHOWN])
            for start, end in _unclaimed(document.text, claimed)
        ],
    )


def _letters(text: str, claimed: bytearray, mark: int) -> int:
    """How many characters of a text bear a mark, white space aside."""
    runs = re.finditer(b"%c+" % mark, claimed)
    return sum([len("".join(text[run.start() : run.end()].split())) for run in runs])


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
