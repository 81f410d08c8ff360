"""Lists the files of a local folder that are documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from errno import ENOTDIR
from pathlib import Path


def check(folder: Path, output: Path) -> None:
    """Checks that a folder can be ingested into an output folder.

    Raises:
        NotADirectoryError: there is no such folder.
        ValueError: the folder is the output folder or inside it.
    """
    if not folder.is_dir():
        raise NotADirectoryError(ENOTDIR, "there is no such folder", str(folder))
    if output.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise ValueError(f"{folder} is the output folder or inside it; records are not read as documents")


def names(folder: Path, output: Path, unread: Callable[[OSError], None] = lambda _: None) -> list[str]:
    """Returns the files of a folder, recursively: sorted relative paths with forward slashes.

    Hidden files and folders and the output folder are left out. A symbolic link to a file is included even if broken,
    so that it is reported as a failure; links to folders are not followed, which avoids loops. Pipes, sockets and
    devices are left out. `unread` is called with the error of each subfolder that can't be read.

    Raises:
        OSError: the folder itself can't be read.
    """
    ours = output.resolve()
    return sorted(path.relative_to(folder).as_posix() for path in _files(folder, ours, unread))


def _files(folder: Path, ours: Path, unread: Callable[[OSError], None]) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        if error.filename is not None and Path(error.filename) == folder:
            raise error
        unread(error)

    for here, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [each for each in folders if not each.startswith(".") and Path(here, each).resolve() != ours]
        for file in files:
            path = Path(here, file)
            if not file.startswith(".") and (path.is_file() or path.is_symlink()) and not path.is_dir():
                yield path
