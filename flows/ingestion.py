"""A run over a folder: what is unchanged is passed over, the rest goes through the guarded pool into the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from flows import folder as folders
from flows.pool import read_all
from flows.reading import Job, Limits
from flows.report import Report
from pipeline.store import Entry, Reading, Store


class Progress(NamedTuple):
    """How far a run is. entry: what became of the document done last, under its uri; None before the first."""

    done: int
    total: int
    uri: str = ""
    entry: Entry | None = None


Listener = Callable[[Progress], None]


class Ingestion:
    """A run over a folder.

    Args:
        folder: where the documents are.
        store: where records go; it is left out of the folder, if it is inside it.
        workers: worker processes.
        listener: is called with the number of documents first, then after each document.

    Raises:
        OSError: the folder can't be read.
    """

    def __init__(self, folder: Path, store: Store, workers: int, listener: Listener | None = None) -> None:
        self.folder, self.store, self.workers, self.listener = folder, store, workers, listener
        self.limits = Limits()
        self.names = folders.names(folder, store.output)
        self.report = Report()
        self._began = time.monotonic()
        self._coverages: list[float] = []
        self._tell(Progress(0, len(self.names)))

    def read(self, names: list[str]) -> None:
        """Reads some of the documents, then writes the catalogue.

        Raises:
            OutputError: the output can't be written. What was read until then stands in the catalogue, if that can.
        """
        try:
            for outcome in read_all(self._changed(names), self.workers, self.limits):
                self._count(outcome.uri, self._keep(outcome))
                self.report.infos += outcome.infos
                self.report.warnings += outcome.warnings
                self.report.errors += outcome.errors
                if outcome.coverage is not None:
                    self._coverages.append(outcome.coverage)
        finally:
            self.store.flush()

    def finish(self) -> Report:
        """The report."""
        report = self.report
        report.failures.sort(key=lambda failure: failure.uri)
        report.seconds = round(time.monotonic() - self._began, 3)
        report.coverage = round(sum(self._coverages) / len(self._coverages), 4) if self._coverages else None
        return report

    def _changed(self, names: list[str]) -> Iterator[Job]:
        """The jobs of the documents that are new or changed; the others are counted."""
        for name in names:
            job = folders.job(self.folder, name, self.limits.size)
            uri = str(job.uri)
            entry = self.store.unchanged(uri, job.sha256) if job.sha256 else None
            if entry is None:
                yield job
            else:
                self.report.unchanged += 1
                self._count(uri, entry)

    def _keep(self, reading: Reading) -> Entry:
        try:
            return self.store.keep(reading)
        except ValueError as error:  # an id that is no path, or a text that is no Unicode: a fault of ours
            reason = f"internal error: {type(error).__name__} when it was stored"
            return self.store.keep(replace(reading, status="failed", code="unreadable", reason=reason))

    def _count(self, uri: str, entry: Entry) -> None:
        self.report.count(uri, entry)
        self._tell(Progress(self.report.documents, len(self.names), uri, entry))

    def _tell(self, progress: Progress) -> None:
        if self.listener:
            self.listener(progress)
