"""Item starts: which section numbers of a document begin its items, chosen over the whole document.

A number can also be a row of a contents list, a section heading of a by-law that an item quotes, a section printed
among signatures, or a reference in prose. No sign decides alone: running numbers, sections under them, the contents
list, running heads, page tops and the document's usual form are added up (`scores.toml`), and the row of rising
numbers with the highest sum wins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.core.passage import Passage
from extractors.core.slugs import slug
from extractors.item.matter_kind import by_title
from extractors.structure import meeting_reference
from extractors.structure.meeting_reference import MeetingReference
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure.model import Start
from pipeline.structure.scores import Score, score, weights
from pipeline.structure.section_kinds import STRUCTURAL
from pipeline.structure.starts import reference_starts
from pipeline.structure.starts.contents_list import before_cover, under_contents
from pipeline.structure.starts.titles import can_be_title

REACH = 60
"""How many candidates back the number before is looked for."""

FEWEST_BARE = 3
"""Items at least in a document whose numbers have no sign, where the cover does not name the first one: two figures in
a row can be anything."""

TITLE = 160
"""Characters of a title at most after a number with a full stop, which numbers clauses and questions too."""
FEWEST_ROWS = 2
"""Items at least in a document whose numbers have letters before and a title after."""

MOST_MISSING = 2
"""Missing numbers that count against two items in a row: an extract can leave out any number of them."""

EARLY = 60
"""Blocks at the beginning of a document among which its cover names the sections of the meeting."""

NONE = Score(0.0, ())
"""Nothing that speaks for or against."""

BEYOND = 20
"""How far above the last number of running heads an item's can be: they name the first item of a page."""

PLAIN = frozenset({"sign_first", "sign_last", "word", "timed"})
WEAK = frozenset({"bare", "letters", "row"})


@dataclass(slots=True)
class Candidate:
    """A number that can begin an item, with the signs for and against it."""

    start: Start
    order: float
    form: str
    signs: dict[str, float] = field(default_factory=dict)
    sections: bool = False
    in_appeal: bool = False
    splits: bool = False
    worth: Score = NONE


@dataclass(frozen=True, slots=True)
class _Signs:
    """Numbers that the document itself names: in running heads and on the cover; and those that a reading missed."""

    numbers: frozenset[int]
    cover: tuple[int, int] | None
    wanted: frozenset[int]

    def names(self, order: float) -> bool:
        """Whether running heads or the cover name a number."""
        return int(order) in self.numbers or (self.cover is not None and self.cover[0] <= int(order) <= self.cover[1])

    def is_far(self, order: float) -> bool:
        """Whether a number is far from all that running heads name."""
        return bool(self.numbers) and not min(self.numbers) <= order < max(self.numbers) + BEYOND

    def is_outside(self, order: float) -> bool:
        """Whether a number is none of those that the cover names from first to last."""
        return self.cover is not None and not self.cover[0] <= int(order) <= self.cover[1]


@dataclass(frozen=True, slots=True)
class ItemStarts:
    """Where items begin, by block; and the blocks that are rows of the contents list, with their numbers."""

    starts: dict[int, Start]
    rows: dict[int, Start]


def find(
    blocks: Sequence[TaggedBlock], references: Sequence[MeetingReference], wanted: frozenset[int] = frozenset()
) -> ItemStarts:
    """Finds where the items of a document begin.

    Args:
        blocks: the document's blocks.
        references: the meeting references of headers, footers and cover.
        wanted: numbers that a first reading missed: then a weaker form of them counts too, and speaks for itself.
    """
    listed = before_cover(blocks)
    plain = _of_rank(blocks, _candidates(blocks, PLAIN))
    bare = _candidates(blocks, frozenset({"bare"}))
    weak = [each for each in _candidates(blocks, WEAK) if int(each.order) in wanted]
    families: dict[str, list[Candidate]] = {
        "plain": [each for each in [*plain, *weak] if each.start.at not in listed],
        "reference": _of_rank(blocks, [_of_reference(each) for each in reference_starts.find(blocks, references)]),
        "row": [each for each in _of_one_body(blocks) if each.start.at not in listed],
        "bare": [each for each in bare if each.start.at not in listed],
        "dotted": [] if plain else _dotted(blocks),
    }
    signs = _seen(blocks, references, wanted)
    chosen: list[Candidate] = []
    best = 0.0
    for family, candidates in families.items():
        total, chain = _chain(blocks, candidates, signs)
        total += weights("item_family")[family]
        named = signs.cover is not None and bool(chain) and int(chain[0].order) == signs.cover[0]
        few = family in ("bare", "dotted") and ((len(chain) < FEWEST_BARE and not named) or total < 0)
        few |= family == "dotted" and not (_opens_meeting(chain) or 2 * sum(c.sections for c in chain) >= len(chain))
        if chain and not few and (not chosen or total > best):
            best, chosen = total, chain
    starts = {each.start.at: each.start for each in chosen}
    for each in chosen:
        each.start.why = each.worth.explain()
    return ItemStarts(starts, _rows(blocks, families, starts, listed))


def _candidates(blocks: Sequence[TaggedBlock], forms: frozenset[str]) -> list[Candidate]:
    """The numbers of these forms that can begin an item."""
    found = []
    for at, each in enumerate(blocks):
        if each.number is not None and each.number.form in forms and (new := _candidate(at, each)) is not None:
            found.append(new)
    return found


def _candidate(at: int, each: TaggedBlock) -> Candidate | None:
    number = each.number
    if number is None or (each.handled is not None and number.form != "timed"):
        return None
    title = number.title
    if title is not None and (not can_follow_number(title.text) or meeting_reference.is_label(title.text)):
        return None  # "1 Sida": a page
    start = Start(at, number.number, title, at, number.case)
    return Candidate(start, number.order, number.form)


def _of_one_body(blocks: Sequence[TaggedBlock]) -> list[Candidate]:
    """The numbers with the same body in short before them: "KS § 12 Torgets namn"; alone if it is no known body's."""
    found = _candidates(blocks, frozenset({"row", "letters"}))
    letters = {
        id(each): number.letters.text for each in found if (number := blocks[each.start.at].number) and number.letters
    }
    counts = Counter(letters.values())
    if not counts or counts.most_common(1)[0][1] < FEWEST_ROWS:
        return []
    most = counts.most_common(1)[0][0]
    return _of_rank(blocks, [each for each in found if letters[id(each)] == most])


def can_follow_number(title: str) -> bool:
    """Whether a text can be an item's title on its number's line; running text in small letters can not."""
    return len(title) <= 300 and (title[0].isupper() or title[0].isdigit() or title[0] in '"”')


def _dotted(blocks: Sequence[TaggedBlock]) -> list[Candidate]:
    """The numbers with a full stop before short titles: "4. Val av ordförande", with what was decided below it."""
    found = []
    for at, each in enumerate(blocks):
        marker, title = each.block.marker, each.block.body
        if title.text.endswith("."):
            title = each.block.lines[0]  # "4. Val av ordförande", and what was decided on the next line
        digits = marker.text.rstrip(".") if marker is not None and marker.text.endswith(".") else ""
        if marker is None or not digits.isdecimal() or len(title) > TITLE or title.text.endswith((".", ":", ";", "?")):
            continue
        if can_follow_number(title.text):
            found.append(Candidate(Start(at, marker[: len(digits)], title, at), float(digits), "dotted"))
    return found


def _opens_meeting(chain: Sequence[Candidate]) -> bool:
    """Whether matters that open a meeting are among the numbers: "1. Kokouksen avaus"."""
    titles = (each.start.title.text for each in chain if each.start.title is not None)
    return any(by_title(title) == "formality" for title in titles)


def _of_reference(start: Start) -> Candidate:
    digits = "".join(filter(str.isdigit, start.printed))
    form = "row" if start.title is not None and start.at == start.number_at else "reference"
    return Candidate(start, float(digits or 0), form)


def _of_rank(blocks: Sequence[TaggedBlock], candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without those in the text of a page of one matter under its title, the only first heading.

    There, sections of by-laws are no matters; headings of the first two ranks are.
    """
    first = [at for at, each in enumerate(blocks) if each.block.level == 1]
    starts = {each.start.at for each in candidates}
    if len(first) != 1 or first[0] in starts or blocks[first[0]].reference is not None:
        return candidates
    return [each for each in candidates if each.start.at < first[0] or 0 < blocks[each.start.at].block.level < 3]


def _seen(blocks: Sequence[TaggedBlock], references: Sequence[MeetingReference], wanted: frozenset[int]) -> _Signs:
    """The sections that running heads and the cover name as the meeting's."""
    numbers = frozenset(
        int(reference.section.value)
        for reference in references
        if reference.section is not None
        and reference.section.value.isdecimal()
        and (reference.page or reference.document)
    )
    return _Signs(numbers, next((each.tags.sections for each in blocks[:EARLY] if each.tags.sections), None), wanted)


def _chain(
    blocks: Sequence[TaggedBlock],
    candidates: list[Candidate],
    seen: _Signs,
) -> tuple[float, list[Candidate]]:
    """The row of rising numbers with the highest score, and that score."""
    if not candidates:
        return 0.0, []
    candidates.sort(key=lambda each: each.start.number_at)
    _look_around(blocks, candidates)
    forms = Counter(each.form for each in candidates if each.sections) or Counter(each.form for each in candidates)
    dominant = forms.most_common(1)[0][0]
    listed = _listed_titles(blocks, candidates)
    contents = under_contents(blocks, {each.start.at for each in candidates})
    labelled = {each.order for each in candidates if each.sections}
    share = len(labelled) / len({each.order for each in candidates})  # of numbers that have sections
    lacking = share if candidates[0].form in ("bare", "dotted") else float(bool(labelled))
    for each in candidates:
        each.signs["lacking"] = 0.0 if each.sections else lacking
        _weigh(blocks, each, dominant, seen, listed, contents)
    return _best(candidates)


def _look_around(blocks: Sequence[TaggedBlock], candidates: Sequence[Candidate]) -> None:
    """Notes for each candidate what is printed between it and the next other number."""
    appeal = _in_appeal(blocks)
    orders = {int(each.order) for each in candidates}
    for n, each in enumerate(candidates):
        each.in_appeal = each.start.number_at in appeal
        after = next((c.start.at for c in candidates[n + 1 :] if c.order != each.order), len(blocks))
        below = range(each.start.number_at + 1, after)
        each.splits = int(each.order) - 1 not in orders and _splits(blocks, each.start.number_at, below)
        each.sections = any(_opens_section(blocks[at]) for at in below)
        each.signs["sections"] = float(each.sections)
        each.signs["text"] = float(len(below) > (1 if each.start.title is None else 0))


def _splits(blocks: Sequence[TaggedBlock], at: int, own: range) -> bool:
    """Whether a number is printed in the proceedings of an item, whose decision follows below it."""
    before = next((blocks[n].label for n in range(at - 1, -1, -1) if blocks[n].label is not None), None)
    after = next((blocks[n].label for n in own if blocks[n].label is not None), None)
    inside = before is not None and before.kind == "proceedings"
    return inside and after is not None and after.kind in ("decision", "vote")


def _opens_section(each: TaggedBlock) -> bool:
    return each.label is not None and (each.label.kind in STRUCTURAL or each.label.by is not None)


def _in_appeal(blocks: Sequence[TaggedBlock]) -> frozenset[int]:
    """The blocks in appeal instructions: from their label to the next label of another kind."""
    found: set[int] = set()
    inside = False
    for at, each in enumerate(blocks):
        if each.label is not None:
            inside = each.label.kind == "appeal"
        if inside:
            found.add(at)
    return frozenset(found)


def _listed_titles(blocks: Sequence[TaggedBlock], candidates: Sequence[Candidate]) -> dict[tuple[float, str], int]:
    """How often a number is printed with a title: on its line, or in the block below it."""
    found: Counter[tuple[float, str]] = Counter()
    for each in candidates:
        if (title := _title(blocks, each)) is not None:
            found[each.order, slug(title.text, 1000)] += 1
    return dict(found)


def _title(blocks: Sequence[TaggedBlock], candidate: Candidate) -> Passage | None:
    if candidate.start.title is not None:
        return candidate.start.title
    below = candidate.start.number_at + 1
    return blocks[below].body if below < len(blocks) and can_be_title(blocks[below]) else None


def _weigh(
    blocks: Sequence[TaggedBlock],
    each: Candidate,
    dominant: str,
    seen: _Signs,
    listed: dict[tuple[float, str], int],
    contents: frozenset[int],
) -> None:
    at = each.start.at
    block = blocks[each.start.number_at]
    title = _title(blocks, each)
    signs = each.signs
    signs["dominant"] = float(each.form == dominant)
    signs["expected"] = float(seen.names(each.order))
    signs["outside"] = float(seen.is_outside(each.order))
    signs["unexpected"] = float(seen.is_far(each.order))
    signs["wanted"] = float(int(each.order) in seen.wanted)
    signs["titled"] = float(title is not None)
    signs["listed_title"] = float(title is not None and listed.get((each.order, slug(title.text, 1000)), 0) > 1)
    signs["page_top"] = float(at > 0 and blocks[at].block.page != blocks[at - 1].block.page)
    signs["heading"] = float(block.block.heading)
    signs["leader"] = float(block.tags.row_page is not None)
    signs["under_contents"] = float(at in contents)
    ends = each.start.title is not None and each.start.title.text.endswith((".", ":", ";"))
    signs["sentence"] = float(ends and not block.block.heading and block.tags.row_page is None)
    each.worth = score("item_start", signs)


def _best(candidates: Sequence[Candidate]) -> tuple[float, list[Candidate]]:
    """The best row through the candidates, by dynamic programming over the number before."""
    of = weights("item_start")
    reached: list[tuple[float, int]] = []
    labelled = [each.sections and not each.signs["outside"] and not each.splits for each in candidates]
    passed: Counter[float] = Counter()  # numbers with sections before the candidate
    for n, each in enumerate(candidates):
        best, before = (passed.total() - passed[each.order]) * of["skipped"], -1
        if each.in_appeal:
            best += of["in_appeal"]
        between: Counter[float] = Counter()
        for m in range(n - 1, max(-1, n - 1 - REACH), -1):
            other = candidates[m]
            if other.order < each.order:
                skipped = sum(between.values()) - between[other.order] - between[each.order]
                total = reached[m][0] + _step(other, each) + skipped * of["skipped"]
                if total > best:
                    best, before = total, m
            if labelled[m]:
                between[other.order] += 1
        reached.append((best + each.worth.total, before))
        passed[each.order] += labelled[n]
    after: Counter[float] = Counter()
    ends: list[tuple[float, int]] = []
    for n in range(len(candidates) - 1, -1, -1):
        order = candidates[n].order
        ends.append((reached[n][0] + (after.total() - after[order]) * of["skipped"], n))
        after[order] += labelled[n]
    total, n = max(ends, key=lambda each: (each[0], -each[1]))
    row: list[Candidate] = []
    while n >= 0:
        row.append(candidates[n])
        n = reached[n][1]
    return total, row[::-1]


def _step(before: Candidate, each: Candidate) -> float:
    """What the numbers of two items, one after the other, say for both."""
    of = weights("item_start")
    gap = int(each.order) - int(before.order) - 1
    follows = gap <= 0
    lacking = bool(before.signs.get("lacking")) and bool(each.signs.get("lacking"))
    found = of["consecutive_lacking" if lacking else "consecutive"] if follows else of["gap"] * min(gap, MOST_MISSING)
    astray = of["in_appeal"] * each.in_appeal + of["splits"] * each.splits
    return found + (0.0 if follows else astray)


def _rows(
    blocks: Sequence[TaggedBlock],
    families: dict[str, list[Candidate]],
    starts: dict[int, Start],
    listed: dict[int, Start],
) -> dict[int, Start]:
    """The candidates that are rows of the contents list: before the first item, with an item's number or dots."""
    first = min(starts, default=len(blocks))
    numbers = {start.printed for start in starts.values()}
    rows = dict(listed)
    for candidates in families.values():
        for each in candidates:
            at = each.start.at
            row = blocks[at].tags.row_page is not None
            if at < first and each.start.title is not None and (row or each.start.printed in numbers):
                rows.setdefault(at, each.start)
    return rows
