"""The sections of an item: its blocks as references to meetings and labelled sections, in printed order.

What a block opens is known by its words, not by its rank alone: real documents put question headings above the
account they belong to, and labels without any mark. Which meeting a section belongs to is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.core.document import Block
from extractors.organisations import body
from extractors.people.person_line import is_title
from extractors.structure import case_number
from extractors.structure.meeting_reference import MeetingReference
from extractors.structure.section_heading import SectionHeading
from extractors.vocabulary import SectionKind
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure.item_phrases import (
    decides_by_kind,
    did,
    is_formula,
    numbered_document,
    proposes_to,
    reported,
    turns_to_note,
    turns_to_talk,
)
from pipeline.structure.list_entries import (
    ends_list,
    is_officer,
    is_prose,
    offers,
    presented,
    presents,
    proposed,
    row_entries,
    signed,
)
from pipeline.structure.model import ItemOutline, Outline, Section
from pipeline.structure.section_kinds import CLOSING, COVER, ENTRIES, INNER, LISTS, WHOLE_ITEM


@dataclass(slots=True)
class Piece:
    """A reference to a meeting, a label over the history, or a section, in an item.

    ruled: a line across the page is printed before it; inner: it begins with a label that can also be inside the
    account before it; goes_on: it has no label of its own, and belongs to the section before it if both are one
    handling's; current: it is this meeting's whatever is before it.
    """

    reference: MeetingReference | None = None
    section: Section | None = None
    history: bool = False
    ruled: bool = False
    inner: bool = False
    goes_on: bool = False
    current: bool = False


class ItemSections:
    """Takes an item's blocks one by one; its state is the section that the next one belongs to.

    Args:
        item: the item; its number, title, case number and own sections are filled in.
        outline: the document's outline, which takes labels and closing sections.
        single: whether the document has one item only.
    """

    def __init__(self, item: ItemOutline, outline: Outline, single: bool) -> None:
        self.item = item
        self.pieces: list[Piece] = []
        self.section: Section | None = None
        self._outline = outline
        self._single = single
        self._since: list[Section] = []  # the sections since the last reference
        self._referred = False  # whether a reference is printed above
        self._in_history = False  # below a label for it
        self._history_label: Block | None = None  # while nothing but entries is printed below it
        self._title_next = False  # below a label for it
        self._officer: TaggedBlock | None = None  # an officer's role with a colon, alone
        self._decider: Section | None = None  # a body after a proposal: "Lautakunta:"
        self._ruled = False

    def take(self, each: TaggedBlock, last: bool) -> None:
        """Takes the next block; `last`: whether no item follows, so that the minutes' closing sections may."""
        block = each.block
        self.item.blocks.append(block)
        if block.ruled and self._referred:
            self._ruled, self.section = True, self._open_list()
        taken = self._takes_formula(each) or self._takes_target(each) or self.take_case(each)
        if taken or self._takes_short_reference(each) or self._takes_document(each):
            return
        if officers := signed(block, self.section):
            self._begin(Section(officers[0], blocks=[officers[1]]))
            self._outline.labels.append(block.body)
            self.section = None if officers[0] == "preparers" else self.section  # what they wrote follows
            return
        if self._takes_officer(each):
            return
        if not self._has("proposal", "decision") and (offered := proposed(block)) is not None:
            self._begin(Section("proposal", by=offered[0], blocks=[offered[1]]))
            self._outline.labels.append(offered[0])
            return
        reference = self._reference(each)
        heading = self._heading(each)
        if reference is not None:
            self._outline.labels.append(reference.line)
            self._refer(reference)
        elif heading is not None and heading.kind == "title" and self.item.title is None:
            self._outline.labels.append(block.body)
            self._title_next = True
        elif heading is not None and heading.kind in CLOSING and last:
            self.section = Section(heading.kind, block)
            self._outline.cover.append(self.section)
            self._outline.labels.append(block.body)
        elif heading is not None and heading.kind not in COVER | CLOSING | {"title"} and self._opens(heading, block):
            self._outline.labels.append(block.body)
            self._open(heading, block)
        elif self._is_title(each):
            self.item.title, self._title_next = block.body, False
        else:
            self._content(block)

    def _takes_formula(self, each: TaggedBlock) -> bool:
        """Takes a line that says nothing but that the item was adjusted at once, and the title once more."""
        again = self.item.title is not None and not self.pieces and each.text == self.item.title.text
        if not again and not is_formula(each.text):
            return False
        self._outline.labels.append(each.body)
        return True

    def _takes_target(self, each: TaggedBlock) -> bool:
        """Takes the line under a decision's label that says who proposes, or to whom it is proposed.

        "Förslag till beslut i fullmäktige", "Arbetsutskottets förslag till beslut": that is the body's decision.
        """
        section = self.section
        waiting = section is not None and section.kind == "decision" and section.label and not section.blocks
        label = each.label
        owned = label is not None and label.kind == "proposal" and label.by is not None and body.kind(label.by.text)
        if not waiting or not (owned or proposes_to(each.text)):
            return False
        self._outline.labels.append(each.body)
        return True

    # References and numbers

    def _open_list(self) -> Section | None:
        """A rule does not end a closing section or one of the whole item."""
        section = self.section
        return section if section is not None and section.kind in WHOLE_ITEM | CLOSING else None

    def _reference(self, each: TaggedBlock) -> MeetingReference | None:
        """The reference that opens a handling here: no entry of a list (received minutes), nor one over many lines."""
        found = each.tags.reference
        if found is None or not found.handling or len(each.block.lines) > 2:
            return None
        entries = self.section is not None and self.section.kind in ENTRIES
        listed = each.block.kind == "item" and (entries or (found.section is None and not self._in_history))
        return None if listed or not (found.certain or self._in_history) else found

    def _refer(self, reference: MeetingReference) -> None:
        self.pieces.append(Piece(reference=reference, ruled=self._ruled))
        self.section, self._since, self._ruled = None, [], False
        self._referred, self._history_label = True, None

    def _takes_short_reference(self, each: TaggedBlock) -> bool:
        """Takes this meeting's reference in short: "Kh § 190"; of the only item without a number it is the number."""
        number = each.number
        if number is None or number.form != "letters" or number.letters is None:
            return False
        known = self.item.number.value if self.item.number is not None else None
        names = self._single and known is None and not self._referred and each.reference is not None
        if not names and number.number.text != known:
            return False
        section = number.number.read("item_sections/section")
        if names:
            self.item.number = section
        reference = each.reference or MeetingReference(each.body, section=section)
        self._outline.labels.append(each.body)
        self._refer(reference)
        return True

    def take_case(self, each: TaggedBlock) -> bool:
        """Takes a line with a case number under an item's title, or under the reference there."""
        if self._begun() and not (case_number.is_labelled(each.body) and self._only_text()):
            return False
        known = self.item.case
        if known is None and case_number.is_label(each.text):
            self._outline.labels.append(each.body)  # a label over its number
            return True
        case = case_number.classified(known, each.body) if known and each.tags.filing_class else None
        if case is None and known is None:
            case = each.case
        if case is None:
            return False
        self.item.case = case
        self._outline.labels.append(each.body)
        return True

    def _only_text(self) -> bool:
        """Whether nothing but a line or two without a label is printed under the title: "Svar på remiss"."""
        sections = [piece.section for piece in self.pieces]
        return len(sections) == 1 and sections[0] is not None and not sections[0].label and len(sections[0].blocks) < 3

    def expect_title(self) -> None:
        """Says that what comes next is the title, where the item has nothing yet."""
        self._title_next = self.item.title is None and not self._begun()

    def _begun(self) -> bool:
        """Whether a section or a label over the history has been printed."""
        return any(piece.section is not None or piece.history for piece in self.pieces)

    def _is_title(self, each: TaggedBlock) -> bool:
        if each.tags.cover_words:
            return False
        first = self._single and self.item.title is None and not any(piece.section for piece in self.pieces)
        return self._title_next or (first and (each.block.heading or each.block.loose))

    # Documents and officers without a label

    def _takes_document(self, each: TaggedBlock) -> bool:
        """Takes a line that names a numbered document: "Liite 1 Sopimusluonnos"."""
        block = each.block
        match = numbered_document().match(block.text) if len(block.text) < 300 and block.kind != "item" else None
        if match is None:
            return False
        kind: SectionKind = "attachments" if match["attached"] else "supplementary"
        if self.section is None or self.section.kind != kind:
            self._begin(Section(kind))
        (self.section or self._account()).blocks.append(block)
        return True

    def _takes_officer(self, each: TaggedBlock) -> bool:
        """Takes an officer's role alone ("SD:"), and what the officer proposes in the block below it."""
        block = each.block
        above, self._officer = self._officer, None
        if above is not None:
            if offers(block.text) and each.reference is None:
                self._begin(Section("proposal", above.block, above.body.strip(" :"), blocks=[block]))
                self._outline.labels.append(above.body)
                return True
            self._content(above.block)
        waiting = self.section is not None and self.section.kind == "proposal"
        done = self._has("proposal", "decision")
        if block.text.endswith(":") and not waiting and not done and is_title(block.body):
            self._officer = each
        return self._officer is not None

    # Labels

    def _heading(self, each: TaggedBlock) -> SectionHeading | None:
        """What a block opens: "- Motion" is an entry of a list; "Lausunto" right under the title is the decision."""
        block = each.block
        if block.kind == "item":
            return None
        found = each.label
        last = self._since[-1] if self._since else None
        if found is not None and block.text.endswith(".") and last is not None and last.kind == "decision":
            return found if last.blocks else None  # "Päätös", "Tiedoksi."
        if found is None and not self._since and block.heading and decides_by_kind(block):
            return SectionHeading("decision")
        return found

    def _opens(self, heading: SectionHeading, block: Block) -> bool:
        """Whether a label opens a section here: a common word with a colon does not, inside a proposal or decision."""
        kind = self.section.kind if self.section is not None else None
        inside = kind == "decision" or (kind == "proposal" and heading.kind != "proceedings")  # "Diskussion:" does
        common = heading.plain and inside and block.text.endswith(":") and heading.kind != "for_information"
        demanded = heading.kind == "appeal" and kind == "account" and heading.demand
        unsure = not heading.certain and (
            kind in WHOLE_ITEM or kind in ("proceedings", heading.kind)
        )  # "Vastaehdotus:"
        return not (common or demanded or unsure)

    def _open(self, heading: SectionHeading, block: Block) -> None:
        """A label opens what it names."""
        self._title_next = False
        kind = heading.kind
        if kind == "decision" and reported(heading, self._outline):
            self._content(block)
        elif kind == "history":
            self.pieces.append(Piece(history=True))
            self._in_history, self.section, self._history_label, self._since = True, None, block, []
        elif kind == "speaker":
            self._speak(heading, block)
        elif kind in INNER:
            if self._in_history and self._since and not any(section.label for section in self._since):
                self._begin(Section("account"))  # below an index of earlier handlings
                self.pieces[-1] = replace(self.pieces[-1], inner=True, goes_on=True)
            self._account(current=self._history_label is not None).blocks.append(block)
            self._history_label = None
        elif kind in WHOLE_ITEM:
            self.section = Section(kind, block, heading.by)
            self.item.sections.append(self.section)
        elif not self._names_holder(heading):
            self._begin(Section(kind, block, heading.by, heading.changed))

    def _speak(self, heading: SectionHeading, block: Block) -> None:
        """A body's name with a colon: over its decision where no label is, else whose the open section is."""
        name = heading.by.text if heading.by is not None else ""
        waiting = self.section is not None and not self.section.blocks
        if body.kind(name) is None and not waiting and not self._has("decision"):
            self._begin(Section("decision", block, heading.by))
        elif self.section is not None and self.section.kind == "proposal" and self.section.blocks:
            self._decider = Section("decision", block, heading.by)
        elif self.section is not None and self.section.by is None:
            self.section.by = heading.by

    def _names_holder(self, heading: SectionHeading) -> bool:
        """Whether a label names the holder of an open proposal: "Ehdotus", then "Kaupunginjohtajan ehdotus:"."""
        proposals = [section for section in self._since if section.kind == "proposal"]
        in_proposal = self.section is not None and self.section.kind in ("proposal", "presenter")
        if heading.kind != "proposal" or not in_proposal or not proposals:
            return False
        if proposals[-1].blocks or heading.changed:
            return False
        self.section = proposals[-1]
        self.section.by = heading.by or self.section.by
        return True

    # Content

    def _has(self, *kinds: str) -> bool:
        return any(section.kind in kinds for section in self._since)

    def _begin(self, section: Section, current: bool = False) -> Section:
        """Opens a section."""
        goes_on = self._ruled and section.label is None
        current = current or self._history_label is not None
        self.section, self._history_label = section, None
        self._since.append(section)
        self.pieces.append(Piece(section=section, ruled=self._ruled, goes_on=goes_on, current=current))
        self._ruled = False
        return section

    def _account(self, current: bool = False) -> Section:
        """The account that is open, or a new one: text that no label opened is the account."""
        if self.section is None or self.section.kind != "account" or current:
            return self._begin(Section("account"), current)
        return self.section

    def _content(self, block: Block) -> None:
        """Text goes to the open section; a list of entries ends where prose begins."""
        if self._history_label is not None and self.section is None:
            if not is_prose(block):
                return  # "-": there is no history
            label = self._history_label  # prose and no handling: a part of this meeting's account
            self._account(current=True).blocks.extend((label, block))
            self._in_history = False
            return
        decider, self._decider = self._decider, None
        if decider is not None and not self._has("decision") and did(block.text):
            self._begin(decider)
        if self.section is not None and turns_to_talk(self.section, block):
            self._begin(Section("proceedings"))
        elif self.section is not None and turns_to_note(self.section, block):
            self._begin(Section("note"))
        section = self.section
        if section is not None and section.kind == "proposal" and self._takes_holder(section, block):
            return
        if section is not None and section.kind in ENTRIES and (rows := row_entries(block, section)) is not None:
            self._outline.labels.append(block.body)
            section.blocks.extend(rows)
            return
        if section is not None and section.kind == "presenter" and (presented(section) or is_prose(block)):
            section = self._enclosing()
        elif section is not None and section.kind in LISTS and ends_list(section, block):
            section = None
        self.section = section
        (section or self._account()).blocks.append(block)

    def _takes_holder(self, section: Section, block: Block) -> bool:
        """Takes a line that says who proposes: an officer, a role, or a body before what another body decides."""
        if not section.blocks and is_officer(block):
            presenter = Section("presenter", blocks=[block])
            self._since.append(presenter)
            self.pieces.append(Piece(section=presenter))
            return True
        if not section.blocks and is_title(block.body):
            section.by = section.by or block.body.strip(" :")  # "Förslag", "Stadsdirektören:"
            self._outline.labels.append(block.body)
            return True
        if presents(section, block):
            # "Förslag", "Stadsstyrelsen", "Fullmäktige beslutar ...": the first is who proposes
            at = next(n for n, piece in enumerate(self.pieces) if piece.section is section)
            presenter = Section("presenter", blocks=[section.blocks.pop()])
            self._since.append(presenter)
            self.pieces.insert(at, Piece(section=presenter, ruled=self.pieces[at].ruled))
        return False

    def _enclosing(self) -> Section | None:
        """The section that a presenter's label is printed in: the proposal before it."""
        before = [each for each in self._since if each.kind != "presenter"][-1:]
        return before[0] if before and before[0].kind == "proposal" else None
