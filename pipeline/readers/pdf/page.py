"""Model of a printed page: words, rules and links, each with its position.

PDFium, pdfminer (for fonts with wrong maps) and tesseract all fill the same `Sheet`; geometry, tables and reading
order work on it whatever its source. Coordinates are PDF points from the page's top left, as the page is
drawn (rotated, cropped).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

DOUBT = 85.0
"""A figure that character recognition is less sure of than this, of 100, is doubtful."""

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_PRINTED = {0xFFFE: "-", 0x00AD: "-", 0x2: "-", 0xF0B7: "•", 0xF0A7: "•", 0xF02D: "-"}


def plain(text: str) -> str:
    """A word without invisible characters, and with codes of symbol fonts as the characters that they draw.

    U+FFFE is PDFium's sign for a hyphen at a line's end, U+F0B7 the Symbol font's bullet.

    >>> plain("2026-\u200b2027"), plain("funktionshind\ufffe"), plain("\uf0b7")
    ('2026-2027', 'funktionshind-', '•')
    """
    return text if text.isascii() else _INVISIBLE.sub("", text).translate(_PRINTED)


class Word(NamedTuple):
    """A printed word. size: the font's size as drawn; confidence: 0 to 100, below 100 only where OCR read it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    confidence: float = 100.0


class Rule(NamedTuple):
    """A straight line drawn on a page, or an edge of a drawn rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it is horizontal."""
        return self.x1 - self.x0 >= self.bottom - self.top


class Dot(NamedTuple):
    """The middle of a small spot, as wide as high: a bullet that is drawn and not written."""

    x: float
    y: float


class Hotspot(NamedTuple):
    """A rectangle that links to an address."""

    x0: float
    top: float
    x1: float
    bottom: float
    url: str


class Face(NamedTuple):
    """A font program on a page: its name, and how long it is (0 where it is not embedded)."""

    name: str
    length: int


@dataclass(slots=True)
class Sheet:
    """A page.

    pictures: the share of the page, 0 to 1, that its largest picture covers.
    damaged: whether the page exists but could not be read.
    recognised: whether some of its words were recognised in a picture.
    sideways: words whose baseline is not horizontal, in the order in which they were written.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    sideways: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    links: list[Hotspot] = field(default_factory=list)
    faces: frozenset[Face] = frozenset()
    pictures: float = 0.0
    recognised: bool = False
    damaged: bool = False
