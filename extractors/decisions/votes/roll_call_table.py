"""Roll-calls set as a table with a cross in the column of each one's vote: "Jäsen | JAA | EI", "Ledamot  Ja  Nej".

The columns are told by the table's bars, or in plain text by where things stand under one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.core.columns import columns
from extractors.core.passage import Found, Passage
from extractors.decisions.votes.tokens import SIDES
from extractors.decisions.votes.voters import Voter, voter
from extractors.people.names import Gazetteer
from extractors.people.person_line import read
from extractors.people.person_line_model import PersonLine
from extractors.people.word_classes import party
from extractors.vocabulary import either_of, fold, words

MARKS = frozenset("xX×✓✔√☒☑1+")
"""What stands in a cell by itself and tells by its column: "Anna Ek | | x"."""
_COUNT = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a row: its text, and its place among the bars, or from the beginning of the line."""

    text: Passage
    at: float


@dataclass(slots=True)
class Crosses:
    """A table that was read: the votes by side, the voters, and its lines with the numbers of their blocks."""

    counts: dict[str, Found[int]]
    printed: bool
    voters: list[Voter]
    lines: list[tuple[int, Passage]]


@cache
def _side() -> re.Pattern[str]:
    sides = "|".join(rf"(?P<{side}>{either_of('tallies', side)})" for side in SIDES)
    return re.compile(rf"(?i:{sides})[.:]?")


def _cells(line: Passage) -> tuple[list[_Cell], bool]:
    """The filled cells of a line, and whether bars part them."""
    if "|" not in line.text:
        parts = columns(line)
        return [_Cell(part, (part.start + part.spans[-1].end) / 2 - line.start) for part in parts], False
    found, start = [], 0
    for number, part in enumerate(line.text.split("|")):
        if cell := line[start : start + len(part)]:
            found.append(_Cell(cell, number))
        start += len(part) + 1
    return found, True


_Columns = list[tuple[str, _Cell]]
"""The columns of the sides; two can be one side: "BLANK" and "AVSTÅR"."""


def _columns(cells: Sequence[_Cell]) -> _Columns:
    """The columns of the sides in a line that is a table's head: for and against, each once."""
    found = [(match.lastgroup or "", cell) for cell in cells if (match := _side().fullmatch(cell.text.text))]
    sides = [side for side, _ in found]
    return found if sides.count("for") == sides.count("against") == 1 else []


def tables(lines: Sequence[tuple[int, Passage]], names: Gazetteer) -> Iterator[Crosses]:
    """The tables of crosses in lines, each given with the number of its block: three voters or more."""
    at = 0
    while at < len(lines):
        cells, barred = _cells(lines[at][1])
        header = _columns(cells)
        at += 1
        if not header:
            continue
        first = at
        # Where a head leaves the column of the names out, it is the rows that tell how many columns there are.
        found = Crosses({}, False, [], [lines[at - 1]])
        rows: list[tuple[int, Passage, list[_Cell]]] = []
        while at < len(lines):
            row, row_barred = _cells(lines[at][1])
            if row_barred != barred or not row or not (_of_person(row) or _is_sum(row)):
                break
            rows.append((*lines[at], row))
            at += 1
        shift = _shift(header, [row for *_, row in rows], barred)
        if shift is None:
            continue
        for number, line, row in rows:
            found.lines.append((number, line))
            if _is_sum(row):
                found.printed |= _take_sum(row[1:], header, shift, found.counts)
            elif (one := _voter(row, header, shift, names)) is not None:
                one.at(line, "votes/crosses")
                found.voters.append(one)
        if len(found.voters) < 3:
            at = first
            continue
        _count(found, header)
        yield found


def _of_person(cells: Sequence[_Cell]) -> bool:
    cells = _from_name(cells)
    return bool(cells) and all(
        cell.text.text in MARKS or _is_party(cell.text) or len(cell.text.text) <= 2 for cell in cells[1:]
    )


def _from_name(cells: Sequence[_Cell]) -> Sequence[_Cell]:
    """The cells from the name on, without a running number before it; none where no name stands there."""
    cells = cells[1:] if len(cells) > 1 and re.fullmatch(r"\d{1,3}\.?", cells[0].text.text) else cells
    return cells if cells and _person(cells[0]) is not None else []


def _person(cell: _Cell) -> PersonLine | None:
    """The one person that a cell names, without a number before and with a party after: "1. Anna Ek (sfp)"."""
    found = read(cell.text)
    return found[0] if len(found) == 1 and found[0].name is not None else None


def _is_party(text: Passage) -> bool:
    return party().fullmatch(text.text.strip("()")) is not None


def _is_sum(cells: Sequence[_Cell]) -> bool:
    return fold(cells[0].text.text) in {fold(word) for word in words("tallies", "sum")} and len(cells) > 1


def _shift(header: _Columns, rows: Sequence[Sequence[_Cell]], barred: bool) -> float | None:
    """How far the columns of a head stand to the left of the rows', where it begins with a side; None: nobody knows.

    Among bars it lacks the columns of names and parties; in plain text it lost its indent, and only where each of its
    columns has a cross do these tell where it stood.
    """
    first = min(cell.at for _, cell in header)
    if first > (0 if barred else 3):
        return 0
    cells = [(cell.at, cell.text.text in MARKS) for row in rows for cell in row if not _is_sum(row)]
    if barred:
        return max((at for at, mark in cells if not mark), default=-1) + 1
    marks = sorted({round(at) for at, mark in cells if mark})
    gap = min(abs(one.at - other.at) for (_, one), (_, other) in pairwise(header)) / 2
    places = [at for at, before in zip(marks, [-gap * 2, *marks], strict=False) if at - before > gap]
    return places[0] - first if len(places) == len(header) else None


def _nearest(cell: _Cell, header: _Columns, shift: float) -> str | None:
    """The side in whose column a cell stands."""
    side, column = min(header, key=lambda each: abs(each[1].at + shift - cell.at))
    others = [abs(other.at - column.at) for _, other in header if other is not column]
    return side if abs(column.at + shift - cell.at) < min(others) / 2 else None


def _voter(cells: Sequence[_Cell], header: _Columns, shift: float, names: Gazetteer) -> Voter | None:
    cells = _from_name(cells)
    marks = [cell for cell in cells[1:] if cell.text.text in MARKS]
    side = _nearest(marks[0], header, shift) if len(marks) == 1 else None
    person = _person(cells[0]) if side is not None else None
    if side is None or person is None or person.name is None:
        return None
    if person.party is None:
        person.party = next((cell.text.strip("()") for cell in cells[1:] if _is_party(cell.text)), None)
    return voter(person, person.name, side, names)


def _take_sum(cells: Sequence[_Cell], header: _Columns, shift: float, counts: dict[str, Found[int]]) -> bool:
    for cell in cells:
        side = _nearest(cell, header, shift) if _COUNT.fullmatch(cell.text.text) else None
        if side is not None:
            counts.setdefault(side, cell.text.means(int(cell.text.text), "votes/count"))
    return {"for", "against"} <= counts.keys()


def _count(found: Crosses, header: _Columns) -> None:
    """Counts the crosses of the sides for which no sum is printed; none is none where others have some."""
    for side, cell in header:
        voters = [voter for voter in found.voters if voter.vote == side]
        if side not in found.counts and (voters or side in ("for", "against")):
            spans = tuple(span for voter in voters for span in voter._places[""].spans) or cell.text.spans
            found.counts[side] = Found(len(voters), spans, "votes/voters:derived")
