"""Atomic writing of files."""

from __future__ import annotations

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class OutputError(Exception):
    """A file of the output could not be written or read. The message states the file and the reason."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class Unsynced:
    """Written files whose fsync is batched until commit, since one per file takes longer than parsing."""

    THREADS = 16

    def __init__(self) -> None:
        self._paths: set[Path] = set()

    def add(self, path: Path) -> None:
        """Adds a written file."""
        self._paths.add(path)

    def sync(self) -> None:
        """Syncs all files to disk together, so that they share the file system's journal commits.

        Raises:
            OutputError: a file can't be written.
        """
        paths, self._paths = self._paths, set()
        if paths:
            with ThreadPoolExecutor(min(self.THREADS, len(paths))) as threads:
                list(threads.map(_sync, paths))


def _sync(path: Path) -> None:
    try:
        with path.open("r+b") as file:
            os.fsync(file.fileno())
    except FileNotFoundError:  # removed in the meantime
        return
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error


def make_folder(folder: Path) -> None:
    """Creates a folder and its parents if missing.

    Raises:
        OutputError: the folder can't be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(folder, "a file stands where a folder should be") from error
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error


def write_atomically(path: Path, text: str) -> bool:
    """Writes a text as UTF-8 atomically; returns whether the file changed.

    The text is written to a temporary file in the same folder and synced to disk before it is renamed, so that readers
    see either the old file or the new one. A file with the same content is not touched. Missing folders are created.

    Raises:
        OutputError: the disk is full, the folder is read-only, the path is a folder.
        UnicodeEncodeError: the text contains an unpaired surrogate.
    """
    return write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes, unsynced: Unsynced | None = None) -> bool:
    """Writes bytes atomically, like `write_atomically`; returns whether the file changed.

    Args:
        path: the file.
        data: the content.
        unsynced: collects a new file to be synced later; a replaced file is always synced immediately.

    Raises:
        OutputError: the disk is full, the folder is read-only, the path is a folder.
    """
    new = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        there = path.is_file()
        if there and path.read_bytes() == data:
            return False
        later = unsynced is not None and not there
        try:
            try:
                _fill(new, data, later)
            except (FileNotFoundError, NotADirectoryError):  # rare: cheaper than checking for the folder each time
                make_folder(path.parent)
                _fill(new, data, later)
            new.replace(path)
        except BaseException:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
    if unsynced is not None and later:
        unsynced.add(path)
    return True


def _fill(path: Path, data: bytes, later: bool) -> None:
    """Writes a new file; later: it is synced later."""
    with path.open("xb") as file:
        file.write(data)
        if not later:
            file.flush()
            os.fsync(file.fileno())


def remove(path: Path, root: Path) -> None:
    """Removes a file and the folders below `root` that become empty.

    Raises:
        OutputError: the file can't be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
    for folder in path.parents:
        if folder == root:
            break
        try:
            folder.rmdir()
        except OSError:  # the folder is not empty
            break


def uri_of(name: str) -> str:
    """Returns a file name as text: bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
