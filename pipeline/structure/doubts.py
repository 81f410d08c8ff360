"""Doubts about a reading: what the document itself says against the items that were found in it.

They are evidence for a second reading, which is kept only if fewer doubts are left; what no reading explains becomes
a finding later (`pipeline/checks`).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from extractors.core.slugs import slug
from pipeline.structure.model import ItemOutline, Outline

FAR = 30
"""Numbers at most that are taken for missing between two items; a wider gap is two meetings, or a misprint."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What a reading leaves unexplained.

    missing: section numbers of items that should be there: between two items, or in the contents list;
    titles: numbers whose titles differ from the contents list's; untitled: numbers of items without a title;
    crowded: numbers of items with more than one decision of the current meeting in separate places.
    """

    missing: frozenset[int] = frozenset()
    titles: frozenset[str] = frozenset()
    untitled: frozenset[str] = frozenset()
    crowded: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How many doubts there are."""
        return len(self.missing) + len(self.titles) + len(self.untitled) + len(self.crowded)


def doubts(outline: Outline) -> Doubts:
    """The doubts about a reading."""
    numbered = [(int(number), item) for item in outline.items if (number := _number(item)).isdecimal()]
    found = {number for number, _ in numbered}
    listed = {int(number): title.text for number, title in outline.contents if number.isdecimal()}
    missing = {number for number in listed if number not in found}
    for (before, _), (after, _) in itertools.pairwise(numbered):
        if 1 < after - before <= FAR:
            missing |= set(range(before + 1, after))
    return Doubts(
        frozenset(missing),
        frozenset(
            str(number)
            for number, item in numbered
            if item.title is not None and number in listed and not _agree(listed[number], item.title.text)
        ),
        frozenset(str(number) for number, item in numbered if item.title is None),
        frozenset(str(number) for number, item in numbered if len(item.current.of("decision")) > 2),
    )


def _number(item: ItemOutline) -> str:
    return item.number.value if item.number is not None else ""


def _agree(listed: str, title: str) -> bool:
    """Whether two titles are one, perhaps shortened in the contents list."""
    one, other = slug(listed, 1000), slug(title, 1000)
    return one == other or (len(one) > 20 and other.startswith(one)) or (len(other) > 20 and one.startswith(other))
