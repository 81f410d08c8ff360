"""Lists the documents of a source of any kind.

A discovery that completes has seen everything (but see the source kind's `exhaustive`). One that does not complete
raises DiscoveryError after the last candidate: documents that were not listed may still exist and must not be treated
as gone. Documents outside the source's date range are not listed; `source.covers(date)` checks a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.sources.candidate import Candidate
from flows.sources.config import FeedSource, FilesSource, FolderSource, PortalSource, Source
from flows.sources.http.errors import DiscoveryError, FetchError
from flows.sources.http.urls import canonical, check, join

if TYPE_CHECKING:
    from flows.sources.http.client import Client

__all__ = ["Candidate", "DiscoveryError", "attachments", "discover"]


def discover(source: Source, client: Client, output: Path | None = None) -> Iterator[Candidate]:
    """Yields the documents of a source, each once.

    Args:
        source: the configured source.
        client: HTTP client; unused for folders and files.
        output: the output folder; files in it are not documents.

    Raises:
        DiscoveryError: raised after the last candidate if the listing is incomplete.
    """
    match source:
        case FolderSource():
            from flows.sources.files import folder

            yield from folder(source, output)
        case FilesSource():
            from flows.sources.files import files

            yield from files(source)
        case FeedSource():
            from flows.sources.feeds import feed

            yield from feed(source, client)
        case PortalSource():
            from flows.sources.portals import portal

            yield from portal(source, client)


def attachments(source: Source, parent: Candidate, base: str, addresses: Iterable[str]) -> list[Candidate]:
    """Returns the attachments of a document that may be fetched: http(s), on an allowed host, each once.

    Args:
        source: the document's source; the result is empty if it does not want attachments.
        parent: the document.
        base: URL of the document after redirects.
        addresses: URLs from its record, absolute or relative to `base`.
    """
    if not source.attachments or not isinstance(source, FeedSource | PortalSource):
        return []
    found: dict[str, Candidate] = {}
    for each in addresses:
        try:
            address = join(base, each)
            check(address, source.hosts)
        except FetchError:
            continue
        uri = canonical(address)
        if uri != parent.uri:
            found.setdefault(
                uri,
                Candidate(
                    uri=uri,
                    address=address,
                    date=parent.date,
                    body=parent.body,
                    kind="attachment",
                    parent=parent.uri,
                ),
            )
    return list(found.values())
