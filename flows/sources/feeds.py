"""Lists the entries of RSS and Atom feeds as documents."""

from __future__ import annotations

import io
from calendar import timegm
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from flows.sources.candidate import Candidate, kind_of
from flows.sources.config import FeedSource
from flows.sources.http.client import Client
from flows.sources.http.errors import DiscoveryError, FetchError
from flows.sources.http.urls import canonical, check, join

_CLOCK = ZoneInfo("Europe/Helsinki")
"""Time zone in which an entry's timestamp is converted to a date."""


def feed(source: FeedSource, client: Client) -> Iterator[Candidate]:
    """Yields the entries of a feed in order, without those outside the source's date range.

    Raises:
        DiscoveryError: the response can't be fetched or is not a feed; or it is damaged (raised after the entries).
    """
    try:
        answer = client.get(source.url, source.policy())
    except FetchError as error:
        raise DiscoveryError([f"{source.url}: {error.reason}"], transient=error.transient) from error
    if answer is None:
        raise DiscoveryError([f"{source.url}: the server answers that nothing changed, and was not asked"])
    headers = {"content-type": answer.media_type or "application/xml", "content-location": answer.address}
    read = feedparser.parse(io.BytesIO(answer.data), response_headers=headers)  # a stream: text may name a file
    if not read.get("version"):
        raise DiscoveryError([f"{source.url}: it is no RSS or Atom feed"])
    reasons: list[str] = []
    seen: set[str] = set()
    for entry in read.entries:
        try:
            found = _candidate(entry, answer.address, source)
        except FetchError as error:
            reasons.append(f"{source.url}: an entry is passed over: {error.reason}")
            continue
        if found.uri not in seen and source.covers(found.date):
            seen.add(found.uri)
            yield found
    if read.bozo and not isinstance(
        read.bozo_exception, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    ):
        reasons.append(f"{source.url}: the feed is damaged: {' '.join(str(read.bozo_exception).split())}")
    if reasons:
        raise DiscoveryError(reasons)


def _candidate(entry: Any, base: str, source: FeedSource) -> Candidate:
    if not entry.get("link"):
        raise FetchError("it has no address")
    link = join(base, str(entry["link"]))
    check(link, source.hosts)
    address = link
    if source.follow_pdf:
        pdfs = [
            each for each in entry.get("enclosures", ()) if each.get("type") == "application/pdf" and each.get("href")
        ]
        address = join(base, str(pdfs[0]["href"])) if pdfs else link
        check(address, source.hosts)
    title = " ".join(str(entry.get("title") or "").split()) or None
    moment = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    day = datetime.fromtimestamp(timegm(moment), _CLOCK).date().isoformat() if moment else None
    return Candidate(uri=canonical(link), address=address, date=day, title=title, kind=kind_of(title))
