"""Commands for sources and for an output folder: nightly, serve, changes, documents, reprocess, review, forget."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.exits import EXIT_CODES, FAILED, PROCESSORS, USAGE, exits
from flows.processes import start_server
from flows.streams import say

Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="An output folder of ingest.")]
Config = Annotated[Path, typer.Argument(metavar="[CONFIG]", help="A file of sources.")]
Workers = Annotated[int, typer.Option("--workers", "-w", min=1, metavar="N", help="Worker processes.")]
Names = Annotated[list[str], typer.Argument(metavar="ID|URI", help="Record ids, or documents' names in their source.")]
Dask = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Read on a Dask cluster, such as tcp://host:8786."),
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY")]


class State(StrEnum):
    """States of documents in the catalogue."""

    new = "new"
    changed = "changed"
    unchanged = "unchanged"
    failed = "failed"
    quarantined = "quarantined"
    gone = "gone"
    forgotten = "forgotten"


def changes(
    since: Annotated[int, typer.Option("--since", min=0, metavar="N", help="Only changes after number N.")] = 0,
    output: Output = Path("output"),
) -> None:
    """Print the change feed: insert, update or tombstone of a record, one JSON object a line, in order."""
    from flows.upkeep import print_changes

    with exits():
        print_changes(output, since)


def documents(
    state: Annotated[State | None, typer.Option("--state", help="Only documents in this state.")] = None,
    output: Output = Path("output"),
) -> None:
    """Print what the catalogue says of each document, one JSON object a line."""
    from flows.upkeep import print_documents

    with exits():
        print_documents(output, state.value if state else None)


def forget(names: Names, output: Output = Path("output")) -> None:
    """Erase documents: bytes, texts, records, every version. What stays is a tombstone that says only that and when.

    A document that was erased is not taken in again.
    """
    from flows import upkeep

    with exits():
        try:
            say(f"{upkeep.forget(output, names)} erased")
        except LookupError as error:
            say(str(error.args[0]))
            raise typer.Exit(FAILED) from error


def review(
    names: Names,
    undo: Annotated[bool, typer.Option("--undo", help="Take the mark away.")] = False,
    output: Output = Path("output"),
) -> None:
    """Mark records as reviewed: a change there is listed first when documents are read anew."""
    from flows import upkeep

    with exits():
        try:
            say(f"{upkeep.mark(output, names, not undo)} marked")
        except LookupError as error:
            say(str(error.args[0]))
            raise typer.Exit(FAILED) from error


def reprocess(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and change nothing.")] = False,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME")] = None,
    body: Annotated[list[str] | None, typer.Option("--body", metavar="NAME")] = None,
    since: Day = None,
    until: Day = None,
    state: Annotated[list[State] | None, typer.Option("--state")] = None,
    producer: Annotated[
        list[str] | None, typer.Option("--producer", metavar="TEXT", help="How the program's name and version begin.")
    ] = None,
    finding: Annotated[list[str] | None, typer.Option("--finding", metavar="CODE")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the last one, which broke off.")] = False,
    output: Output = Path("output"),
    workers: Workers = PROCESSORS,
) -> None:
    """Read documents anew from the originals, and tell value by value what that changes.

    A page and a JSON file with all changes go to reprocess/ below the output folder.
    """
    from flows.selection import Selection

    selection = Selection(
        sources=source or [],
        bodies=body or [],
        since=since.date().isoformat() if since else None,
        until=until.date().isoformat() if until else None,
        states=[each.value for each in state or []],
        producers=producer or [],
        findings=finding or [],
    )
    from flows.watching import watch_reprocessing

    with exits():
        start_server()
        watch_reprocessing(output, selection, dry_run, workers, resume)


def nightly(
    config: Config = Path("sources.toml"),
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source.")] = None,
    since: Day = None,
    until: Day = None,
    workers: Annotated[int | None, typer.Option("--workers", "-w", min=1, metavar="N")] = None,
    dask: Dask = None,
) -> None:
    """Take in what is new and changed in every source of a configuration, as the schedule does.

    --since and --until take in meetings of other days than the configuration says. An alarm makes the run fail.
    """
    from flows.sources.faults import ConfigError
    from flows.watching import watch_nightly

    with exits():
        try:
            days = [each.date() if each else None for each in (since, until)]
            reports = watch_nightly(config, source or [], days[0], days[1], workers, dask)
        except (ConfigError, LookupError) as error:
            for line in str(error.args[0] if isinstance(error, LookupError) else error).splitlines():
                say(line)
            raise typer.Exit(USAGE) from error
        raise typer.Exit(FAILED if any(each.failed or each.alarms for each in reports) else 0)


def serve(
    config: Config = Path("sources.toml"),
    cron: Annotated[str | None, typer.Option("--cron", metavar="CRON", help="When; else as configured.")] = None,
    every: Annotated[
        float | None, typer.Option("--every", min=1, metavar="SECONDS", help="An interval in place of a time of day.")
    ] = None,
) -> None:
    """Run the nightly flow on its schedule, against `prefect server start` or the server of PREFECT_API_URL.

    The schedule is the configuration's, or else 02:00 in Helsinki. It runs until it is interrupted.
    """
    from flows.serving import serve as run
    from flows.sources.faults import ConfigError

    with exits():
        try:
            run(config, cron, every)
        except ConfigError as error:
            for line in error.problems:
                say(line)
            raise typer.Exit(USAGE) from error


def add(app: typer.Typer) -> None:
    """Adds these commands."""
    for command in (nightly, serve, changes, documents, reprocess, review, forget):
        app.command(epilog=EXIT_CODES)(command)
