"""Files that are never half written."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class OutputError(Exception):
    """A file of the output could not be written (or read back). The message names it and says why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


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


def write_bytes(path: Path, data: bytes) -> bool:
    """Writes bytes as `write_atomically` writes a text.

    Raises:
        OutputError: the disk is full, the folder is read-only, the path is a folder.
    """
    new = path.with_name(f".{secrets.token_hex(8)}.tmp")
    make_folder(path.parent)
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        try:
            with new.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
    return True


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
