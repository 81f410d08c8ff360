"""Finds the link on an HTML page to the PDF version of the same document, as opposed to its attachments."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlsplit

from flows.sources.http.errors import FetchError
from flows.sources.http.urls import join
from pipeline.errors import DocumentError
from pipeline.readers.html.encoding import parse_page

_WORD = re.compile(r"\bPDF\b", re.IGNORECASE)
_ID = re.compile(r"\d{4,}[\w-]*")


def pdf_of(data: bytes, address: str) -> str | None:
    """Returns the URL of the PDF version of an HTML page; None if it can't be determined.

    Among the links to PDFs, the one in the page's <head> takes precedence, then the one that shares the page's id
    (`id=20261412-6`), and if the page's URL has no id, the only link.

    >>> page = b'<a href="?page=attachment&amp;id=9001-1">Bilaga (pdf)</a> <a href="?id=9001&amp;form=pdf">PDF</a>'
    >>> pdf_of(page, "http://granvik.example/DREQUEST.PHP?page=meetingitem&id=9001")
    'http://granvik.example/DREQUEST.PHP?id=9001&form=pdf'
    """
    try:
        page = parse_page(data)
    except DocumentError:
        return None
    for link in page.iter("link"):
        if "alternate" in link.get("rel", "").lower() and link.get("type") == "application/pdf" and link.get("href"):
            return _join(address, link.get("href"))
    found = []
    for link in page.iter("a"):
        href = _join(address, link.get("href"))
        if href.startswith(("http://", "https://")) and (is_pdf(href) or _WORD.search("".join(link.itertext()))):
            found.append(href)
    found = list(dict.fromkeys(found))
    ids = _ids(address)
    same = [each for each in found if ids & _ids(each)]
    return same[0] if len(same) == 1 else found[0] if len(found) == 1 and not ids else None


def _join(base: str, link: object) -> str:
    try:
        return join(base, str(link or ""))
    except FetchError:
        return ""


def is_pdf(address: str) -> bool:
    """Whether a URL looks like that of a PDF."""
    parts = urlsplit(address)
    return PurePosixPath(parts.path).suffix.lower() == ".pdf" or any(
        value.lower() == "pdf" for _, value in parse_qsl(parts.query)
    )


def _ids(address: str) -> set[str]:
    """Returns the possible ids in a URL: the stem of the path, and numbers in the query."""
    parts = urlsplit(address)
    stem = PurePosixPath(parts.path).stem
    asked = {value for _, value in parse_qsl(parts.query) if _ID.fullmatch(value)}
    return asked | ({stem} if _ID.fullmatch(stem) else set())
