"""Reader for Markdown: markdown-it-py parses it, and what it prints is the document's text.

The text is what a reader of the rendered page sees: no marks, links by their words, one line a printed line, list
items with their marker. Headings keep their rank, bold its extent, links their address.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from markdown_it import MarkdownIt
from markdown_it.token import Token

from extractors.core.document import Document, Line, Link
from extractors.core.passage import Span
from pipeline.readers.text import decode, pages

NAME = f"markdown-it-py {version('markdown-it-py')}"

# Indented text is no code in minutes, and a rule of dashes under a paragraph no heading.
_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable("table").disable(["code", "lheading"])


def read(data: bytes) -> Document:
    """Reads Markdown."""
    printer = _Printer()
    printer.print(_PARSER.parse(decode(data).replace("\f", "\n\n\f\n\n")))
    text = "".join(printer.text)
    return Document(
        text=text,
        lines=tuple(printer.lines),
        pages=tuple(pages(text)),
        paged="\f" in text,
        media_type="text/markdown",
        reader=NAME,
        links=tuple(printer.links),
    )


class _Printer:
    """Prints tokens as text and notes lines and links on the way."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.at = 0
        self.page = 1
        self.lines: list[Line] = []
        self.links: list[Link] = []
        self.markers: list[str] = []  # of the open lists; the next number for an ordered one
        self.pending = ""  # a marker that waits for its item's first line

    def write(self, text: str) -> None:
        self.text.append(text)
        self.at += len(text)

    def print(self, tokens: list[Token]) -> None:
        level, table = 0, False
        row: list[Token] = []
        for token in tokens:
            kind = token.type
            if kind == "heading_open":
                level = int(token.tag[1])
            elif kind == "heading_close":
                level = 0
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self.markers.append(str(token.attrGet("start") or 1) if kind == "ordered_list_open" else "")
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self.markers.pop()
                if not self.markers:
                    self.write("\n")
            elif kind == "list_item_open":
                self.pending = self._marker(token)
            elif kind == "list_item_close" and self.pending:
                self._line([], 0)  # an empty item: "-" alone means none
            elif kind == "tr_open":
                table, row = True, []
            elif kind == "tr_close":
                self._row(row)
                table = False
            elif kind == "table_close":
                self.write("\n")
            elif kind == "inline":
                if table:
                    row.append(token)
                else:
                    self._inline(token, level)
            elif kind in ("fence", "html_block", "code_block"):
                for line in token.content.splitlines():
                    self._line([(line, False)], 0)
                self.write("\n")

    def _marker(self, item: Token) -> str:
        number = self.markers[-1]
        if not number:
            return "- "
        number = item.info or number
        self.markers[-1] = str(int(number) + 1)
        return f"{number}{item.markup} "

    def _inline(self, token: Token, level: int) -> None:
        if token.content.strip() == "\f":
            self.write("\f")
            self.page += 1
            return
        for line in _lines(token.children or []):
            self._line(line, level)
        if not self.markers:
            self.write("\n")

    def _line(self, pieces: list[tuple[str, bool] | Token], level: int, table: bool = False) -> None:
        """Prints one line of (text, bold) pieces; link tokens among them open and close links."""
        marker, self.pending = self.pending, ""
        start = self.at
        self.write(marker)
        bold, leading = 0, True
        opened: tuple[int, str] | None = None
        body = self.at
        for piece in pieces:
            if isinstance(piece, Token):
                if piece.type == "link_open":
                    opened = self.at, str(piece.attrGet("href") or "")
                elif opened:
                    if self.at > opened[0]:
                        self.links.append(Link(Span(opened[0], self.at), opened[1]))
                    opened = None
                continue
            text, strong = piece
            self.write(text)
            leading = leading and (strong or not text.strip())
            if leading:
                bold = self.at - start
        if opened and self.at > opened[0]:
            self.links.append(Link(Span(opened[0], self.at), opened[1]))
        if self.at > body or marker:
            self.lines.append(Line(start, self.at - (self.at == body), self.page, level, bold, table))
        self.write("\n")

    def _row(self, cells: list[Token]) -> None:
        pieces: list[tuple[str, bool] | Token] = []
        for cell in cells:
            if pieces:
                pieces.append((" | ", False))
            for line in _lines(cell.children or []):
                pieces.extend(line)
        self._line(pieces, 0, table=True)


def _lines(children: list[Token]) -> Iterator[list[tuple[str, bool] | Token]]:
    """The printed lines of inline tokens: pieces of text with whether they are bold, and link tokens."""
    line: list[tuple[str, bool] | Token] = []
    strong = 0
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            yield line
            line = []
        elif token.type == "strong_open":
            strong += 1
        elif token.type == "strong_close":
            strong -= 1
        elif token.type in ("link_open", "link_close"):
            line.append(token)
        elif token.content:
            line.append((token.content, strong > 0))
    yield line
