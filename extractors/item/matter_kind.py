"""Determines the kind of a matter from the words of its title."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from extractors.vocabulary import either, keys, words

MatterKind = Literal[
    "motion",
    "council_question",
    "election",
    "appeal",
    "statement",
    "plan",
    "budget",
    "report",
    "formality",
    "other",
]


@cache
def _titles() -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"(?<![\w-]){either(words('matters', kind))}(?![\w-])", re.IGNORECASE)
        for kind in keys("matters")
    }


def by_title(title: str) -> MatterKind:
    """The kind of matter that a title states; the first one if it states several.

    Choosing a contractor or supplier is not an election: such titles are listed as "other".

    >>> by_title("Motion om budgeten"), by_title("Val av protokolljusterare"), by_title("Torgets namn")
    ('motion', 'formality', 'other')
    >>> by_title("Uimahalli, urakoitsijan valinta"), by_title("Kunnanhallituksen jäsenten valinta")
    ('other', 'election')
    """
    found = []
    for rank, (kind, pattern) in enumerate(_titles().items()):
        if match := pattern.search(title):
            found.append((kind != "formality", match.start(), rank, kind))
    return min(found)[3] if found else "other"  # type: ignore[return-value]
