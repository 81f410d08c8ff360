"""The command `try`: reports how well a sample of a source's documents is read, without writing a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import FAILED, PROCESSORS, exits
from flows.cli.options import Workers
from flows.cli.output import put, say
from flows.workers.processes import start_server


def try_(
    source: Annotated[
        str, typer.Argument(metavar="FOLDER|URL", help="A folder, or a portal's listing page, a feed or a document.")
    ],
    sample: Annotated[
        int, typer.Option("--sample", "-n", min=1, metavar="N", help="Documents at most, spread over the source.")
    ] = 50,
    heading: Annotated[
        str | None, typer.Option("--heading", metavar="TEXT", help="Show every place of this heading instead.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    workers: Workers = PROCESSORS,
) -> None:
    """Try a source before it is added: read a sample of its documents and report what came out, writing nothing.

    Printed are: what became of the documents, with reasons; coverage; fields that are empty, by kind of document;
    headings that the vocabulary does not list, by frequency, each with an example and the row that it may need.
    """
    is_url = source.startswith(("http://", "https://"))
    if not is_url and Path(source).is_file():
        raise typer.BadParameter(f"{source} is a file; to read a file: kommunprotokoll parse {source}")
    if not is_url and not Path(source).is_dir():
        raise typer.BadParameter(f"there is no such folder: {source}")
    start_server()
    from flows.cli.printing.try_text import heading_text, report_text
    from flows.trial.report import report_of
    from flows.trial.sample import Unlisted, folder_sample, url_sample

    with exits():
        try:
            taken = url_sample(source, sample) if is_url else folder_sample(Path(source), sample)
        except Unlisted as error:
            say(source, str(error))
            raise typer.Exit(FAILED) from error
        for reason in taken.unlisted:
            say(source, "not listed whole", reason)
        report = report_of(source, taken, heading, workers)
        if json:
            put(f"{report.model_dump_json(indent=2)}\n")
        else:
            put(report_text(report) if heading is None else heading_text(report, heading))
        raise typer.Exit(FAILED if report.failed else 0)
