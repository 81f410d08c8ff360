"""Hyperlinks in an item's text."""

from __future__ import annotations

from urllib.parse import urljoin

from pydantic import Field

from extractors.passage import Passage
from extractors.values import Value


class Hyperlink(Value):
    """A hyperlink."""

    text: str = Field("", description="The linked words.")
    url: str | None = Field(None, description="Its address, made absolute; null where the document gives none.")


def hyperlink(text: Passage, url: str, base: str | None) -> Hyperlink:
    """A link by its words and its address as given. "#" and an empty address lead nowhere and are no address."""
    address = urljoin(base, url) if base and "://" in base else url
    return Hyperlink.model_validate(
        {
            "text": text.read("links/text"),
            "url": text.means(address, "links/url") if url.strip("# ") else None,
        }
    )
