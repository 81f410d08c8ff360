"""The files of records: which id a document gets, what is written, and what a change makes useless."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pipeline.record.serialisation import hash_of, with_id
from pipeline.storage.atomic_files import Unsynced, remove, write_bytes
from pipeline.storage.catalogue import Document
from pipeline.storage.parse_result import Reading
from pipeline.storage.paths import Paths


class RecordFiles:
    """The records and texts below an output folder.

    Args:
        paths: where they stand.
        owners: which document (source, uri) has which record id.
        unsynced: takes the new files.

    Raises:
        OutputError: from every method: a file can't be written or removed.
    """

    def __init__(self, paths: Paths, owners: dict[str, tuple[str, str]], unsynced: Unsynced | None = None) -> None:
        self.paths, self.owners, self._unsynced = paths, owners, unsynced
        self._doomed: list[Path] = []

    def give(self, document: Document, claim: str, old: Document | None) -> str:
        """The id for a document that claims one: its own where it stays with its claim, else the first free one."""
        if old and old.record_id and old.claim == claim:
            return old.record_id
        own = (document.source, document.uri)
        given, number = claim, 1
        while self.owners.get(given, own) != own:
            number += 1
            given = f"{claim}-{number}"
        self.paths.record(given)  # an id that is no path is refused before it is anyone's
        self.owners[given] = own
        return given

    def write(self, given: str, reading: Reading) -> str | None:
        """Writes the text, then the record under the id that it was given; returns the record's content hash."""
        record, content_hash = str(reading.json), reading.content_hash
        if given != reading.id:
            renamed = with_id(json.loads(record), given)
            record, content_hash = json.dumps(renamed, ensure_ascii=False, indent=2), hash_of(renamed)
        text_file, record_file = self.paths.record(given)
        write_bytes(text_file, str(reading.text).encode(), self._unsynced)
        write_bytes(record_file, f"{record}\n".encode(), self._unsynced)
        self._doomed = [path for path in self._doomed if path not in (text_file, record_file)]
        return content_hash

    def supersede(self, old: Document) -> None:
        """Keeps the files of a record whose document is about to become a newer version."""
        if old.id is None:
            return
        there, kept = self.paths.record(str(old.record_id)), self.paths.version(old.id, old.version)
        for path, copy in zip(there, kept, strict=True):
            if path.is_file() and not copy.exists():  # else a run that was killed kept it before it wrote the newer one
                write_bytes(copy, path.read_bytes())

    def release(self, given: str) -> None:
        """Frees an id; its files go when the change is committed."""
        self.owners.pop(given, None)
        self.doom(self.paths.record(given))

    def doom(self, paths: Iterable[Path]) -> None:
        """Names files that go when the change is committed."""
        self._doomed += paths

    def remove_doomed(self) -> None:
        """Removes those files."""
        doomed, self._doomed = self._doomed, []
        for path in doomed:
            remove(path, self.paths.output)
