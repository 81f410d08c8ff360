"""Reader for Markdown: parsed with markdown-it-py; the text is that of the rendered page.

The text is what a reader of the rendered page sees: no marks, links by their words, one line a printed line, list
items with their marker. Headings keep their rank, bold its extent, links their address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from markdown_it import MarkdownIt
from markdown_it.token import Token

from extractors.core.document import Document
from pipeline.readers.document_writer import CELL, DocumentWriter, Run
from pipeline.readers.text import decode

NAME = f"markdown-it-py {version('markdown-it-py')}"

# In minutes, indented text is not code, and a line of dashes under a paragraph does not make it a heading.
_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable("table").disable(["code", "lheading"])


def read(data: bytes) -> Document:
    """Reads Markdown."""
    printer = _Printer()
    printer.print(_PARSER.parse(decode(data).replace("\f", "\n\n\f\n\n")))
    return printer.writer.document("text/markdown", NAME)


class _Printer:
    """Prints tokens as text."""

    def __init__(self) -> None:
        self.writer = DocumentWriter()
        self.markers: list[str] = []  # of the open lists; the next number for an ordered one
        self.pending = ""  # a marker to be printed with its item's first line

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
                    self.writer.gap()
            elif kind == "list_item_open":
                self.pending = self._marker(token)
            elif kind == "list_item_close" and self.pending:
                self._line([])  # an empty item: "-" alone means none
            elif kind == "tr_open":
                table, row = True, []
            elif kind == "tr_close":
                self._row(row)
                table = False
            elif kind == "table_close":
                self.writer.gap()
            elif kind == "inline":
                if table:
                    row.append(token)
                else:
                    self._inline(token, level)
            elif kind in ("fence", "html_block", "code_block"):
                for line in token.content.splitlines():
                    self._line([Run(line)])
                self.writer.gap()

    def _marker(self, item: Token) -> str:
        number = self.markers[-1]
        if not number:
            return "-"
        number = item.info or number
        self.markers[-1] = str(int(number) + 1)
        return f"{number}{item.markup}"

    def _inline(self, token: Token, level: int) -> None:
        if token.content.strip() == "\f":
            self.writer.page_break()
            return
        for line in _lines(token.children or []):
            self._line(line, level)
        if not self.markers:
            self.writer.gap()

    def _line(self, runs: Sequence[Run], level: int = 0, table: bool = False) -> None:
        marker, self.pending = self.pending, ""
        if marker or any(run.text.strip() for run in runs):
            self.writer.runs(runs, marker=marker, level=level, table=table)

    def _row(self, cells: list[Token]) -> None:
        texts = [[run for line in _lines(cell.children or []) for run in line] for cell in cells]
        self._line([run for number, text in enumerate(texts) for run in [Run(CELL * bool(number)), *text]], table=True)


def _lines(children: list[Token]) -> Iterator[list[Run]]:
    """The printed lines of inline tokens."""
    line: list[Run] = []
    strong, url = 0, ""
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            yield line
            line = []
        elif token.type == "strong_open":
            strong += 1
        elif token.type == "strong_close":
            strong -= 1
        elif token.type == "link_open":
            url = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            url = ""
        elif token.content:
            line.append(Run(token.content, strong > 0, url))
    yield line
