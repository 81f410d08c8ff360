"""The contents list: rows with numbers and titles between a heading for contents and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.core.passage import Passage
from pipeline.layout.tagged_block import TaggedBlock
from pipeline.structure.model import Start
from pipeline.structure.section_kinds import CLOSING, COVER

LONGEST = 200
"""Characters of a row at most."""

_LEADER = re.compile(r"[\s.…_]{4,}\d{0,4}$")


def without_leader(title: Passage) -> Passage:
    """A title in a contents list without the dots and the page number after it."""
    match = _LEADER.search(title.text)
    return title[: match.start()] if match else title


def under_contents(blocks: Sequence[TaggedBlock], candidates: set[int]) -> frozenset[int]:
    """The candidates with nothing but other candidates between them and a heading for contents."""
    found: set[int] = set()
    listing = False
    for at, each in enumerate(blocks):
        if each.label is not None:
            listing = each.label.kind == "contents"
        elif at in candidates:
            if listing:
                found.add(at)
        elif listing and (len(each.text) > LONGEST or each.text.endswith(".")):
            listing = False
    return frozenset(found)


def before_cover(blocks: Sequence[TaggedBlock]) -> dict[int, Start]:
    """The rows right under a heading for contents with no text between them, where the cover goes on after them.

    They are a contents list also where no item follows, because its pages are missing or can't be read.
    """
    rows: dict[int, Start] = {}
    listing = False
    for at, each in enumerate(blocks):
        number = each.number
        if number is not None and listing and number.title is not None and number.form != "bare":
            rows[at] = Start(at, number.number, number.title, at)
        elif each.label is not None and each.label.kind == "contents":
            listing = True
        elif listing and each.label is not None:
            return rows if each.label.kind in COVER | CLOSING else {}
        elif listing and (len(each.text) > LONGEST or each.text.endswith(".")):
            return {}  # text: the items themselves
    return {}
