"""What a run takes in: a source's documents, found and fetched. Here the protocol, and the folder that is named on the
command line; sources that are configured stand in `flows/sources`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from flows import folder as folders
from pipeline.errors import TooLarge, Unreadable
from pipeline.files import uri_of


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A document that a source has. uri: its name in the source; place: what `fetch` needs to find it again."""

    uri: str
    place: Any = None


@dataclass(frozen=True, kw_only=True)
class Got:
    """A document that was fetched. validators: what the source calls this state of it, for asking again."""

    data: bytes
    address: str | None = None
    media_type: str | None = None
    validators: dict[str, Any] | None = None


class Unavailable(Exception):
    """A document could not be fetched. gone: the source says that it has it no more."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.gone = reason, gone


class Supply(Protocol):
    """A source of documents.

    name, kind, address: as the catalogue knows it. share: of its documents, how many may vanish in one run.
    quiet_days: after how many days without anything new an operator wants to hear of it; None where its own habit
    tells. whole: whether the last `wanted` saw everything that the source has, so that what is missing is gone.
    trouble: what it could not see, a line each.
    """

    name: str
    kind: str
    address: str
    share: float
    quiet_days: float | None
    whole: bool
    trouble: list[str]

    def wanted(self) -> Sequence[Wanted]:
        """The documents that the source has."""
        ...

    def fetch(self, wanted: Wanted, known: dict[str, Any] | None) -> Got | None:
        """A document's bytes; None where the source says that nothing has changed since the state that is known.

        Raises:
            Unavailable: it can't be had now, or is gone.
            DocumentError: it can be had, but not be read: it is too large.
        """
        ...


class Folder:
    """The files below a folder.

    Args:
        folder: where they are.
        output: left out, if it is inside.
        name: the source's name in the catalogue.
        limit: bytes that a file may have.

    Raises:
        OSError: from `wanted`: the folder can't be read.
    """

    kind = "folder"

    def __init__(self, folder: Path, output: Path, name: str, limit: int, share: float = 0.2) -> None:
        self.folder, self.output, self.name, self.limit, self.share = folder, output, name, limit, share
        self.address = str(folder.resolve())
        self.quiet_days: float | None = None
        self.whole = True
        self.trouble: list[str] = []

    def wanted(self) -> Sequence[Wanted]:
        """The files, sorted by name."""
        return [Wanted(uri=uri_of(name), place=name) for name in folders.names(self.folder, self.output)]

    def fetch(self, wanted: Wanted, known: dict[str, Any] | None) -> Got | None:  # noqa: ARG002 - a file is read to see
        """A file's bytes.

        Raises:
            DocumentError: it is too large, or can't be read.
        """
        path = self.folder / wanted.place
        try:
            size = path.stat().st_size
            if size > self.limit:
                raise TooLarge(f"the file has {size:,} bytes, the limit is {self.limit:,}")
            return Got(data=path.read_bytes())
        except OSError as error:
            raise Unreadable(f"the file can't be read: {error.strerror or error}") from error


def folder_name(folder: Path, sources: dict[str, dict[str, Any]]) -> str:
    """The name of a folder as a source: its own, with a number where another folder that is still there has it.

    Args:
        folder: the folder.
        sources: what the catalogue knows of sources.
    """
    own = uri_of(folder.resolve().name) or "folder"
    name, number = own, 1
    while (row := sources.get(name)) and row["address"] != str(folder.resolve()):
        if row["kind"] == "folder" and not Path(row["address"]).is_dir():
            break  # it was moved here
        number += 1
        name = f"{own}-{number}"
    return name
