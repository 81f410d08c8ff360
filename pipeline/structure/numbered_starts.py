"""Numbers: which blocks begin an item, which are rows of a contents list, and which only mention a paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.core.document import Block
from extractors.core.passage import Passage
from extractors.structure import case_number, meeting_reference, section_heading
from extractors.vocabulary import either_of
from pipeline.layout.headers_footers import SECTION_ALONE
from pipeline.layout.paragraphs import LISTED
from pipeline.structure.section_kinds import CLOSING, COVER

LOOSE = 200
"""Characters that a row of a contents list may have at most."""

REACH = 200
"""How many numbers back the last item's number is looked for."""


@cache
def _start() -> re.Pattern[str]:
    word = either_of("documents", "item_word")
    return re.compile(
        rf"^(?:§\s*(?P<behind>\d+[a-z]?)|(?P<before>\d+[a-z]?)\s*§"
        rf"|(?i:{word}(?:\s*/\s*{word})?)\.?\s*(?P<word>\d+))(?:[.\s–-]+(?P<title>(?!\d+\s*§)[A-ZÅÄÖ\d\"”].*))?$",
        re.DOTALL,
    )


_NUMBER_FIRST = re.compile(r"§\s*(\d+[a-z]?),")


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of an item: its number, and its title where that stands on the same line."""

    number: Passage
    title: Passage | None


def start(block: Block) -> Start | None:
    """The item that a block begins; None where it begins none ("5 § i kommunallagen", "82 §: Esityslista ...")."""
    if block.kind not in ("heading", "paragraph") or len(block.text) > 300:
        return None
    if (alone := _NUMBER_FIRST.match(block.text)) and (over := meeting_reference.read(block.body)) and over.begins_item:
        return Start(block.body.group(alone, 1), None)
    match = _start().match(block.text)
    if match is None:
        return None
    title = block.body.group(match, "title") if match["title"] else None
    if title and title.text.isdigit():
        return None  # "§ 42 - 52" on a cover
    if title and (head := meeting_reference.read(block.body)) is not None and head.handling:
        return None
    if title and title.text.endswith((".", ":", ";")) and not block.heading and not _LEADER.search(title.text):
        return None
    group = next(name for name in ("behind", "before", "word") if match[name])
    return Start(block.body.group(match, group), title)


def under_titles(blocks: Sequence[Block], starts: Mapping[int, Start]) -> dict[int, Start]:
    """The starts with titles that stand above their numbers: "KOKOUKSEN AVAUS", "11 §", and the text below.

    So it is where every bare number but one at most has a title's line right above it, and most have none below.
    """
    bare = [at for at, found in starts.items() if found.title is None and SECTION_ALONE.match(blocks[at].text)]
    above = [at for at in bare if at > 0 and at - 1 not in starts and _is_title(blocks[at - 1])]
    below = [at for at in bare if at + 1 < len(blocks) and _is_title(blocks[at + 1])]
    if len(above) < 2 or len(above) < len(bare) - 1 or 2 * len(below) >= len(bare):
        return dict(starts)
    found = {at - 1 if at in above else at: start for at, start in starts.items()}
    return found | {at - 1: Start(starts[at].number, blocks[at - 1].body) for at in above}


def _is_title(block: Block) -> bool:
    text = block.text
    if block.kind not in ("heading", "paragraph") or not 3 < len(text) <= LOOSE or not text[0].isupper():
        return False
    if text.endswith((".", ":", ";", ",")) or len(block.lines) > 3:
        return False
    label = section_heading.read(block.body)
    titled = label is None or label.kind in COVER | CLOSING | {"appeal", "note"}
    return titled and meeting_reference.read(block.body) is None and case_number.find(block.body) is None


_LEADER = re.compile(r"[\s.…_]{4,}\d{0,4}$")


def without_leader(title: Passage) -> Passage:
    """A title in a contents list without the dots and the page number behind it."""
    match = _LEADER.search(title.text)
    return title[: match.start()] if match else title


def chain(found: Sequence[str], listed: Collection[str]) -> frozenset[str]:
    """The numbers that items bear, of those that stand in a document in this order.

    Item numbers rise. One that does not fit between its neighbours is a mention in the text ("§ 54 Luottamustoimien
    ..." in a list of other bodies' decisions): of the numbers, the longest rising row counts, in which a step of one
    weighs more than a leap; where a contents list exists, the numbers in it weigh most.
    """
    values = [int(re.sub(r"\D", "", number)) for number in found]
    if all(before < after <= before + 3 for before, after in pairwise(values)):
        return frozenset(found)
    best: list[tuple[float, int]] = []  # for each number: the weight of the best row that ends with it, and its last
    for at, value in enumerate(values):
        own = 3.0 if found[at] in listed else 1.0
        rows = [
            (best[before][0] + own + (1.0 if value == values[before] + 1 else 0.0), before)
            for before in range(max(0, at - REACH), at)
            if values[before] < value
        ]
        best.append(max(rows, default=(own, -1)))
    at = max(range(len(best)), key=lambda at: best[at][0], default=-1)
    row = set()
    while at >= 0:
        row.add(found[at])
        at = best[at][1]
    return frozenset(row)


def contents_rows(blocks: Sequence[Block], starts: Mapping[int, Start]) -> frozenset[int]:
    """The starts that are rows of a contents list: their number comes again, and other rows are close."""
    last = {found.number.text: at for at, found in starts.items()}
    listing = False  # a heading for contents stands above, with rows only since
    rows: set[int] = set()
    listed: set[str] = set()
    for at, block in enumerate(blocks):
        if (found := starts.get(at)) is None:
            heading = section_heading.read(block.body)
            listing = heading.kind == "contents" if heading is not None else listing
        elif found.number.text in listed:
            break  # the first item: what looks like a row from here on is text
        elif LISTED.search(block.text) or (
            last[found.number.text] > at and (listing or any(at + n in starts for n in (1, 2, 3)))
        ):
            rows.add(at)
            listed.add(found.number.text)
    return frozenset(rows) | _list_before_cover(blocks, starts)


def _list_before_cover(blocks: Sequence[Block], starts: Mapping[int, Start]) -> frozenset[int]:
    """The starts right under a heading for contents with no text between them, and the cover going on behind.

    They are a contents list also where no item follows, because its pages are missing or can't be read.
    """
    rows: list[int] = []
    listing = False
    for at, block in enumerate(blocks):
        found = starts.get(at)
        if found is not None and listing and found.title is not None:
            rows.append(at)
        elif (heading := section_heading.read(block.body)) is not None and heading.kind == "contents":
            listing = True
        elif listing and heading is not None:
            return frozenset(rows) if heading.kind in COVER | CLOSING else frozenset()
        elif listing and (len(block.text) > LOOSE or block.text.endswith(".")):
            return frozenset()  # text: the items themselves
    return frozenset()
