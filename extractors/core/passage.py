r"""Passages: text as a reader means it, that still knows where it was printed.

A passage is made of one or more pieces of a document's text. Its own text is *healed*: line breaks and runs of
white space are one space, a word hyphenated at a line's end is whole again, zero-width characters are gone. Every
slice of a passage is a passage, so a finder works on plain strings and still hands on the exact place.

Two ways lead from a passage to a value:

>>> source = "Stadsstyrelsen\nföreslår att full-\nmäktige antecknar"
>>> passage = Passage.of(source, Span(0, len(source)))
>>> passage.text
'Stadsstyrelsen föreslår att fullmäktige antecknar'
>>> passage[28:39].read("example").spans
(Span(start=28, end=41),)
>>> passage[0:14].means("board", "example")
Found(value='board', spans=(Span(start=0, end=14),), rule='example:derived')
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

DERIVED = ":derived"
"""Ends the rule of a value that was computed from what its spans say (an ISO date, an outcome code)."""


class Span(NamedTuple):
    """A half-open range of code points in a document's text."""

    start: int
    end: int


class Found(NamedTuple, Generic[T]):
    """A value, the spans of text it was read from, and the name of the rule that read it."""

    value: T
    spans: tuple[Span, ...]
    rule: str


ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
HYPHENS = "-\u2010\u2011\ufffe"

# What healing changes; everything else is kept as it is. It begins with a set of letters, for that is searched fast.
_WOUND = re.compile(
    rf"""
    [{HYPHENS}–\s{ZERO_WIDTH}\u00ad] (?!(?<=[ ])\S) (?:          # a blank between two words, as most are, is none
      (?P<space>   (?<=[ ])\s+ | (?<=[^\S ])\s* )                # anything but a single blank
    | (?P<nothing> (?<=[{ZERO_WIDTH}])[{ZERO_WIDTH}]* | (?<=\u00ad)\s* )   # invisible; a soft hyphen with the break
    | (?<=[^\W\d_][{HYPHENS}]) [{ZERO_WIDTH}]* [^\S\n]* \n \s* (?P<tail>[^\W_]+)   # "kommu-\nnen"
    | (?P<dash>  (?<=\s[{HYPHENS}]) [^\S\n]* \n \s* (?=[^\W\d_]) )   # "läsnäolo-oikeus tai -\nvelvollisuus"
    | (?P<range> (?<=\d[{HYPHENS}–]) [^\S\n]* \n \s* (?=\d) )        # "2025-\n2026", "rösterna 4–\n2"
    )
    """,
    re.VERBOSE,
)
# What a text without wounds has none of: a hyphen is one only before a break.
_SCAR = re.compile(rf"[^\S ]|[ ][ ]|[{ZERO_WIDTH}\u00ad]")

# "invånar- och kundorientering", "kunta- ja aluehallinto": a hyphen before these words is real and a space follows.
_AFTER_SUSPENDED = frozenset(["och", "eller", "samt", "men", "respektive", "ja", "tai", "sekä", "eli", "että", "-"])
_VOWELS = frozenset("aeiouyåäö")


def _break(hyphen_before: str, tail: str) -> str:
    """What a hyphen and a line break between two words heal to: nothing, a hyphen, or a hyphen and a space.

    Finnish writes a hyphen between equal vowels of a compound ("linja-auto", "raha-asia"): there it is real. So it
    is before a capital or a digit ("Etelä-Pohjanmaa").
    """
    if tail.lower() in _AFTER_SUSPENDED:
        return "- "
    if not tail[0].islower():
        return "-"
    return "-" if hyphen_before.lower() == tail[0] and tail[0] in _VOWELS else ""


_Piece = tuple[int, int, int, int]
"""A run of a passage's text that stands verbatim in the source: where it begins in the passage and in the source, its
length, and the number of the part that the passage was made from. A plain tuple, for there are very many."""

_place = itemgetter(0)


def _mend(raw: str) -> Iterator[tuple[str, int, int]]:
    """Yields what healing leaves of `raw`: (text, start, end).

    The text is raw[start:end], or a single blank, or nothing where a hyphen at a line's end goes.
    """
    at = 0
    for wound in _WOUND.finditer(raw) if _SCAR.search(raw) else ():
        start, end = wound.span()
        if start > at:
            yield raw[at:start], at, start
        at = end
        kind = wound.lastgroup
        if kind == "space":
            yield " ", start, end
        elif kind == "tail":
            at = wound.start("tail")
            glue = _break(raw[start - 1], wound["tail"])
            yield glue[:1], start, start + 1
            if glue.endswith(" "):
                yield " ", start + 1, at
        elif kind != "nothing":
            yield "–" if raw[start] == "–" else "-", start, start + 1
    if at < len(raw):
        yield raw[at:], at, len(raw)


def heal(text: str) -> str:
    r"""Returns the text as its reader means it, on one line.

    >>> heal("invånar-\noch  kundorien-\n   teringen, linja-\nauto")
    'invånar- och kundorienteringen, linja-auto'
    """
    return "".join(text for text, _, _ in _mend(text)).strip()


class Passage:
    """Healed text with the way back to its source. Immutable; compares by text and place."""

    __slots__ = ("_pieces", "text")

    def __init__(self, text: str, pieces: tuple[_Piece, ...]) -> None:
        self.text = text
        self._pieces = pieces

    @classmethod
    def of(cls, source: str, *spans: Span) -> Passage:
        """Reads the spans of `source` as one run of text, as if each stood on a line of its own."""
        if len(spans) == 1:
            first, last = spans[0]
            raw = source[first:last]
            if raw.isprintable() and "  " not in raw:  # invisible characters and breaks are not printable: no scar
                kept = raw.strip()
                return cls(kept, ((0, first + raw.find(kept), len(kept), 0),) if kept else ())
        raw = "\n".join([source[start:end] for start, end in spans])
        # Where each span's text ends in raw, and how far on in the source it stands.
        ends: list[int] = []
        shifts: list[int] = []
        end_before = 0
        for start, end in spans:
            shifts.append(start - end_before)
            end_before += end - start + 1
            ends.append(end_before)
        text: list[str] = []
        pieces: list[_Piece] = []
        at = part = 0
        for piece, start, end in _mend(raw):
            if piece != " ":
                while start >= ends[part]:
                    part += 1
                # A hyphen that goes leaves a piece without letters after it, so that spans hold it still.
                pieces.append(
                    (at, start + shifts[part], end - start, part) if piece else (at, end + shifts[part], 0, part)
                )
            text.append(piece)
            at += len(piece)
        return cls("".join(text), tuple(pieces)).strip()

    @classmethod
    def join(cls, passages: Iterable[Passage], separator: str = "\n\n") -> Passage:
        """Puts passages one after another; the separator has no place of its own."""
        text: list[str] = []
        pieces: list[_Piece] = []
        at = part = 0
        for passage in passages:
            if not passage:
                continue
            if text:
                text.append(separator)
                at += len(separator)
            text.append(passage.text)
            pieces.extend(
                [(at + its, start, length, part + its_part) for its, start, length, its_part in passage._pieces]
            )
            at += len(passage.text)
            part += passage._pieces[-1][3] + 1 if passage._pieces else 0
        return cls("".join(text), tuple(pieces))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Passage({self.text!r}, {self.spans})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passage) and (self.text, self.spans) == (other.text, other.spans)

    def __hash__(self) -> int:
        return hash((self.text, self.spans))

    def __getitem__(self, where: slice) -> Passage:
        """The passage of a slice of the text, white space at its ends left out."""
        start, end, _ = where.indices(len(self.text))
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == 0 and end == len(self.text):
            return self
        pieces = []
        for index in range(max(bisect_right(self._pieces, start, key=_place) - 1, 0), len(self._pieces)):
            at, origin, length, part = self._pieces[index]
            if at >= end:
                break
            cut = max(start - at, 0)
            length = min(at + length, end) - at - cut
            if length > 0 or (length == cut == 0 and start < at):
                pieces.append((at + cut - start, origin + cut, length, part))
        return Passage(self.text[start:end], tuple(pieces))

    def strip(self, characters: str | None = None) -> Passage:
        """The passage without these characters (white space by default) at its ends."""
        kept = self.text.strip(characters)
        if len(kept) == len(self.text):
            return self[:]
        start = self.text.find(kept) if kept else 0
        return self[start : start + len(kept)]

    def group(self, match: re.Match[str], name: str | int = 0) -> Passage:
        """The passage of a group of a match in this passage's text; empty where the group took no part."""
        start, end = match.span(name)
        return self[start:end] if start >= 0 else self[0:0]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The passage's places in the source: one span for each piece it was made from, in reading order."""
        spans: list[Span] = []
        first = last = part_before = -1
        for _, start, length, part in self._pieces:
            if part != part_before:
                if part_before >= 0:
                    spans.append(Span(first, last))
                first, part_before = start, part
            last = start + length
        if part_before >= 0:
            spans.append(Span(first, last))
        return tuple(spans)

    @property
    def start(self) -> int:
        """Where the passage begins in the source. An empty passage stands nowhere and says -1."""
        return self._pieces[0][1] if self._pieces else -1

    def gaps(self) -> tuple[int, ...]:
        """Where a blank of the text stands for more than one character of the source: the columns of a printed line.

        >>> Passage.of("Anna Ek     ledamot", Span(0, 19)).gaps()
        (7,)
        """
        found = []
        for before, after in pairwise(self._pieces):
            end = before[0] + before[2]
            if after[0] - end == 1 and after[1] - before[1] - before[2] > 1 and self.text[end] == " ":
                found.append(end)
        return tuple(found)

    def between(self, spans: Sequence[Span]) -> Passage:
        """The part of the passage that stands in the source from the first of these spans to the last; empty for none.

        >>> Passage.of("Ärendet bordlades.", Span(0, 18)).between([Span(8, 17)]).text
        'bordlades'
        """
        first, last = (spans[0].start, spans[-1].end) if spans else (0, 0)
        there = [
            (at + max(first - origin, 0), at + min(length, last - origin))
            for at, origin, length, _ in self._pieces
            if origin < last and origin + length > first
        ]
        return self[there[0][0] : there[-1][1]] if there else self[0:0]

    def read(self, rule: str) -> Found[str]:
        """The passage's own text as a value."""
        return Found(self.text, self.spans, rule)

    def means(self, value: T, rule: str) -> Found[T]:
        """A value that the passage's text stands for, such as the ISO form of a date."""
        return Found(value, self.spans, rule + DERIVED)
