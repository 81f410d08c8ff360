"""Reader for HTML: parsed with lxml; the text is what a reader of the page sees.

One line per printed line, a blank line between blocks, list items with their marker, two blanks between cells of a
table that only lays out, " | " between those of one that holds data. Headings keep their rank, bold its extent, links
their address. Styles, scripts and the chrome that a portal's profile names are left out. Nothing is fetched: no
network, no external entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version

from lxml import etree

from extractors.core.document import Document
from pipeline.errors import Empty, ListingPage, WrongDocument
from pipeline.readers.document_writer import CELL, COLUMN, DocumentWriter, LinkedPart
from pipeline.readers.html.encoding import parse_page
from pipeline.readers.html.portals import Profile, profiles, refusals
from pipeline.readers.table_cells import printed

NAME = f"lxml {version('lxml')}"

DEEP = 200
"""Elements within elements that are read; what lies deeper is read as if it stood there."""

_BLANKS = re.compile(r"[ \t\n\r\f\xa0]+")
_GAP = re.compile(r"\xa0{3,}|\t+")  # blanks that are not typed between words: a gap in the line
_text = etree.XPath("string()")  # comments left out
_SKIPPED = frozenset(
    {"head", "style", "script", "noscript", "template", "svg", "nav", "footer", "select", "textarea", "iframe"}
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figure", "footer", "form", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody"}
    | {"td", "tfoot", "th", "thead", "title", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "hr", "pre"])
_STRONG = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


def read(data: bytes) -> Document:
    """Reads an HTML page.

    Raises:
        Unreadable, Empty: it is not HTML, or has no visible text.
        ListingPage: it lists other pages.
        WrongDocument: it is a portal's error page or asks for a password.
    """
    page = parse_page(data)
    if any(listing.recognise(page) for each in profiles() for listing in each.listings):
        raise ListingPage("it is a page of references to others; `kommunprotokoll list` gives them")
    if refused := refusals().reason(page):
        raise WrongDocument(refused)
    profile = next((each for each in profiles() if each.recognise(page)), None)
    printer = _Printer(page, profile)
    writer = printer.print()
    if writer.empty:
        raise Empty("there is no text on the page")
    native_id, address = (profile.page_id(page), profile.address) if profile else (None, None)
    return writer.document("text/html", NAME, native_id=native_id, address=address)


class _Printer:
    """Prints a page."""

    def __init__(self, page: etree._Element, profile: Profile | None) -> None:
        self._writer = DocumentWriter()
        self._page = page
        self._dropped = self._named(profile.drop) if profile else frozenset()
        self._labels = self._named(profile.label) if profile else frozenset()
        self._words = self._named(profile.word) if profile else frozenset()
        self._headings = self._named(profile.heading) if profile else frozenset()
        self._columns = self._named(profile.columns) if profile else frozenset()
        self._line: list[str] = []
        self._length = 0
        self._bold = 0  # how much of the line's beginning is bold
        self._plain = False  # whether the line has text that is not bold
        self._level = 0
        self._marker = ""
        self._open: list[LinkedPart] = []  # links of the line

    def _named(self, places: Iterable[etree.XPath]) -> frozenset[etree._Element]:
        return frozenset(element for place in places for element in place(self._page))

    def print(self) -> DocumentWriter:
        body = self._page.find("body")
        self._element(self._page if body is None else body, strong=False, depth=0)
        self._end_line()
        return self._writer

    # Elements

    def _element(self, element: etree._Element, strong: bool, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED or element in self._dropped or _hidden(element):
            return
        block = tag in _BLOCKS or element in self._headings
        strong = strong or tag in ("b", "strong", "th") or bool(_STRONG.search(element.get("style") or ""))
        if block:
            self._end_line()
        if tag == "br":
            self._end_line()
        elif tag == "hr":
            self._gap()
        elif tag == "table":
            self._table(element, strong, depth)
        elif element in self._labels:
            self._end_line()
            self._children(element, True, depth)
            self._end_line()
        elif tag == "a" and (address := (element.get("href") or "").strip()):
            start = self._length or len(self._marker)  # the words of a link in a list follow the marker
            self._children(element, strong, depth)
            if self._length > start and not address.lower().startswith(("javascript:", "data:", "vbscript:", "#")):
                self._open.append(LinkedPart(start, self._length, address))
        else:
            level, self._level = self._level, self._rank(element, tag) or self._level
            if tag == "li":
                self._marker = _marker(element)
            self._children(element, strong, depth)
            if block:
                self._end_line()
            self._level = level
        if element in self._words:
            self._raw(" ")
        if tag in _APART or element in self._headings:
            self._gap()

    def _children(self, element: etree._Element, strong: bool, depth: int) -> None:
        self._write(element.text or "", strong)
        for child in element:
            if depth < DEEP:
                self._element(child, strong, depth + 1)
            else:
                self._write(str(_text(child)), strong)
            self._write(child.tail or "", strong)

    def _rank(self, element: etree._Element, tag: str) -> int:
        if element in self._headings:
            return 1
        return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0

    # Tables

    def _table(self, table: etree._Element, strong: bool, depth: int) -> None:
        self._gap()
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if table in self._columns and len(cells) == 2:
            self._print_headed(cells, strong, depth)
            return
        data = _is_data(cells)
        kept = printed([[str(_text(cell)) for cell in row] for row in cells]) if data else []
        for at, row in enumerate(cells):
            filled = [cell for cell in row if _seen(cell) and cell not in self._dropped]
            listing = not data and len(filled) == 2 and _is_broken(filled[1])  # a label and a list of lines
            if all(map(_is_simple, filled)) and not listing and not any(map(self._holds_heading, filled)):
                shown = [row[each] for each in kept[at] if row[each] not in self._dropped] if data else filled
                for number, cell in enumerate(shown):
                    if number:
                        self._raw(CELL if data else COLUMN)
                    self._inline(cell, strong, depth)
                self._end_line(table=data)
            else:
                for cell in filled:
                    self._element(cell, strong, depth + 1)

    def _holds_heading(self, cell: etree._Element) -> bool:
        return bool(self._headings) and any(element in self._headings for element in cell.iter())

    def _print_headed(self, cells: list[list[etree._Element]], strong: bool, depth: int) -> None:
        """Two rows, the first with headings for the second: each column as its heading and its value, on one line."""
        for heading, cell in zip(*cells, strict=False):
            self._inline(heading, strong, depth)
            self._raw(" ")
            self._inline(cell, strong, depth)
            self._raw(COLUMN)
        self._end_line()

    def _inline(self, cell: etree._Element, strong: bool, depth: int) -> None:
        """A cell's text on the line that is open, whatever blocks it holds."""
        strong = strong or cell.tag == "th"
        self._write(cell.text or "", strong)
        for child in cell:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED and child not in self._dropped:
                if child.tag == "a" and (address := (child.get("href") or "").strip()):
                    start = self._length
                    self._inline(child, strong, depth + 1)
                    if self._length > start:
                        self._open.append(LinkedPart(start, self._length, address))
                elif depth < DEEP:
                    bold = strong or child.tag in ("b", "strong") or bool(_STRONG.search(child.get("style") or ""))
                    self._inline(child, bold, depth + 1)
                    if child.tag in _BLOCKS or child.tag == "br":
                        self._raw(" ")
            self._write(child.tail or "", strong)

    # Lines

    def _write(self, text: str, strong: bool) -> None:
        if not text:
            return
        gap = "\x00"
        text = _BLANKS.sub(" ", _GAP.sub(gap, text)).replace(gap, "  ")
        if not self._line or self._line[-1].endswith(" "):
            text = text.lstrip()
        if not text:
            return
        if not self._line and self._marker:
            self._raw(self._marker)
            self._marker = ""
        self._line.append(text)
        self._length += len(text)
        if text.strip():
            self._plain = self._plain or not strong
            if not self._plain:
                self._bold = self._length

    def _raw(self, text: str) -> None:
        if self._line or text.strip():
            self._line.append(text)
            self._length += len(text)

    def _end_line(self, table: bool = False) -> None:
        text = "".join(self._line)
        if text.strip():
            self._writer.line(text, level=self._level, bold=self._bold, table=table, links=self._open)
        self._line, self._length, self._bold, self._plain, self._open = [], 0, 0, False, []

    def _gap(self) -> None:
        self._end_line()
        self._writer.gap()


def _hidden(element: etree._Element) -> bool:
    return "display:none" in (element.get("style") or "").replace(" ", "").lower() or element.get("hidden") is not None


def _marker(item: etree._Element) -> str:
    """The marker that a list's item is printed with."""
    listing = item.getparent()
    if listing is None or listing.tag != "ol":
        return "- "
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    return f"{int(listing.get('start') or 1) + before}. "


def _seen(cell: etree._Element) -> bool:
    return bool(str(_text(cell)).strip(" \xa0\n\r\t"))


def _is_simple(cell: etree._Element) -> bool:
    """Whether a cell is one line: it holds no list or table, and one block at most."""
    blocks = [child for child in cell.iter(*_BLOCKS) if child is not cell and _seen(child)]
    return len(blocks) <= 1 and not any(child.tag in ("table", "ul", "ol", "li") for child in blocks)


def _is_broken(cell: etree._Element) -> bool:
    """Whether a cell has several lines: text follows a break in it."""
    return any(str(_text(line)).strip() or (line.tail or "").strip() for line in cell.iter("br"))


def _is_data(cells: list[list[etree._Element]]) -> bool:
    """Whether a table holds data and does not only lay out: two rows or more of two filled cells or more."""
    filled = [[cell for cell in row if _seen(cell)] for row in cells]
    broad = [row for row in filled if len(row) > 1]
    listing = max(map(len, filled), default=0) == 2 and any(map(_is_broken, (row[1] for row in broad)))
    return (
        len(broad) > 1
        and len(broad) >= 0.7 * len(filled)
        and not listing
        and all(_is_simple(cell) for row in filled for cell in row)
    )
