"""The parts of a document: cover, contents list, items, their handlings and sections."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.core.document import Block
from extractors.core.passage import Found, Passage
from extractors.structure.case_number import CaseNumber
from extractors.structure.meeting_reference import MeetingReference


@dataclass(slots=True)
class Start:
    """The beginning of an item.

    at: the block where it begins, which is its title or its number; number: as printed, None without one; title: where
    it is printed before or beside the number, None where it is looked for below; number_at: the number's block; case:
    the case number beside it; why: the score of this beginning.
    """

    at: int
    number: Passage | None
    title: Passage | None
    number_at: int
    case: CaseNumber | None = None
    why: str = ""

    @property
    def printed(self) -> str:
        """The number as text; empty without one."""
        return self.number.text if self.number is not None else ""


@dataclass(slots=True)
class Section:
    """A labelled part of a handling, an item or a cover.

    by: whose words they are, where the label says so; changed: whether it holds a proposal changed at the meeting.
    """

    kind: str
    label: Block | None = None
    by: Passage | None = None
    changed: bool = False
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class HandlingOutline:
    """The parts of one handling; `reference` is the line over it, where it has one; `why` says whose it is and why."""

    reference: MeetingReference | None = None
    sections: list[Section] = field(default_factory=list)
    why: str = ""

    def of(self, *kinds: str) -> list[Section]:
        """Its sections of these kinds, in order; all of them where no kind is given."""
        return [section for section in self.sections if not kinds or section.kind in kinds]

    def blocks(self, *kinds: str) -> list[Block]:
        """The blocks of its sections of these kinds, in order."""
        return [block for section in self.of(*kinds) for block in section.blocks]

    def has(self, *kinds: str) -> bool:
        """Whether it has a section of one of these kinds."""
        return any(section.kind in kinds for section in self.sections)


@dataclass(slots=True)
class ItemOutline:
    """The parts of one item.

    index: the references to its handlings, where a list of them is printed over it.
    current: this meeting's handling; history: the earlier ones.
    sections: those that belong to the item and not to one of its handlings.
    blocks: everything under the title, in printed order.
    why: how the item's beginning was chosen, with the parts of its score.
    """

    number: Found[str] | None = None
    title: Passage | None = None
    case: CaseNumber | None = None
    index: list[MeetingReference] = field(default_factory=list)
    current: HandlingOutline = field(default_factory=HandlingOutline)
    history: list[HandlingOutline] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    why: str = ""


@dataclass(slots=True)
class Outline:
    """The parts of a document.

    references: the meeting references of cover, headers and footers; contents: the rows of the contents list, as
    (number, title); listed: its rows that give a page, annexes among them, as (page, text);
    loose: blocks of the cover that belong to no section; labels: recognised labels, headings and references.
    """

    references: list[MeetingReference] = field(default_factory=list)
    cover: list[Section] = field(default_factory=list)
    contents: list[tuple[str, Passage]] = field(default_factory=list)
    listed: list[tuple[int, Passage]] = field(default_factory=list)
    items: list[ItemOutline] = field(default_factory=list)
    loose: list[Block] = field(default_factory=list)
    labels: list[Passage] = field(default_factory=list)

    def cover_of(self, *kinds: str) -> list[Section]:
        """The cover's sections of these kinds, in order."""
        return [section for section in self.cover if section.kind in kinds]
