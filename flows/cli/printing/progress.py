"""Runs the flows `ingest`, `nightly` and `reprocess` with a progress bar and a summary table."""

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
"""Each document is listed at the end if there are at most this many."""


def watch(folder: Path, output: Path, workers: int, dask: str | None = None) -> Report:
    """Runs the ingest flow with a progress bar, prints a summary table at the end, and returns the report.

    Everything is written to standard error; the bar only if that is a terminal.

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
    """Runs the nightly flow with a progress bar, prints a summary table for each source, and returns the reports.

    Raises:
        ConfigError: the source configuration can't be read or is invalid.
        LookupError: no source has such a name.
        OutputError: the output can't be written.
        RuntimeError: Prefect's server does not start.
    """
    from flows.sources.config import load

    load(config)  # reports configuration errors before Prefect starts
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
    """Runs an ingesting flow with a progress bar; returns its result and the first `SHOWN` + 1 documents."""
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
    """Runs the reprocess flow with a progress bar and prints a table of the changes at the end.

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
    """Returns a table of the documents of a small folder: the record's id, or the reason for having none."""
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
