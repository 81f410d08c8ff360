"""A run over a source: what is unchanged is passed over, the rest goes through the guarded pool into the store."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from flows.alarms import alarms
from flows.pool import read_all
from flows.reading import Job, Limits, Outcome
from flows.report import Report
from flows.supply import Got, Supply, Unavailable, Wanted
from pipeline.catalogue import Document
from pipeline.errors import DocumentError
from pipeline.reading import Origin
from pipeline.store import Store


class Progress(NamedTuple):
    """How far a run is. document: what became of the one done last, under its uri; None before the first."""

    done: int
    total: int
    uri: str = ""
    document: Document | None = None


Listener = Callable[[Progress], None]


class Ingestion:
    """A run over a source.

    Args:
        supply: the source.
        store: where records go.
        workers: worker processes.
        listener: is called with the number of documents first, then after each document.

    Raises:
        OSError: the source can't be read.
        OutputError: the output can't be read or written.
    """

    def __init__(self, supply: Supply, store: Store, workers: int, listener: Listener | None = None) -> None:
        self.supply, self.store, self.workers, self.listener = supply, store, workers, listener
        self.limits = Limits()
        self.report = Report(source=supply.name)
        self._began = time.monotonic()
        self._coverages: list[float] = []
        self._origins: dict[str, Origin] = {}
        store.open_source(supply.name, supply.kind, supply.address)
        self.wanted = supply.wanted()
        self._tell(Progress(0, len(self.wanted)))

    def read(self, wanted: Sequence[Wanted]) -> None:
        """Reads some of the documents, then commits.

        Raises:
            OutputError: the output can't be written. What was read until then stands in the catalogue, if that can.
        """
        try:
            for outcome in read_all(self._jobs(wanted), self.workers, self.limits):
                self._keep(outcome)
        finally:
            self.store.flush()

    def finish(self) -> Report:
        """Tells what is gone from the source, and returns the report.

        Raises:
            OutputError: the output can't be written.
        """
        report = self.report
        report.alarms += self.supply.trouble
        self._miss()
        report.alarms += alarms(self.store, self.supply.name, report, self.supply.quiet_days)
        self.store.flush()
        report.failures.sort(key=lambda failure: failure.uri)
        report.seconds = round(time.monotonic() - self._began, 3)
        report.coverage = round(sum(self._coverages) / len(self._coverages), 4) if self._coverages else None
        return report

    def _jobs(self, wanted: Iterable[Wanted]) -> Iterator[Job]:
        """The jobs of the documents that are new or changed; what becomes of the others is noted and counted."""
        for each in wanted:
            found = self._fetched(each)
            if isinstance(found, Got):
                sha256 = hashlib.sha256(found.data).hexdigest()
                unchanged = self.store.unchanged(self.supply.name, each.uri, sha256)
                if unchanged is None:
                    self.store.originals.keep(found.data)
                    self._origins[each.uri] = _origin(found)
                    yield Job(
                        path=str(self.store.originals.path(sha256)), uri=each.uri, sha256=sha256, size=len(found.data)
                    )
                    continue
                found = unchanged
                self.report.unchanged += 1
            self._count(each.uri, found)

    def _fetched(self, wanted: Wanted) -> Got | Document:
        """A document's bytes, or what became of it without reading it."""
        source, uri = self.supply.name, wanted.uri
        known = self.store.document(source, uri)
        if known is not None and known.state == "forgotten":
            return known
        current = self.store.not_modified(source, uri)
        try:
            found = self.supply.fetch(wanted, current.validators if current else None)
            if found is None and current is None:
                found = self.supply.fetch(wanted, None)
            if found is not None:
                return found
        except Unavailable as problem:
            lost = self.store.lose(source, uri) if problem.gone else None
            return lost or self.store.fail(source, uri, "unavailable", problem.reason)
        except DocumentError as problem:
            return self.store.fail(source, uri, problem.code, problem.reason)
        if current is None:
            return self.store.fail(
                source, uri, "unavailable", "the source says that it has not changed; it never gave it"
            )
        self.report.unchanged += 1
        return current

    def _keep(self, outcome: Outcome) -> None:
        report, source, origin = self.report, self.supply.name, self._origins.pop(outcome.uri, None)
        try:
            document = self.store.keep(source, outcome, origin)
        except ValueError as error:  # an id that is no path, or a text that is no Unicode: a fault of ours
            reason = f"internal error: {type(error).__name__} when it was stored"
            document = self.store.keep(
                source, replace(outcome, status="failed", code="unreadable", reason=reason), origin
            )
        report.new += document.state == "new" and document.changed_run == self.store.run
        report.changed += document.state == "changed" and document.changed_run == self.store.run
        report.infos += outcome.infos
        report.warnings += outcome.warnings
        report.errors += outcome.errors
        if outcome.coverage is not None:
            self._coverages.append(outcome.coverage)
        self._count(outcome.uri, document)

    def _miss(self) -> None:
        """Tells which documents are gone from a source that was seen whole, unless they are suspiciously many."""
        if not self.supply.whole or self.supply.trouble:
            return
        seen = {each.uri for each in self.wanted}
        known = self.store.open_source(self.supply.name, self.supply.kind, self.supply.address)
        there = [uri for uri, document in known.items() if document.state not in ("gone", "forgotten")]
        missing = [uri for uri in there if uri not in seen]
        if len(missing) > max(1, self.supply.share * len(there)):
            self.report.alarms.append(
                f"{len(missing)} of {len(there)} documents are missing from the source {self.supply.name}, more than "
                f"{self.supply.share:.0%}: nothing was marked as gone"
            )
            return
        for uri in missing:
            self.store.lose(self.supply.name, uri)
        self.report.gone += len(missing)

    def _count(self, uri: str, document: Document) -> None:
        self.report.count(uri, document)
        self._tell(Progress(self.report.documents, len(self.wanted), uri, document))

    def _tell(self, progress: Progress) -> None:
        if self.listener:
            self.listener(progress)


def _origin(got: Got) -> Origin:
    return Origin(address=got.address, media_type=got.media_type, validators=got.validators)
