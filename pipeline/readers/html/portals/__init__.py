"""Portals as data: the page layout of each product, one TOML file per product.

A profile says how a page is recognised, what on it is chrome, and what its markup means beyond what a reader of the
page sees. Adding a product is a file here and a fixture; see CONTRIBUTING.md. Locations are XPath 1.0 expressions.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from lxml import etree


@dataclass(frozen=True, slots=True)
class Listing:
    """A product's pages that list others.

    recognise and rows are evaluated on the page; title, url, date, number and id in a row; body and day on the page;
    pattern: the portal's id in an address, its first group.
    """

    kind: Literal["bodies", "meetings", "items"]
    recognise: etree.XPath
    rows: etree.XPath
    title: etree.XPath
    url: etree.XPath | None = None
    date: etree.XPath | None = None
    number: etree.XPath | None = None
    id: etree.XPath | None = None
    body: etree.XPath | None = None
    day: etree.XPath | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A product's pages.

    recognise: true on its pages only; drop: chrome; label: words that open a section although text follows in the line;
    word: words to separate from the text after them by a blank; heading: elements that are headings although no tag
    says so; columns: tables whose first row heads the second, each column printed as its heading and its value;
    native_id: the portal's id of the page; address: a pattern whose first group is that id in an address, on the
    page or where it was fetched from.
    """

    name: str
    recognise: etree.XPath
    drop: tuple[etree.XPath, ...] = ()
    label: tuple[etree.XPath, ...] = ()
    word: tuple[etree.XPath, ...] = ()
    heading: tuple[etree.XPath, ...] = ()
    columns: tuple[etree.XPath, ...] = ()
    native_id: etree.XPath | None = None
    address: str | None = None
    listings: tuple[Listing, ...] = ()

    def page_id(self, page: etree._Element) -> str | None:
        """The portal's id of the page; None if it gives none."""
        printed = str(self.native_id(page)) if self.native_id else ""
        if self.address:
            found = re.search(self.address, printed)
            printed = found[1] if found else ""
        return printed.strip("{} ") or None


@dataclass(frozen=True, slots=True)
class Refusals:
    """Responses of a portal instead of the page requested: password forms, and titles of error pages."""

    asks: etree.XPath
    titles: re.Pattern[str]
    length: int

    def reason(self, page: etree._Element) -> str | None:
        """Why a page is not the one requested: its text, if the refusal is all that it holds."""
        if len(" ".join(str(_seen(page)).split())) > self.length:
            return None
        for title in map(str, _titles(page)):
            if self.titles.search(" ".join(title.split())):
                return f"it is a page that says {' '.join(title.split())!r}"
        return "it is a page that asks for a password" if self.asks(page) else None


_titles = etree.XPath("//title/text() | //h1//text() | //h2//text() | //body//text()[normalize-space(.)][1]")
_seen = etree.XPath("string(//body)")


@cache
def refusals() -> Refusals:
    """The refusals that any portal may answer with, from `_refusals.toml`."""
    said = tomllib.loads((files(__name__) / "_refusals.toml").read_text(encoding="utf-8"))
    titles = re.compile("|".join(f"(?:{title})" for title in said["titles"]), re.IGNORECASE)
    return Refusals(etree.XPath(said["asks"]), titles, said["length"])


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, by name."""
    found = []
    for file in sorted(files(__name__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml") and not file.name.startswith("_"):
            said = tomllib.loads(file.read_text(encoding="utf-8"))
            lists = {
                key: tuple(map(etree.XPath, said.get(key, ())))
                for key in ("drop", "label", "word", "heading", "columns")
            }
            native_id = etree.XPath(said["native_id"]) if "native_id" in said else None
            listings = tuple(map(_listing, said.get("listing", ())))
            recognise = etree.XPath(said["recognise"])
            address = said.get("address")
            found.append(
                Profile(said["name"], recognise, **lists, native_id=native_id, address=address, listings=listings)
            )
    return tuple(found)


def _listing(said: dict[str, Any]) -> Listing:
    plain = ("kind", "pattern")
    return Listing(**{key: value if key in plain else etree.XPath(value) for key, value in said.items()})
