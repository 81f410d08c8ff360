"""The command `tags`: prints each line of a document with its tags and how the grammar classified it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import FAILED, exits
from flows.workers.processes import start_server


def tags(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document in any supported format.")],
) -> None:
    """Print each line of a document with its tags, the field it went into, and why.

    Begin here when a value is wrong: a label that has no tag is missing from the vocabulary, and a line that went to
    the wrong item or handling shows which signs spoke for it.
    """
    start_server()
    from flows.cli.printing.tag_lines import tag_lines

    if file.is_dir():
        raise typer.BadParameter(f"{file} is a folder")
    with exits():
        raise typer.Exit(0 if tag_lines(file) else FAILED)
