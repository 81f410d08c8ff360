"""Numbers that are centred beside titles of several lines, as the cells of a contents list in a table often are.

    § 7   Bryggans förlängning
          Ansökan om tillstånd att bygga en brygga vid
    § 8
          Norra udden
    § 9   Val av justerare

Read from the top down, "§ 8" would come between the lines of its title. Only positions are used: the lines of a title
follow one another, and their middle is as high as that of their number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.readers.pdf.lines import Row, Segment

ALIGNED = 6.0
"""Points by which the left edges of one column may differ."""

GAP = 1.3
"""From one line of a title to the next are at most this many times its height."""

OFF = 0.3
"""The middle of a title and that of its number differ by this share of a line's height at most."""

# A number alone in its cell: "§ 14", "14 §", "14.", "3)".
SIGN = re.compile(r"^(?:§\s*\d+[a-z]?|\d+[a-z]?\s*§|\d{1,3}[.)]?)$")


@dataclass(slots=True)
class _Number:
    """A number in the left column. alone: whether no line of a title is on its row."""

    segment: Segment
    middle: float
    alone: bool


def lift(found: Sequence[Row]) -> list[Row]:
    """Puts each number that is centred beside its title before the title's first line."""
    lifted: list[Row] = []
    at = 0
    while at < len(found):
        end = _end(found, at)
        part = found[at:end]
        lifted.extend(_joined(part) or part)
        at = end
    return lifted


def _end(found: Sequence[Row], start: int) -> int:
    """The index after the last row of a block of numbers and title lines in two columns, closely spaced."""
    numbers = titles = None
    end = start
    for row in found[start:]:
        if end > start and row.middle - found[end - 1].middle > GAP * row.height:
            break
        if signed := _is_number(row.segments[0]):
            numbers = row.x0 if numbers is None else numbers
            if abs(row.x0 - numbers) > ALIGNED:
                break
        if not signed or len(row.segments) > 1:
            edge = row.segments[1].x0 if signed else row.x0
            titles = edge if titles is None else titles
            if abs(edge - titles) > ALIGNED:
                break
        if numbers is not None and titles is not None and numbers >= titles:
            break
        end += 1
    return max(end, start + 1)


def _is_number(segment: Segment) -> bool:
    """Whether a segment is a number and nothing else; told by its first letter, mostly."""
    first = segment.words[0].text[0]
    return (first == "§" or first.isdigit()) and SIGN.match(segment.text) is not None


def _joined(part: Sequence[Row]) -> list[Row] | None:
    """The lines of titles, each title preceded by its number; None if the numbers are not centred."""
    numbers: list[_Number] = []
    lines: list[Row] = []
    for row in part:
        segments = row.segments
        if _is_number(segments[0]):
            numbers.append(_Number(segments[0], row.middle, len(segments) == 1))
            segments = segments[1:]
        if segments:
            lines.append(Row(segments, row.top, row.bottom))
    if len(numbers) > 1 and not any(number.alone for number in numbers):
        return None  # each may equally be level with the first line of its title
    at = 0
    for number in numbers:
        last = _last(lines, at, number)
        if last is None:
            return None
        lines[at].segments = [number.segment, *lines[at].segments]
        at = last + 1
    return lines if numbers and at == len(lines) else None


def _last(lines: Sequence[Row], first: int, number: _Number) -> int | None:
    """The last line of the title that begins at `first` and whose middle is as high as its number's."""
    for at in range(first, len(lines)):
        middle = (lines[first].middle + lines[at].middle) / 2
        if abs(middle - number.middle) <= OFF * lines[at].height:
            return at
    return None
