"""Page furniture: running heads and feet, which are no part of what the document says but tell what it is.

A line is furniture when it holds a page's number and nothing but what running heads hold, or when it stands at the
edge of many pages, figures aside: at the same height on a sixth of them, where heights are known, else on half.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors import case_numbers, heads
from extractors.document import Document, Line
from extractors.heads import Head
from extractors.vocabulary import label

HEAD, FOOT = 0.2, 0.88
"""Above and below these shares of a page's height stands nothing but head, foot and the ends of a full page's text."""

SHARE = 0.16
"""Of the pages a running head stands on at least this share, at the same height; minutes bind in annexes that lack it."""

EDGE = 8
"""How many lines at the top and at the bottom of a page can be furniture."""

SECTION_ALONE = re.compile(r"^(?:§\s*\d+[a-z]?|\d+[a-z]?\s*§)$")
"""A paragraph sign and a number alone on a line: the beginning of an item, at a page's top too."""

_BARE_COUNTER = re.compile(r"^[-–\s]*(?:\d{1,4}\s*[(/]\s*\d{1,4}\s*\)?|[-–]\s*\d{1,4}\s*[-–])[-–\s]*$")


def find(document: Document, lines: Sequence[Line]) -> dict[Line, Head | None]:
    """The lines that are furniture, of these of a document, each with what it says as a head, if it reads as one."""
    found: dict[Line, Head | None] = {}
    repeated = _repeated(document, lines) if document.paged else frozenset()
    for line in lines:
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


def _repeated(document: Document, lines: Sequence[Line]) -> frozenset[Line]:
    """Lines at the edges of pages whose text, figures aside, stands at the edge of many pages.

    A running head begins at the page's first line and a foot ends at its last: the first line that is not repeated
    ends either.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    if len(pages) < 2:
        return frozenset()
    height = max((line.box.bottom for line in lines if line.box), default=0.0)
    edges = [
        (
            [line for line in own[:EDGE] if line.box is None or line.box.top < HEAD * height],
            [line for line in own[: -EDGE - 1 : -1] if line.box is None or line.box.top > FOOT * height],
        )
        for own in pages.values()
    ]
    shapes: Counter[tuple[str, int | None]] = Counter()
    for top, foot in edges:
        shapes.update({key for line in (*top, *foot) for key in _keys(document, line)})
    anywhere, here = max(2, len(pages) / 2), max(3, SHARE * len(pages))
    found: set[Line] = set()
    for edge in (edge for both in edges for edge in both):
        for line in edge:
            text = _text(document, line)
            shape, *placed = _keys(document, line)
            often = shapes[shape] >= anywhere or any(shapes[key] >= here for key in placed)
            if not (often or (placed and _says_document(document, line))) or label(text) or SECTION_ALONE.match(text) or case_numbers.find(document.passage(line.span)):
                break
            found.add(line)
    return frozenset(found)


def _says_document(document: Document, line: Line) -> bool:
    """Whether a line says what document of which day this is: a head, though this page's is unlike the others'."""
    head = heads.read(document.passage(line.span)) if line.page > 1 else None
    return head is not None and head.document is not None and head.date is not None


def _keys(document: Document, line: Line) -> list[tuple[str, int | None]]:
    """What a line is counted by: its text, and its text with its height on the page where that is known."""
    shape = _shape(_text(document, line))
    return [(shape, None), (shape, round(line.box.top / 2))] if line.box else [(shape, None)]


def _text(document: Document, line: Line) -> str:
    return document.text[line.start : line.end]
