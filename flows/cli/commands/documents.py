"""The command `documents`: prints the documents of the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import exits
from flows.cli.options import Output, State


def documents(
    state: Annotated[State | None, typer.Option("--state", help="Only documents in this state.")] = None,
    output: Output = Path("output"),
) -> None:
    """Print the state of each document in the catalogue, one JSON object a line."""
    from flows.cli.printing.catalogue import print_documents

    with exits():
        print_documents(output, state.value if state else None)
