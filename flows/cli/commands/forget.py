"""The command `forget`: erases documents and everything derived from them."""

from __future__ import annotations

from pathlib import Path

import typer

from flows.cli.exit_codes import FAILED, exits
from flows.cli.options import Names, Output
from flows.cli.output import say


def forget(names: Names, output: Output = Path("output")) -> None:
    """Erase documents: bytes, texts, records, every version. A tombstone stays, with the time and nothing else.

    A document that was erased is not taken in again.
    """
    from flows.cli.printing import catalogue

    with exits():
        try:
            say(f"{catalogue.forget(output, names)} erased")
        except LookupError as error:
            say(str(error.args[0]))
            raise typer.Exit(FAILED) from error
