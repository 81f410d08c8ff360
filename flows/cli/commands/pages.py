"""The command `pages`: draws the parsing result as an overlay on the pages of a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import FAILED, exits
from flows.workers.processes import start_server


def pages(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Write <stem>-<page>.png there.")],
    wanted: Annotated[
        str | None, typer.Option("--pages", "-p", metavar="PAGES", help="Page numbers, such as 1,3-5; by default all.")
    ] = None,
    dpi: Annotated[int, typer.Option("--dpi", min=50, max=400, metavar="N", help="Resolution.")] = 100,
) -> None:
    """Draw the pages of a PDF with coloured boxes over what was understood of them.

    Headings, tables, running heads and annexes are framed; values of the record are tinted and named in the margin.
    """
    start_server()
    from flows.cli.printing.page_pictures import draw_pages, ranges

    if file.is_dir():
        raise typer.BadParameter(f"{file} is a folder")
    try:
        numbers = ranges(wanted) if wanted is not None else []
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    with exits():
        raise typer.Exit(0 if draw_pages(file, output, numbers, dpi) else FAILED)
