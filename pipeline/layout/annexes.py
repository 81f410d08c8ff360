"""Annexes: documents bound in among the pages of minutes, told by the head that is printed over their pages.

"Bilaga Stadsstyrelsen, 26.09.2022 § 191": the word for an annex, and a head line with the paragraph that it belongs to.
What stands on such pages is the annex's own and no part of the minutes.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from extractors.core.document import Document, Line
from extractors.core.passage import Found, Span
from extractors.structure import meeting_reference
from extractors.vocabulary import label

TOP = 3
"""How many lines at a page's top may be the head of an annex."""

# at the line's beginning, or behind a gap: a scanner's stamp may stand beside it
_FIRST = re.compile(r"(?:^|\s{2,})(?P<word>[^\W\d_]+)[\s:.]+(?=\S)")


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
        head = meeting_reference.read(document.passage(Span(line.start + first.end(), line.end)))
        if head is not None and (head.body or head.date):
            return head.section
    return None
