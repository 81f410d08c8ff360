"""The command `reprocess`: parses stored originals again and reports what changes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import PROCESSORS, exits
from flows.cli.options import Day, Output, State, Workers
from flows.workers.processes import start_server


def reprocess(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report what would change, and change nothing.")] = False,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME")] = None,
    body: Annotated[list[str] | None, typer.Option("--body", metavar="NAME")] = None,
    since: Day = None,
    until: Day = None,
    state: Annotated[list[State] | None, typer.Option("--state")] = None,
    producer: Annotated[
        list[str] | None, typer.Option("--producer", metavar="TEXT", help="How the program's name and version begin.")
    ] = None,
    finding: Annotated[list[str] | None, typer.Option("--finding", metavar="CODE")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue the last run, which was interrupted.")] = False,
    output: Output = Path("output"),
    workers: Workers = PROCESSORS,
) -> None:
    """Read documents again from the originals, and report what changes, value by value.

    A page and a JSON file with all changes go to reprocess/ below the output folder.
    """
    from flows.runs.document_selection import Selection

    selection = Selection(
        sources=source or [],
        bodies=body or [],
        since=since.date().isoformat() if since else None,
        until=until.date().isoformat() if until else None,
        states=[each.value for each in state or []],
        producers=producer or [],
        findings=finding or [],
    )
    from flows.cli.printing.progress import watch_reprocessing

    with exits():
        start_server()
        watch_reprocessing(output, selection, dry_run, workers, resume)
