"""Headers and footers: lines repeated on pages, no part of the text, which name the document and its meeting.

A line is one when it holds a page's number and nothing but what running heads hold, when it is only words of a form's
foot ("Justerandes sign   Utdragsbestyrkande"), or when it is printed at the edge of many pages, figures aside: at the
same height on a sixth of them, where heights are known, else on half. On the page of a portal links to other pages and
nothing else are furniture: "Föregående ärende | Följande ärende".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.document import Document
from extractors.core.passage import Passage
from extractors.organisations.body import names_body
from extractors.structure.meeting_reference import MeetingReference
from extractors.structure.tagged_line import TaggedLine
from extractors.vocabulary import either_of

HEAD, FOOT = 0.2, 0.88
"""Above and below these shares of a page's height are only header, footer and the ends of a full page's text."""

SHARE = 0.16
"""A running head is on at least this share of the pages, at one height; annexes bound in lack it."""

EDGE = 8
"""How many lines at the top and at the bottom of a page can be furniture."""

LONGEST = 160
"""Characters that a line of furniture may have."""

_FIGURE = re.compile(r"\d")
_PARTED = re.compile(r"[|·•»›>/]+")
_Key = tuple[str, int | None]

# "6 (50)", "3/12", "- 4 -": a page's number and nothing else; "3/2025" is a meeting's
_BARE_COUNTER = re.compile(r"^[-–\s]*(?:\d{1,4}\s*[(/]\s*(?!(?:19|20)\d\d)\d{1,4}\s*\)?|[-–]\s*\d{1,4}\s*[-–])[-–\s]*$")

# "2026/378": a diary number rather than page 2026 of 378
_YEAR_FIRST = re.compile(r"\s*(?:19|20)\d\d/\d{1,4}\s*$")


class Furniture(NamedTuple):
    """Lines that are furniture, by where they begin: each with the meeting that it refers to, if it refers to one."""

    lines: Mapping[int, TaggedLine]
    references: Mapping[int, MeetingReference | None]


def find(document: Document, lines: Sequence[TaggedLine]) -> Furniture:
    """Finds the furniture among these lines of a document."""
    found: dict[int, TaggedLine] = {}
    references: dict[int, MeetingReference | None] = {}
    repeated = _repeated(lines) if document.paged else frozenset()
    navigating = _navigation(document, lines)
    for tagged in lines:
        line = tagged.line
        start = line.start
        if start in navigating:
            found[start], references[start] = tagged, None
            continue
        if line.level or line.end - start > LONGEST:
            continue
        reference = tagged.reference if tagged.reference is not None and tagged.reference.certain else None
        if reference is not None and reference.begins_item:
            continue  # it is printed over its item, and again on the item's further pages
        paged = reference is not None and reference.page is not None
        text = document.text[start : line.end]
        counts = _BARE_COUNTER.match(text) is not None and not _YEAR_FIRST.match(text)
        if start in repeated or paged or counts or is_foot(text):
            found[start], references[start] = tagged, reference
    _name_bodies(list(found.values()), references)
    return Furniture(found, references)


def _name_bodies(lines: Sequence[TaggedLine], references: dict[int, MeetingReference | None]) -> None:
    """Adds the bodies whose names are broken over lines of a running head: "Vård- och" over "omsorgsnämnden"."""
    at = 0
    while at < len(lines):
        first = lines[at]
        for count in (3, 2):
            together = [each for each in lines[at : at + count] if each.line.page == first.line.page]
            if len(together) < count or any(references[each.start] is not None for each in together):
                continue
            name = Passage.join([each.passage for each in together], " ")
            if names_body(name.text):
                references[first.start] = MeetingReference(name, body=name)
                at += count - 1
                break
        at += 1


@cache
def _foot() -> re.Pattern[str]:
    """ "Justerandes sign  Utdragsbestyrkande", "Utdragsbestyrkande  Sida 2 av 3"."""
    word = either_of("labels", "foot")
    counter = r"(?:[Ss]id(?:a|nr)?\.?|[Ss]ivu)\s*\d{1,4}(?:\s*(?:[/(]|av\s)\s*\d{1,4}\)?)?"
    return re.compile(rf"(?:{counter}\s+)?{word}(?:[\s|:;,.]+{word}){{0,4}}[\s:.]*(?:{counter})?", re.IGNORECASE)


def is_foot(text: str) -> bool:
    """Whether a line is only words that the forms of minutes have at the foot of each page.

    >>> is_foot("Justerandes sign    Utdragsbestyrkande"), is_foot("Utdragsbestyrkande av Anna Ek")
    (True, False)
    """
    return _foot().fullmatch(text.strip()) is not None


def _navigation(document: Document, lines: Sequence[TaggedLine]) -> frozenset[int]:
    """Where lines begin that are two links or more with nothing but signs between them."""
    found: set[int] = set()
    links = sorted(document.links, key=lambda link: link.span) if not document.paged else []
    at = 0
    for tagged in lines if links else ():
        line = tagged.line
        while at < len(links) and links[at].span.start < line.start:
            at += 1
        inside = []
        while at < len(links) and links[at].span.end <= line.end:
            inside.append(links[at].span)
            at += 1
        ends = [line.start, *(span.end for span in inside)]
        starts = [*(span.start for span in inside), line.end]
        between = [document.text[end:start].strip() for end, start in zip(ends, starts, strict=True)]
        alone = len(inside) > 1 and not line.table and not between[0] and not between[-1]
        if alone and all(map(_PARTED.fullmatch, between[1:-1])):
            found.add(line.start)
    return frozenset(found)


def _shape(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", text.casefold()).split())


def _repeated(lines: Sequence[TaggedLine]) -> frozenset[int]:
    """Where lines at the edges of pages begin whose text, figures aside, is printed at the edge of many pages.

    A running head begins at the page's first line and a foot ends at its last: the first line that is not repeated
    ends either.
    """
    pages: dict[int, list[TaggedLine]] = {}
    for line in lines:
        pages.setdefault(line.line.page, []).append(line)
    if len(pages) < 2:
        return frozenset()
    height = max((line.line.box.bottom for line in lines if line.line.box), default=0.0)
    edges: list[list[tuple[TaggedLine, list[_Key]]]] = []
    shapes: Counter[_Key] = Counter()
    for page in pages.values():
        top = [each for each in page[:EDGE] if each.line.box is None or each.line.box.top < HEAD * height]
        foot = [each for each in page[: -EDGE - 1 : -1] if each.line.box is None or each.line.box.top > FOOT * height]
        both = [[(line, _keys(line)) for line in edge] for edge in (top, foot)]
        shapes.update({key for edge in both for _, keys in edge for key in keys})
        edges.extend(both)
    anywhere, here = max(2, len(pages) / 2), max(3, SHARE * len(pages))
    found: set[int] = set()
    for edge in edges:
        for line, (shape, *placed) in edge:
            often = shapes[shape] >= anywhere or any(shapes[key] >= here for key in placed)
            if not (often or (placed and _names_document(line))) or _is_text(line):
                break
            found.add(line.start)
    return frozenset(found)


def _is_text(line: TaggedLine) -> bool:
    """Whether a line says something although it may be repeated: a label, a section sign, a case number."""
    label = line.label is not None and line.label.certain and line.label.by is None and line.label.kind != "speaker"
    begins_item = line.alone_number or (line.number is not None and line.number.case is not None)
    return label or begins_item or line.case is not None


def _names_document(line: TaggedLine) -> bool:
    """Whether a line says what document of which day this is: a running head, though unlike those of other pages."""
    reference = line.reference if line.line.page > 1 else None
    return reference is not None and reference.certain and reference.document is not None and reference.date is not None


def _keys(line: TaggedLine) -> list[_Key]:
    """What a line is counted by: its text, and its text with its height on the page where that is known."""
    shape = _shape(line.text)
    box = line.line.box
    return [(shape, None), (shape, round(box.top / 2))] if box else [(shape, None)]
