"""The outline of one item: which of its blocks belong to which handling and section.

What a block opens is told by its words, not by its rank alone: real documents put question headings above the
account they belong to, and labels without any mark. A structural label (Förslag, Päätös) ends the section before it;
a heading that is none stays inside.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.core.document import Block
from extractors.organisations import body as bodies
from extractors.people.person_line import is_title
from extractors.structure import case_number, meeting_reference
from extractors.structure.meeting_reference import Head
from extractors.structure.section_heading import Heading
from extractors.vocabulary import SectionKind, words
from pipeline.structure import current_meeting
from pipeline.structure.list_entries import (
    is_officer,
    is_prose,
    offers,
    presented,
    presents,
    proposed,
    row_entries,
    signed,
)
from pipeline.structure.model import HandlingOutline, ItemOutline, Outline, Section
from pipeline.structure.section_kinds import CLOSING, COVER, EARLY, ENTRIES, INNER, LATE, LISTS, WHOLE_ITEM

# "Liite 1 Sopimusluonnos", "Bilaga nr 2: Karta", "Oheismateriaali 2 Kartta"
_NUMBERED_DOCUMENT = re.compile(
    r"^(?:(?P<attached>Liite|Bilaga)|Oheismateriaali|Tilläggsmaterial)\s+(?:n(?:r|ro|:o)\.?\s+)?\d{1,2}:?\s+[A-ZÅÄÖ\"”]"
)


class ItemWalker:
    """Takes an item's blocks one by one; its state is the handling and section that the next one belongs to."""

    def __init__(self, item: ItemOutline, outline: Outline, single: bool) -> None:
        self.item = item
        self.handling = item.own
        self.section: Section | None = None
        self._outline = outline
        self._single = single
        self._in_history = False  # behind a heading for it
        self._title_next = False  # behind a label for it
        self._history_label: Block | None = None
        self._spoken: Block | None = None  # an officer's title with a colon, alone
        self._body: Section | None = None  # what a body may have decided, named behind a proposal: "Lautakunta:"

    def take(self, block: Block, last: bool, index: bool) -> Head | None:
        """Takes the next block.

        Args:
            block: the block.
            last: whether no item follows this one, so that the minutes' closing sections may.
            index: whether a head line here belongs to the list over the next item.

        Returns:
            The head line that belongs to the next item's list, else None.
        """
        self.item.blocks.append(block)
        if (
            block.ruled
            and self.handling.head
            and (over := current_meeting.ruled_off(self.handling, self.item)) is not None
        ):
            self.handling, self.section = over, None
        if self.take_case(block):
            return None
        if self._single and (head := current_meeting.numbering(block, self.item)) is not None:
            self.item.number, self.item.own.head = head.section, head
            self._outline.labels.append(block.body)
            return None
        if current_meeting.in_short(block, self.item):
            self._outline.labels.append(block.body)
            if self.handling is not self.item.own:
                self.handling, self.section = self.item.own, None  # handlings by other bodies stood above it
            return None
        numbered = _NUMBERED_DOCUMENT.match(block.text) if len(block.text) < 300 and block.kind != "item" else None
        if numbered is not None:
            kind: SectionKind = "attachments" if numbered["attached"] else "supplementary"
            if self.section is None or self.section.kind != kind:
                self._begin(Section(kind))
            (self.section or self._account()).blocks.append(block)
            return None
        if officers := signed(block, self.section):
            self._begin(Section(officers[0], blocks=[officers[1]]))
            self._outline.labels.append(block.body)
            self.section = None if officers[0] == "preparers" else self.section  # what they wrote follows
            return None
        if self._speaks(block):
            return None
        if not self.handling.has("proposal", "decision") and (offered := proposed(block)) is not None:
            self._begin(Section("proposal", by=offered[0], blocks=[offered[1]]))
            self._outline.labels.append(offered[0])
            return None
        head = meeting_reference.read(block.body, any_body=self._in_history) if len(block.lines) <= 2 else None
        heading = current_meeting.heading(block, self.handling.sections)
        if head is not None and head.handling and not self._lists(block):
            self._outline.labels.append(head.line)
            if index:
                return head
            self._open_handling(head)
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
        elif self._untitled(block):
            self.item.title, self._title_next = block.body, False
        else:
            self._content(block)
        return None

    def expect_title(self) -> None:
        """Says that what comes next is the title, where the item has nothing yet."""
        self._title_next = self.item.title is None and not self.item.own.sections and not self.item.history

    def _speaks(self, block: Block) -> bool:
        """Takes an officer's title alone ("SD:"), and what the officer proposes in the block behind it."""
        spoken, self._spoken = self._spoken, None
        if spoken is not None:
            if offers(block.text) and meeting_reference.read(block.body) is None:
                self._begin(Section("proposal", spoken, spoken.body.strip(" :"), blocks=[block]))
                self._outline.labels.append(spoken.body)
                return True
            self._content(spoken)
        waiting = self.section is not None and self.section.kind == "proposal"
        done = self.handling.has("proposal", "decision")
        if block.text.endswith(":") and not waiting and not done and is_title(block.body):
            self._spoken = block
        return self._spoken is not None

    def take_case(self, block: Block) -> bool:
        """Takes a line with a diary number under an item's title."""
        if self.item.own.sections or self.item.history:
            return False
        if self.item.case is None and block.text.rstrip(" :").casefold() in map(
            str.casefold, words("labels", "case_number")
        ):
            self._outline.labels.append(block.body)  # a label over its number
            return True
        known = self.item.case
        case = case_number.classified(known, block.body) if known else case_number.find(block.body)
        if case is None:
            return False
        self.item.case = case
        self._outline.labels.append(block.body)
        return True

    def _untitled(self, block: Block) -> bool:
        if meeting_reference.is_label(block.text):
            return False
        first = self._single and self.item.title is None and not self.item.own.sections
        return self._title_next or (first and (block.heading or block.loose))

    def _lists(self, block: Block) -> bool:
        """Whether the open section is a list in which a line that looks like a head is an entry."""
        return self.section is not None and self.section.kind in ENTRIES and block.kind == "item"

    def _opens(self, heading: Heading, block: Block) -> bool:
        """Whether a label opens a section here: a common word with a colon does not, inside a proposal or decision."""
        kind = self.section.kind if self.section is not None else None
        inside = kind == "decision" or (kind == "proposal" and heading.kind != "proceedings")  # "Diskussion:" does
        common = heading.plain and inside and block.text.endswith(":") and heading.kind != "for_information"
        return not (common or current_meeting.demands(heading, block, self.section))

    def _open_handling(self, head: Head) -> None:
        """A head line opens a handling: this meeting's own, or an earlier one."""
        if current_meeting.is_own(head, self.item, self._outline):
            self.handling = self.item.own
            short = head.body_name is not None and bodies.kind(head.body_name) is None
            self.item.own.head = replace(head, body=None) if short else head  # the document's head has the name
        else:
            self._index(head)
            self.handling = HandlingOutline(head)
            self.item.history.append(self.handling)
        self.section = None

    def _index(self, head: Head) -> None:
        """Puts head lines that come again, now with text under them, into the list of handlings that they are."""
        listed = [
            each
            for each in self.item.history
            if each.head and not each.sections and current_meeting.same(each.head, head)
        ]
        for each in listed:
            self.item.history.remove(each)
            self.item.index.extend([each.head] if each.head else [])

    def _open(self, heading: Heading, block: Block) -> None:
        """A label opens what it names."""
        self._title_next = False
        kind = heading.kind
        if kind == "decision" and current_meeting.reported(heading, self._outline):
            self._content(block)
        elif kind == "history":
            self._in_history, self.section = True, None
            self.handling = HandlingOutline()  # without a head line it stays empty and is dropped
            self._history_label = block
        elif kind == "speaker":
            if current_meeting.decides(heading, self.section, self.handling):
                self._begin(Section("decision", block, heading.by))
            elif self.section is not None and self.section.kind == "proposal" and self.section.blocks:
                self._body = Section("decision", block, heading.by)
            elif self.section is not None and self.section.by is None:
                self.section.by = heading.by
        else:
            self._leave_history(kind)
            if kind in INNER:
                self._account().blocks.append(block)
            elif kind in WHOLE_ITEM:
                self.section = Section(kind, block, heading.by)
                self.item.sections.append(self.section)
            elif not self._whose(heading):
                self._begin(Section(kind, block, heading.by, heading.changed))

    def _whose(self, heading: Heading) -> bool:
        """ "Ehdotus", then "Kaupunginjohtajan ehdotus:" is one proposal; the second label says whose."""
        proposals = self.handling.of("proposal")
        in_proposal = self.section is not None and self.section.kind in ("proposal", "presenter")
        if heading.kind != "proposal" or not in_proposal or not proposals:
            return False
        if proposals[-1].blocks or heading.changed:
            return False
        self.section = proposals[-1]
        self.section.by = heading.by or self.section.by
        return True

    def _leave_history(self, kind: str) -> None:
        """Goes back to this meeting's handling when a section comes that an earlier one would not have any more.

        After an earlier handling's decision, a section that this meeting's own handling lacks is its own; and under
        a heading for history without any handling, all that follows is.
        """
        if self.handling is self.item.own or kind in WHOLE_ITEM:
            return
        own = self.item.own
        empty = self.handling.head is None  # under a heading for history that no handling followed
        finished = self.handling.has("decision") and kind not in LATE
        lacking = not own.has("account") if kind in INNER else not own.has(kind)
        # A label column: "Päätöshistoria" with a line or two beside it, then this meeting's "Tiivistelmä".
        told = self._in_history and not any(section.label for section in self.handling.sections) and bool(own.sections)
        if empty or (finished and lacking) or (told and lacking and kind in EARLY):
            self.handling, self.section = own, None

    def _begin(self, section: Section) -> Section:
        """Opens a section of the handling."""
        self.section = section
        self.handling.sections.append(section)
        return section

    def _account(self) -> Section:
        """The account that is open, or a new one: text that no label opened is the account."""
        if self.section is None or self.section.kind != "account":
            return self._begin(Section("account"))
        return self.section

    def _content(self, block: Block) -> None:
        """Text goes to the open section; a list of entries ends where prose begins."""
        if self._history_label and self.handling.head is None and self.section is None and is_prose(block):
            self._tell_history(self._history_label)
        speaks, self._body = self._body, None
        if speaks is not None and not self.handling.has("decision") and current_meeting.did(block.text):
            self._begin(speaks)
        talk = self.section is not None and current_meeting.turns_to_talk(self.section, block)
        section = self._begin(Section("proceedings")) if talk else self.section
        if section is not None and section.kind == "proposal" and not section.blocks and is_officer(block):
            self.handling.sections.append(Section("presenter", blocks=[block]))
            return
        if section is not None and section.kind == "proposal" and not section.blocks and is_title(block.body):
            section.by = section.by or block.body.strip(" :")  # "Förslag", "Stadsdirektören:"
            self._outline.labels.append(block.body)
            return
        if section is not None and section.kind == "proposal" and presents(section, block):
            # "Förslag", "Stadsstyrelsen", "Fullmäktige beslutar ...": the first is who proposes
            at = self.handling.sections.index(section)
            self.handling.sections.insert(at, Section("presenter", blocks=[section.blocks.pop()]))
        if section is not None and section.kind in ENTRIES and (rows := row_entries(block, section)) is not None:
            self._outline.labels.append(block.body)
            section.blocks.extend(rows)
            return
        if section is not None and section.kind == "presenter" and (presented(section) or is_prose(block)):
            section = self._enclosing()
        elif section is not None and section.kind in LISTS and is_prose(block, section.kind == "preparers"):
            section = None
        self.section = section
        (section or self._account()).blocks.append(block)

    def _tell_history(self, label: Block) -> None:
        """Under a heading for history stands prose and no handling: it is a part of this meeting's account."""
        self.handling, self._in_history, self._history_label = self.item.own, False, None
        accounts = self.handling.of("account")
        self.section = accounts[-1] if accounts else None
        self._account().blocks.append(label)

    def _enclosing(self) -> Section | None:
        """The section that a presenter's label stands in: the proposal before it."""
        before = [each for each in self.handling.sections if each.kind != "presenter"][-1:]
        return before[0] if before and before[0].kind == "proposal" else None
