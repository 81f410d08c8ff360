"""Loads record files of a folder for linking. Other files are reported and skipped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.record.model import SCHEMA_VERSION, Item, MeetingRecord
from pipeline.storage.atomic_files import uri_of

LIMIT = 200 * 1024 * 1024
"""Maximum size of a record file in bytes."""

WRITTEN = ("links_version", "matter_version")
"""Keys that identify files written by linking, which are never loaded as records."""

_UNUSED: dict[str, Any] = {"evidence": {}, "coverage": {}, "findings": []}


@dataclass(frozen=True)
class Loaded:
    """A record and its file, as a path relative to the loaded folder with forward slashes."""

    file: str
    record: MeetingRecord


@dataclass(frozen=True)
class Placed:
    """An item with its loaded record and its index in the record."""

    loaded: Loaded
    index: int

    @property
    def record(self) -> MeetingRecord:
        """The record that contains the item."""
        return self.loaded.record

    @property
    def item(self) -> Item:
        """The item."""
        return self.loaded.record.items[self.index]

    @property
    def pointer(self) -> str:
        """JSON Pointer of the item in its record."""
        return f"/items/{self.index}"

    @property
    def key(self) -> tuple[str, int]:
        """Unique key of the item in the folder: file and index."""
        return self.loaded.file, self.index


@dataclass
class Folder:
    """Content of a folder: records in file order; other and damaged files, with the reason."""

    records: list[Loaded] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    def items(self) -> Iterator[Placed]:
        """Yields every item of every record, in order."""
        for loaded in self.records:
            for index in range(len(loaded.record.items)):
                yield Placed(loaded, index)


class _NoRecord(Exception):
    """The file is valid but not a record."""


class _Damaged(Exception):
    """The file is damaged or can't be read."""


def load(folder: Path, output: Path) -> Folder:
    """Loads every record below a folder, without the other files that `ingest` writes and those in `output`.

    Args:
        folder: folder written by `parse --output` (searched recursively), or output folder of `ingest`.
        output: folder whose `matters/` and `links.json` will be written, and are not read.

    Returns:
        The records; a duplicate document is included once, from its first file.

    Raises:
        OSError: the folder itself can't be read.
    """
    found = Folder()
    seen: dict[str, str] = {}
    for path in sorted(_files(folder, output), key=lambda path: path.relative_to(folder).as_posix()):
        name = uri_of(path.relative_to(folder).as_posix())
        try:
            record = _read(path)
        except _NoRecord as error:
            if str(error):
                found.skipped.append((name, str(error)))
        except _Damaged as error:
            found.failed.append((name, str(error)))
        else:
            first = seen.setdefault(record.source.sha256, name)
            if first == name:
                found.records.append(Loaded(name, record))
            else:
                found.skipped.append((name, f"the same document as {first}"))
    return found


def _files(folder: Path, output: Path) -> Iterator[Path]:
    written = {(output / "links.json").resolve(), (output / "matters").resolve()}
    root = folder
    if (folder / "records").is_dir() and (folder / "changes.ndjson").is_file():
        root = folder / "records"  # output folder of `ingest`

    def refuse(error: OSError) -> None:
        if error.filename is not None and Path(error.filename) == root:
            raise error

    for here, folders, files in os.walk(root, onerror=refuse):
        folders[:] = [
            each for each in folders if not each.startswith(".") and Path(here, each).resolve() not in written
        ]
        for file in files:
            path = Path(here, file)
            if file.endswith(".json") and not file.startswith(".") and path.resolve() not in written:
                yield path


def _read(path: Path) -> MeetingRecord:
    try:
        if not path.is_file():
            raise _Damaged("it is no file, or a link that leads nowhere")
        if path.stat().st_size > LIMIT:
            raise _Damaged(f"it has more than {LIMIT:,} bytes")
        text = path.read_bytes().decode("utf-8-sig")
        data = json.loads(text)
        if "\\ud" in text.lower():  # JSON allows unpaired surrogates, UTF-8 does not
            json.dumps(data, ensure_ascii=False).encode()
    except OSError as error:
        raise _Damaged(f"it can't be read: {error.strerror or error}") from error
    except UnicodeError as error:
        raise _Damaged("it is no UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise _Damaged(f"it is damaged JSON: {error}") from error
    return _record(data)


def _record(data: Any) -> MeetingRecord:
    if isinstance(data, dict) and any(key in data for key in WRITTEN):
        raise _NoRecord
    if not (isinstance(data, dict) and {"schema_version", "meeting", "items"} <= data.keys()):
        raise _NoRecord("it is no record of kommunprotokoll")
    if str(data["schema_version"]).split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise _Damaged(f"it is a record of version {data['schema_version']}, and this program reads {SCHEMA_VERSION}")
    try:
        return MeetingRecord.model_validate({**data, **_UNUSED})
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(map(str, first["loc"]))
        raise _Damaged(f"it is no sound record: {where}: {first['msg']}") from error
