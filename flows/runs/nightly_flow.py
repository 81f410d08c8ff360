"""The nightly flow: for each configured source in turn, list, fetch, parse, store and report.

A source that fails does not stop the others. Alarms make the run fail, so that they are visible in Prefect; ingested
documents are kept nevertheless.

Postponed annotations are not used here, because Prefect's runner can't resolve them when it loads the flow.
"""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from flows.runs.ingest_flow import conclude, publish, take_in
from flows.runs.open_output import opened
from flows.runs.prefect import flow
from flows.runs.reports.report import Report
from flows.runs.source_documents import Supply
from flows.sources.config import Source, load
from flows.sources.http.client import Client
from flows.workers.backend import backend


class Alarmed(RuntimeError):
    """A run was completed with alarms for the operator. reports: one for each source."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = list(reports)
        alarms = [alarm for report in reports for alarm in report.alarms]
        more = f" (and {len(alarms) - 1} more)" if len(alarms) > 1 else ""
        super().__init__(f"alarm: {alarms[0]}{more}")


@flow(name="nightly", persist_result=False)
def nightly(
    config: Path,
    only: list[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    workers: int | None = None,
    chunk_size: int = 200,
    dask: str | None = None,
) -> list[Report]:
    """Ingests new and changed documents of every configured source.

    Args:
        config: path of the source configuration.
        only: names of the sources to ingest; None for all.
        since: first meeting date, to ingest older documents; None for the configured date.
        until: last meeting date; None for the configured date.
        workers: number of worker processes; None for the configured number, or one per processor.
        chunk_size: documents per task.
        dask: address of a Dask scheduler, whose workers are used instead of local ones.

    Returns:
        A report for each source.

    Raises:
        Alarmed: the run was completed with alarms.
        ConfigError: the configuration can't be read or is invalid.
        LookupError: `only` names an unknown source.
        OutputError: the output can't be written, or is locked by another run.
        WorkersError: workers can't be kept running, or the Dask cluster is unreachable.
    """
    configured = load(config)
    chosen = [_dated(source, since, until) for source in choose(configured.enabled(), only or [])]
    number = workers or configured.workers or os.cpu_count() or 1
    with (
        backend(number, dask) as readers,
        opened(configured.output, "nightly", configured.database) as store,
        Client() as client,
    ):
        reports = [take_in(Supply(source, client, configured.output), store, readers, chunk_size) for source in chosen]
        conclude(store, reports)
    publish(reports)
    if any(report.alarms for report in reports):
        raise Alarmed(reports)
    return reports


def choose(sources: Sequence[Source], only: Sequence[str]) -> list[Source]:
    """Returns the sources named in `only`, or all if it is empty.

    Raises:
        LookupError: a name matches no source.
    """
    names = {source.name for source in sources}
    for name in only:
        if name not in names:
            raise LookupError(f"there is no source {name!r} that is enabled; there are {', '.join(sorted(names))}")
    return [source for source in sources if not only or source.name in only]


def _dated(source: Source, since: date | None, until: date | None) -> Source:
    days = {key: day for key, day in (("since", since), ("until", until)) if day}
    return source.model_copy(update=days)
