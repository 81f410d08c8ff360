"""Styles and lists of OpenDocument text: what is bold, hidden, a title, and how items of lists are numbered.

OpenDocument 1.3, part 3, chapters 16 (styles), 17 (formatting) and 5.3 (lists).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.readers.list_numbers import NumberForm, list_number

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE = (_NAMESPACE % name for name in ("office", "text", "table", "style"))
_FORMAT = _NAMESPACE % "xsl-fo-compatible"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

LEVELS = 10
"""Levels that a list has."""

_TITLE = "Title"  # the name that every program gives this style in the file, whatever it shows
_FORMS: dict[str, NumberForm] = {"1": "1", "a": "a", "A": "A", "i": "i", "I": "I"}


class OdfStyles:
    """The styles of a document, the automatic ones of its content among them."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        for root in roots:
            for style in root.iter(STYLE + "style"):
                self._styles[_of(style, STYLE, "family"), _of(style, STYLE, "name")] = style
            for style in root.iter(STYLE + "default-style"):
                self._defaults[_of(style, STYLE, "family")] = style
            for style in root.iter(TEXT + "list-style"):
                self._lists[_of(style, STYLE, "name")] = style
        self._looks: dict[tuple[str, str], tuple[bool | None, bool | None]] = {}

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        """A style and its ancestors, the nearest first."""
        seen: set[str] = set()
        while name not in seen and (style := self._styles.get((family, name))) is not None:
            seen.add(name)
            yield style
            name = _of(style, STYLE, "parent-style-name")

    def look(self, family: str, name: str) -> tuple[bool | None, bool | None]:
        """Whether a style is bold, and whether it hides its text; None if it doesn't define it.

        family: "text" for spans, "paragraph" for paragraphs and headings.
        """
        if (family, name) not in self._looks:
            default = [self._defaults[family]] if family == "paragraph" and family in self._defaults else []
            styles = [*self._chain(family, name), *default]
            looks = [each for style in styles for each in style.iterchildren(STYLE + "text-properties")]
            weights = [weight for each in looks if (weight := each.get(_FORMAT + "font-weight"))]
            shown = [display for each in looks if (display := each.get(TEXT + "display"))]
            bold = re.fullmatch("bold|[6-9]00", weights[0]) is not None if weights else None
            self._looks[family, name] = bold, shown[0] == "none" if shown else None
        return self._looks[family, name]

    def is_title(self, name: str) -> bool:
        """Whether a paragraph's style is that of the document's title."""
        return any(_of(style, STYLE, "name") == _TITLE for style in self._chain("paragraph", name))

    def list_level(self, name: str, level: int) -> etree._Element | None:
        """The element that defines the items of a list on a level, from 1."""
        style = self._lists.get(name)
        found = () if style is None else style.iterchildren()
        return next((each for each in found if _of(each, TEXT, "level") == str(level)), None)


class OdfNumbering:
    """The current number of a list on each of its levels."""

    def __init__(self, styles: OdfStyles) -> None:
        self._styles = styles
        self._counts: dict[int, int] = {}

    def marker(self, style: str, level: int, start: int | None) -> str:
        """The marker of the next item of a level, from 1: "-" for a bullet, "" for none.

        Args:
            style: the list's style.
            level: the item's level.
            start: the number that the item itself begins with.
        """
        definition = self._styles.list_level(style, level)
        if definition is not None and definition.tag != TEXT + "list-level-style-number":
            return "-"  # a bullet or a picture
        first = _number(definition, "start-value") or 1
        count = start if start is not None else self._counts.get(level, first - 1) + 1
        self._counts = {each: at for each, at in self._counts.items() if each < level} | {level: count}
        if definition is None:
            return ""
        shown = min(max(_number(definition, "display-levels") or 1, 1), level)
        numbers = [self._shown(style, each) for each in range(level - shown + 1, level + 1)]
        number = ".".join(filter(None, numbers))
        return f"{_of(definition, STYLE, 'num-prefix')}{number}{_of(definition, STYLE, 'num-suffix')}".strip()

    def _shown(self, style: str, level: int) -> str:
        definition = self._styles.list_level(style, level)
        form = "" if definition is None else _of(definition, STYLE, "num-format")
        return list_number(self._counts.get(level, 1), _FORMS.get(form, "")) if form in _FORMS else ""


def figure(element: etree._Element, name: str) -> int | None:
    """An attribute of the namespace `text` as a number; None if it is not a number."""
    found = _of(element, TEXT, name)
    return int(found) if re.fullmatch(r"\d{1,6}", found, re.ASCII) else None


def _number(element: etree._Element | None, name: str) -> int | None:
    return None if element is None else figure(element, name)


def _of(element: etree._Element, namespace: str, name: str) -> str:
    return str(element.get(namespace + name) or "")
