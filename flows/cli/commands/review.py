"""The command `review`: marks records as reviewed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import FAILED, exits
from flows.cli.options import Names, Output
from flows.cli.output import say


def review(
    names: Names,
    undo: Annotated[bool, typer.Option("--undo", help="Remove the mark.")] = False,
    output: Output = Path("output"),
) -> None:
    """Mark records as reviewed: a change to them is listed first when documents are read again."""
    from flows.cli.printing import catalogue

    with exits():
        try:
            say(f"{catalogue.mark(output, names, not undo)} marked")
        except LookupError as error:
            say(str(error.args[0]))
            raise typer.Exit(FAILED) from error
