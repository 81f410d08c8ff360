"""The command `ingest`: parses every new or changed document of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import FAILED, PROCESSORS, exits
from flows.cli.options import Dask, Workers
from flows.workers.processes import start_server


def ingest(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of documents, searched at any depth.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where records, texts and the catalogue go.")
    ] = Path("output"),
    workers: Workers = PROCESSORS,
    dask: Dask = None,
) -> None:
    """Ingest a folder: read every document that is new or changed, and keep records, texts and a catalogue.

    A document that can't be read is named on standard error with the reason, and the others go on.
    """
    from flows.runs.output_lock import locked
    from flows.sources import local_folder as folders

    try:
        folders.check(folder, output)
    except (NotADirectoryError, ValueError) as error:
        raise typer.BadParameter(f"{error.strerror}: {folder}" if isinstance(error, OSError) else str(error)) from error
    from flows.cli.printing.progress import watch

    with exits():
        with locked(output):  # fails before Prefect starts if the output is locked
            start_server()
        report = watch(folder, output, workers, dask)
        raise typer.Exit(FAILED if report.failed or report.alarms else 0)
