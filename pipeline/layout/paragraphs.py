"""Paragraphs: which printed lines belong together.

What begins a paragraph although no blank line is printed before it: a known label, a reference to a meeting, a line
with a section sign, a case number, a list's marker, a change of heading rank or of bold, and text after the last entry
of a list that a label opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.core.document import Document, Line
from extractors.organisations.body import kind as body_kind
from extractors.organisations.body import names_body
from extractors.people.names import find, is_name, is_role_word, split_role
from extractors.people.person_line import is_person_line, is_title
from extractors.structure import tagged_line
from extractors.structure.tagged_line import TaggedLine
from extractors.vocabulary import section_kind

_NUMBERED = re.compile(r"^\d{1,3}\s+\S")  # "1 Suunnitelmakartta" in a list of documents
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_TITLE = 200
"""Characters of a line that begins an item at most."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together.

    after_gap: a blank line or a page break is printed before it; alone: it takes no further lines.
    after: what it follows directly: "section" for a bare section sign, "documents", "persons", "presenter" or
    "proposal" for a label over such a list or text, "" for anything else.
    """

    lines: list[TaggedLine]
    after_gap: bool = True
    alone: bool = False
    after: str = ""


def paragraphs(document: Document, lines: Iterable[TaggedLine], apart: bool = False) -> list[Paragraph]:
    """Groups the lines of a document; `apart` says that each is a paragraph of its own."""
    found: list[Paragraph] = []
    last: Line | None = None
    for tagged in _parts(lines):
        line = tagged.line
        if found and _completes(found[-1].lines[-1], tagged):
            found[-1].lines.append(tagged)
            last = line
            continue
        alone = _stands_alone(tagged)
        gap = apart or last is None or line.page != last.page or document.text.count("\n", last.end, line.start) > 1
        if gap or alone or found[-1].alone or _breaks(document, found[-1], tagged):
            found.append(Paragraph([tagged], gap, alone, _follows(found)))
        else:
            found[-1].lines.append(tagged)
        last = line
    return found


def _parts(lines: Iterable[TaggedLine]) -> Iterator[TaggedLine]:
    """The lines, each cut into its label and the rest where it has both; a soft hyphen alone is no line."""
    for line in lines:
        for part in line.parts or (line,):
            if part.text:
                yield part


def _completes(above: TaggedLine, line: TaggedLine) -> bool:
    """Whether a line has the day or the section of the reference above it: "KH § 45"; "Yhall 31.3.2026"."""
    if _DAY.fullmatch(line.text):
        return above.short_reference
    return line.alone_number and above.short_dated


def _follows(before: Sequence[Paragraph]) -> str:
    if not before:
        return ""
    last = before[-1].lines[-1]
    if last.alone_number:
        return "section"
    if last.label is None or last.label.kind == "speaker" or last.label.by is not None:
        return ""
    row = section_kind(last.label.kind)
    if row.content == "documents":
        return "documents"
    if row.scope == "handling" and row.content == "persons":
        return "presenter" if "person" in row.ends else "persons"
    return "proposal" if "line" in row.holder else ""


def _stands_alone(tagged: TaggedLine) -> bool:
    """Whether a line is a block by itself: a label, a bare section sign, a reference, a case number, links."""
    if tagged.line.level:
        return False
    if tagged.alone_number or tagged.navigation or (tagged.label is not None and tagged.text[0].isupper()):
        return True
    if len(tagged.text) > 120:
        return False
    number = tagged.number
    if tagged.case is not None or (number is not None and number.case is not None and number.title is None):
        return True
    reference = tagged.reference
    if reference is None or not reference.certain or not any(map(str.isdigit, tagged.text)):
        return False
    return bool(reference.handling or reference.document or reference.number)


def _breaks(document: Document, paragraph: Paragraph, tagged: TaggedLine) -> bool:
    """Whether a line begins a new paragraph although it follows the last one directly."""
    first, previous = paragraph.lines[0], paragraph.lines[-1]
    line, last = tagged.line, previous.line
    if line.level != last.level or line.table != last.table or previous.row_page is not None:
        return True
    listing = first.marker is not None
    if (tagged.marker and (listing or _can_begin(tagged.marker["marker"]))) or _begins_item(tagged):
        return True
    text = tagged.text
    if (
        len(paragraph.lines) == 1
        and _begins_item(previous)
        and text[0].isupper()
        and not _had_to_wrap(previous, tagged)
    ):
        return True
    if paragraph.after and (ended := _ends_list(paragraph, tagged)) is not None:
        return ended
    if listing:
        indented = _indent(document, line) > _indent(document, first.line)
        return not (text[0].islower() or len(previous.text) >= 60 or indented)
    return is_bold(last) != is_bold(line)


def _had_to_wrap(line: TaggedLine, below: TaggedLine) -> bool:
    """Whether a line may go on below: the next line's first word would not have fitted on it within that width."""
    return len(line.text) + 1 + len(below.text.split(maxsplit=1)[0]) > len(below.text)


def _ends_list(paragraph: Paragraph, tagged: TaggedLine) -> bool | None:
    """Whether text begins where a title or a list that a label opened has ended; None where nothing shows it."""
    previous, text = paragraph.lines[-1], tagged.text
    if paragraph.after == "section" and len(paragraph.lines) == 1 and len(previous.text) < 70 and text[0].isupper():
        return True
    if paragraph.after == "documents" and _NUMBERED.match(paragraph.lines[0].text) and not _NUMBERED.match(text):
        return len(previous.text) < 70 and text[0].isupper()
    if paragraph.after == "persons" and not is_person_line(tagged.passage):
        return is_person_line(previous.passage)
    if paragraph.after == "proposal" and len(paragraph.lines) == 1 and _is_holder(paragraph.lines[0]):
        return True  # "Förslag", "Stadsdirektören:", then the proposal
    named = (next(find(line.passage), None) or body_kind(line.text) for line in paragraph.lines)
    if paragraph.after == "presenter" and any(named):
        return len(text) > 60 or not is_role_word(text.split()[-1])
    return None


def _is_holder(line: TaggedLine) -> bool:
    """Whether a line under a label for a proposal says whose it is: a role, an officer by name, or a body."""
    role, name = split_role(line.passage)
    return is_title(line.passage) or names_body(line.text) or (role is not None and is_name(name.text))


def is_bold(line: Line) -> bool:
    """Whether a whole line is bold."""
    return line.bold >= line.end - line.start


def _can_begin(found: str) -> bool:
    """Whether a marker can begin a list in the middle of a paragraph: a bullet, 1 or a; "15." only goes on a list."""
    return found.strip("().") in ("1", "a") or not any(letter.isalnum() for letter in found)


def _begins_item(line: TaggedLine) -> bool:
    """Whether a line begins an item or is a row of a contents list: a section sign, a number, and a title."""
    number = line.number
    if number is None or number.title is None or len(line.text) >= _TITLE:
        return False
    if number.form == "row":
        return tagged_line.known_short(line)
    return number.form in ("sign_first", "sign_last") and number.title.text[0].isupper()


def _indent(document: Document, line: Line) -> int:
    return line.start - (document.text.rfind("\n", 0, line.start) + 1)
