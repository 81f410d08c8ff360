"""The nightly flow: every source that is configured, one after the other: discover, fetch, read, store, report.

A source in trouble does not keep the others from their turn. Alarms make the run fail, so that whoever watches Prefect
sees them; what was taken in is kept all the same.

No postponed annotations here: the server's runner loads a flow in a way that leaves their names unresolved.
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
from flows.workers.backend import hands


class Alarmed(RuntimeError):
    """A run was completed and an operator must look at it. reports: of its sources."""

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
    """Takes in what is new and changed in every source of a configuration.

    Args:
        config: a file of sources.
        only: names of sources, where not all are meant.
        since: first day of meetings, for taking in what is old; else as configured.
        until: last day of meetings.
        workers: worker processes; else as configured, or one a processor.
        chunk_size: documents in a task.
        dask: the address of a Dask scheduler, whose workers read in place of this machine's.

    Returns:
        A report for each source.

    Raises:
        Alarmed: the run was completed, with alarms.
        ConfigError: the file can't be read or says what can't be.
        LookupError: no source has such a name.
        OutputError: the output can't be written, or another run is writing it.
        WorkersError: workers can't be kept running, or the Dask cluster is not to be reached.
    """
    configured = load(config)
    chosen = [_dated(source, since, until) for source in choose(configured.enabled(), only or [])]
    number = workers or configured.workers or os.cpu_count() or 1
    with (
        hands(number, dask) as readers,
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
    """The sources that are named, or all.

    Raises:
        LookupError: no source has such a name.
    """
    names = {source.name for source in sources}
    for name in only:
        if name not in names:
            raise LookupError(f"there is no source {name!r} that is enabled; there are {', '.join(sorted(names))}")
    return [source for source in sources if not only or source.name in only]


def _dated(source: Source, since: date | None, until: date | None) -> Source:
    days = {key: day for key, day in (("since", since), ("until", until)) if day}
    return source.model_copy(update=days)
