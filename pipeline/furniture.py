"""Page furniture: running heads and feet, which are no part of what the document says but tell what it is.

A line is furniture when it holds a page's number and nothing but what running heads hold, or when it stands at the
edge of at least half of the pages, figures aside.
"""

from __future__ import annotations

import re
from collections import Counter

from extractors import heads
from extractors.document import Document, Line
from extractors.heads import Head
from extractors.vocabulary import label

EDGE = 4
"""How many lines at the top and at the bottom of a page can be furniture."""

SECTION_ALONE = re.compile(r"^(?:§\s*\d+[a-z]?|\d+[a-z]?\s*§)$")
"""A paragraph sign and a number alone on a line: the beginning of an item, at a page's top too."""

_BARE_COUNTER = re.compile(r"^[-–\s]*(?:\d{1,4}\s*[(/]\s*\d{1,4}\s*\)?|[-–]\s*\d{1,4}\s*[-–])[-–\s]*$")


def find(document: Document) -> dict[Line, Head | None]:
    """The lines of a document that are furniture, each with what it says as a head, if it reads as one."""
    found: dict[Line, Head | None] = {}
    repeated = _repeated(document) if document.paged else frozenset()
    for line in document.lines:
        text = document.text[line.start : line.end]
        if line.level or len(text) > 160:
            continue
        head = heads.read(document.passage(line.span)) if _can_be_head(text) else None
        counted = head is not None and head.page is not None
        if counted or _BARE_COUNTER.match(text) or line in repeated:
            found[line] = head or heads.read(document.passage(line.span))
    return found


def _can_be_head(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _shape(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\d+", "#", text.casefold())).strip()


def _repeated(document: Document) -> frozenset[Line]:
    """Lines at the edges of pages whose text, figures aside, stands at the edge of half of the pages or more."""
    edges: dict[int, list[Line]] = {}
    for line in document.lines:
        edges.setdefault(line.page, []).append(line)
    if len(edges) < 2:
        return frozenset()
    at_edge = [line for lines in edges.values() for line in {*lines[:EDGE], *lines[-EDGE:]}]
    shapes = Counter(
        (line.page, _shape(document.text[line.start : line.end]))
        for line in sorted(at_edge, key=lambda line: line.start)
    )
    pages = Counter(shape for _, shape in shapes)
    return frozenset(
        line
        for line in at_edge
        if pages[_shape(text := document.text[line.start : line.end])] >= max(2, len(edges) / 2)
        and not label(text)
        and not SECTION_ALONE.match(text)
    )
