"""Standard output, which is for data, and standard error, which is for everything else."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class Closed(Exception):
    """Standard output was closed by its reader, who has had enough."""


def say(*parts: str) -> None:
    """Writes one line to standard error: the program's name and the parts, with colons between."""
    line = ": ".join(("kommunprotokoll", *(" ".join(part.split()) for part in parts)))
    print(line, file=sys.stderr)  # noqa: T201


def put(text: str) -> None:
    """Writes text to standard output as UTF-8.

    Raises:
        Closed: nobody reads it any more.
        OutputError: it can't be written.
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
    """Lets what is left for standard output vanish, so that the interpreter's end does not fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
