"""Outline: blocks to cover, contents list and items."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from extractors.core.document import Block
from extractors.organisations.body import names_body
from extractors.structure import case_number, meeting_reference, section_heading
from extractors.structure.meeting_reference import Head
from extractors.vocabulary import either_of
from pipeline.layout.paragraphs import LISTED
from pipeline.structure import cover_lines, current_meeting, reference_starts
from pipeline.structure.item_outline import ItemWalker
from pipeline.structure.model import ItemOutline, Outline, Section
from pipeline.structure.numbered_starts import Start, chain, contents_rows, start, under_titles, without_leader
from pipeline.structure.section_kinds import CLOSING, COVER, DOCUMENTS

CLASS = re.compile(r"\d{2}(?:\.\d{2})+")
"""A class of the filing plan, alone on its line: "00.01.01.00"."""

MENU = 25
"""Blocks of menus and links that may stand over the head of a portal's page."""


def outline(blocks: Sequence[Block], running_heads: Sequence[Head] = ()) -> Outline:
    """Finds the parts of a document from its blocks and what its running heads say."""
    return current_meeting.settled(_Walker(blocks, running_heads).outline)


def _titled(blocks: Sequence[Block], starts: Collection[int]) -> int | None:
    """Where the only heading of the first rank stands, if it is a title: no head line, no item's number."""
    first = [at for at, block in enumerate(blocks) if block.level == 1]
    if len(first) != 1 or first[0] in starts or meeting_reference.read(blocks[first[0]].body) is not None:
        return None
    return first[0]


def _portal_head(blocks: Sequence[Block]) -> int | None:
    """Where the head of a portal's page of one item stands: "Kommunfullmäktige", "Protokoll 31.01.2022/Paragraf 4".

    It names the document with day and paragraph, once; lines of menus may stand above it, and what follows is one item.
    """
    found = []
    for at, block in enumerate(blocks[:MENU]):
        head = meeting_reference.read(block.body) if "/" in block.text and block.text[-1].isdigit() else None
        if head is not None and head.document and head.date and head.section and not head.page:
            found.append(at)
    return found[0] if len(found) == 1 else None


@cache
def _navigation() -> re.Pattern[str]:
    word = either_of("labels", "navigation")
    return re.compile(rf"{word}(?:[\s|›·]+{word})*")


class _Walker:
    """Walks the blocks of a document once."""

    def __init__(self, blocks: Sequence[Block], running_heads: Sequence[Head]) -> None:
        self.outline = Outline(heads=list(running_heads))
        self._blocks = blocks
        self._numbers = {at: found for at, block in enumerate(blocks) if (found := start(block)) is not None}
        self._starts = under_titles(blocks, self._numbers)
        over = reference_starts.starts(blocks, self._heads_over(running_heads))
        if over and (not self._starts or reference_starts.behind_list(over, self._starts)):
            self._starts |= over
        if (titled := _titled(blocks, self._starts)) is not None:
            # A page of one matter under its title: paragraphs of by-laws in its text are no matters.
            self._starts = {at: found for at, found in self._starts.items() if at < titled or 0 < blocks[at].level < 3}
        self._portal = _portal_head(blocks)
        paged = self._portal is not None
        self._rows = frozenset() if paged else contents_rows(blocks, self._starts)
        self._first = {} if paged else self._beginnings()
        self._last = max(self._first.values(), default=-1)  # where the last item begins
        self._leads = self._leading()
        self._walker: ItemWalker | None = None
        self._section: Section | None = None  # of the cover
        self._early: list[Section] = []  # lists of documents over the only item
        self._index: list[Head] = []  # head lines over the next item
        self._case: list[Block] = []  # a diary number over the next item, and its class
        self._at = 0
        while self._at < len(blocks):
            self._step(blocks[self._at])
            self._at += 1

    def _heads_over(self, running_heads: Sequence[Head]) -> list[Head]:
        """What tells the meeting's body and day before its items are known: running heads, and heads of the cover."""
        found = list(running_heads)
        for block in self._blocks[:MENU]:
            head = meeting_reference.read(block.body) if len(block.text) <= meeting_reference.LONGEST else None
            if head is not None and (head.document or head.page or not head.section):
                found.append(head)
        return found

    def _step(self, block: Block) -> None:
        if self._begins(self._at):
            self._begin_item(block, self._starts[self._at])
        elif self._begins(self._at + 1) and len(block.text) < 60 and case_number.find(block.body) is not None:
            self._case = [block]  # a diary number right over the item that it belongs to
        elif self._walker is None and self._case_over_class(self._at):
            self._case, self._section = [block], None
        elif self._walker is None and self._case and CLASS.fullmatch(block.text):
            self._case.append(block)
        elif self._walker is None and (listed := LISTED.search(block.text)) is not None:
            self._list(block, int(listed["page"]))
        elif self._at in self._rows:
            row = self._starts[self._at]
            if row.title is not None:
                self.outline.contents.append((row.number.text, without_leader(row.title)))
            self.outline.labels.append(block.body)
            self._section = None
        elif self._walker is None:
            self._cover(block)
        elif self._repeats_number(self._at, self._walker):
            self.outline.labels.append(block.body)
            self._walker.expect_title()
        else:
            self._in_item(block, self._walker)

    def _case_over_class(self, at: int) -> bool:
        """Whether a block is a diary number alone, with the class of its matter alone below it."""
        below = self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        if below is None or not CLASS.fullmatch(below.text) or len(self._blocks[at].text) > 60:
            return False
        return case_number.find(self._blocks[at].body) is not None

    def _list(self, block: Block, page: int) -> None:
        """Takes a row of a contents list that ends in dots and a page number."""
        title = without_leader(block.body)
        self._section = None
        self.outline.listed.append((page, title))
        self.outline.labels.append(block.body)
        row = self._starts.get(self._at) if self._at in self._rows else None
        if row is not None and row.title is not None:
            self.outline.contents.append((row.number.text, without_leader(row.title)))

    # Where items begin

    @property
    def _single(self) -> bool:
        """Whether the document holds one item, whose number stands in its head or nowhere."""
        return not self._first and not self._rows

    def _beginnings(self) -> dict[str, int]:
        """Where each number first begins an item; later on it is only mentioned, as in appeal information."""
        first: dict[str, int] = {}
        for at, found in self._starts.items():
            if at not in self._rows:
                first.setdefault(found.number.text, at)
        listed = {self._starts[at].number.text for at in self._rows}
        numbers = chain(list(first), listed)
        return {number: at for number, at in first.items() if number in numbers}

    def _begins(self, at: int) -> bool:
        """Whether an item begins here: where its number first stands, and not in appeal information."""
        found = self._starts.get(at)
        if found is None or self._first.get(found.number.text) != at:
            return False
        return self._walker is None or current_meeting.may_follow(
            self._walker.item, self._walker.section, found.number.text
        )

    def _repeats_number(self, at: int, walker: ItemWalker) -> bool:
        """Whether a block is the open item's number once more, alone: some systems print it beside the title too."""
        found, own = self._numbers.get(at), walker.item.number
        return found is not None and found.title is None and own is not None and own.value == found.number.text

    def _leading(self) -> list[bool]:
        """For each block, whether nothing but head lines of handlings stands from it to the beginning of an item."""
        leads = [False] * (len(self._blocks) + 1)
        for at in range(len(self._blocks) - 1, -1, -1):
            if (found := self._starts.get(at)) is not None:
                leads[at] = self._first.get(found.number.text) == at
            elif leads[at + 1]:
                head = meeting_reference.read(self._blocks[at].body)
                leads[at] = head is not None and head.handling
        return leads

    # The cover

    def _cover(self, block: Block) -> None:
        if self._is_menu(block):
            if (
                (over := meeting_reference.read(block.lines[-1])) is not None
                and over.body
                and self._at + 1 == self._portal
            ):
                self.outline.heads.append(over)  # the body's name is the menu's last line
            self.outline.labels.append(block.body)
            return
        head = meeting_reference.read(block.body)
        heading = section_heading.read(block.body)
        section = self._section
        if section is not None and section.kind in ("time", "place") and not section.blocks:
            section.blocks.append(block)
            if head is not None:
                self.outline.heads.append(head)
        elif section is not None and cover_lines.dates_closing(section, head, heading):
            section.blocks.append(block)  # a day over a signature
        elif head is not None and not cover_lines.closes(section, heading):
            self._cover_head(head)
        elif self._single and heading is None and current_meeting.labels(block, self.outline):
            self.outline.labels.append(block.body)
        elif section is not None and section in self._early and case_number.find(block.body) is not None:
            self._section = None
            self._case = [block]
        elif heading is not None and heading.kind in DOCUMENTS and len(self._first) < 2:
            self._section = Section(heading.kind, block)
            self._early.append(self._section)
            self.outline.labels.append(block.body)
        elif heading is not None and heading.kind in COVER | CLOSING:
            self._section = Section(heading.kind, block)
            self.outline.cover.append(self._section)
            self.outline.labels.append(block.body)
        elif self._single and self._may_begin() and (heading is not None or block.heading or block.loose):
            self._begin_single(block, heading is None)
        elif section is not None:
            section.blocks.append(block)
        elif self._single and self.outline.heads:
            self._begin_single(block, False)
        else:
            cover_lines.met(block, self.outline)
            self.outline.loose.append(block)

    def _is_menu(self, block: Block) -> bool:
        """Whether a block of a portal's page is a menu: over the page's head, or a row of links behind it."""
        if self._portal is None:
            return False
        if self._at < self._portal:
            return "/" in block.text or not names_body(block.text)
        return _navigation().fullmatch(block.text) is not None

    def _cover_head(self, head: Head) -> None:
        """A head line on the cover; behind the meeting's own, those right over an item are its list of handlings."""
        if self._section is not None and self._section.kind != "contents":
            self._section = None
        self.outline.labels.append(head.line)
        known = any(known.body for known in self.outline.heads)
        if head.handling and known and (self._leads[self._at] or self._listed(head)):
            self._index.append(head)
        else:
            self.outline.heads.append(head)

    def _listed(self, head: Head) -> bool:
        """Whether a head over the only item is one of its list of handlings: another than the document's own."""
        first = next((known for known in self.outline.heads if known.body and known.date and known.section), None)
        if not self._single or first is None or first.date is None or head.date is None or head.section is None:
            return False
        return first.date.day != head.date.day

    def _may_begin(self) -> bool:
        """Whether the only item may begin here: not while a section of the cover waits for its first line."""
        return self._section is None or self._section.kind == "contents" or bool(self._section.blocks)

    def _begin_single(self, block: Block, title: bool) -> None:
        """Begins the only item of a document whose items have no numbers of their own."""
        number = next((head.section for head in self.outline.heads if head.section), None)
        walker = self._open(ItemOutline(number=number))
        if title:
            walker.item.title = block.body
        else:
            self._in_item(block, walker)

    # Items

    def _open(self, item: ItemOutline) -> ItemWalker:
        item.index, self._index = self._index, []
        self.outline.items.append(item)
        self._walker = ItemWalker(item, self.outline, self._single)
        for block in self._case:
            self._walker.take_case(block)
        self._case = []
        item.own.sections.extend(self._early)
        return self._walker

    def _begin_item(self, block: Block, found: Start) -> None:
        """Begins an item; its title stands on the same line, or is the next block."""
        walker = self._open(ItemOutline(number=found.number.read("outline/number"), title=found.title))
        self.outline.labels.append(block.body)
        if (head := meeting_reference.read(block.body)) is not None and head.begins_item:
            self.outline.heads.append(head)
        while walker.item.title is None and self._at + 1 < len(self._blocks):
            behind = self._blocks[self._at + 1]
            if case_number.find(behind.body) and walker.take_case(behind):
                self._at += 1
                continue
            label = section_heading.read(behind.body)
            if (
                label is not None
                and label.by is None
                and label.kind in ("proposal", "decision", "preparers", "presenter", "account")
            ):
                break
            if (
                self._at + 1 not in self._starts
                and len(behind.text) < 400
                and meeting_reference.read(behind.body) is None
            ):
                walker.item.title = behind.body
                self._at += 1
            break

    def _in_item(self, block: Block, walker: ItemWalker) -> None:
        head = walker.take(block, self._at > self._last, not self._single and self._leads[self._at])
        if head is not None:
            self._index.append(head)
