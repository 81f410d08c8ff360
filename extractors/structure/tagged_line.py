"""Tags: what a printed line can be, decided once for each line and read by everything after it.

All candidates are kept, each with its place: the label of a section, a reference to a meeting (body, date, section),
the section number of an item, a case number, a row of a contents list, a list's marker, a ruled line. A line that
begins with a label ("Beslut: Godkändes.") has two parts, which are tagged as lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from extractors.core.document import Document, Line
from extractors.core.passage import Passage, Span
from extractors.language import dates
from extractors.organisations.body import short_kind
from extractors.structure import case_number, label_prefix, meeting_reference, section_heading, section_number
from extractors.structure.case_number import CaseNumber
from extractors.structure.meeting_reference import MeetingReference
from extractors.structure.section_heading import SectionHeading
from extractors.structure.section_number import SectionNumber
from extractors.vocabulary import either_of, label

LONGEST_LABEL, LONGEST_CASE = 100, 120
"""Characters of a label, and of a line with a case number, at most."""

# "§§ 34-44", "Paragrafer 45–58", "65-80 §": the sections of a meeting on its cover
_SECTIONS = re.compile(
    r"(?:§{1,2}|[Pp]aragraf(?:er)?|[Pp]ykälät?)\s*:?\s*§{0,2}\s*(?P<first>\d{1,4})\s*[-–]\s*(?P<last>\d{1,4})(?!\d|\.\d)"
    r"|(?<![\d.])(?P<before>\d{1,4})\s*[-–]\s*(?P<behind>\d{1,4})\s*§"
)
_CELL = re.compile(r"(?P<first>\d{1,4})\s?[-–]\s?(?P<last>\d{1,4})$")  # the same in a cell of its own, "8-15"
# how a row of a contents list ends: dots and a page number; three dots only after a word and before a blank
_LEADER = re.compile(r"(?:[.…_]{4,}\s*|(?<=[^\W\d_])\s?\.{3}\s+)(?P<page>\d{1,4})$")
# a row of signs: "_____", "* * *", "-----"
_RULE = re.compile(r"^[\s_=*.\-–—]{3,}$")
_DIGIT = re.compile(r"\d")  # every number of a section, case, page or class of the filing plan holds one
_DRAWN = re.compile(r"\s*[_=*\-–—]{5,}\s*$")
_MARKER = re.compile(r"^(?P<marker>[-–—•*·▪◦\uf0b7]|\(?\d{1,2}[.)]|\(?[a-zåäö][.)])(?=\s+\S)")
# "1.", "1. 2.": markers alone on a line, torn from their list
_TORN = re.compile(r"^\d{1,2}[.)](?:\s+\d{1,2}[.)])*\s*$")
# "Bilaga Stadsstyrelsen, 26.09.2022 § 191": at the line's beginning, or after a gap: a scanner's stamp may come first
_ANNEX = re.compile(r"(?:^|\s{2,})(?P<word>[^\W\d_]+)[\s:.]+(?=\S)")
# how the names of the columns of a table of handlings end: "Organ  Datum  Paragraf"
_SECTION_COLUMN = re.compile(r"(?:\s|\|)(?:§|(?i:paragraf|pykälä|pykälänumero))$")
# "Yhall 31.3.2026"
_SHORT_DATED = re.compile(r"(?P<body>[A-ZÅÄÖ][\w.]{1,13}):?\s\d{1,2}\.\d{1,2}\.\d{4}")
# "00.01.01.00": a class of the filing plan, alone on its line
_CLASS = re.compile(r"\d{2}(?:\.\d{2})+")


@cache
def _links() -> re.Pattern[str]:
    """ "Edellinen asia | Seuraava asia | Muutoksenhakuohje Kokousasia PDF-muodossa |": two names of links or more."""
    word = either_of("labels", "navigation")
    return re.compile(rf"{word}(?:[\s|›·]+{word})+[\s|›·]*")


class TaggedLine(NamedTuple):
    """A printed line, or a part of one, with everything that it can be; what it can not be is None or false.

    label: the section that it opens; reference: the meeting that it names; number: the item that it begins;
    case: the case number that it gives; sections: the first and the last section of the meeting, on a cover;
    row_page: the page that a row of a contents list ends with; marker: a list's marker at its beginning;
    ruled: a row of signs, and drawn: one long enough to be a line across the page; filing_class: a class of the
    filing plan and nothing else; cover_words: only words of a cover ("Organ  Sammanträdesdatum  Blad");
    annex: the meeting and section that a document bound in belongs to, in the line over its pages;
    in_handlings: the columns' names of a table of earlier handlings, or a row of one;
    navigation: only the names of links on a web page ("Edellinen asia | Seuraava asia");
    torn_marker: only markers of a list whose texts are printed elsewhere ("1.");
    parts: the label at its beginning and the rest, where it has both.
    """

    line: Line
    passage: Passage
    label: SectionHeading | None = None
    reference: MeetingReference | None = None
    number: SectionNumber | None = None
    case: CaseNumber | None = None
    sections: tuple[int, int] | None = None
    row_page: int | None = None
    marker: re.Match[str] | None = None
    ruled: bool = False
    drawn: bool = False
    filing_class: bool = False
    cover_words: bool = False
    annex: MeetingReference | None = None
    torn_marker: bool = False
    in_handlings: bool = False
    navigation: bool = False
    parts: tuple[TaggedLine, ...] = ()

    @property
    def text(self) -> str:
        """The healed text of the line."""
        return self.passage.text

    @property
    def start(self) -> int:
        """Where the line begins in the document's text."""
        return self.line.start

    @property
    def alone_number(self) -> bool:
        """Whether the line is a section sign and a number and nothing else."""
        number = self.number
        return (
            number is not None
            and number.form in ("sign_first", "sign_last")
            and number.title is None
            and number.case is None
        )

    @property
    def short_reference(self) -> bool:
        """Whether the line is a body in short and a section: "KH § 45", to which the day below belongs."""
        return self.number is not None and self.number.form == "letters"

    @property
    def short_dated(self) -> bool:
        """Whether the line is a body in short and a day: "Yhall 31.3.2026", to which the section below belongs."""
        dated = _SHORT_DATED.fullmatch(self.text) if len(self.text) < 30 else None
        return dated is not None and short_kind(dated["body"]) is not None

    def names(self) -> Iterator[str]:
        """The names of the tags that the line has, for display."""
        for name in ("label", "reference", "number", "case", "sections", "row_page", "marker"):
            if getattr(self, name) is not None:
                yield name
        for name in ("ruled", "filing_class", "cover_words"):
            if getattr(self, name):
                yield name


def tag(document: Document, lines: Iterable[Line]) -> list[TaggedLine]:
    """Tags lines of a document, in order."""
    found: list[TaggedLine] = []
    above: TaggedLine | None = None
    for line in lines:
        tagged = tag_line(document, line, above)
        if above is not None and line.table and above.line.table and not above.parts and _opens_time(tagged):
            found[-1] = tag_line(document, above.line, tagged)  # the place, in the row over that of the time
        if above is not None and above.in_handlings:
            tagged = _row_of_handlings(tagged)
        found.append(tagged)
        above = tagged
    return found


def _row_of_handlings(line: TaggedLine) -> TaggedLine:
    """A line below the columns' names of a table of handlings, where a figure behind body and day is the section."""
    found = line.reference
    if found is None or not (found.body and found.date) or found.document is not None:
        return line
    if found.section is None and found.page is not None and found.page.text.isdecimal():
        section = found.page.read("heads/section")
        return line._replace(reference=found._replace(section=section, page=None), in_handlings=True)
    return line._replace(in_handlings=found.section is not None)


def _opens_time(line: TaggedLine) -> bool:
    return bool(line.parts) and line.parts[0].label is not None and line.parts[0].label.kind == "time"


def tag_line(document: Document, line: Line, above: TaggedLine | None) -> TaggedLine:
    """Tags one line; `above` is the line before it in the text."""
    text = document.text[line.start : line.end]
    if not text[:1].isalnum() and _RULE.match(text):
        return TaggedLine(line, document.passage(line.span), ruled=True, drawn=_DRAWN.match(text) is not None)
    tagged = tag_passage(document.passage(line.span), line)
    if "§" in text and len(text) < LONGEST_CASE and (annex := _annex(document, line, text)) is not None:
        tagged = tagged._replace(annex=annex)
    if text[:1].isdigit() and _TORN.match(text):
        tagged = tagged._replace(torn_marker=True)
    if above is not None and above.label is not None and above.label.kind == "contents" and (cell := _CELL.match(text)):
        first, last = int(cell["first"]), int(cell["last"])
        tagged = tagged._replace(sections=(first, last)) if first < last else tagged
    near = above if above is not None and _adjoins(document, above.line, line) else None
    if tagged.reference is not None and near is not None and _goes_on(near, tagged):
        tagged = tagged._replace(reference=None)
    cut = label_prefix.cut(line, text, _above(near) if near is not None else None)
    if cut is None:
        return tagged
    return tagged._replace(parts=tuple(_parts(document, line, *cut)))


def _above(line: TaggedLine) -> label_prefix.Above:
    first = line.parts[0].label if line.parts else None
    return label_prefix.Above(line.short_reference, first.kind if first is not None else None)


def _annex(document: Document, line: Line, text: str) -> MeetingReference | None:
    """The meeting that the line over an annex names after the word for one."""
    for first in _ANNEX.finditer(text):
        known = label(first["word"])
        if known is not None and known.kind == "attachments":
            reference = meeting_reference.read(document.passage(Span(line.start + first.end(), line.end)))
            if reference is not None and reference.certain and (reference.body or reference.date):
                return reference
    return None


def _parts(document: Document, line: Line, end: int, start: int, table: bool) -> Iterator[TaggedLine]:
    first = line._replace(end=line.start + end, table=table)
    rest = line._replace(start=line.start + start, bold=max(0, line.bold - start))
    for part in (first, rest):
        yield tag_passage(document.passage(part.span), part)


def _goes_on(above: TaggedLine, line: TaggedLine) -> bool:
    """Whether a line that reads as a reference goes on with the sentence of the line above it.

    "Taxan antogs av nämnden på sammanträdet" over "den 22 mars 2021, § 5."
    """
    if not line.text[0].islower() or above.label is not None or above.reference is not None:
        return False
    return len(above.text.split()) > 3 and above.text[-1] not in ".:;!?"


def _adjoins(document: Document, above: Line, line: Line) -> bool:
    """Whether one line follows another without a blank line between them."""
    first, last = (above, line) if above.start <= line.start else (line, above)
    return document.text.count("\n", first.end, last.start) == 1


def tag_passage(passage: Passage, line: Line) -> TaggedLine:
    """Tags a text as a line of its own: a printed line, a part of one, or a heading that is printed over two."""
    text = passage.text
    if not text:
        return TaggedLine(line, passage)
    tags: dict[str, Any] = {}
    length = len(text)
    heading = section_heading.read(passage) if length <= LONGEST_LABEL else None
    if heading is None and _set_apart(line, text):
        heading = section_heading.unlisted(text)
    if heading is not None:
        tags["label"] = heading
    if (marker := _MARKER.match(text)) is not None and not dates.begins(text):
        tags["marker"] = marker
    named = passage[marker.end() :] if "marker" in tags and marker is not None else passage
    if length <= meeting_reference.LONGEST and (reference := meeting_reference.read(named)) is not None:
        tags["reference"] = reference
    if _DIGIT.search(text) is not None:
        reference = tags.get("reference")
        names_meeting = reference is not None and reference.certain and (reference.handling or bool(reference.document))
        if (number := section_number.read(passage, names_meeting)) is not None:
            tags["number"] = number
        if length <= LONGEST_CASE:
            if (case := case_number.find(passage)) is not None:
                tags["case"] = case
            if _CLASS.fullmatch(text):
                tags["filing_class"] = True
        ranged = length <= LONGEST_CASE and ("-" in text or "–" in text)
        if ranged and (sections := _SECTIONS.search(text)) is not None:
            first, last = (int(each) for each in sections.groups() if each)
            if first < last:
                tags["sections"] = (first, last)
        if (leader := _LEADER.search(text)) is not None:
            tags["row_page"] = int(leader["page"])
    if meeting_reference.is_label(text):
        tags["cover_words"] = True
        tags["in_handlings"] = _SECTION_COLUMN.search(text) is not None
    if length <= LONGEST_CASE and _links().fullmatch(text):
        tags["navigation"] = True
    return TaggedLine(line, passage, **tags)


def _set_apart(line: Line, text: str) -> bool:
    """Whether a line looks like a heading by itself: marked, bold, or with a colon at its end."""
    return bool(line.level) or line.bold >= line.end - line.start or text.endswith(":")


def joined(first: TaggedLine, second: TaggedLine) -> MeetingReference | None:
    """The reference that two lines make together, each with a part of it: "KH § 45" over "9.3.2026".

    None where both name the same part, or one of them is no reference.
    """
    one, other = first.reference, second.reference
    if one is None or other is None:
        return None
    return meeting_reference.merge(one, other)


def known_short(line: TaggedLine) -> bool:
    """Whether a row's letters are a body in short that the vocabulary knows: "KST § 210 Mötets konstituering"."""
    number = line.number
    return number is not None and number.letters is not None and short_kind(number.letters.text) is not None
