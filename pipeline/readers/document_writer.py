"""Writes the text of a document: lines, blank lines, pages and links, each with its offsets in the text.

Used by the readers of all formats but plain text, which decide on lines and gaps; the writer keeps the offsets.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from extractors.core.document import Box, Document, Line, Link
from extractors.core.passage import Span

CELL = " | "
"""Parts the cells of a row of a table that holds data."""

COLUMN = "  "
"""Parts what is side by side on a line otherwise: a label and its value."""


class Run(NamedTuple):
    """Text in one style. url: the address that it links to, "" if it is not a link."""

    text: str
    bold: bool = False
    url: str = ""


class LinkedPart(NamedTuple):
    """A link in a line: its start and end offsets in the line, and its address."""

    start: int
    end: int
    url: str


class DocumentWriter:
    r"""Writes a document line by line.

    >>> writer = DocumentWriter()
    >>> writer.line("Beslut", level=2)
    >>> writer.gap()
    >>> writer.runs([Run("Enligt "), Run("förslaget", url="https://example.org/1")], marker="1.")
    >>> document = writer.document("text/plain", "none")
    >>> document.text
    'Beslut\n\n1. Enligt förslaget\n'
    >>> document.lines[1].span, document.links[0].span
    (Span(start=8, end=27), Span(start=18, end=27))
    """

    def __init__(self) -> None:
        self._text: list[str] = []
        self._lines: list[Line] = []
        self._links: list[Link] = []
        self._starts = [0]  # of the pages
        self._at = 0
        self._apart = True  # whether a blank line or the beginning of the page is above

    @property
    def at(self) -> int:
        """The offset in the text at which the next line begins."""
        return self._at

    @property
    def empty(self) -> bool:
        """Whether no line was written."""
        return not self._lines

    def line(
        self,
        text: str,
        *,
        level: int = 0,
        bold: int = 0,
        table: bool = False,
        box: Box | None = None,
        links: Iterable[LinkedPart] = (),
    ) -> None:
        """Writes a line, without white space at its end.

        Args:
            text: the line.
            level: its heading level, 1 the highest, 0 if it is not a heading.
            bold: how many of its first characters are bold.
            table: whether it is a row of a table.
            box: its place on the page.
            links: its links; one of no characters is left out.
        """
        text = text.rstrip()
        start, end = self._at, self._at + len(text)
        self._lines.append(Line(start, end, len(self._starts), level, min(bold, len(text)), table, box))
        for link in links:
            span = Span(start + link.start, min(start + link.end, end))
            if span.start < span.end:
                self._links.append(Link(span, link.url))
        self._write(text + "\n")
        self._apart = False

    def runs(self, runs: Iterable[Run], *, marker: str = "", level: int = 0, table: bool = False) -> None:
        """Writes a line of runs, after a list item's marker if any. Adjacent runs with one address are one link."""
        text = f"{marker} " if marker else ""
        body, bold, leading = len(text), 0, True
        links: list[LinkedPart] = []
        for part, strong, url in runs:
            if len(text) == body and not table:  # a row may begin with an empty cell
                part = part.lstrip()
            start = len(text)
            text += part
            leading = leading and (strong or not part.strip())
            bold = len(text) if leading and part else bold
            if url and links and links[-1][1:] == (start, url):
                links[-1] = links[-1]._replace(end=len(text))
            elif url and part:
                links.append(LinkedPart(start, len(text), url))
        self.line(text, level=level, bold=bold, table=table, links=links)

    def gap(self) -> None:
        """Writes a blank line, unless the line above is blank or the page is empty."""
        if not self._apart:
            self._write("\n")
            self._apart = True

    def page_break(self) -> None:
        """Ends the page with a form feed."""
        self._write("\f")
        self._starts.append(self._at)
        self._apart = True

    def document(self, media_type: str, reader: str, **more: Any) -> Document:
        """The document. more: further fields of `Document`; it has pages by default if a page break was written."""
        ends = [start - 1 for start in self._starts[1:]]
        fields = {"paged": len(self._starts) > 1, **more}
        return Document(
            text="".join(self._text),
            lines=tuple(self._lines),
            pages=tuple(map(Span, self._starts, [*ends, self._at])),
            media_type=media_type,
            reader=reader,
            links=tuple(self._links),
            **fields,
        )

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._at += len(text)
