"""Records that were written as files, read back for whoever joins them. What is no record is told and left out."""

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
"""Bytes that a record's file may have."""

OWN = ("links_version", "matter_version")
"""Keys that tell a file that joining records has written: such a file is never read as one of them."""

_UNUSED: dict[str, Any] = {"evidence": {}, "coverage": {}, "findings": []}


@dataclass(frozen=True)
class Loaded:
    """A record and the file that it stands in, relative to the folder that was read, with forward slashes."""

    file: str
    record: MeetingRecord


@dataclass(frozen=True)
class Placed:
    """An item where it stands: its record's file, and which of the record's items it is."""

    loaded: Loaded
    index: int

    @property
    def record(self) -> MeetingRecord:
        """The record that the item stands in."""
        return self.loaded.record

    @property
    def item(self) -> Item:
        """The item itself."""
        return self.loaded.record.items[self.index]

    @property
    def pointer(self) -> str:
        """The item's JSON Pointer in its record."""
        return f"/items/{self.index}"

    @property
    def key(self) -> tuple[str, int]:
        """What tells the item from all others of the folder."""
        return self.loaded.file, self.index


@dataclass
class Folder:
    """What a folder holds: records in order of their files; files that are no records, or damaged, with the reason."""

    records: list[Loaded] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    def items(self) -> Iterator[Placed]:
        """Every item of every record, in order."""
        for loaded in self.records:
            for index in range(len(loaded.record.items)):
                yield Placed(loaded, index)


class _NoRecord(Exception):
    """The file is sound, but no record."""


class _Damaged(Exception):
    """The file can't be read as what it is."""


def load(folder: Path, output: Path) -> Folder:
    """Reads every record below a folder; what `ingest` wrote beside its records is left alone, and so is `output`.

    Args:
        folder: where records are, in any depth: of `parse --output`, or the output folder of `ingest`.
        output: the folder whose `matters/` and `links.json` are written later.

    Returns:
        The records. The same document twice counts once, in its first file.

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
    own = {(output / "links.json").resolve(), (output / "matters").resolve()}
    root = folder
    if (folder / "records").is_dir() and (folder / "changes.ndjson").is_file():
        root = folder / "records"  # an output folder of ingest

    def refuse(error: OSError) -> None:
        if error.filename is not None and Path(error.filename) == root:
            raise error

    for here, folders, files in os.walk(root, onerror=refuse):
        folders[:] = [each for each in folders if not each.startswith(".") and Path(here, each).resolve() not in own]
        for file in files:
            path = Path(here, file)
            if file.endswith(".json") and not file.startswith(".") and path.resolve() not in own:
                yield path


def _read(path: Path) -> MeetingRecord:
    try:
        if not path.is_file():
            raise _Damaged("it is no file, or a link that leads nowhere")
        if path.stat().st_size > LIMIT:
            raise _Damaged(f"it has more than {LIMIT:,} bytes")
        text = path.read_bytes().decode("utf-8-sig")
        data = json.loads(text)
        if "\\ud" in text.lower():  # half a surrogate pair can be told in JSON, and written nowhere
            json.dumps(data, ensure_ascii=False).encode()
    except OSError as error:
        raise _Damaged(f"it can't be read: {error.strerror or error}") from error
    except UnicodeError as error:
        raise _Damaged("it is no UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise _Damaged(f"it is damaged JSON: {error}") from error
    return _record(data)


def _record(data: Any) -> MeetingRecord:
    if isinstance(data, dict) and any(key in data for key in OWN):
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
