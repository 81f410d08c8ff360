"""Annexes: documents bound in among the pages of minutes, known by the line that is printed over their pages.

"Bilaga Stadsstyrelsen, 26.09.2022 § 191": the word for an annex, and a reference with the section that it belongs to.
The text of such pages is the annex's and no part of the minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from extractors.core.document import Document
from extractors.core.passage import Found
from extractors.structure.tagged_line import TaggedLine

TOP = 3
"""How many lines at a page's top may be the reference over an annex."""


class Bound(NamedTuple):
    """Pages of annexes to one section, one after another: the first and the last, from 1."""

    first: int
    last: int
    section: Found[str]


def find(document: Document, lines: Sequence[TaggedLine]) -> list[Bound]:
    """The annexes bound into a document, from its tagged lines."""
    if not document.paged:
        return []
    bound: list[Bound] = []
    for page, of_page in groupby(lines, key=lambda line: line.line.page):
        annexed = [line.annex for line, _ in zip(of_page, range(TOP), strict=False) if line.annex is not None]
        section = next((annex.section for annex in annexed if annex.section is not None), None)
        if section is None:
            continue
        if bound and bound[-1].last == page - 1 and bound[-1].section.value == section.value:
            bound[-1] = bound[-1]._replace(last=page)
        else:
            bound.append(Bound(page, page, section))
    return bound
