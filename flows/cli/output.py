"""Writing to standard output (data only) and to standard error (everything else)."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class Closed(Exception):
    """The reader of standard output closed the pipe."""


def say(*parts: str) -> None:
    """Writes one line to standard error: the program's name and the parts, separated by colons."""
    line = ": ".join(("kommunprotokoll", *(" ".join(part.split()) for part in parts)))
    print(line, file=sys.stderr)  # noqa: T201


def put(text: str) -> None:
    """Writes text to standard output as UTF-8.

    Raises:
        Closed: the reader closed the pipe.
        OutputError: standard output can't be written.
    """
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        _forget()
        raise Closed from error
    except OSError as error:
        from pipeline.storage.atomic_files import OutputError

        _forget()
        raise OutputError(Path("standard output"), error.strerror or str(error)) from error


def _forget() -> None:
    """Discards buffered output, so that flushing it at interpreter exit does not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
