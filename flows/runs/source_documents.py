"""Lists and fetches the documents of a configured source during a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from extractors.core.slugs import slug
from flows.sources.candidate import Candidate
from flows.sources.config import FilesSource, FolderSource, Source
from flows.sources.discovery import DiscoveryError, attachments, discover
from flows.sources.fetch import FetchError, NotModified, Validators, fetch
from flows.sources.http.client import Client
from pipeline.storage.atomic_files import uri_of
from pipeline.storage.catalogue import Document


@dataclass(frozen=True, kw_only=True)
class Got:
    """A fetched document. validators: for the next conditional request."""

    data: bytes
    address: str
    media_type: str
    validators: dict[str, Any]


class Unavailable(Exception):
    """A document could not be fetched. gone: the source reports that it no longer exists."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.gone = reason, gone


class Supply:
    """Lists and fetches the documents of one configured source during a run.

    trouble: one line for each page or folder that could not be listed. whole: whether documents that were not listed
    are gone; never true for web sources, whose listings show only recent documents.

    Args:
        source: the configured source.
        client: HTTP client.
        output: the output folder; if it is inside a source folder, it is not read.
    """

    def __init__(self, source: Source, client: Client, output: Path) -> None:
        self.source, self._client, self._output = source, client, output
        self.name, self.kind = source.name, source.kind
        self.web = not isinstance(source, FolderSource | FilesSource)
        self.address = str(source.path.resolve()) if isinstance(source, FolderSource) else source.url
        self.trouble: list[str] = []

    @property
    def whole(self) -> bool:
        """Whether documents that were not listed are gone."""
        return not self.web and not self.trouble

    def wanted(self) -> list[Candidate]:
        """Returns the documents that the source lists; listing errors are stored in `trouble`."""
        found: list[Candidate] = []
        self.trouble = []
        try:
            found.extend(discover(self.source, self._client, self._output))
        except DiscoveryError as error:
            self.trouble = [f"{self.name}: {reason}" for reason in error.reasons]
        return found

    def fetch(self, wanted: Candidate, known: dict[str, Any] | None) -> Got | None:
        """Fetches a document; returns None if it has not changed according to the known validators.

        Raises:
            Unavailable: the document can't be fetched now, or is gone.
        """
        try:
            found = fetch(wanted, self.source, self._client, Validators(**known) if known else None)
        except FetchError as error:
            raise Unavailable(error.reason, gone=error.gone) from error
        if isinstance(found, NotModified):
            return None
        return Got(
            data=found.data,
            address=found.address,
            media_type=found.media_type,
            validators=asdict(found.validators),
        )

    def covers(self, document: Document) -> bool:
        """Whether a document is inside the source's date range."""
        day = (document.summary or {}).get("date")
        return self.source.covers(date.fromisoformat(day) if day else None)

    def attachments(self, wanted: Candidate, base: str, addresses: Iterable[str]) -> list[Candidate]:
        """Returns the attachments of a document that the source is configured to fetch."""
        return attachments(self.source, wanted, base, addresses)


def folder_source(folder: Path, sources: dict[str, dict[str, Any]], limit: int) -> FolderSource:
    """Returns a source for a folder given on the command line.

    The source is named after the folder, with a number appended if another existing folder has that name; a folder that
    was moved keeps its name.

    Args:
        folder: the folder.
        sources: the catalogue's rows of sources by name.
        limit: maximum size of a file in bytes.
    """
    folder_name = slug(uri_of(folder.resolve().name), 50) or "folder"
    name, number = folder_name, 1
    while (row := sources.get(name)) and row["address"] != str(folder.resolve()):
        if row["kind"] == "folder" and not Path(row["address"]).is_dir():
            break  # the folder was moved
        number += 1
        name = f"{folder_name}-{number}"
    return FolderSource(name=name, path=folder, max_bytes=limit)
