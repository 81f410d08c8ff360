"""The outline of a document: its blocks as cover, contents list and items."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractors.core.passage import Passage
from extractors.core.slugs import slug
from extractors.language import dates
from extractors.structure.meeting_reference import MeetingReference
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure import bulletins, handlings, unlabelled_decisions
from pipeline.structure.cover import Cover, portal_reference
from pipeline.structure.doubts import doubts
from pipeline.structure.item_sections import ItemSections, Piece
from pipeline.structure.model import ItemOutline, Outline, Start
from pipeline.structure.section_kinds import WITH_PRESENT
from pipeline.structure.starts import item_starts, plain_starts
from pipeline.structure.starts.contents_list import without_leader
from pipeline.structure.starts.titles import above_numbers, can_be_title

_NO_TITLE = frozenset({"proposal", "decision", "preparers", "presenter", "account"})
"""Labels that can't be an item's title."""

_CASE = 60
"""Characters at most of a line with a case number over an item."""


def outline(blocks: Sequence[TaggedBlock], running: Sequence[MeetingReference] = ()) -> Outline:
    """Finds the parts of a document from its blocks and the references of its headers and footers.

    Where the document itself speaks against the first reading, it is read again with that as evidence: with the
    numbers that are missing, and with titles on the other side of bare numbers. The reading with the fewest doubts is
    taken, the first of them.
    """
    first = _Outliner(blocks, running).outline
    left = doubts(first)
    if not left.count:
        return first
    tries = [_Outliner(blocks, running, left.missing).outline] if left.missing else []
    if left.titles or left.untitled:
        tries.append(_Outliner(blocks, running, left.missing, turned=True).outline)
    return min([first, *tries], key=lambda each: doubts(each).count)


class _Outliner:
    """Takes the blocks of a document once, in order; which meeting an item's sections belong to comes last.

    Args:
        blocks: the document's blocks.
        running: the references of its headers and footers.
        wanted: section numbers that an earlier reading missed.
        turned: whether titles are looked for on the other side of bare numbers than an earlier reading did.
    """

    def __init__(
        self,
        blocks: Sequence[TaggedBlock],
        running: Sequence[MeetingReference],
        wanted: frozenset[int] = frozenset(),
        turned: bool = False,
    ) -> None:
        self.outline = Outline(references=list(running))
        self._blocks = blocks
        portal = portal_reference(blocks)
        found = item_starts.find(blocks, running, wanted) if portal is None else item_starts.ItemStarts({}, {})
        self._starts, self._rows = _with_titles(blocks, found.starts, turned), found.rows
        if portal is None and not self._starts:
            self._starts = plain_starts.find(blocks)
        self._last = max(self._starts, default=-1)  # where the last item begins
        self._leads = self._leading()
        self._single = not self._starts and not self._rows and not _has_cover(blocks)
        self._cases_first = _cases_first(blocks, self._starts)
        self._cover = Cover(self.outline, self._single, portal, few=len(self._starts) < 2)
        self._item: ItemSections | None = None
        self._numbered: dict[str, ItemSections] = {}  # the items by number
        self._index: list[MeetingReference] = []  # references over the next item
        self._case: list[TaggedBlock] = []  # a case number over the next item, and its class
        self._parsed: list[tuple[ItemOutline, list[Piece]]] = []
        self._at = 0
        while self._at < len(blocks):
            self._step(blocks[self._at])
            self._at += 1
        meeting = self._meeting()
        for item, pieces in self._parsed:
            handlings.assign(item, pieces, meeting)
        bulletins.read(self.outline)
        unlabelled_decisions.find(self.outline)

    def _meeting(self) -> handlings.Meeting:
        """What headers, footers and cover say of the meeting."""
        blocks = [block for section in self.outline.cover_of("time") for block in section.blocks]
        days = tuple(found.day for block in blocks for found in dates.find(block.body))
        return handlings.Meeting(tuple(self.outline.references), days)

    def _leading(self) -> list[bool]:
        """For each block, whether nothing but references is printed from it to the beginning of an item."""
        leads = [False] * (len(self._blocks) + 1)
        for at in range(len(self._blocks) - 1, -1, -1):
            leads[at] = at in self._starts or (leads[at + 1] and self._blocks[at].handled is not None)
        return leads

    def _step(self, each: TaggedBlock) -> None:
        at, item = self._at, self._item
        if (start := self._starts.get(at)) is not None:
            self._begin_item(each, start)
        elif self._cases_first and at + 1 in self._starts and len(each.text) < _CASE and each.case is not None:
            self._case = [each]  # a case number right over the item that it belongs to
        elif item is None and self._case_over_class(at):
            self._case, self._cover.section = [each], None
        elif item is None and self._case and each.tags.filing_class:
            self._case.append(each)
        elif item is None and each.tags.row_page is not None:
            self._list(each, each.tags.row_page)
        elif (row := self._rows.get(at)) is not None:
            if row.title is not None and row.number is not None:
                self.outline.contents.append((row.number.text, without_leader(row.title)))
            self.outline.labels.append(each.body)
            self._cover.section = None
        elif item is None:
            self._take_cover(each)
        elif self._repeats_number(each, item):
            if each.number is not None and each.number.case is not None and item.item.case is None:
                item.item.case = each.number.case
            self.outline.labels.append(each.body)
            item.expect_title()
        elif not self._single and self._leads[at] and each.handled is not None:
            self.outline.labels.append(each.handled.line)
            self._index.append(each.handled)
        elif (again := self._goes_back(each)) is not None:
            self._item = again
            self.outline.labels.append(each.body)
        else:
            item.take(each, last=at > self._last)

    # The cover

    def _take_cover(self, each: TaggedBlock) -> None:
        begins = self._cover.take(each, self._at, self._leads[self._at])
        if self._cover.case:
            self._case, self._cover.case = self._cover.case, []
        if begins is not None:
            self._begin_single(each, begins)

    def _case_over_class(self, at: int) -> bool:
        """Whether a block is a case number alone, with the class of its matter alone below it."""
        below = self._blocks[at + 1] if at + 1 < len(self._blocks) else None
        if below is None or not below.tags.filing_class or len(self._blocks[at].text) > _CASE:
            return False
        return self._blocks[at].case is not None

    def _list(self, each: TaggedBlock, page: int) -> None:
        """Takes a row of a contents list that ends in dots and a page number."""
        title = without_leader(each.body)
        self._cover.section = None
        self.outline.listed.append((page, title))
        self.outline.labels.append(each.body)
        row = self._rows.get(self._at)
        if row is not None and row.title is not None and row.number is not None:
            self.outline.contents.append((row.number.text, without_leader(row.title)))

    def _begin_single(self, each: TaggedBlock, title: bool) -> None:
        """Begins the only item of a document whose items have no numbers of their own."""
        number = next((known.section for known in self.outline.references if known.section), None)
        item = self._open(ItemOutline(number=number, why="the document's only item"))
        if title:
            item.item.title = each.body
        else:
            item.take(each, last=self._at > self._last)

    # Items

    def _repeats_number(self, each: TaggedBlock, item: ItemSections) -> bool:
        """Whether a block is the open item's number once more, alone: some systems print it beside the title too."""
        number = item.item.number
        alone = each.number is not None and each.number.title is None and each.number.form not in ("letters", "row")
        return alone and each.number is not None and number is not None and number.value == each.number.number.text

    def _goes_back(self, each: TaggedBlock) -> ItemSections | None:
        """The item that a block names again by number and title, where only its row in a list was printed before."""
        number = each.number
        if number is None or number.title is None or number.number.text not in self._numbered:
            return None
        known = self._numbered[number.number.text]
        title = known.item.title
        same = title is not None and slug(title.text, 1000) == slug(number.title.text, 1000)
        return known if same and known is not self._item and not known.item.blocks else None

    def _open(self, item: ItemOutline) -> ItemSections:
        item.index, self._index = [*self._cover.index, *self._index], []
        self._cover.index = []
        self.outline.items.append(item)
        self._item = ItemSections(item, self.outline, self._single)
        for block in self._case:
            self._item.take_case(block)
        self._case = []
        for section in self._cover.early:
            self._item.pieces.append(Piece(section=section))
        self._cover.early = []
        self._parsed.append((item, self._item.pieces))
        if item.number is not None:
            self._numbered.setdefault(item.number.value, self._item)
        return self._item

    def _begin_item(self, each: TaggedBlock, start: Start) -> None:
        """Begins an item; its title is on the same line, or in the next block."""
        number = start.number.read("items/number") if start.number is not None else None
        item = self._open(ItemOutline(number=number, title=start.title, why=start.why))
        if start.case is not None and item.item.case is None:
            item.item.case = start.case
        self.outline.labels.append(each.body)
        if each.reference is not None and each.reference.begins_item:
            self.outline.references.append(each.reference)
        while item.item.title is None and self._at + 1 < len(self._blocks):
            below = self._blocks[self._at + 1]
            if below.case is not None and item.take_case(below):
                self._at += 1
                continue
            if self._can_be_title_below(below):
                item.item.title = below.body
                self._at += 1
            break
        self._lengthen_title(item.item)
        first = each.block.lines[0].text
        if each.block.kind == "item" and start.title is not None and start.title.text == first != each.text:
            item.take(_below_number(each), last=self._at > self._last)

    def _can_be_title_below(self, below: TaggedBlock) -> bool:
        label = below.label
        if label is not None and label.certain and label.by is None and label.kind in _NO_TITLE:
            return False
        return self._at + 1 not in self._starts and len(below.text) < 400 and below.reference is None

    def _lengthen_title(self, item: ItemOutline) -> None:
        """Takes the next block into a title that goes on there, as the contents list says."""
        listed = next(
            (title for number, title in self.outline.contents if item.number and number == item.number.value), None
        )
        if listed is None or item.title is None or self._at + 1 >= len(self._blocks):
            return
        below = self._blocks[self._at + 1]
        whole = slug(f"{item.title.text} {below.text}", 1000)
        if whole == slug(listed.text, 1000) and below.block.kind in ("heading", "paragraph"):
            item.title = type(item.title).join([item.title, below.body], " ")
            self._at += 1


def _below_number(each: TaggedBlock) -> TaggedBlock:
    """The lines of a block below the one with an item's number and title."""
    rest = each.block.lines[1:]
    body = Passage.join(rest, " ")
    block = each.block._replace(kind="paragraph", body=body, lines=rest, spans=body.spans, marker=None, marked=None)
    return TaggedBlock(block, each.lines[1:])


def _has_cover(blocks: Sequence[TaggedBlock]) -> bool:
    """Whether a cover says who met and one thing more: then what is printed is a whole meeting's, not one matter's."""
    kinds = {each.label.kind for each in blocks if each.label is not None}
    references = [each.reference for each in blocks if each.reference is not None]
    named = any(found.document_is("minutes") or found.document_is("agenda") for found in references)
    return "present" in kinds and (bool(kinds & WITH_PRESENT) or named)


def _cases_first(blocks: Sequence[TaggedBlock], starts: Collection[int]) -> bool:
    """Whether a line with a case number that is right over an item is that item's: else the first would have none.

    In a list of items with one line each, it belongs to the item over it.
    """
    first = min(starts, default=0)
    before = first > 0 and blocks[first - 1].case is not None
    cases = [at for at in range(first + 1, len(blocks)) if blocks[at].case is not None]
    below = any(at + 1 not in starts for at in cases) or all(at - 1 in starts for at in cases)
    return before or not below


def _untitled(each: TaggedBlock, start: Start) -> bool:
    """Whether a block is a number, perhaps with a case number, and nothing else."""
    return each.lines[0].alone_number or (start.case is not None and len(each.lines) == 1)


def _with_titles(blocks: Sequence[TaggedBlock], starts: dict[int, Start], turned: bool) -> dict[int, Start]:
    """The starts, each beginning with its title where the document prints titles above bare numbers."""
    bare = [at for at, start in starts.items() if start.title is None and _untitled(blocks[at], start)]
    if above_numbers(blocks, bare, set(starts)) == turned:
        return starts
    found = {}
    for at, start in starts.items():
        before = blocks[at - 1] if at and at - 1 not in starts else None
        if at in bare and before is not None and can_be_title(before):
            found[at - 1] = Start(at - 1, start.number, before.body, at, start.case, start.why)
        else:
            found[at] = start
    return found
