"""Common code for Word files: the check of a package before it is opened, its elements, styles and numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.errors import Encrypted, Unsupported
from pipeline.readers.list_numbers import NumberForm, list_number
from pipeline.readers.zip_archive import opened, what

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OLE = b"\xd0\xcf\x11\xe0"
"""How a file of Microsoft's old container format begins."""

_HEADING = re.compile(r"(?:heading|otsikko|rubrik)\s*([1-9])", re.IGNORECASE)
_TITLES = ("title", "otsikko", "rubrik")
_FORMS: dict[str, NumberForm] = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_FORMS |= {"none": "", "decimalZero": "01"}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BLANK = str.maketrans(dict.fromkeys("\xa0\u2007\u202f\n\r\x85\u2028\u2029", " ") | {"\t": "  "})
# What holds content and prints nothing itself; what is tracked as deleted or moved away is not among it.
_AROUND = ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "hyperlink", "dir", "bdo")
PASSED = frozenset({W + tag for tag in _AROUND} | {_ALTERNATIVES + tag for tag in ("AlternateContent", "Fallback")})
_PRINTED = {"tab": "  ", "ptab": "  ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def within(holder: etree._Element) -> Iterator[etree._Element]:
    """What an element holds, also by way of what prints nothing itself."""
    for element in holder:
        if element.tag in PASSED:
            yield from within(element)
        else:
            yield element


def printed_by(tag: str, element: etree._Element) -> str:
    """What an element of a run prints."""
    if tag == "t":
        return str(element.text or "").translate(_BLANK)
    if tag == "sym" and re.fullmatch("[0-9A-Fa-f]{4}", code := element.get(W + "char") or ""):
        return chr(int(code, 16)) if not 0xD800 <= int(code, 16) < 0xE000 else ""
    return _PRINTED.get(tag, "")


def check_ole(data: bytes) -> None:
    """Rejects a file in the OLE container format that is not a Word document or needs a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Encrypted("the document needs a password")
    if "WordDocument".encode("utf-16-le") not in data:
        raise Unsupported("it is an OLE file (Excel, PowerPoint or Outlook write such), but no Word document")
    for sector in range(512, len(data) - 12, 512):
        if data.startswith(b"\xec\xa5", sector):  # where the stream WordDocument begins
            if data[sector + 11] & 1:
                raise Encrypted("the document needs a password")
            return


def check(data: bytes) -> None:
    """Rejects a file that is not a safe .docx, before any of it is parsed."""
    if data.startswith(OLE):
        check_ole(data)
        raise Unsupported("it is a Word document from before 2007, and no .docx")
    with opened(data) as archive:
        names = archive.namelist()
        if "mimetype" in names or "[Content_Types].xml" not in names:
            raise Unsupported(f"{what(archive)}, not a Word document; save it as .docx")
        if "_rels/.rels" in names and b"purl.oclc.org/ooxml" in archive.read("_rels/.rels"):
            raise Unsupported("it is a Strict Open XML document; save it as an ordinary .docx")
        if b"wordprocessingml.document.main+xml" not in archive.read("[Content_Types].xml"):
            raise Unsupported(f"{what(archive)}, not a Word document; save it as .docx")


def value(parent: etree._Element | None, tag: str) -> str | None:
    """The value of an element's child; None if there is no such child."""
    found = None if parent is None else parent.find(W + tag)
    return None if found is None else str(found.get(W + "val") or "")


def figure(parent: etree._Element | None, tag: str) -> int | None:
    """The same as a number."""
    found = value(parent, tag)
    return int(found) if found and re.fullmatch(r"-?\d{1,9}", found, re.ASCII) else None


class Styles:
    """The styles of a document, by their ids; each is looked up with those that it is based on."""

    def __init__(self, element: etree._Element) -> None:
        self._styles = {str(each.get(W + "styleId")): each for each in element.iter(W + "style")}
        given = [name for name, each in self._styles.items() if each.get(W + "default") in ("1", "true")]
        self._default = next((name for name in given if self._styles[name].get(W + "type") == "paragraph"), "")
        self._chains: dict[str, list[etree._Element]] = {}

    def chain(self, name: str) -> list[etree._Element]:
        """A style and its ancestors, the nearest first."""
        if name not in self._chains:
            found: dict[str, etree._Element] = {}
            at: str | None = name
            while at in self._styles and at not in found:
                found[at] = self._styles[at]
                at = value(found[at], "basedOn")
            self._chains[name] = list(found.values())
        return self._chains[name]

    def of(self, paragraph: etree._Element | None) -> str:
        """The id of the style of a paragraph, given its properties."""
        return value(paragraph, "pStyle") or self._default

    def level(self, paragraph: etree._Element | None) -> int:
        """A paragraph's heading level; 0 if it is not a heading."""
        if (outline := figure(paragraph, "outlineLvl")) is not None:
            return (outline + 1) % 10
        for style in self.chain(self.of(paragraph)):
            if (outline := figure(style.find(W + "pPr"), "outlineLvl")) is not None:
                return (outline + 1) % 10
            name = value(style, "name") or ""
            if found := _HEADING.match(name):
                return int(found[1])
            if name.casefold() in _TITLES:
                return 1
        return 0

    def is_set(self, tag: str, run: etree._Element | None, style: str) -> bool:
        """Whether a look ("b", "vanish") is set for a run, by itself, its style or its paragraph's."""
        looks = [each.find(W + "rPr") for name in (value(run, "rStyle"), style) if name for each in self.chain(name)]
        said = next((found for look in (run, *looks) if (found := value(look, tag)) is not None), "0")
        return said not in ("0", "false", "off", "none")

    def listed(self, paragraph: etree._Element | None) -> tuple[int, int] | None:
        """The list and the level, from 0, that a paragraph is an item of."""
        styled = [each.find(W + "pPr") for each in self.chain(self.of(paragraph))]
        found = [each.find(W + "numPr") for each in (paragraph, *styled) if each is not None]
        number = next((one for each in found if (one := figure(each, "numId")) is not None), 0)
        level = next((one for each in found if (one := figure(each, "ilvl")) is not None), 0)
        return (number, min(max(level, 0), 8)) if number > 0 else None


class Numbers:
    """The lists of a document and how far each has come. Lists of one definition count on together, as in Word."""

    def __init__(self, element: etree._Element | None) -> None:
        found = [] if element is None else list(element)
        self._lists = {figure_of(each, "numId"): each for each in found if each.tag == W + "num"}
        self._kinds = {figure_of(each, "abstractNumId"): each for each in found if each.tag == W + "abstractNum"}
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def marker(self, number: int, level: int) -> str:
        """The marker of the next item: "-" for a bullet, "" for none."""
        listing = self._lists.get(number)
        if listing is None:
            return ""
        kind = figure(listing, "abstractNumId") or 0
        counts = self._counts.setdefault(kind, {})
        override = next((each for each in listing.iter(W + "lvlOverride") if figure_of(each, "ilvl") == level), None)
        restart = figure(override, "startOverride")
        if restart is not None and (number, level) not in self._begun:
            counts[level] = restart
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = self._start(kind, listing, level)
        self._begun.add((number, level))
        for deeper in range(level + 1, 9):
            counts.pop(deeper, None)
        definition = self._definition(kind, listing, level)
        form = value(definition, "numFmt") or "decimal"
        if form == "bullet":
            return "-"
        text = value(definition, "lvlText")
        shown = f"%{level + 1}." if text is None else text
        return re.sub(r"%([1-9])", lambda sign: self._shown(kind, listing, int(sign[1]) - 1), shown).strip()

    def _shown(self, kind: int, listing: etree._Element, level: int) -> str:
        count = self._counts[kind].setdefault(level, self._start(kind, listing, level))
        return list_number(count, _FORMS.get(value(self._definition(kind, listing, level), "numFmt") or "", "1"))

    def _start(self, kind: int, listing: etree._Element, level: int) -> int:
        start = figure(self._definition(kind, listing, level), "start")
        return 1 if start is None else start

    def _definition(self, kind: int, listing: etree._Element, level: int) -> etree._Element | None:
        """What says how a level of a list looks: the list itself, or its definition."""
        general = self._kinds.get(kind)
        levels = [*listing.iter(W + "lvl"), *(general.iter(W + "lvl") if general is not None else ())]
        return next((each for each in levels if figure_of(each, "ilvl") == level), None)


def figure_of(element: etree._Element, name: str) -> int:
    """An element's attribute as a number, -1 if it is not a number."""
    found = element.get(W + name) or ""
    return int(found) if re.fullmatch(r"\d{1,9}", found, re.ASCII) else -1
