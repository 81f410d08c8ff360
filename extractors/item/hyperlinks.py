"""Hyperlinks in an item's text."""

from __future__ import annotations

from urllib.parse import urljoin

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Passage


class Hyperlink(Value):
    """A hyperlink."""

    text: str = Field("", description="The linked words.")
    url: str | None = Field(None, description="Its address, made absolute; null where the document gives none.")


def _absolute(url: str, base: str | None) -> str:
    if base is None or "://" not in base:
        return url
    try:
        return urljoin(base, url)
    except ValueError:  # "http://[x" is not a valid address, but is kept as printed
        return url


def hyperlink(text: Passage, url: str, base: str | None) -> Hyperlink:
    """Builds a hyperlink from its text and its address as given; "#" and an empty address become None."""
    address = _absolute(url, base)
    return Hyperlink.model_validate(
        {
            "text": text.read("links/text"),
            "url": text.means(address, "links/url") if url.strip("# ") else None,
        }
    )
