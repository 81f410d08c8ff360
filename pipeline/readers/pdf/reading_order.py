"""Reading order: the words of a sheet as printed lines, in the order in which a reader takes them.

Words on one baseline make a row; wide gaps split it into segments. Rows are read from the top down and each from the
left, for in minutes text side by side mostly belongs together: a label and its text, a section number and its
title. Only where segments side by side are alike (boxes of members and of substitutes, two columns of prose) is the
left column read to its end first. Places and sizes decide; no word is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.core.passage import heal
from pipeline.readers.pdf.centred_numbers import ALIGNED, SIGN, lift
from pipeline.readers.pdf.lines import Row, Segment, by_baseline
from pipeline.readers.pdf.page import Dot, Sheet, Word

REACH = 3.0
"""A drawn bullet stands at most this many times the font's size before its text."""

GUTTER = 2.0
"""White space between a column of labels and what is beside it, in font sizes, where a label had no more room."""

APART = 0.6
"""White space of this many times a line's height ends two columns."""

# A box to tick at a line's beginning, filled or not: "[X] Marja Koski".
_BOX = re.compile(r"^\[\s*[xX]?\s*\]")


def rows(sheet: Sheet, words: Iterable[Word] | None = None) -> list[Row]:
    """The rows of a sheet in reading order: the upright ones, then those that are written sideways.

    Args:
        sheet: the page.
        words: the upright words to use, if only some of them.
    """
    found = _by_baseline(sheet.words if words is None else list(words), sheet.recognised)
    found = _split_columns(lift(found))
    if sheet.dots:
        _set_bullets(found, sheet.dots)
    if sheet.sideways and words is None:
        found.append(Row([Segment(list(sheet.sideways))], sheet.height, sheet.height))
    return found


def _by_baseline(words: Sequence[Word], recognised: bool) -> list[Row]:
    """Rows from the top; text printed over a scan and text recognised in it are never one row."""
    if not recognised:
        return by_baseline(words)
    layers = ([word for word in words if word.confidence >= 100], [word for word in words if word.confidence < 100])
    return sorted((row for layer in layers for row in by_baseline(layer)), key=lambda row: row.top)


def _set_bullets(found: Sequence[Row], dots: Sequence[Dot]) -> None:
    """Puts drawn bullets before the rows that they belong to."""
    for dot in dots:
        for row in found:
            first = row.segments[0].words[0]
            if row.top <= dot.y <= row.bottom and 0 < first.x0 - dot.x < REACH * first.size and first.text != "•":
                row.segments[0].words.insert(0, first._replace(text="•", x0=dot.x - 2, x1=dot.x + 2))
                break


@dataclass(slots=True)
class _Zone:
    """Rows that a common gutter divides into two columns."""

    rows: list[Row] = field(default_factory=list)
    left: float = 0.0
    gutter: float = 0.0  # where the right column begins

    def takes(self, row: Row) -> bool:
        """Whether a row continues the columns: both, or either alone."""
        if row.top - self.rows[-1].bottom > APART * row.height:
            return False
        if len(row.segments) == 2:
            return abs(row.segments[1].x0 - self.gutter) < ALIGNED and row.segments[0].x1 < self.gutter
        if len(row.segments) == 1:
            return abs(row.x0 - self.gutter) < ALIGNED or (abs(row.x0 - self.left) < ALIGNED and row.x1 < self.gutter)
        return False


def _split_columns(found: list[Row]) -> list[Row]:
    """Separates rows of two similar columns; joins labels that break over two rows of a label column."""
    if all(len(row.segments) == 1 for row in found):
        return found
    ordered: list[Row] = []
    columns = 0
    at = 0
    while at < len(found):
        row = found[at]
        if len(row.segments) != 2:
            ordered.append(row)
            at += 1
            continue
        zone = _Zone([row], row.x0, row.segments[1].x0)
        if at and ordered[-1] is found[at - 1] and _part_boxes(ordered[-1], zone):
            at -= 1
            row = ordered.pop()
            zone.rows.insert(0, row)
        end = at + len(zone.rows)
        while end < len(found) and zone.takes(found[end]):
            _part_boxes(found[end], zone)
            zone.rows.append(found[end])
            end += 1
        while len(zone.rows) > 1 and len(zone.rows[-1].segments) == 1:
            zone.rows.pop()
        pairs = [each for each in zone.rows if len(each.segments) == 2]
        if _alike(pairs):
            ordered.extend(_columns(zone, columns + 1))
            columns += 2
            at += len(zone.rows)
        else:
            ordered.append(row)
            at += 1
            if at < len(found) and _goes_on(row, found[at]):
                row.segments[0].words = _joined(row.segments[0].words, found[at].segments[0].words)
                found[at].segments = found[at].segments[1:]
                at += not found[at].segments
    return ordered


def _part_boxes(row: Row, zone: _Zone) -> bool:
    """Splits a row before the box of the right column if the left one's text runs up to it; returns whether it did."""
    if len(row.segments) != 1 or not _BOX.match(row.segments[0].text):
        return False
    words = row.segments[0].words
    for at, word in enumerate(words[1:], 1):
        if abs(word.x0 - zone.gutter) < ALIGNED and word.text.startswith("["):
            row.segments = [Segment(words[:at]), Segment(words[at:])]
            return True
    return False


def _alike(pairs: Sequence[Row]) -> bool:
    """Whether the texts side by side are of one kind: two boxes to tick, two columns of prose.

    Two names don't count: names above their roles and names beside them look the same.
    """
    texts = [(row.segments[0].text, row.segments[1].text) for row in pairs]
    if any(SIGN.match(left) or left.endswith(":") for left, _ in texts):
        return False
    if any(_BOX.match(left) and _BOX.match(right) for left, right in texts):
        return True
    widths = [(row.segments[0].x1 - row.x0, row.x1 - row.segments[1].x0) for row in pairs]
    prose = sum(len(left) >= 25 and len(right) >= 25 for left, right in texts)
    alike = sum(min(width) > 0.6 * max(width) for width in widths)
    return len(pairs) >= 4 and prose >= 0.6 * len(pairs) and alike >= 0.6 * len(pairs)


def _columns(zone: _Zone, number: int) -> Iterator[Row]:
    for side in (0, 1):
        for row in zone.rows:
            if len(row.segments) == 2:
                yield Row([row.segments[side]], row.top, row.bottom, number + side)
            elif (abs(row.x0 - zone.gutter) < ALIGNED) == (side == 1):
                yield Row(row.segments, row.top, row.bottom, number + side)


def _joined(above: list[Word], below: list[Word]) -> list[Word]:
    """The words of a label's two rows; a word divided by a hyphen is rejoined."""
    text = heal(f"{above[-1].text}\n{below[0].text}")
    if " " in text:
        return [*above, *below]
    return [*above[:-1], above[-1]._replace(text=text), *below[1:]]


def _goes_on(row: Row, below: Row) -> bool:
    """Whether the label at the left of a row continues at the left of the row below it.

    It does if a word is divided by a hyphen ("Beslutshis-", "torik"), or the next word is in lower case and had no
    room before the gap ("Plats och tid för", "justering").
    """
    if len(below.segments) > 2 or below.top - row.bottom > 0.5 * row.height:
        return False
    if abs(below.x0 - row.x0) > ALIGNED or below.segments[0].x1 > row.segments[1].x0:
        return False
    label, value, word = *row.segments[:2], below.segments[0].words[0]
    if not word.text[0].islower() or label.x1 - label.x0 > value.x1 - value.x0:
        return False
    if label.text.endswith("-"):
        return True
    return len(below.segments) == 1 and label.x1 + word.x1 - word.x0 > value.x0 - GUTTER * row.size
