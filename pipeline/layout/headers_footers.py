"""Page furniture: running heads and feet, which are no part of what the document says but tell what it is.

A line is furniture when it holds a page's number and nothing but what running heads hold, or when it stands at the
edge of many pages, figures aside: at the same height on a sixth of them, where heights are known, else on half. On
the page of a portal links to other pages and nothing else are furniture: "Föregående ärende | Följande ärende".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.core.document import Document, Line
from extractors.structure import case_number, meeting_reference
from extractors.structure.meeting_reference import Head
from extractors.vocabulary import label

HEAD, FOOT = 0.2, 0.88
"""Above and below these shares of a page's height stands nothing but head, foot and the ends of a full page's text."""

SHARE = 0.16
"""Of the pages a running head stands on at least this share, at one height; annexes bound in lack it."""

EDGE = 8
"""How many lines at the top and at the bottom of a page can be furniture."""

SECTION_ALONE = re.compile(r"^(?:§\s*\d+[a-z]?|\d+[a-z]?\s*§)$")
"""A paragraph sign and a number alone on a line: the beginning of an item, at a page's top too."""

LONGEST = 160
"""Characters that a line of furniture may have."""

_FIGURE = re.compile(r"\d")
_PARTED = re.compile(r"[|·•»›>/]+")
_Key = tuple[str, int | None]

_BARE_COUNTER = re.compile(r"^[-–\s]*(?:\d{1,4}\s*[(/]\s*(?!(?:19|20)\d\d)\d{1,4}\s*\)?|[-–]\s*\d{1,4}\s*[-–])[-–\s]*$")


class Furniture(NamedTuple):
    """Lines that are furniture, by where they begin: each with what it says as a head, if it reads as one."""

    lines: Mapping[int, Line]
    heads: Mapping[int, Head | None]


def find(document: Document, lines: Sequence[Line]) -> Furniture:
    """Finds the furniture among these lines of a document."""
    found: dict[int, Line] = {}
    said: dict[int, Head | None] = {}
    repeated = _repeated(document, lines) if document.paged else frozenset()
    led = _navigation(document, lines)
    for line in lines:
        start = line.start
        if start in led:
            found[start], said[start] = line, None
            continue
        if line.level or line.end - start > LONGEST:
            continue
        text = document.text[start : line.end]
        figures = _FIGURE.search(text)
        if start not in repeated and not figures:
            continue
        head = (
            meeting_reference.read(document.passage(line.span))
            if start in repeated or meeting_reference.possible(text)
            else None
        )
        if head is not None and head.begins_item:
            continue  # it stands over its item, and again on the item's further pages
        if start in repeated or (head is not None and head.page is not None) or _BARE_COUNTER.match(text):
            found[start], said[start] = line, head
    return Furniture(found, said)


def _navigation(document: Document, lines: Sequence[Line]) -> frozenset[int]:
    """Where lines begin that are two links or more with nothing but signs between them."""
    found: set[int] = set()
    links = sorted(document.links, key=lambda link: link.span) if not document.paged else []
    at = 0
    for line in lines:
        while at < len(links) and links[at].span.start < line.start:
            at += 1
        own = []
        while at < len(links) and links[at].span.end <= line.end:
            own.append(links[at].span)
            at += 1
        ends = [line.start, *(span.end for span in own)]
        starts = [*(span.start for span in own), line.end]
        between = [document.text[end:start].strip() for end, start in zip(ends, starts, strict=True)]
        alone = len(own) > 1 and not line.table and not between[0] and not between[-1]
        if alone and all(map(_PARTED.fullmatch, between[1:-1])):
            found.add(line.start)
    return frozenset(found)


def _shape(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text.casefold()).split())


def _repeated(document: Document, lines: Sequence[Line]) -> frozenset[int]:
    """Where lines at the edges of pages begin whose text, figures aside, stands at the edge of many pages.

    A running head begins at the page's first line and a foot ends at its last: the first line that is not repeated
    ends either.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    if len(pages) < 2:
        return frozenset()
    height = max((line.box.bottom for line in lines if line.box), default=0.0)
    edges: list[list[tuple[Line, list[_Key]]]] = []
    shapes: Counter[_Key] = Counter()
    for own in pages.values():
        top = [line for line in own[:EDGE] if line.box is None or line.box.top < HEAD * height]
        foot = [line for line in own[: -EDGE - 1 : -1] if line.box is None or line.box.top > FOOT * height]
        both = [[(line, _keys(document, line)) for line in edge] for edge in (top, foot)]
        shapes.update({key for edge in both for _, keys in edge for key in keys})
        edges.extend(both)
    anywhere, here = max(2, len(pages) / 2), max(3, SHARE * len(pages))
    found: set[int] = set()
    for edge in edges:
        for line, (shape, *placed) in edge:
            often = shapes[shape] >= anywhere or any(shapes[key] >= here for key in placed)
            if not (often or (placed and _says_document(document, line))) or _is_text(document, line):
                break
            found.add(line.start)
    return frozenset(found)


def _is_text(document: Document, line: Line) -> bool:
    """Whether a line says something although it may be repeated: a label, a paragraph sign, a diary number."""
    text = document.text[line.start : line.end]
    if label(text) or SECTION_ALONE.match(text):
        return True
    return case_number.find(document.passage(line.span)) is not None


def _says_document(document: Document, line: Line) -> bool:
    """Whether a line says what document of which day this is: a head, though this page's is unlike the others'."""
    head = meeting_reference.read(document.passage(line.span)) if line.page > 1 else None
    return head is not None and head.document is not None and head.date is not None


def _keys(document: Document, line: Line) -> list[_Key]:
    """What a line is counted by: its text, and its text with its height on the page where that is known."""
    shape = _shape(document.text[line.start : line.end])
    return [(shape, None), (shape, round(line.box.top / 2))] if line.box else [(shape, None)]
