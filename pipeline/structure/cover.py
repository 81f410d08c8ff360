"""The cover: what is printed before the first item, as references to the meeting, labelled sections and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.core.document import Block
from extractors.meeting.venue import is_moment
from extractors.organisations import body
from extractors.people.names import find
from extractors.structure import meeting_title
from extractors.structure.meeting_reference import MeetingReference
from extractors.structure.section_heading import SectionHeading
from extractors.structure.tagged_line import TaggedLine
from extractors.vocabulary import either_of, kinds
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure.list_entries import is_prose
from pipeline.structure.model import Outline, Section
from pipeline.structure.section_kinds import CLOSING, COVER, DOCUMENTS
from pipeline.structure.starts.titles import can_be_title

_LISTED = kinds(scope="cover") - {"time", "place"}
"""Sections of a cover whose label is no value of the time or place before it."""

_PERSONS = kinds(scope="cover", content="persons") - {"adjusters"}
"""Sections of a cover that hold persons; under that of adjusters the cover also says that they checked the minutes."""
_HOUR = re.compile(r"\d[.:]\d\d|§")  # of coming and going
_TWO_NAMES = re.compile(r"[A-ZÅÄÖ][\w-]+,\s+[A-ZÅÄÖ][\w-]+")  # "Djupsjö, Michael kommundir."

MENU = 25
"""Blocks of menus and links that may be printed over the reference of a portal's page."""


def portal_reference(blocks: Sequence[TaggedBlock]) -> int | None:
    """Where the reference of a portal's page of one item is: "Kommunfullmäktige", "Protokoll 31.01.2022/Paragraf 4".

    It names the document with day and section, once; lines of menus may be above it, and what follows is one item.
    """
    found = []
    for at, each in enumerate(blocks[:MENU]):
        reference = each.reference if "/" in each.text and each.text[-1].isdigit() else None
        if reference is not None and reference.document and reference.date and reference.section and not reference.page:
            found.append(at)
    return found[0] if len(found) == 1 else None


@cache
def _navigation() -> re.Pattern[str]:
    word = either_of("labels", "navigation")
    return re.compile(rf"{word}(?:[\s|›·]+{word})*[\s|›·]*")


class Cover:
    """Takes the blocks before the first item one by one.

    Args:
        outline: takes references, sections, labels and the rest.
        single: whether the document has one item without a number of its own, which begins where the cover ends.
        portal: where the reference of a portal's page is, None elsewhere.
        few: whether the document has one numbered item at most.
    """

    def __init__(self, outline: Outline, single: bool, portal: int | None, few: bool) -> None:
        self.section: Section | None = None
        self.early: list[Section] = []  # lists of documents over the only item
        self.index: list[MeetingReference] = []  # references over the first item
        self.case: list[TaggedBlock] = []  # a case number over the first item, and its class
        self._outline = outline
        self._single = single
        self._portal = portal
        self._few = few

    def take(self, each: TaggedBlock, at: int, leads: bool) -> bool | None:
        """Takes the next block; None where it is the cover's, else whether it is the title of the only item.

        Args:
            each: the block.
            at: its number.
            leads: whether nothing but references is printed from it to the first item.
        """
        block = each.block
        if self._is_menu(each, at):
            above = each.lines[-1].reference
            if above is not None and above.certain and above.body and at + 1 == self._portal:
                self._outline.references.append(above)  # the body's name is the menu's last line
            self._outline.labels.append(block.body)
            return None
        reference, heading, section = each.reference, each.label, self.section
        waits = section is not None and section.kind in ("time", "place") and not section.blocks
        if section is not None and waits and (heading is None or heading.kind not in _LISTED):
            section.blocks.append(block)
            if reference is not None:
                self._outline.references.append(reference)
        elif section is not None and _dates_closing(section, reference, heading):
            section.blocks.append(block)  # a day over a signature
        elif reference is not None and not _closes(section, heading):
            self._refer(reference, leads)
        elif heading is None and self._takes_title(each):
            pass
        elif heading is None and section is None and is_moment(each.text) and not self._outline.cover_of("time"):
            self._outline.cover.append(Section("time", blocks=[block]))
        elif self._single and heading is None and self._is_label(each):
            self._outline.labels.append(block.body)
        elif section is not None and section in self.early and each.case is not None:
            self.section = None
            self.case = [each]
        elif heading is not None and heading.kind in DOCUMENTS and self._few:
            self.section = Section(heading.kind, block)
            self.early.append(self.section)
            self._outline.labels.append(block.body)
        elif heading is not None and heading.kind in COVER | CLOSING:
            self.section = Section(heading.kind, block)
            self._outline.cover.append(self.section)
            self._outline.labels.append(block.body)
        elif self._single and self._may_begin() and (heading is not None or self._looks_like_title(each)):
            return heading is None
        elif section is not None and section.kind in _PERSONS and _tells_nobody(block):
            # running text that names nobody: the list of persons has ended, or not yet begun
            self.section = None if section.blocks else section
            self._outline.loose.append(block)
        elif section is not None:
            section.blocks.append(block)
        elif self._single and self._outline.references:
            return False
        else:
            self._name_meeting(each)
            self._outline.loose.append(block)
        return None

    def _is_menu(self, each: TaggedBlock, at: int) -> bool:
        """Whether a block of a portal's page is a menu: over the page's reference, or a row of links after it."""
        if self._portal is None:
            return False
        if at < self._portal:
            return "/" in each.text or not body.names_body(each.text)
        return _navigation().fullmatch(each.text) is not None

    def _is_label(self, each: TaggedBlock) -> bool:
        """Whether a line is a cover's label without its value, or the only item's number alone."""
        return each.tags.cover_words or any(
            reference.section and reference.section.value == each.text for reference in self._outline.references
        )

    def _refer(self, reference: MeetingReference, leads: bool) -> None:
        """A reference on the cover; after the meeting's own, those right over an item are its list of handlings."""
        self._outline.labels.append(reference.line)
        again = any(each.line.text == reference.line.text for each in self._outline.references)
        if again and reference.document is not None and not (reference.body or reference.date or reference.section):
            return  # "PROTOKOLL" at the top of the next page: a list of persons can go on below it
        if self.section is not None and self.section.kind != "contents":
            self.section = None
        known = any(each.body for each in self._outline.references)
        if reference.handling and known and (leads or self._listed(reference)):
            self.index.append(reference)
        else:
            self._outline.references.append(reference)

    def _listed(self, reference: MeetingReference) -> bool:
        """Whether a reference over the only item is one of its list of handlings: another than the document's own."""
        references = self._outline.references
        first = next((known for known in references if known.body and known.date and known.section), None)
        if not self._single or first is None or first.date is None:
            return False
        return reference.date is not None and reference.section is not None and first.date.day != reference.date.day

    def _looks_like_title(self, each: TaggedBlock) -> bool:
        """Whether a block looks like a title; right below a portal's reference it can be over several lines."""
        links = "|" in each.text  # a row of links, whatever they are called
        long = self._portal is not None and self.section is None and not links and can_be_title(each)
        return each.block.heading or each.block.loose or long

    def _may_begin(self) -> bool:
        """Whether the only item may begin here: not while a section of the cover waits for its first line."""
        return self.section is None or self.section.kind == "contents" or bool(self.section.blocks)

    def _takes_title(self, each: TaggedBlock) -> bool:
        """Takes the title of minutes that no form heads: "Protokoll fört vid sammanträde med Äldrerådet 2023-03-14"."""
        named = len(each.lines) == 1 and not any(known.body for known in self._outline.references)
        title = meeting_title.read(each.body) if named else None
        if title is None:
            return False
        self._outline.labels.append(title.line)
        self._outline.references.append(title)
        return True

    def _name_meeting(self, each: TaggedBlock) -> None:
        """Takes the body that a line of a block names, where no reference named any.

        "KIRKKOVALTUUSTON KOKOUS", "Stadsfullmäktiges beslut 26.4.2023"; or a body's name between other lines.
        """
        self._outline.labels.extend(line.passage for line in each.lines if line.cover_words)
        found = [reference for line in each.lines if (reference := _of_line(line)) is not None]
        known = self._outline.references
        if any(reference.body for reference in known):
            numbers = [] if any(reference.number for reference in known) else [ref for ref in found if ref.number]
            known.extend(numbers)  # "Vanhusneuvoston kokous 6/2022" under the body's name
            self._outline.labels.extend(reference.line for reference in numbers)
            return
        if any(reference.body for reference in found):
            self._outline.references.extend(found)
            self._outline.labels.extend(reference.line for reference in found)


def _of_line(line: TaggedLine) -> MeetingReference | None:
    if line.reference is not None and line.reference.certain:
        return line.reference
    return meeting_title.read(line.passage)


def _tells_nobody(block: Block) -> bool:
    """Whether a block under persons is running text without a name; "poistui klo 18" can be said of the last one."""
    return (
        block.text.endswith(".")
        and is_prose(block, of_persons=True)
        and _HOUR.search(block.text) is None
        and _TWO_NAMES.search(block.text) is None
        and next(find(block.body), None) is None
    )


def _closes(section: Section | None, heading: SectionHeading | None) -> bool:
    """Whether a line that reads as a reference is the next closing label: "PÖYTÄKIRJA ON TARKASTETTU"."""
    kinds = (section.kind if section is not None else None, heading.kind if heading is not None else None)
    return all(kind in CLOSING for kind in kinds)


def _dates_closing(section: Section, reference: MeetingReference | None, heading: SectionHeading | None) -> bool:
    """Whether a line is a day over a signature."""
    return section.kind in CLOSING and reference is not None and not reference.body and not _closes(section, heading)
