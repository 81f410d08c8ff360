"""Listing pages of portals: bodies, meetings of a body, matters of a meeting, as references to other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urljoin

from lxml import etree
from pydantic import BaseModel, Field

from extractors.core.passage import Passage, Span
from extractors.language import dates
from pipeline.errors import NotADocument
from pipeline.readers.html.encoding import parse_page
from pipeline.readers.html.portals import Listing, profiles

ReferenceKind = Literal["bodies", "meetings", "items"]


class Reference(BaseModel):
    """A line of a listing page: the page that it links to. Fields that the page does not give are null."""

    kind: ReferenceKind = Field(description="What the page lists.")
    title: str = Field(description="The words of the line: a body's name, a meeting, a matter's title.")
    body: str | None = Field(None, description="The body, where the page names one.")
    date: str | None = Field(None, description="Day of the meeting, ISO 8601.")
    number: str | None = Field(None, description='Number of the matter, without its sign: "72".')
    id: str | None = Field(None, description="The portal's id of what is listed.")
    url: str | None = Field(None, description="Its address, absolute where the page's address is known.")


def references(data: bytes, base: str | None = None) -> list[Reference]:
    """The references of a listing page, in order.

    Args:
        data: the page.
        base: its address, to make the addresses on it absolute.

    Raises:
        NotADocument: no portal's profile recognises the page as a listing.
        DocumentError: it is no HTML.
    """
    page = parse_page(data)
    listing = find(page)
    if listing is None:
        raise NotADocument("it is no listing page of a portal that is known")
    return list(_read(page, listing, base))


def find(page: etree._Element) -> Listing | None:
    """Reads a page as a listing, with the profile of its portal."""
    found = (listing for profile in profiles() for listing in profile.listings if listing.recognise(page))
    return next(found, None)


def _read(page: etree._Element, listing: Listing, base: str | None) -> Iterator[Reference]:
    named = _text(listing.body(page)) if listing.body else None
    page_body = re.split(r"\s*:?\s*\d", named)[0].strip() if named else None  # a date or a number may follow
    page_day = _day(_text(listing.day(page))) if listing.day else None
    for row in listing.rows(page):
        title = _text(listing.title(row))
        if not title:
            continue
        url = _text(listing.url(row)) if listing.url else None
        number = re.search(r"\d+[a-z]?", _text(listing.number(row)) or "") if listing.number else None
        found = re.search(listing.pattern, url or "") if listing.pattern else None
        yield Reference(
            kind=listing.kind,
            title=title,
            body=page_body or (title if listing.kind == "bodies" else None),
            date=(_day(_text(listing.date(row))) if listing.date else None) or page_day,
            number=number[0] if number else None,
            id=found[1] if found else _text(listing.id(row)) if listing.id else None,
            url=_absolute(base, url) if url else None,
        )


def _absolute(base: str | None, url: str) -> str | None:
    """An address as a page gives it, made absolute if the page's address is known; None if it is not an address."""
    try:
        return (urljoin(base, url) if base and "://" in base else url) or None
    except ValueError:  # brackets without an IPv6 address
        return None


def _text(found: object) -> str | None:
    return " ".join(str(found).replace("\xa0", " ").split()) or None


def _day(text: str | None) -> str | None:
    found = dates.find(Passage.of(text, Span(0, len(text)))) if text else []
    return found[0].day.isoformat() if found else None
