"""The annexes of a record: pages of annexes, with their titles where the contents list tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.layout.annexes import Bound
from pipeline.record.model import Annex
from pipeline.structure.model import Outline

_PREFIX = re.compile(r"^[-–•\s]*(?:Bil(?:aga|agor)?|Liit(?:e|teet))?[.:\s]+", re.IGNORECASE)


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
