"""Rows: words on one baseline, split into segments at wide gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from pipeline.readers.pdf.page import Word

GAP = 1.3
"""A blank of this many times the font's size parts two segments of a row. Justified text stays below it."""

NEAR = 0.35
"""Words are on one row when their middles are closer than this share of the lower one's height."""

_left = itemgetter(1)

SMALL = 0.75
"""Raised and lowered figures are at most this share of the size of what they belong to."""


@dataclass(slots=True)
class Segment:
    """Adjacent words on a row."""

    words: list[Word]

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.words[-1].x1

    @property
    def text(self) -> str:
        """Its words, joined by blanks."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Row:
    """Words on one baseline, as segments from the left.

    column: a number for rows that were one column of several, 0 for others; table: whether it is a row of a table.
    columns: the table column of each segment, if there are empty cells; () means consecutive columns.
    """

    segments: list[Segment]
    top: float
    bottom: float
    column: int = 0
    table: bool = False
    columns: tuple[int, ...] = ()

    def before(self, number: int) -> int:
        """The number of bars before a segment of a table's row: one, and one more for each empty cell."""
        if self.columns:
            return self.columns[number] - (self.columns[number - 1] if number else 0)
        return min(number, 1)

    @property
    def middle(self) -> float:
        """Half way between its top and its bottom."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """From its top to its bottom."""
        return self.bottom - self.top

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.segments[-1].x1

    @property
    def size(self) -> float:
        """The size of its first word's font."""
        return self.segments[0].words[0].size


def by_baseline(words: Iterable[Word]) -> list[Row]:
    """Words by their baselines, from the top."""
    found: list[Row] = []
    group: list[Word] = []
    middle = height = 0.0
    for word in sorted(words, key=_middle):
        word_middle, word_height = (word[2] + word[4]) / 2, word[4] - word[2]
        if group and word_middle - middle <= NEAR * min(word_height, height):
            group.append(word)
        else:
            if group:
                found.append(_row(group))
            group, middle, height = [word], word_middle, word_height
    if group:
        found.append(_row(group))
    return _raise_small(found)


def _raise_small(found: list[Row]) -> list[Row]:
    """Puts small figures above or below a baseline ("m²", a footnote's sign) into the row that they belong to."""
    if len({word.size for row in found for word in row.segments[0].words}) == 1:
        return found
    kept: list[Row] = []
    waiting: list[Word] = []
    for at, row in enumerate(found):
        above = kept[-1] if kept else None
        below = found[at + 1] if at + 1 < len(found) else None
        largest = SMALL * max(below.size if below else 0.0, above.size if above else 0.0)
        if row.size > largest and not waiting:
            kept.append(row)
            continue
        words = [word for segment in row.segments for word in segment.words]
        small = max([word.size for word in words])
        if below and small <= SMALL * below.size and row.bottom - below.top > 0.25 * row.height:
            waiting.extend(words)
        elif above and small <= SMALL * above.size and above.bottom - row.top > 0.25 * row.height:
            kept[-1] = _set_small([word for segment in above.segments for word in segment.words], words)
        else:
            kept.append(_set_small(words, waiting) if waiting else row)
            waiting = []
    return kept


def _set_small(words: list[Word], small: Iterable[Word]) -> Row:
    """A row with small figures in it; one that touches a word becomes a part of it."""
    for figure in small:
        touched = next((at for at, word in enumerate(words) if abs(figure.x0 - word.x1) < 0.15 * word.size), None)
        if touched is None:
            words.append(figure)
        else:
            word = words[touched]
            words[touched] = word._replace(text=word.text + figure.text, x1=figure.x1)
    return _row(words)


def _middle(word: Word) -> float:
    return word[2] + word[4]


def _row(words: list[Word]) -> Row:
    words.sort(key=_left)
    first = words[0]
    _, _, top, edge, bottom, *_ = first
    segments = [Segment([first])]
    current = segments[0].words
    for word in words[1:]:
        _, x0, above, x1, below, size, *_ = word
        if x0 - edge > GAP * size:
            segments.append(Segment([word]))
            current = segments[-1].words
        else:
            current.append(word)
        edge = x1
        if above < top:
            top = above
        if below > bottom:
            bottom = below
    return Row(segments, top, bottom)
