"""Files of records: assigning ids, writing, and removing files that have become obsolete."""

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
        paths: paths of the files.
        owners: document (source, uri) by record id.
        unsynced: collects new files to fsync.

    Raises:
        OutputError: from every method: a file can't be written or removed.
    """

    def __init__(self, paths: Paths, owners: dict[str, tuple[str, str]], unsynced: Unsynced | None = None) -> None:
        self.paths, self.owners, self._unsynced = paths, owners, unsynced
        self._doomed: list[Path] = []

    def give(self, document: Document, claim: str, old: Document | None) -> str:
        """Returns a document's record id: the current one if the claimed id is unchanged, else the first free one."""
        if old and old.record_id and old.claim == claim:
            return old.record_id
        document_key = (document.source, document.uri)
        given, number = claim, 1
        while self.owners.get(given, document_key) != document_key:
            number += 1
            given = f"{claim}-{number}"
        self.paths.record(given)  # raises ValueError for an invalid id before it is assigned
        self.owners[given] = document_key
        return given

    def write(self, given: str, reading: Reading) -> str | None:
        """Writes the text, then the record under its assigned id; returns the record's content hash."""
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
        """Copies a record's files to `versions/` before a newer version replaces them."""
        if old.id is None:
            return
        there, kept = self.paths.record(str(old.record_id)), self.paths.version(old.id, old.version)
        for path, copy in zip(there, kept, strict=True):
            if path.is_file() and not copy.exists():  # else a killed run has already copied it
                write_bytes(copy, path.read_bytes())

    def release(self, given: str) -> None:
        """Frees a record id; its files are removed at commit."""
        self.owners.pop(given, None)
        self.doom(self.paths.record(given))

    def doom(self, paths: Iterable[Path]) -> None:
        """Marks files for removal at commit."""
        self._doomed += paths

    def remove_doomed(self) -> None:
        """Removes the files marked by `doom` and `release`."""
        doomed, self._doomed = self._doomed, []
        for path in doomed:
            remove(path, self.paths.output)
