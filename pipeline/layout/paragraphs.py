"""Runs: which printed lines belong together.

What begins a run although no blank line stands before it: a known label, a head line of a handling, a line with a
paragraph sign, a diary number, a list's marker, a change of heading rank or of bold, and text behind the last entry
of a list that a label opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.core.document import Document, Line
from extractors.core.passage import Passage
from extractors.language import dates
from extractors.organisations.body import kind as body_kind
from extractors.organisations.body import names_body, short_kind
from extractors.people.names import find, is_name, is_role_word, split_role
from extractors.people.person_line import is_person_line, is_title
from extractors.structure import case_number, meeting_reference, section_heading
from extractors.vocabulary import label, section_kind
from pipeline.layout.headers_footers import SECTION_ALONE
from pipeline.layout.label_splitting import SHORT_HEAD, parted

SECTION_LINE = re.compile(r"^(?:§\s*\d+[a-z]?|\d+[a-z]?\s*§)\s+(?P<rest>\S.*)$")
"""A paragraph sign, a number and more: perhaps an item's title."""

LISTED = re.compile(r"[.…_]{4,}\s*(?P<page>\d{1,4})$")
"""How a row of a contents list ends: dots and a page number."""

_MARKER = re.compile(r"^(?P<marker>[-–—•*·▪◦\uf0b7]|\(?\d{1,2}[.)]|\(?[a-zåäö][.)])(?=\s+\S)")
_NUMBERED = re.compile(r"^\d{1,3}\s+\S")  # "1 Suunnitelmakartta" in a list of documents
_SHORT_ROW = re.compile(r"(?P<body>[A-ZÅÄÖ][\w.]{1,13})\s§\s?\d+[a-z]?\s+[A-ZÅÄÖ]")  # "KST § 210 Mötets ..."
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_SHORT_DATED = re.compile(r"(?P<body>[A-ZÅÄÖ][\w.]{1,13}):?\s\d{1,2}\.\d{1,2}\.\d{4}")
_FIGURE = re.compile(r"\d")


@dataclass(slots=True)
class Run:
    """Lines that belong together, with their texts.

    after_gap: a blank line or a page break stands before it; alone: it takes no further lines.
    after: what it follows directly: "section" for a bare paragraph sign, "documents", "persons", "presenter" or
    "proposal" for a label over such a list or text, "" for anything else.
    """

    lines: list[Line]
    texts: list[str]
    passages: list[Passage]
    after_gap: bool = True
    alone: bool = False
    after: str = ""

    def add(self, line: Line, text: str, passage: Passage) -> None:
        """Takes one more line."""
        self.lines.append(line)
        self.texts.append(text)
        self.passages.append(passage)


def marker(text: str) -> re.Match[str] | None:
    """The marker that a line begins with as an item of a list; "19. toukokuuta 2025" begins with a date."""
    found = _MARKER.match(text)
    return None if found is None or dates.begins(text) else found


def runs(document: Document, lines: Iterable[Line]) -> list[Run]:
    """Groups the lines of a document."""
    found: list[Run] = []
    last: Line | None = None
    for line in (part for whole in lines for part in parted(document, whole)):
        text, passage = document.text[line.start : line.end], document.passage(line.span)
        if not passage:
            continue  # a soft hyphen alone
        if found and _goes_on(found[-1].texts[-1], text):
            found[-1].add(line, text, passage)
            last = line
            continue
        alone = _stands_alone(line, text, passage)
        gap = last is None or line.page != last.page or document.text.count("\n", last.end, line.start) > 1
        if gap or alone or found[-1].alone or _breaks(document, found[-1], line, text, passage):
            found.append(Run([line], [text], [passage], gap, alone, _follows(found)))
        else:
            found[-1].add(line, text, passage)
        last = line
    return found


def _goes_on(above: str, text: str) -> bool:
    """Whether a line has the day or the paragraph of the head in short above it: "KH § 45"; "Yhall 31.3.2026"."""
    if _DAY.fullmatch(text):
        return SHORT_HEAD.fullmatch(above) is not None
    dated = _SHORT_DATED.fullmatch(above) if SECTION_ALONE.match(text) else None
    return dated is not None and short_kind(dated["body"]) is not None


def _follows(before: Sequence[Run]) -> str:
    if not before:
        return ""
    text = before[-1].texts[-1]
    if SECTION_ALONE.match(text):
        return "section"
    known = label(text)
    if known is None:
        return ""
    row = section_kind(known.kind)
    if row.content == "documents":
        return "documents"
    if row.scope == "handling" and row.content == "persons":
        return "presenter" if "person" in row.ends else "persons"
    return "proposal" if "line" in row.holder else ""


def _stands_alone(line: Line, text: str, passage: Passage) -> bool:
    """Whether a line is a block by itself: a label, a bare paragraph sign, a head line, a diary number."""
    if line.level:
        return False
    if SECTION_ALONE.match(text) or (text[0].isupper() and section_heading.read(passage) is not None):
        return True
    if len(text) > 120 or not _FIGURE.search(text):
        return False
    if case_number.find(passage) is not None:
        return True
    head = meeting_reference.read(passage)
    return head is not None and bool(head.handling or head.document or head.number)


def _breaks(document: Document, run: Run, line: Line, text: str, passage: Passage) -> bool:
    """Whether a line begins a new run although it follows the last one directly."""
    last, previous = run.lines[-1], run.texts[-1]
    if line.level != last.level or line.table != last.table or LISTED.search(previous):
        return True
    listing = marker(run.texts[0]) is not None
    marked = marker(text)
    if (marked and (listing or _can_begin(marked["marker"]))) or _begins_item(text):
        return True
    if len(run.lines) == 1 and _begins_item(previous) and text[0].isupper() and not _had_to_wrap(previous, text):
        return True
    if run.after and (ended := _ends_list(run, text, passage)) is not None:
        return ended
    if listing:
        indented = _indent(document, line) > _indent(document, run.lines[0])
        return not (text[0].islower() or len(previous) >= 60 or indented)
    return is_bold(last) != is_bold(line)


def _had_to_wrap(line: str, below: str) -> bool:
    """Whether a line may go on below: the next line's first word would not have stood on it within that one's width."""
    return len(line) + 1 + len(below.split(maxsplit=1)[0]) > len(below)


def _ends_list(run: Run, text: str, passage: Passage) -> bool | None:
    """Whether text begins where a title or a list that a label opened has ended; None where nothing tells."""
    previous = run.texts[-1]
    if run.after == "section" and len(run.lines) == 1 and len(previous) < 70 and text[0].isupper():
        return True
    if run.after == "documents" and _NUMBERED.match(run.texts[0]) and not _NUMBERED.match(text):
        return len(previous) < 70 and text[0].isupper()
    if run.after == "persons" and not is_person_line(passage):
        return is_person_line(run.passages[-1])
    if run.after == "proposal" and len(run.lines) == 1 and _is_holder(run.passages[0]):
        return True  # "Förslag", "Stadsdirektören:", then what he proposes
    if run.after == "presenter" and any(next(find(line), None) or body_kind(line.text) for line in run.passages):
        return len(text) > 60 or not is_role_word(text.split()[-1])
    return None


def _is_holder(line: Passage) -> bool:
    """Whether a line under a label for a proposal says whose it is: a title, an officer by name, or a body."""
    role, name = split_role(line)
    return is_title(line) or names_body(line.text) or (role is not None and is_name(name.text))


def is_bold(line: Line) -> bool:
    """Whether a whole line is bold."""
    return line.bold >= line.end - line.start


def _can_begin(found: str) -> bool:
    """Whether a marker can begin a list in the middle of a paragraph: a bullet, 1 or a; "15." only goes on a list."""
    return found.strip("().") in ("1", "a") or not any(letter.isalnum() for letter in found)


def _begins_item(text: str) -> bool:
    section = SECTION_LINE.match(text)
    if (short := _SHORT_ROW.match(text)) is not None and len(text) < 200:
        return short_kind(short["body"]) is not None
    return bool(section and section["rest"][0].isupper() and len(text) < 200)


def _indent(document: Document, line: Line) -> int:
    return line.start - (document.text.rfind("\n", 0, line.start) + 1)
