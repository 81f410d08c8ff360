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

EDGE = 8
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
    """Lines at the edges of pages whose text, figures aside, stands at the edge of half of the pages or more.

    A running head begins at the page's first line and a foot ends at its last: the first line that is not repeated
    ends either.
    """
    pages: dict[int, list[Line]] = {}
    for line in document.lines:
        pages.setdefault(line.page, []).append(line)
    if len(pages) < 2:
        return frozenset()
    edges = [(lines[:EDGE], lines[: -EDGE - 1 : -1]) for lines in pages.values()]
    shapes = Counter(
        shape for top, foot in edges for shape in {_shape(_text(document, line)) for line in (*top, *foot)}
    )
    often = max(2, len(pages) / 2)
    found: set[Line] = set()
    for edge in (edge for both in edges for edge in both):
        for line in edge:
            text = _text(document, line)
            if shapes[_shape(text)] < often or label(text) or SECTION_ALONE.match(text):
                break
            found.add(line)
    return frozenset(found)


def _text(document: Document, line: Line) -> str:
    return document.text[line.start : line.end]
