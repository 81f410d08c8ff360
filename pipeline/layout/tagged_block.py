"""Blocks with the tags of their lines: what the structure of a document is read from."""

from __future__ import annotations

from typing import NamedTuple

from extractors.core.document import Block
from extractors.core.passage import Passage
from extractors.structure import tagged_line
from extractors.structure.case_number import CaseNumber
from extractors.structure.meeting_reference import MeetingReference
from extractors.structure.section_heading import SectionHeading
from extractors.structure.section_number import LONGEST, SectionNumber
from extractors.structure.tagged_line import TaggedLine

_HEADING = 100
"""Characters at most of a heading that is printed over several lines and read as one."""


class Tags(NamedTuple):
    """What a block can be; see `TaggedLine`."""

    label: SectionHeading | None = None
    reference: MeetingReference | None = None
    number: SectionNumber | None = None
    case: CaseNumber | None = None
    row_page: int | None = None
    filing_class: bool = False
    cover_words: bool = False
    sections: tuple[int, int] | None = None


NOTHING = Tags()


class TaggedBlock(NamedTuple):
    """A block, the printed lines that it is made of, and what it can be."""

    block: Block
    lines: tuple[TaggedLine, ...]
    tags: Tags = NOTHING

    @property
    def text(self) -> str:
        """The healed text, without a list's marker."""
        return self.block.body.text

    @property
    def body(self) -> Passage:
        """The healed text with its places, without a list's marker."""
        return self.block.body

    @property
    def label(self) -> SectionHeading | None:
        """The section that the block opens as a whole."""
        return self.tags.label

    @property
    def reference(self) -> MeetingReference | None:
        """The meeting that the block as a whole refers to, by a body's name that is sure to be one."""
        found = self.tags.reference
        return found if found is not None and found.certain else None

    @property
    def handled(self) -> MeetingReference | None:
        """The reference, where it can be over a handling: a body with a date or a section, no page, no document."""
        found = self.reference
        return found if found is not None and found.handling else None

    @property
    def number(self) -> SectionNumber | None:
        """The item that the block can begin, with its title to the block's end."""
        return self.tags.number

    @property
    def case(self) -> CaseNumber | None:
        """The case number that the block gives."""
        return self.tags.case

    @property
    def short_reference(self) -> bool:
        """Whether the block is a body in short and a section: "KH § 45"."""
        return self.number is not None and self.number.form == "letters"


def tags_of(block: Block, lines: tuple[TaggedLine, ...]) -> Tags:
    """The tags of a block from those of its lines.

    A label, a reference or a case number is a line of its own; a heading over two or three lines that none of them is
    by itself is tagged as one text. A number begins the block, and its title goes on to the block's end.
    """
    first = lines[0]
    if len(lines) == 1:
        return _of_line(block, first)
    row_page = lines[-1].row_page
    if block.kind == "item":
        return Tags(row_page=row_page)
    sections = next((line.sections for line in lines if line.sections), None)
    if len(lines) == 2 and (first.short_reference or first.short_dated):
        whole = tagged_line.tag_passage(block.body, first.line)
        return Tags(reference=whole.reference, number=_number(block, first))
    if len(lines) == 2 and (reference := tagged_line.joined(*lines)) is not None:
        return Tags(reference=reference, number=_number(block, first), sections=sections)
    if block.kind == "table":
        return Tags(sections=sections)
    if first.number is not None:
        return Tags(number=_number(block, first), row_page=row_page, sections=sections)
    if len(block.text) <= _HEADING and len(lines) <= 3 and not any(line.label or line.reference for line in lines):
        return _of_line(block, tagged_line.tag_passage(block.body, first.line))
    return Tags(row_page=row_page, sections=sections)


def _of_line(block: Block, line: TaggedLine) -> Tags:
    return Tags(
        line.label,
        line.reference,
        _number(block, line),
        line.case,
        line.row_page,
        line.filing_class,
        line.cover_words,
        line.sections,
    )


def _number(block: Block, line: TaggedLine) -> SectionNumber | None:
    """The number at the block's beginning, its title drawn out to the block's end."""
    number = line.number
    if number is None or block.kind not in ("heading", "paragraph") or len(block.text) > LONGEST:
        return None
    if number.title is None or len(block.lines) == 1:
        return number
    at = block.body.text.find(number.title.text)
    return number._replace(title=block.body[at:]) if at >= 0 else number
