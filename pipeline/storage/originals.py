"""Originals: the bytes of every ingested document, addressed by their SHA-256."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.storage.atomic_files import OutputError, Unsynced, remove, write_bytes


class Originals:
    """Files `originals/ab/abcdef…` in an output folder, never modified. unsynced: collects new files to fsync."""

    def __init__(self, output: Path, unsynced: Unsynced | None = None) -> None:
        self.output, self._unsynced = output, unsynced

    def path(self, sha256: str) -> Path:
        """Returns the path of the bytes with this SHA-256 (hex)."""
        return self.output / "originals" / sha256[:2] / sha256

    def keep(self, data: bytes) -> str:
        """Stores bytes and returns their SHA-256 (hex).

        Raises:
            OutputError: the file can't be written.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        try:
            there = path.stat().st_size == len(data)
        except OSError:
            there = False
        if not there:
            write_bytes(path, data, self._unsynced)
        return sha256

    def read(self, sha256: str) -> bytes:
        """Returns the bytes with this SHA-256 (hex).

        Raises:
            OutputError: the file is missing or damaged.
        """
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise OutputError(path, error.strerror or str(error)) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise OutputError(path, "the original is damaged: its content has another SHA-256 than its name says")
        return data

    def forget(self, sha256: str) -> None:
        """Removes the bytes with this SHA-256 (hex).

        Raises:
            OutputError: the file can't be removed.
        """
        remove(self.path(sha256), self.output)
