"""Files that are never half written."""

from __future__ import annotations

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class OutputError(Exception):
    """A file of the output could not be written (or read back). The message names it and says why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class Unsynced:
    """New files that may not be on the disk yet: to wait for each takes longer than reading a document."""

    THREADS = 16

    def __init__(self) -> None:
        self._paths: set[Path] = set()

    def add(self, path: Path) -> None:
        """Adds a file that was written."""
        self._paths.add(path)

    def sync(self) -> None:
        """Returns when all of them are on the disk: waited for together, they share its journal's commits.

        Raises:
            OutputError: one can't be written.
        """
        paths, self._paths = self._paths, set()
        if paths:
            with ThreadPoolExecutor(min(self.THREADS, len(paths))) as threads:
                list(threads.map(_sync, paths))


def _sync(path: Path) -> None:
    try:
        with path.open("r+b") as file:
            os.fsync(file.fileno())
    except FileNotFoundError:  # it was removed since
        return
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it, where they are missing.

    Raises:
        OutputError: it can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(folder, "a file stands where a folder should be") from error
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error


def write_atomically(path: Path, text: str) -> bool:
    """Writes a text as UTF-8, all of it or nothing, and tells whether it did.

    The text goes to a new file in the same folder and on to the disk before it takes the name, so that whoever opens
    the name finds the old file or the new one. A file that holds these bytes already is left alone. Missing folders
    are made.

    Raises:
        OutputError: the disk is full, the folder is read-only, the path is a folder.
        UnicodeEncodeError: the text holds half a surrogate pair.
    """
    return write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes, unsynced: Unsynced | None = None) -> bool:
    """Writes bytes as `write_atomically` writes a text.

    Args:
        path: the file.
        data: all that is in it.
        unsynced: takes a new file that need not be on the disk yet; one that replaces another always is.

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
            except (FileNotFoundError, NotADirectoryError):  # rarely: to look for each file's folder costs more
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
    """Writes a new file; later: it need not be on the disk yet."""
    with path.open("xb") as file:
        file.write(data)
        if not later:
            file.flush()
            os.fsync(file.fileno())


def remove(path: Path, root: Path) -> None:
    """Removes a file, and the folders that it leaves empty below the root.

    Raises:
        OutputError: it can't be removed.
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
        except OSError:  # it holds other files
            break


def uri_of(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
