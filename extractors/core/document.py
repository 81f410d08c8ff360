"""The language that all rooms speak: a document, its pages, lines and blocks.

A reader turns bytes into a `Document`; layout turns its lines into `Block`s. Offsets are code points in
`Document.text`, which is the document in reading order: one line a printed line, LF, pages parted by a form feed,
furniture included.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractors.core.passage import Passage, Span


class Box(NamedTuple):
    """A rectangle on a page, in PDF points from the page's top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Line(NamedTuple):
    """A printed line: its place in the text and what its look says of it.

    level: rank of a heading that the format itself marks (1 the highest), 0 for other lines.
    bold: how many of its first characters are bold; the whole line is when this is its length.
    table: whether it is a row of a table.
    box: where it stands on its page; None where the format has no geometry.
    """

    start: int
    end: int
    page: int = 1
    level: int = 0
    bold: int = 0
    table: bool = False
    box: Box | None = None

    @property
    def span(self) -> Span:
        """The line's place in the text."""
        return Span(self.start, self.end)


class Link(NamedTuple):
    """A hyperlink: the span of its text, and the address as the document gives it."""

    span: Span
    url: str


How = Literal["shapes", "ocr", "unread"]


class Repair(NamedTuple):
    """A page whose text layer could not be taken as it is, and how it was read instead.

    how: "shapes" (fonts that lie about their letters, read by the shapes that they draw), "ocr" (no text layer, or one
    that is garbage), "unread" (the same, and no character recognition to be had).
    """

    page: int
    how: How


class Recognition(NamedTuple):
    """What read the pages that were read by character recognition. languages: as the engine calls them."""

    engine: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader read.

    pages: the span of each page; a single one where the format has no pages (`paged` is false then).
    native_id: the id that a portal gives the document, where it says one; address: a pattern whose first group is
    that id in an address of the portal.
    repairs: pages that were not read from their text layer; recognition: by what, where some were recognised.
    doubtful: figures that character recognition was not sure of.
    """

    text: str
    lines: tuple[Line, ...]
    pages: tuple[Span, ...]
    paged: bool
    media_type: str
    reader: str
    links: tuple[Link, ...] = ()
    native_id: str | None = None
    address: str | None = None
    repairs: tuple[Repair, ...] = ()
    recognition: Recognition | None = None
    doubtful: tuple[Span, ...] = ()

    def passage(self, *spans: Span) -> Passage:
        """The spans of the text as one passage."""
        return Passage.of(self.text, *spans)

    def page_at(self, offset: int) -> int:
        """The number, from 1, of the page that holds this offset."""
        return min(bisect_left(self.pages, offset, key=lambda page: page.end) + 1, len(self.pages))


BlockKind = Literal["heading", "paragraph", "item", "table"]


class Block(NamedTuple):
    """A piece of text that belongs together: a heading, a paragraph, an item of a list, a table.

    body: its healed text, without a list marker; lines: the same as printed, line by line.
    marker: "-", "1." or "a)" of a list's item, None elsewhere; marked: body with the marker, a pictorial bullet aside.
    level: rank of a marked heading, 0 where the format marks none.
    loose: a heading only by its look: short, alone, without a full stop.
    ruled: whether a line of underscores or the like stands right before it.
    opens: the kind of section that it opens where it is a known label, None elsewhere.
    """

    kind: BlockKind
    body: Passage
    lines: tuple[Passage, ...]
    level: int = 0
    marker: Passage | None = None
    marked: Passage | None = None
    loose: bool = False
    ruled: bool = False
    page: int = 1
    spans: tuple[Span, ...] = ()
    opens: str | None = None

    @property
    def text(self) -> str:
        """The healed text, without a list marker."""
        return self.body.text

    @property
    def printed(self) -> Passage:
        """The text with its list marker."""
        return self.marked if self.marked is not None else self.body

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.kind == "heading"

    @property
    def number(self) -> int | None:
        """The number of a numbered item: 1 for "1." and "1)"."""
        digits = self.marker.text.strip(".)( ") if self.marker else ""
        return int(digits) if digits.isdecimal() else None
