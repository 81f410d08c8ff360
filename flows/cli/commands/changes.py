"""The command `changes`: prints the change feed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import exits
from flows.cli.options import Output


def changes(
    since: Annotated[int, typer.Option("--since", min=0, metavar="N", help="Only changes after number N.")] = 0,
    output: Output = Path("output"),
) -> None:
    """Print the change feed: insert, update or tombstone of a record, one JSON object a line, in order."""
    from flows.cli.printing.catalogue import print_changes

    with exits():
        print_changes(output, since)
