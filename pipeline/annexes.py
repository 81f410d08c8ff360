"""Annexes: documents bound in among the pages of minutes, told by the head that is printed over their pages.

"Bilaga Stadsstyrelsen, 26.09.2022 § 191": the word for an annex, and a head line with the paragraph that it belongs to.
What stands on such pages is the annex's own and no part of the minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from extractors import heads
from extractors.document import Document, Line
from extractors.passage import Found, Span
from extractors.vocabulary import label
from pipeline.parts import Outline
from pipeline.record import Annex

TOP = 3
"""How many lines at a page's top may be the head of an annex."""

# at the line's beginning, or behind a gap: a scanner's stamp may stand beside it
_FIRST = re.compile(r"(?:^|\s{2,})(?P<word>[^\W\d_]+)[\s:.]+(?=\S)")
_PREFIX = re.compile(r"^[-–•\s]*(?:Bil(?:aga|agor)?|Liit(?:e|teet))?[.:\s]+", re.IGNORECASE)


class Bound(NamedTuple):
    """Pages of annexes to one paragraph, one after another: the first and the last, from 1."""

    first: int
    last: int
    section: Found[str]


def find(document: Document) -> list[Bound]:
    """The annexes bound into a document."""
    if not document.paged:
        return []
    heads_ = {}
    for page, lines in groupby(document.lines, key=lambda line: line.page):
        found = next(filter(None, (_section(document, line) for line, _ in zip(lines, range(TOP), strict=False))), None)
        if found is not None:
            heads_[page] = found
    bound: list[Bound] = []
    for page, section in heads_.items():
        if bound and bound[-1].last == page - 1 and bound[-1].section.value == section.value:
            bound[-1] = bound[-1]._replace(last=page)
        else:
            bound.append(Bound(page, page, section))
    return bound


def _section(document: Document, line: Line) -> Found[str] | None:
    """The paragraph that a line names as the head of an annex."""
    text = document.text[line.start : line.end]
    for first in _FIRST.finditer(text) if len(text) < 120 and "§" in text else ():
        known = label(first["word"])
        if known is None or known.kind != "attachments":
            continue
        head = heads.read(document.passage(Span(line.start + first.end(), line.end)))
        if head is not None and (head.body or head.date):
            return head.section
    return None


def annexes(bound: Sequence[Bound], outline: Outline, pages: Sequence[int | None]) -> Iterator[Annex]:
    """The annexes of a record; where the contents list tells their pages, each by itself and with its title.

    Args:
        bound: the pages of annexes.
        outline: the parts of the document.
        pages: for each item the page on which it begins; None where that is not known.
    """
    offset = _offset(outline, pages)
    listed = {} if offset is None else {page + offset: title for page, title in outline.listed}
    for each in bound:
        starts = sorted({each.first, *(page for page in listed if each.first <= page <= each.last)})
        for first, after in zip(starts, [*starts[1:], each.last + 1], strict=True):
            title = listed.get(first)
            title = title[match.end() :] if title and (match := _PREFIX.match(title.text)) else title
            yield Annex.model_validate(
                {
                    "title": title.read("annexes/title") if title else None,
                    "pages": (first, after - 1),
                    "item": each.section,
                }
            )


def _offset(outline: Outline, pages: Sequence[int | None]) -> int | None:
    """How many pages the document has before the page that the contents list calls 1; None where nothing tells."""
    begins = {item.number.value: page for item, page in zip(outline.items, pages, strict=True) if item.number and page}
    numbers = {number: title.text for number, title in outline.contents}
    steps = [
        begins[number] - page
        for page, text in outline.listed
        for number, title in numbers.items()
        if number in begins and text.text.endswith(title)
    ]
    return max(set(steps), key=steps.count) if steps else None
