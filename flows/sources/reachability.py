"""Checks that a source is reachable and summarises its first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.sources.config import FeedSource, FilesSource, FolderSource, PortalSource, Source
from flows.sources.discovery import discover
from flows.sources.http.errors import FetchError
from pipeline.errors import DocumentError

if TYPE_CHECKING:
    from flows.sources.http.client import Client


def reach(source: Source, client: Client) -> str:
    """Summarises the first page of a source: "5 meetings", "30 entries, the newest of 2026-05-19".

    Raises:
        DiscoveryError: a folder, files or a feed can't be listed completely.
        FetchError: a portal's page can't be fetched, or is not a listing page.
    """
    match source:
        case FolderSource() | FilesSource():
            return _counted(sum(1 for _ in discover(source, client)), "file")
        case FeedSource():
            found = list(discover(source, client))
            days = [each.date for each in found if each.date]
            return _counted(len(found), "entry", "entries") + (f", the newest of {max(days)}" if days else "")
        case PortalSource():
            return _listed(source, client)


def _listed(source: PortalSource, client: Client) -> str:
    from pipeline.readers.html.listing_pages import references

    answer = client.get(source.url, source.policy())
    try:
        lines = references(answer.data, answer.address) if answer else []
    except DocumentError as error:
        raise FetchError(error.reason) from error
    if not any(line.url for line in lines):
        raise FetchError("it is a list without addresses: begin at the page of a body")
    kind = {"bodies": ("body", "bodies"), "meetings": ("meeting", "meetings"), "items": ("item", "items")}
    return _counted(len(lines), *kind[lines[0].kind])


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
