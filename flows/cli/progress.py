"""Flows watched on a terminal: `ingest`, `nightly` and `reprocess`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from flows.runs.document_selection import Selection
from flows.runs.ingestion import Progress as Reached
from flows.runs.prefect_server import load_prefect
from flows.runs.reports.progress_listener import listening
from flows.runs.reports.report import Report, rows
from pipeline.storage.catalogue import Document

Result = TypeVar("Result")

SHOWN = 30
"""Documents that a folder may have for each to be listed at the end."""


def watch(folder: Path, output: Path, workers: int, dask: str | None = None) -> Report:
    """Runs the ingest flow: a bar shows how far it is from the first second on, a table at the end what came of it.

    All of it goes to standard error; the bar only where that is a terminal.

    Raises:
        OutputError: the output can't be written.
        RuntimeError: Prefect's server does not start.
    """
    console = Console(stderr=True)

    def run() -> Report:
        from flows.runs.ingest_flow import ingest

        return ingest(folder, output, workers, dask=dask)

    report, heard = _watch(console, run)
    if len(heard) <= SHOWN and not report.unchanged:
        console.print(_documents(heard))
    _conclude(console, report)
    return report


def watch_nightly(
    config: Path,
    only: list[str],
    since: date | None,
    until: date | None,
    workers: int | None,
    dask: str | None = None,
) -> list[Report]:
    """Runs the nightly flow: a bar shows how far each source is, a table a source at the end what came of it.

    Raises:
        ConfigError: the file of sources can't be read or says what can't be.
        LookupError: no source has such a name.
        OutputError: the output can't be written.
        RuntimeError: Prefect's server does not start.
    """
    from flows.sources.config import load

    load(config)  # what can't work is refused before Prefect starts
    console = Console(stderr=True)

    def run() -> list[Report]:
        from flows.runs.nightly_flow import Alarmed, nightly

        try:
            return nightly(config, only, since, until, workers, dask=dask)
        except Alarmed as alarmed:
            return alarmed.reports

    reports, _ = _watch(console, run)
    for report in reports:
        console.print(Text(report.source, style="bold"))
        _conclude(console, report)
    return reports


def _watch(console: Console, run: Callable[[], Result]) -> tuple[Result, list[tuple[str, Document]]]:
    """Runs a flow that takes in documents, with a bar; returns what it did and the first documents that it came to."""
    heard: list[tuple[str, Document]] = []
    with _bar(console) as bar:
        reading = bar.add_task("Starting Prefect", total=None)

        def hear(reached: Reached) -> None:
            bar.update(reading, description="Reading", total=reached.total, completed=reached.done)
            if reached.document and len(heard) <= SHOWN:
                heard.append((reached.uri, reached.document))
            if reached.document and "failed" in (reached.document.status, reached.document.state):
                line = Text(f"kommunprotokoll: {reached.uri}: {reached.document.reason}")
                console.print(line, soft_wrap=True)

        load_prefect()
        with listening(hear):
            return run(), heard


def _conclude(console: Console, report: Report) -> None:
    console.print(_summary(report))
    for alarm in report.alarms:
        console.print(Text(f"kommunprotokoll: alarm: {alarm}"), soft_wrap=True)


def watch_reprocessing(output: Path, selection: Selection, dry_run: bool, workers: int, resume: bool) -> None:
    """Runs the reprocess flow: a bar shows how far it is, a table at the end what changes.

    Raises:
        OutputError: the output can't be read or written.
        RuntimeError: Prefect's server does not start.
    """
    console = Console(stderr=True)
    with _bar(console) as bar:
        reading = bar.add_task("Starting Prefect", total=None)

        def hear(done: int, total: int) -> None:
            bar.update(reading, description="Reading anew", total=total, completed=done)

        load_prefect()
        from flows.runs import reprocess_flow

        with listening(hear):
            result = reprocess_flow.reprocess(output, selection, dry_run, workers, resume)
    table = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(justify="right")
    for label, number in (
        ("Documents", result.documents),
        ("Without original", result.missing),
        ("As they were", result.unchanged),
        ("Would change" if dry_run else "Changed", len(result.changed)),
        *((f"  {field}", number) for field, number in list(result.by_field.items())[:SHOWN]),
    ):
        table.add_row(label, str(number))
    console.print(table)
    newest = max((output / "reprocess").glob("*.html"), key=lambda path: int(path.stem))
    console.print(Text(f"See {newest}"), soft_wrap=True)


def _bar(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _documents(heard: list[tuple[str, Document]]) -> Table:
    """What became of each document of a small folder: its record's id, or why there is none."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("Document", "Became", "Record, or why not"):
        table.add_column(column, overflow="fold")
    for uri, document in heard:
        failed = document.state == "failed"
        became = "failed" if failed else str(document.status)
        table.add_row(Text(uri), became, Text((document.record_id if became == "record" else document.reason) or ""))
    return table


def _summary(report: Report) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column()
    for label, figure in rows(report):
        table.add_row(label, figure)
    return table
