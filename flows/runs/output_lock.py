"""Lock that allows only one run at a time for an output folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.storage.atomic_files import OutputError, make_folder


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Context manager that creates the output folder if missing and holds its lock file.

    The operating system releases the lock when the process exits, even if it is killed.

    Raises:
        OutputError: another run holds the lock, or the folder can't be written.
    """
    make_folder(output)
    try:
        file = (output / ".lock").open("a")
    except OSError as error:
        raise OutputError(output, error.strerror or str(error)) from error
    with file:
        _hold(file, output)
        yield


def _hold(file: IO[str], output: Path) -> None:
    if sys.platform == "win32":  # Windows has no flock
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputError(output, "another run is writing here; wait until it has ended") from error
