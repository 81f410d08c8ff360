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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

DERIVED = ":derived"
"""Ends the rule of a value that was computed from what its spans say (an ISO date, an outcome code)."""


class Span(NamedTuple):
    """A half-open range of code points in a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, the spans of text it was read from, and the name of the rule that read it."""

    value: T
    spans: tuple[Span, ...]
    rule: str


ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
HYPHENS = "-\u2010\u2011\ufffe"

# What healing changes; everything else is kept as it is.
_WOUND = re.compile(
    rf"""
    (?P<nothing>  [{ZERO_WIDTH}]+ | \u00ad\s* )              # invisible; a soft hyphen with the break behind it
  | (?<=[^\W\d_]) (?P<hyphen>[{HYPHENS}]) [{ZERO_WIDTH}]* [^\S\n]* \n \s* (?P<tail>[^\W_]+)   # "kommu-\nnen"
  | (?P<dash>(?<=\s)[{HYPHENS}]) [^\S\n]* \n \s* (?=[^\W\d_])            # "läsnäolo-oikeus tai -\nvelvollisuus"
  | (?P<range>(?<=\d)[{HYPHENS}]) [^\S\n]* \n \s* (?=\d)                # "2025-\n2026"
  | (?P<space>    \s{{2,}} | [^\S ] )                          # anything but a single blank
    """,
    re.VERBOSE,
)

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


class _Piece(NamedTuple):
    """A run of a passage's text that stands verbatim in the source; `part` numbers the pieces it was made from."""

    at: int
    start: int
    length: int
    part: int


def _mend(raw: str) -> Iterator[tuple[str, int, int]]:
    """Yields what healing leaves of `raw`: (text, start, end); the text is raw[start:end] or a single blank."""
    at = 0
    for wound in _WOUND.finditer(raw):
        start, end = wound.span()
        if start > at:
            yield raw[at:start], at, start
        at = end
        if wound["space"] is not None:
            yield " ", start, end
        elif wound["hyphen"] is not None:
            at = wound.start("tail")
            glue = _break(raw[start - 1], wound["tail"])
            if glue:
                yield "-", start, start + 1
            if glue.endswith(" "):
                yield " ", start + 1, at
        elif wound["dash"] or wound["range"]:
            yield "-", start, start + 1
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

    __slots__ = ("_pieces", "_starts", "text")

    def __init__(self, text: str, pieces: tuple[_Piece, ...]) -> None:
        self.text = text
        self._pieces = pieces
        self._starts = [piece.at for piece in pieces]

    @classmethod
    def of(cls, source: str, *spans: Span) -> Passage:
        """Reads the spans of `source` as one run of text, as if each stood on a line of its own."""
        raw = "\n".join(source[start:end] for start, end in spans)
        origins, offset = [], 0  # where each span's text begins in raw
        for start, end in spans:
            origins.append(offset)
            offset += end - start + 1
        text: list[str] = []
        pieces: list[_Piece] = []
        at = 0
        for piece, start, end in _mend(raw):
            if piece != " ":
                part = bisect_right(origins, start) - 1 if len(spans) > 1 else 0
                pieces.append(_Piece(at, spans[part].start + start - origins[part], end - start, part))
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
                _Piece(at + piece.at, piece.start, piece.length, part + piece.part) for piece in passage._pieces
            )
            at += len(passage.text)
            part += passage._pieces[-1].part + 1 if passage._pieces else 0
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
        for piece in self._pieces[max(bisect_right(self._starts, start) - 1, 0) :]:
            if piece.at >= end:
                break
            cut = max(start - piece.at, 0)
            length = min(piece.at + piece.length, end) - piece.at - cut
            if length > 0:
                pieces.append(_Piece(piece.at + cut - start, piece.start + cut, length, piece.part))
        return Passage(self.text[start:end], tuple(pieces))

    def strip(self, characters: str | None = None) -> Passage:
        """The passage without these characters (white space by default) at its ends."""
        kept = self.text.strip(characters)
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
        last: _Piece | None = None
        for piece in self._pieces:
            end = piece.start + piece.length
            if last is not None and last.part == piece.part:
                spans[-1] = Span(spans[-1].start, end)
            else:
                spans.append(Span(piece.start, end))
            last = piece
        return tuple(spans)

    @property
    def start(self) -> int:
        """Where the passage begins in the source. An empty passage stands nowhere and says -1."""
        return self._pieces[0].start if self._pieces else -1

    def read(self, rule: str) -> Found[str]:
        """The passage's own text as a value."""
        return Found(self.text, self.spans, rule)

    def means(self, value: T, rule: str) -> Found[T]:
        """A value that the passage's text stands for, such as the ISO form of a date."""
        return Found(value, self.spans, rule + DERIVED)


def rebuild(source: str, spans: Iterable[Span]) -> str:
    """Joins and heals spans: for a value that was read (not derived) this is the value, white space aside."""
    return heal("\n".join(source[start:end] for start, end in spans))
