"""Running heads of pages in lines that run on: the page's number, the document's name, the body's name once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.core.document import Document, Line
from extractors.core.passage import Span
from extractors.organisations.body import kind, names_body
from extractors.vocabulary import either, words

TOP = 100
"""Characters of a page's running head at most."""

# "1 KUNNAN KAUPUNKI", "1 51 Title": a page's number at its top
PAGE = re.compile(r"\s*(?P<number>\d{1,3})\s+(?=\D|\d{1,3}[\s(])")
# "Tekninen lautakunta Päätös ...": a name at the beginning, before the next word with a capital
_TOP = re.compile(r"([A-ZÅÄÖ][\w-]+(?:\s[a-zåäö][\w-]+){0,4})\s+(?=[A-ZÅÄÖ])")
_NUMBERED_PAGE = re.compile(r"\s*(?P<number>\d{1,3})\s+(?P<rest>[^\W\d].*)", re.DOTALL)


@cache
def heads() -> re.Pattern[str]:
    """ "PÖYTÄKIRJA 12/2015", "PROTOKOLL": the document's name in capitals, with its number."""
    names = [word.upper() for kind in ("minutes", "agenda") for word in words("documents", kind)]
    return re.compile(rf"(?<!\S){either(names)}(?:\s+(?:[Nn]r\s+)?\d{{1,3}}/\d{{2,4}})?(?!\w)")


def without_tops(document: Document, furniture: list[Span]) -> Iterator[Line]:
    """The lines without a body's name that is printed at the top of a page once more."""
    seen: set[str] = set()
    for line in document.lines:
        text = document.text[line.start : line.end]
        head = heads().search(text[:TOP])
        if head is not None and PAGE.sub("", text[: head.end()].strip()) in seen and head.end() < len(text):
            furniture.append(Span(line.start, line.start + head.end()))
            yield line._replace(start=line.start + head.end())
            continue
        if head is not None:
            seen.add(PAGE.sub("", text[: head.end()].strip()))
        if (running := _running(document, text)) > 0:
            furniture.append(Span(line.start, line.start + running))
            yield line._replace(start=line.start + running)
            continue
        top = _TOP.match(text)
        if top is not None and names_body(top[1]) and top[1] in seen and top.end() < len(text):
            furniture.append(Span(line.start, line.start + top.end()))
            line = line._replace(start=line.start + top.end())
        elif top is not None and names_body(top[1]):
            seen.add(top[1])
        yield line


def _running(document: Document, text: str) -> int:
    """Where the running head of a page ends: its number, then the words that the first page has after "1"; or 0.

    "1 Kommunala pensionärsrådet 10 april (10) Plats och tid", "3 Kommunala pensionärsrådet 10 april (10) 8 Öppnande"
    """
    first, page = (_NUMBERED_PAGE.match(each) for each in (_first_page(document), text))
    if first is None or page is None or first["number"] == page["number"]:
        return 0
    end = 0
    named = ""
    for one, other in zip(re.finditer(r"\S+", first["rest"]), re.finditer(r"\S+", page["rest"]), strict=False):
        if one[0].casefold() != other[0].casefold():
            break
        end = other.end()
        named = page["rest"][:end]
    return page.start("rest") + end if end and kind(named) is not None and end < len(page["rest"]) else 0


def _first_page(document: Document) -> str:
    lines = (document.text[line.start : line.end] for line in document.lines)
    return next((text for text in lines if _NUMBERED_PAGE.match(text)), "")
