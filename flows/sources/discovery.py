"""What a source has, whatever its kind.

A discovery that comes to its end has seen everything (but see `exhaustive` of the source's kind). One that does not
raises DiscoveryError after the last candidate: then what was not named may be there all the same, and must not be taken
for gone. Documents of days that the source leaves out are not named either; `source.covers(day)` says which those are.
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
    """The documents of a source, each once.

    Args:
        source: where to look.
        client: asks the web; folders and files need none.
        output: where records go; a folder's files there are no documents.

    Raises:
        DiscoveryError: after the last candidate, where the source was not gone through to its end.
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
    """The attachments of a document that may be fetched: of the web, on an allowed host, each once.

    Args:
        source: of the document; one that wants no attachments gets none.
        parent: the document.
        base: where it was found, after redirects.
        addresses: as its record gives them.
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
