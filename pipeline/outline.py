"""Outline: blocks to cover, contents list, items, their handlings and sections.

What a block opens is told by its words, not by its rank alone: real documents put question headings above the
account they belong to, and labels without any mark. A structural label (Förslag, Päätös) ends the section before it;
a heading that is none stays inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors import case_numbers, headings, heads
from extractors.case_numbers import CaseNumber
from extractors.document import Block
from extractors.heads import Head
from extractors.passage import Found, Passage
from extractors.vocabulary import either_of

COVER = frozenset(
    "time place present absent others adjusters signatures checked displayed contents".split()
)
"""Sections of a cover."""
CLOSING = frozenset("signatures checked displayed".split())
"""Sections of a cover that can also stand behind the last item."""
INNER = frozenset("summary motion answer".split())
"""Headings inside an account."""
WHOLE_ITEM = frozenset("for_information appeal".split())
"""Sections that belong to the item, not to one of its handlings."""
LISTS = frozenset("attachments supplementary for_information preparers presenter".split())
"""Sections of entries, which prose ends."""


@dataclass(slots=True)
class Section:
    """A labelled part of a handling, an item or a cover."""

    kind: str
    label: Block | None = None
    by: Passage | None = None
    changed: bool = False
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class HandlingOutline:
    """The parts of one handling; `head` is its own head line, where it has one."""

    head: Head | None = None
    sections: list[Section] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Section]:
        """Its sections of these kinds, in order."""
        return [section for section in self.sections if section.kind in kinds]

    def has(self, *kinds: str) -> bool:
        """Whether it has a section of one of these kinds."""
        return any(section.kind in kinds for section in self.sections)


@dataclass(slots=True)
class ItemOutline:
    """The parts of one item."""

    number: Found[str] | None = None
    title: Passage | None = None
    title_level: int = 0
    case: CaseNumber | None = None
    index: list[Head] = field(default_factory=list)
    own: HandlingOutline = field(default_factory=HandlingOutline)
    history: list[HandlingOutline] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The parts of a document; `labels` are the passages that are recognised labels, headings and head lines."""

    heads: list[Head] = field(default_factory=list)
    cover: list[Section] = field(default_factory=list)
    contents: list[tuple[str, Passage]] = field(default_factory=list)
    items: list[ItemOutline] = field(default_factory=list)
    loose: list[Block] = field(default_factory=list)
    labels: list[Passage] = field(default_factory=list)

    def cover_of(self, *kinds: str) -> list[Section]:
        """The cover's sections of these kinds, in order."""
        return [section for section in self.cover if section.kind in kinds]


@cache
def _start() -> re.Pattern[str]:
    word = either_of("documents", "item_word")
    return re.compile(
        rf"^(?:§\s*(?P<behind>\d+[a-z]?)|(?P<before>\d+[a-z]?)\s*§"
        rf"|(?i:{word}(?:\s*/\s*{word})?)\.?\s*(?P<word>\d+))(?:[.\s–-]+(?P<title>[A-ZÅÄÖ\d\"”].*))?$",
        re.DOTALL,
    )


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of an item: its number, and its title where that stands on the same line."""

    number: Passage
    title: Passage | None


def start(block: Block) -> Start | None:
    """The item that a block begins; None where it begins none ("5 § i kommunallagen", "82 §: Esityslista ...")."""
    if block.kind not in ("heading", "paragraph") or len(block.text) > 300:
        return None
    match = _start().match(block.text)
    if match is None:
        return None
    title = block.body.group(match, "title") if match["title"] else None
    if title and title.text.endswith((".", ":", ";")) and not block.heading:
        return None
    group = next(name for name in ("behind", "before", "word") if match[name])
    return Start(block.body.group(match, group), title)


def outline(blocks: Sequence[Block], running_heads: Sequence[Head] = ()) -> Outline:
    """Finds the parts of a document from its blocks and what its running heads say."""
    return _Outliner(blocks, running_heads).outline


class _Outliner:
    """Walks the blocks once; its state is the section, handling and item that the next block belongs to."""

    def __init__(self, blocks: Sequence[Block], running_heads: Sequence[Head]) -> None:
        self.outline = Outline(heads=list(running_heads))
        self.blocks = blocks
        self.starts = [start(block) for block in blocks]
        self.item: ItemOutline | None = None
        self.handling: HandlingOutline | None = None
        self.section: Section | None = None
        self.in_history = False
        self.index: list[Head] = []
        self.single = not any(self._begins(at) for at in range(len(blocks)))
        self.at = 0
        while self.at < len(blocks):
            self._step(blocks[self.at])
            self.at += 1

    # What a block is

    def _begins(self, at: int) -> bool:
        """Whether an item begins here: with a paragraph sign, a number not used yet, and not as a row of contents."""
        found = self.starts[at]
        if found is None:
            return False
        if any(item.number and item.number.value == found.number.text for item in self.outline.items):
            return False
        if self.section is not None and self.section.kind == "appeal":
            return False
        return not self._is_row(at)

    def _is_row(self, at: int) -> bool:
        """Whether an item's start is a row of the contents: its number begins an item again further on."""
        found = self.starts[at]
        return found is not None and any(
            later is not None and later.number.text == found.number.text for later in self.starts[at + 1 :]
        ) and self._next_starts(at)

    def _next_starts(self, at: int) -> bool:
        """Whether only a few lines stand between this start and the next: rows of a contents list are close."""
        behind = self.starts[at + 1 : at + 4]
        if any(later is not None for later in behind):
            return True
        return any(section.kind == "contents" for section in self.outline.cover[-1:])

    def _step(self, block: Block) -> None:
        if self._begins(self.at):
            self._begin_item(block)
        elif (row := self.starts[self.at]) is not None and self._is_row(self.at):
            if row.title is not None:
                self.outline.contents.append((row.number.text, _without_leader(row.title)))
            self.section = None
            self.outline.labels.append(block.body)
        elif self.item is None:
            self._cover(block)
        else:
            self._in_item(block)

    # The cover

    def _cover(self, block: Block) -> None:
        head = heads.read(block.body)
        heading = headings.read(block.body)
        if self.section is not None and self.section.kind in ("time", "place") and not self.section.blocks:
            self.section.blocks.append(block)
            if head is not None:
                self.outline.heads.append(head)
            return
        if head is not None and not (heading and heading.kind in COVER):
            self._cover_head(head)
        elif heading is not None and heading.kind in COVER:
            self.section = Section(heading.kind, block)
            self.outline.cover.append(self.section)
            self.outline.labels.append(block.body)
        elif self.single and not self._in_cover_section() and self._opens_single(block, heading):
            self._begin_single(block, heading is None)
        elif self.section is not None:
            self.section.blocks.append(block)
        elif self.single and self.outline.heads:
            self._begin_single(block, False)
        else:
            self.outline.loose.append(block)

    def _cover_head(self, head: Head) -> None:
        """A head line on the cover; lines in a row right before an item are the index of its handlings."""
        self.section = None if self.section is None or self.section.kind != "contents" else self.section
        if head.handling and any(known.body for known in self.outline.heads) and self._before_start():
            self.index.append(head)
        else:
            self.outline.heads.append(head)
        self.outline.labels.append(head.line)

    def _before_start(self) -> bool:
        """Whether nothing but head lines stands between here and the next item's start."""
        for at in range(self.at, len(self.blocks)):
            if self.starts[at] is not None:
                return True
            head = heads.read(self.blocks[at].body)
            if head is None or not head.handling:
                return False
        return False

    def _in_cover_section(self) -> bool:
        return self.section is not None and self.section.kind != "contents" and not self.section.blocks

    @staticmethod
    def _opens_single(block: Block, heading: headings.Heading | None) -> bool:
        return heading is not None or block.heading or block.loose

    def _begin_single(self, block: Block, title: bool) -> None:
        """Begins the only item of a document whose items have no numbers of their own."""
        number = next((head.section for head in self.outline.heads if head.section), None)
        self._open(ItemOutline(number=number))
        if title:
            self._title(block.body, block.level)
        else:
            self._in_item(block)

    # Items

    def _open(self, item: ItemOutline) -> None:
        self.item, self.handling = item, item.own
        self.section, self.in_history = None, False
        item.index, self.index = self.index, []
        self.outline.items.append(item)

    def _title(self, title: Passage, level: int) -> None:
        assert self.item is not None  # noqa: S101 - called on an open item only
        self.item.title, self.item.title_level = title, level

    def _begin_item(self, block: Block) -> None:
        found = self.starts[self.at]
        assert found is not None  # noqa: S101 - _begins has seen it
        self._open(ItemOutline(number=found.number.read("outline/number")))
        self.outline.labels.append(block.body)
        if found.title is not None:
            self._title(found.title, block.level)
        elif self.at + 1 < len(self.blocks):
            behind = self.blocks[self.at + 1]
            while behind is not None and case_numbers.find(behind.body) and self.at + 2 < len(self.blocks):
                self._case(behind)
                self.at += 1
                behind = self.blocks[self.at + 1]
            if self.starts[self.at + 1] is None and len(behind.text) < 400 and heads.read(behind.body) is None:
                self._title(behind.body, behind.level)
                self.at += 1

    def _case(self, block: Block) -> bool:
        """Takes a line with a diary number under an item's title."""
        item = self.item
        if item is None or item.case is not None or item.own.sections or item.history:
            return False
        found = case_numbers.find(block.body)
        if found is None:
            return False
        item.case = found
        self.outline.labels.append(block.body)
        return True

    def _in_item(self, block: Block) -> None:
        assert self.item is not None  # noqa: S101 - called on an open item only
        self.item.blocks.append(block)
        if self._case(block):
            return
        head = heads.read(block.body) if len(block.lines) <= 2 else None
        heading = headings.read(block.body)
        if head is not None and head.handling and not self._prose():
            self._handling(head)
        elif heading is not None and heading.kind in CLOSING and self._last_item():
            self.section = Section(heading.kind, block)
            self.outline.cover.append(self.section)
            self.outline.labels.append(block.body)
        elif heading is not None and heading.kind not in COVER and self._opens(heading, block):
            self._label(heading, block)
        elif self.single and self.item.title is None and (block.heading or block.loose) and not self.item.own.sections:
            self._title(block.body, block.level)
        else:
            self._content(block)

    def _prose(self) -> bool:
        """Whether the open section is one in which a line that looks like a head is an entry of a list."""
        return self.section is not None and self.section.kind in ("for_information", "attachments", "supplementary") and not self._ends_list()

    def _ends_list(self) -> bool:
        return self.blocks[self.at].kind != "item"

    def _last_item(self) -> bool:
        return not any(self._begins(at) for at in range(self.at + 1, len(self.blocks)))

    def _opens(self, heading: headings.Heading, block: Block) -> bool:
        """Whether a label opens a section here: a common word with a colon does not, inside a proposal or decision."""
        inside = self.section is not None and self.section.kind in ("proposal", "decision")
        return not (heading.plain and inside and block.text.endswith(":"))

    def _handling(self, head: Head) -> None:
        """A head line of a handling: an earlier one, this meeting's own, or a row of the index at the item's head."""
        assert self.item is not None and self.handling is not None  # noqa: S101
        self.outline.labels.append(head.line)
        if self._before_start_of_next():
            self.index.append(head)
            return
        if self._own(head):
            self.handling, self.in_history = self.item.own, False
            self.item.own.head = head
        else:
            self.handling = HandlingOutline(head)
            self.item.history.append(self.handling)
        self.section = None

    def _before_start_of_next(self) -> bool:
        return not self.single and self._before_start() and self._begins_after()

    def _begins_after(self) -> bool:
        for at in range(self.at, len(self.blocks)):
            if self.starts[at] is not None:
                return self._begins(at)
        return False

    def _own(self, head: Head) -> bool:
        """Whether a head line is this meeting's: same body, and same day or paragraph as the document says."""
        item = self.item
        for own in self.outline.heads:
            if own.body_name and head.body_name and own.body_name != head.body_name:
                continue
            number = item.number.value if item and item.number else None
            same_day = own.date is not None and head.date is not None and own.date.day == head.date.day
            same_number = head.section is not None and head.section.value == number
            if same_day and (same_number or number is None or head.section is None):
                return True
        return False

    def _label(self, heading: headings.Heading, block: Block) -> None:
        assert self.item is not None and self.handling is not None  # noqa: S101
        self.outline.labels.append(block.body)
        kind = heading.kind
        if kind == "history":
            self.in_history, self.section = True, None
            self.handling = HandlingOutline()
            return
        if kind == "speaker":
            if self.section is not None and self.section.by is None:
                self.section.by = heading.by
            return
        self._leave_history(kind)
        if kind in INNER:
            self._inner(block)
            return
        if kind in WHOLE_ITEM:
            self.section = Section(kind, block, heading.by)
            self.item.sections.append(self.section)
            return
        if kind == "proposal" and self.section is not None and self.section.kind in ("proposal", "presenter"):
            proposal = self.handling.of("proposal")[-1:] or [None]
            if proposal[0] is not None and not proposal[0].blocks and not heading.changed:
                proposal[0].by = heading.by or proposal[0].by  # "Ehdotus", then "Kaupunginjohtajan ehdotus:"
                self.section = proposal[0]
                return
        self.section = Section(kind, block, heading.by, heading.changed)
        self.handling.sections.append(self.section)

    def _leave_history(self, kind: str) -> None:
        """Goes back to this meeting's handling when a section comes that an earlier one would not have any more.

        After an earlier handling's decision, a section that this meeting's own handling lacks is its own; and under
        a heading for history without any handling, all that follows is.
        """
        assert self.item is not None and self.handling is not None  # noqa: S101
        if self.handling is self.item.own or kind in WHOLE_ITEM:
            return
        own = self.item.own
        empty = self.in_history and self.handling not in self.item.history
        finished = self.handling.has("decision") and kind not in ("vote", "dissent", "note", "disqualification", "decision")
        if empty or (finished and not own.has(kind) and (kind not in INNER or not own.has("account"))):
            self.handling, self.in_history = own, False

    def _inner(self, block: Block) -> None:
        """A heading inside the account, which begins one where there is none."""
        self._account().blocks.append(block)

    def _account(self) -> Section:
        assert self.handling is not None  # noqa: S101
        if self.section is None or self.section.kind != "account":
            self.section = Section("account")
            self.handling.sections.append(self.section)
        return self.section

    def _content(self, block: Block) -> None:
        """Text: it goes to the open section; text that no label opened is the account."""
        assert self.handling is not None  # noqa: S101
        section = self.section
        if section is not None and section.kind == "presenter" and (section.blocks or _is_prose(block)):
            section = self.section = self._enclosing()
        elif section is not None and section.kind in LISTS and _is_prose(block):
            section = self.section = None
        if section is None:
            section = self._account()
        section.blocks.append(block)

    def _enclosing(self) -> Section | None:
        """The section that a presenter's label stands in: the proposal before it."""
        assert self.handling is not None  # noqa: S101
        before = [section for section in self.handling.sections if section.kind != "presenter"]
        return before[-1] if before and before[-1].kind == "proposal" else None


def _without_leader(title: Passage) -> Passage:
    """A title in a contents list without the dots and the page number behind it."""
    match = re.search(r"[\s.…_]{4,}\d{0,4}$", title.text)
    return title[: match.start()] if match else title


def _is_prose(block: Block) -> bool:
    """Whether a block is running text, no entry of a list: a sentence with a full stop, or a long one."""
    if block.kind == "item" or block.kind == "table":
        return False
    long = len(block.text) > 200 and len(block.lines) < len(block.text) / 60
    return (block.text.endswith((".", ":", "?")) and len(block.text.split()) > 6) or long
