"""Elements of a Word document: what holds what, a table's row, and what a run prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from pipeline.readers.office import W

_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BLANK = str.maketrans(dict.fromkeys("\xa0\u2007\u202f\n\r\x85\u2028\u2029", " ") | {"\t": "  "})
# What holds content and prints nothing itself; what is tracked as deleted or moved away is not among it.
_AROUND = ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "hyperlink", "dir", "bdo")
PASSED = frozenset({W + tag for tag in _AROUND} | {_ALTERNATIVES + tag for tag in ("AlternateContent", "Fallback")})
_PRINTED = {"tab": "  ", "ptab": "  ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class TableRow(NamedTuple):
    """A row of a table: its cells, those of them that hold something, and the text of each, "" where it is empty."""

    element: etree._Element
    cells: list[etree._Element]
    filled: list[etree._Element]
    texts: list[str]


def within(holder: etree._Element) -> Iterator[etree._Element]:
    """What an element holds, also by way of what prints nothing itself."""
    for element in holder:
        if element.tag in PASSED:
            yield from within(element)
        else:
            yield element


def holds_table(cell: etree._Element) -> bool:
    """Whether a cell holds a table."""
    return next(cell.iter(W + "tbl"), None) is not None


def printed_by(tag: str, element: etree._Element) -> str:
    """What an element of a run prints."""
    if tag == "t":
        return str(element.text or "").translate(_BLANK)
    if tag == "sym" and re.fullmatch("[0-9A-Fa-f]{4}", code := element.get(W + "char") or ""):
        return chr(int(code, 16)) if not 0xD800 <= int(code, 16) < 0xE000 else ""
    return _PRINTED.get(tag, "")
