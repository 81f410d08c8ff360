"""Reader for .odt, OpenDocument text, as LibreOffice writes it: lxml parses its content and styles.

Text is laid out as for .docx: one line per printed line, a blank line between paragraphs, list items with their marker,
" | " between the cells of a table that holds data. Headings keep their rank, bold its extent, links their address.
Tracked deletions, hidden text, notes, comments, frames, headers and footers are left out. Nothing is fetched, and no
entity is expanded.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from lxml import etree

from extractors.core.document import Document
from pipeline.errors import DocumentError, Empty, Encrypted, Unreadable, Unsupported
from pipeline.readers.document_writer import DocumentWriter, Run
from pipeline.readers.word.body import BodyPrinter, Paragraph, Table, TableRow
from pipeline.readers.word.odf_styles import LEVELS, OFFICE, TABLE, TEXT, XML_ID, OdfNumbering, OdfStyles, figure
from pipeline.readers.zip_archive import ODT, opened, what

NAME = f"lxml {version('lxml')}"

REPEATED = 50
"""How often a cell or a blank that is given once with a number is repeated at most: the number may be a million."""

_DAMAGES = (zipfile.BadZipFile, zlib.error, etree.LxmlError, EOFError, LookupError, NotImplementedError, OSError)
_HREF = "{http://www.w3.org/1999/xlink}href"
_AROUND = {
    TEXT + tag
    for tag in ("section", "index-body", "index-title", "table-of-content", "alphabetical-index", "user-index")
}
_ROWS = {TABLE + tag for tag in ("table-header-rows", "table-rows", "table-row-group")}
_LEFT_OUT = {TEXT + tag for tag in ("note", "ruby-text", "hidden-text", "hidden-paragraph", "script")}
_LEFT_OUT |= {OFFICE + "annotation", OFFICE + "forms"}
_FRAMES = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_WHITE = re.compile(r"[ \t\r\n]+")
_BLANK, _BREAK = "\x00", "\x01"  # for a blank and a line's end that are meant, until white space is collapsed
_SPACES = str.maketrans(dict.fromkeys("\xa0\u2007\u202f", _BLANK))


def read(data: bytes) -> Document:
    """Reads an .odt document.

    Raises:
        DocumentError: it is not an .odt file, is damaged, needs a password, is too large unpacked, or holds no text.
    """
    writer = DocumentWriter()
    with opened(data) as archive:
        try:
            content, *styles = _parts(archive)
            body = content.find(f"{OFFICE}body/{OFFICE}text")
            if body is None:
                raise Unreadable("the OpenDocument text is damaged: its content has no body of text")
            BodyPrinter(writer).print(_Body(body, OdfStyles([*styles, content])).blocks())
        except DocumentError:
            raise
        except (*_DAMAGES, RecursionError, ValueError) as error:
            raise Unreadable(f"the OpenDocument text is damaged: {error or type(error).__name__}") from error
    if writer.empty:
        raise Empty("there is no text in the OpenDocument text")
    return writer.document(ODT, NAME)


def _parts(archive: zipfile.ZipFile) -> Iterator[etree._Element]:
    """The content of a document, then its styles if it has any."""
    names = archive.namelist()
    kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    if kind.strip() != ODT.encode():
        raise Unsupported(f"{what(archive)}, not an OpenDocument text; save it as .odt")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Encrypted("the document needs a password")
    if "content.xml" not in names:
        raise Unreadable("the OpenDocument text is damaged: it has no content.xml")
    for name in ("content.xml", "styles.xml"):
        if name in names:
            # Elements may be nested 256 deep, and no document declares entities.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
            yield etree.fromstring(archive.read(name), parser)


@dataclass(slots=True)
class _Look:
    """The properties of text: whether it is bold, whether it is hidden, where it links to."""

    bold: bool
    hidden: bool
    url: str = ""


class _Body:
    """The body of a document as blocks."""

    def __init__(self, body: etree._Element, styles: OdfStyles) -> None:
        self._body = body
        self._styles = styles
        self._numberings: dict[str, OdfNumbering] = {}  # by the list's own name, and by its style for the last list

    def blocks(self) -> Iterator[Paragraph | Table]:
        return self._blocks(self._body)

    def _blocks(self, holder: etree._Element, marker: str = "") -> Iterator[Paragraph | Table]:
        """The blocks in an element; the first of its paragraphs has the marker."""
        for element in holder:
            if element.tag in (TEXT + "p", TEXT + "h"):
                yield self._paragraph(element, marker)
                marker = ""
            elif element.tag == TEXT + "list":
                yield from self._list(element)
            elif element.tag == TABLE + "table":
                yield Table(list(self._rows(element)))
            elif element.tag in _AROUND:
                yield from self._blocks(element)

    def _paragraph(self, element: etree._Element, marker: str) -> Paragraph:
        style = str(element.get(TEXT + "style-name") or "")
        bold, hidden = self._styles.look("paragraph", style)
        runs = _collapsed(self._runs(element, _Look(bool(bold), bool(hidden))))
        if element.tag == TEXT + "h":
            level = min(max(figure(element, "outline-level") or 1, 1), LEVELS)
            return Paragraph(runs, level, "" if marker == "-" else marker)
        return Paragraph(runs, 1 if self._styles.is_title(style) else 0, marker)

    # Lists

    def _list(
        self, listing: etree._Element, numbering: OdfNumbering | None = None, style: str = "", level: int = 1
    ) -> Iterator[Paragraph | Table]:
        """The items of a list. numbering, style: of the list that this one is in."""
        style = str(listing.get(TEXT + "style-name") or style)
        if numbering is None:
            numbering = self._numbering(listing, style)
        for item in listing:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            texts = [element for element in item if element.tag in (TEXT + "p", TEXT + "h")]
            marker = ""
            if texts and item.tag == TEXT + "list-item":  # one without a paragraph only holds the next level
                marker = numbering.marker(style, min(level, LEVELS), figure(item, "start-value"))
            for element in item:
                if element.tag == TEXT + "list":
                    yield from self._list(element, numbering, style, level + 1)
                elif element.tag in (TEXT + "p", TEXT + "h"):
                    yield self._paragraph(element, marker)
                    marker = ""
                elif element.tag == TABLE + "table":
                    yield Table(list(self._rows(element)))

    def _numbering(self, listing: etree._Element, style: str) -> OdfNumbering:
        """The numbering of a list: a new one, or that of a list before it which it continues."""
        continued = str(listing.get(TEXT + "continue-list") or "")
        if not continued and listing.get(TEXT + "continue-numbering") == "true":
            continued = style
        numbering = self._numberings.get(continued) or OdfNumbering(self._styles)
        self._numberings[style] = self._numberings[str(listing.get(XML_ID) or style)] = numbering
        return numbering

    # Tables

    def _rows(self, table: etree._Element, header: bool = False) -> Iterator[TableRow]:
        for element in table:
            if element.tag == TABLE + "table-row":
                yield TableRow(list(self._cells(element)), header)
            elif element.tag in _ROWS:
                yield from self._rows(element, header or element.tag == TABLE + "table-header-rows")

    def _cells(self, row: etree._Element) -> Iterator[list[Paragraph | Table]]:
        for cell in row:
            if cell.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                found = list(self._blocks(cell))
                number = str(cell.get(TABLE + "number-columns-repeated") or "1")
                yield from [found] * min(int(number) if number.isdecimal() else 1, REPEATED)

    # Text

    def _runs(self, element: etree._Element, look: _Look) -> Iterator[Run]:
        """The printed text of an element, white space not collapsed yet."""
        if not look.hidden and element.text:
            yield Run(element.text.translate(_SPACES), look.bold, look.url)
        for child in element:
            if isinstance(child.tag, str):  # or it is an entity, which stands for nothing
                yield from self._inline(child, look)
            if not look.hidden and child.tail:
                yield Run(child.tail.translate(_SPACES), look.bold, look.url)

    def _inline(self, element: etree._Element, look: _Look) -> Iterator[Run]:
        tag = element.tag
        if tag in _LEFT_OUT or tag.startswith(_FRAMES):
            return
        if tag == TEXT + "s":
            text = _BLANK * min(figure(element, "c") or 1, REPEATED)
        elif tag == TEXT + "tab":
            text = 2 * _BLANK
        elif tag == TEXT + "line-break":
            text = _BREAK
        else:
            if tag == TEXT + "span":
                bold, hidden = self._styles.look("text", str(element.get(TEXT + "style-name") or ""))
                bold, hidden = (look.bold if bold is None else bold), (look.hidden if hidden is None else hidden)
                look = _Look(bold, hidden, look.url)
            elif tag == TEXT + "a":
                look = _Look(look.bold, look.hidden, str(element.get(_HREF) or ""))
            yield from self._runs(element, look)
            return
        if not look.hidden:
            yield Run(text, look.bold, look.url)


def _collapsed(runs: Iterator[Run]) -> list[Run]:
    """Runs with their white space as it is printed: any of it in the file is one blank (OpenDocument 1.3, 6.1.2)."""
    found: list[Run] = []
    after_blank = True
    for run in runs:
        text = _WHITE.sub(" ", run.text)
        if after_blank:
            text = text.lstrip(" ")
        if text:
            after_blank = text.endswith((" ", _BREAK))
            found.append(run._replace(text=text.replace(_BLANK, " ").replace(_BREAK, "\n")))
    return found
