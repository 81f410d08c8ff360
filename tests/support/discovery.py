"""What a source has, and the bytes of a document of it."""

from __future__ import annotations

from typing import Any

from flows.sources.config import FeedSource, Source
from flows.sources.discovery import Candidate, DiscoveryError, discover
from flows.sources.fetch import Fetched, Validators, fetch
from flows.sources.http.client import Client
from tests.support.portal_server import Portal

QUICK: dict[str, Any] = {"allow_private": True, "requests_per_second": 1000, "timeout": 5, "retries": 0}


def found(source: Source, client: Client) -> tuple[list[Candidate], list[str]]:
    """What a source has, and why it was not gone through to its end."""
    candidates = []
    try:
        for each in discover(source, client):
            candidates.append(each)  # noqa: PERF402 - those before the error count
    except DiscoveryError as error:
        return candidates, error.reasons
    return candidates, []


def got(candidate: Candidate, source: Source, client: Client, known: Validators | None = None) -> Fetched:
    fetched = fetch(candidate, source, client, known)
    assert isinstance(fetched, Fetched)
    return fetched


def rss(portal: Portal, *entries: str) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Granvik</title>'
    return f"{head}<link>{portal.root}</link>{''.join(entries)}</channel></rss>".encode()


def entry(link: str, day: str = "Tue, 19 May 2026 08:00:00 +0300", title: str = "Belysning") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate></item>"


def feed(portal: Portal, **more: Any) -> FeedSource:
    settings = {**QUICK, "name": "granvik", "url": f"{portal.root}/DREQUEST.PHP?page=rss/meetingitems&show=30"}
    return FeedSource(**{**settings, **more})


FEED_PATH = "/DREQUEST.PHP?page=rss/meetingitems&show=30"
ITEM_PATH = "/DREQUEST.PHP?page=meetingitem&id=20261412-6"
