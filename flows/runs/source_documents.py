"""What a run takes in: a source that is configured, its documents found and fetched."""

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
    """A document that was fetched. validators: what the source calls this state of it, for asking again."""

    data: bytes
    address: str
    media_type: str
    validators: dict[str, Any]


class Unavailable(Exception):
    """A document could not be fetched. gone: the source says that it has it no more."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.gone = reason, gone


class Supply:
    """A source as a run sees it.

    trouble: what discovery could not look into, a line each. whole: whether what it did not find is gone; of the web
    that is never so, for listings show what is recent.

    Args:
        source: as configured.
        client: asks the web.
        output: where records go; left out of a folder that holds it.
    """

    def __init__(self, source: Source, client: Client, output: Path) -> None:
        self.source, self._client, self._output = source, client, output
        self.name, self.kind = source.name, source.kind
        self.web = not isinstance(source, FolderSource | FilesSource)
        self.address = str(source.path.resolve()) if isinstance(source, FolderSource) else source.url
        self.trouble: list[str] = []

    @property
    def whole(self) -> bool:
        """Whether what was not found is gone."""
        return not self.web and not self.trouble

    def wanted(self) -> list[Candidate]:
        """The documents that the source has; what it could not look into becomes `trouble`."""
        found: list[Candidate] = []
        self.trouble = []
        try:
            found.extend(discover(self.source, self._client, self._output))
        except DiscoveryError as error:
            self.trouble = [f"{self.name}: {reason}" for reason in error.reasons]
        return found

    def fetch(self, wanted: Candidate, known: dict[str, Any] | None) -> Got | None:
        """A document's bytes; None where the source says that nothing has changed since the state that is known.

        Raises:
            Unavailable: it can't be had now, or is gone.
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
        """Whether a document is of the days that the source is asked for."""
        day = (document.summary or {}).get("date")
        return self.source.covers(date.fromisoformat(day) if day else None)

    def attachments(self, wanted: Candidate, base: str, addresses: Iterable[str]) -> list[Candidate]:
        """The attachments of a document that the source is configured to fetch."""
        return attachments(self.source, wanted, base, addresses)


def folder_source(folder: Path, sources: dict[str, dict[str, Any]], limit: int) -> FolderSource:
    """A folder that is named on the command line, as a source.

    Its name is its own, with a number where another folder that is still there has it; one that was moved keeps it.

    Args:
        folder: the folder.
        sources: what the catalogue knows of sources.
        limit: bytes that a file may have.
    """
    own = slug(uri_of(folder.resolve().name), 50) or "folder"
    name, number = own, 1
    while (row := sources.get(name)) and row["address"] != str(folder.resolve()):
        if row["kind"] == "folder" and not Path(row["address"]).is_dir():
            break  # it was moved here
        number += 1
        name = f"{own}-{number}"
    return FolderSource(name=name, path=folder, max_bytes=limit)
