"""Exit codes of the commands, and the one-line error messages that go with them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from flows.cli import signals
from flows.cli.output import Closed, say

EXIT_CODES = """Exit codes:

0  all went well; a document that is no agenda or minutes is skipped

1  some document could not be read, an alarm was raised, or the run broke off

2  wrong usage

3  the output could not be written

130  interrupted"""
FAILED, USAGE, OUTPUT = 1, 2, 3

PROCESSORS = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@contextmanager
def exits() -> Iterator[None]:
    """Context manager: turns an interrupt or an expected error into a one-line message and an exit code."""
    from pipeline.storage.atomic_files import OutputError

    signals.in_order()
    try:
        yield
    except OutputError as error:
        say(str(error))
        raise typer.Exit(OUTPUT) from error
    except Closed as error:
        raise typer.Exit(0) from error
    except RuntimeError as error:  # workers or Prefect's server failed to start
        if isinstance(error, typer.Exit):
            raise
        say(str(error))
        raise typer.Exit(FAILED) from error
