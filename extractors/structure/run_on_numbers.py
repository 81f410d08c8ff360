"""Numbers of items in lines that run on: which of them are items', and where their titles end.

A contents list that has lost its line breaks is "81 Title 3 82 Title 4 84 Title": titles, each with its page before the
next number. Some numbers can be lost. On a page of items the title and the text under it run on as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.core.document import Line
from extractors.people.names import is_given

SAME = 12
"""First letters of a title that show that a number is the same item's as in the contents list."""

FEWEST = 3
"""Numbers at least that rise by one, for items; one is enough where the cover names it as the meeting's first."""

LOST = 2
"""Numbers that can be lost between two of them."""

LONGEST = 100
"""Characters of a title at most that running text follows in the same line."""

# "12 Title": the number and what follows, a page number of the row before it
_NUMBER = re.compile(r"(?P<page>(?<=\s)\d{1,3}\s+)?(?<!\S)(?P<number>\d{1,3})\s+(?=[A-ZÅÄÖ\"”])")
_LEADING = re.compile(r"\s*(?P<number>\d{1,3})(?=\s)")
# "Paragrafer 8-15": the sections of a meeting on its cover
_RANGE = re.compile(r"(?:[Pp]aragraf(?:er)?|[Pp]ykälät|§{1,2})\W{0,3}(?P<first>\d{1,4})\s?[-–]\s?\d{1,4}(?!\d)")
# "justering Sammanträdet öppnas", "treårsbudget Översyn": a capital after a word in small letters
_CAPITAL = re.compile(r"(?<=[a-zåäö\d)])\s+(?P<word>[A-ZÅÄÖ][^\s,.]*)")
_SENTENCE = re.compile(r"\.(?=\s|$)")


class Number(NamedTuple):
    """A number that may be an item's: where it is in the text, from the page number before it to where its title
    begins."""

    value: int
    before: int
    at: int
    title: int


class Chain(NamedTuple):
    """The numbers of items.

    before: by the place of each number, where the page number before it begins; ends: where a title ends although
    no number follows; titles: where titles begin.
    """

    before: dict[int, int]
    ends: frozenset[int] = frozenset()
    titles: frozenset[int] = frozenset()


def chain(text: str, printed: Sequence[Line]) -> Chain:
    """The numbers of items in the lines of a document: the longest row that rises, with the fewest numbers lost.

    Numbers that are printed again below their contents list, with the beginning of the same title, are among them.
    """
    pages = _pages(text, printed)
    found = []
    for line in printed:
        for match in _NUMBER.finditer(text[line.start : line.end]):
            before, at = (line.start + match.start(name) for name in (0, "number"))
            if at not in pages:
                found.append(Number(int(match["number"]), before, at, line.start + match.end()))
    best = _longest(found)
    if len(best) < FEWEST:
        best = _named(text, found)
    if not best:
        return Chain({})
    rows = [found[n] for n in best]
    titles = {each.value: text[each.title : each.title + SAME] for each in rows}
    again = [each for each in found[best[-1] + 1 :] if titles.get(each.value) == text[each.title :][:SAME]]
    ends = frozenset((*_lost(text, rows, printed), *_texts(text, rows, again, printed)))
    every = (*rows, *again)
    return Chain({each.at: each.before for each in every}, ends, frozenset(each.title for each in every))


def _pages(text: str, printed: Sequence[Line]) -> frozenset[int]:
    """Where lines begin with the number of a page: two lines at least that begin with 1, 2, 3, as many as they are."""
    heads = [(line, _LEADING.match(text, line.start, line.end)) for line in printed]
    numbers = [(match.start("number"), int(match["number"])) for _, match in heads if match is not None]
    counted = [at for n, (at, value) in enumerate(numbers, 1) if value == n]
    return frozenset(counted) if len(counted) > 1 else frozenset()


def _longest(found: Sequence[Number]) -> list[int]:
    """The row of rising numbers with the most members; a lost number counts half against it."""
    best: tuple[float, list[int]] = (0.0, [])
    reached: list[tuple[float, list[int]]] = []
    for n, each in enumerate(found):
        way: tuple[float, list[int]] = (0.0, [])
        for m in range(n):
            missing = each.value - found[m].value - 1
            if 0 <= missing <= LOST:
                other = (reached[m][0] - missing / 2, reached[m][1])
                way = other if other[0] >= way[0] else way  # of two alike the nearer one
        reached.append((way[0] + 1, [*way[1], n]))
        best = max(best, reached[-1], key=lambda each: each[0])
    return best[1]


def _named(text: str, found: Sequence[Number]) -> list[int]:
    """The numbers from the one that the cover names as the meeting's first, without a gap."""
    sections = _RANGE.search(text)
    row: list[int] = []
    for n, each in enumerate(found):
        wanted = found[row[-1]].value + 1 if row else int(sections["first"]) if sections is not None else -1
        if sections is not None and each.at > sections.end() and each.value == wanted:
            row.append(n)
    return row


def _lost(text: str, rows: Sequence[Number], printed: Sequence[Line]) -> Iterator[int]:
    """Where titles begin whose numbers are lost: at each capital after a small letter, if they are as many."""
    for each, after in pairwise(rows):
        missing = after.value - each.value - 1
        begins = [match.start("word") for match in _CAPITAL.finditer(text, each.title, after.before)]
        if missing and len(begins) == missing and _line_of(printed, each) is _line_of(printed, after):
            yield from begins


def _texts(text: str, rows: Sequence[Number], again: Sequence[Number], printed: Sequence[Line]) -> Iterator[int]:
    """Where running text begins after a title on its line: after the title that the contents list has, else at the
    first capital after a small letter that begins no name, if a sentence follows."""
    listed = {each.value: text[each.title : _end(each, rows, printed)].strip() for each in rows}
    every = sorted((*rows, *again), key=lambda each: each.at)
    for each in every:
        end = _end(each, every, printed)
        if each in again:
            known = each.title + len(listed[each.value])
            if known < end and text[each.title : known] == listed[each.value]:
                yield known
        elif _SENTENCE.search(text, each.title, end) is not None:
            begins = (match for match in _CAPITAL.finditer(text, each.title, end) if not is_given(match["word"]))
            first = next(begins, None)
            if first is not None and first.start("word") - each.title <= LONGEST:
                yield first.start("word")


def _end(each: Number, rows: Sequence[Number], printed: Sequence[Line]) -> int:
    """Where the part of a line ends that a number begins: at the next number, or with the line."""
    line = _line_of(printed, each)
    return min([other.before for other in rows if each.at < other.at <= line.end], default=line.end)


def _line_of(printed: Sequence[Line], each: Number) -> Line:
    return next(line for line in printed if line.start <= each.at < line.end)
