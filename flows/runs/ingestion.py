"""Ingests a source: skips unchanged documents, has the others parsed by workers, and stores the results."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from flows.runs.reports.alarms import alarms
from flows.runs.reports.report import Report
from flows.runs.source_documents import Got, Supply, Unavailable
from flows.sources.candidate import Candidate
from flows.workers.backend import Backend
from flows.workers.job import Job, Outcome
from pipeline.storage.atomic_files import OutputError
from pipeline.storage.catalogue import Document
from pipeline.storage.parse_result import Origin
from pipeline.storage.store import Store

ASKED = 50
"""Number of no longer listed documents of a web source that each run checks for changes or removal."""


class Progress(NamedTuple):
    """Progress of a run. document, uri: the document completed last; None before the first."""

    done: int
    total: int
    uri: str = ""
    document: Document | None = None


Listener = Callable[[Progress], None]


class Ingestion:
    """Ingests one source during a run.

    wanted: the listed documents, and no longer listed ones that must be retried; more: attachments of the parsed
    documents, if the source wants them; unlisted: some of the other no longer listed documents, checked for changes or
    removal and reported only if they have changed.

    Args:
        supply: the source.
        store: the store for records.
        backend: what parses the documents.
        listener: called once with the number of documents, then after each document.

    Raises:
        OutputError: the output can't be read or written.
    """

    def __init__(self, supply: Supply, store: Store, backend: Backend, listener: Listener | None = None) -> None:
        self.supply, self.store, self.backend, self.listener = supply, store, backend, listener
        self.report = Report(source=supply.name)
        self.more: list[Candidate] = []
        self._began = time.monotonic()
        self._coverages: list[float] = []
        self._fetched: dict[str, tuple[Candidate, Origin]] = {}
        self._gone: set[str] = set()
        store.open_source(supply.name, supply.kind, supply.address)
        self.wanted = supply.wanted()
        owed, asked = self._unlisted()
        self.wanted += owed
        self.unlisted = asked
        self._owed, self._asked = {each.uri for each in owed}, {each.uri for each in asked}
        self._report(Progress(0, len(self.wanted)))

    def read(self, wanted: Sequence[Candidate]) -> None:
        """Parses and stores a chunk of the documents, then commits.

        Raises:
            OutputError: the output can't be written. Documents stored before are committed if possible.
        """
        try:
            for outcome in self.backend(self._jobs(wanted)):
                self._keep(outcome)
        finally:
            self.store.flush()

    def finish(self) -> Report:
        """Marks removed documents as gone, erases expired ones, and returns the report.

        Raises:
            OutputError: the output can't be written.
        """
        report = self.report
        report.alarms += self.supply.trouble
        self._miss()
        self._forget()
        report.alarms += alarms(self.store, self.supply.name, report, self.supply.source.quiet_days)
        self.store.flush()
        report.failures.sort(key=lambda failure: failure.uri)
        report.seconds = round(time.monotonic() - self._began, 3)
        report.coverage = round(sum(self._coverages) / len(self._coverages), 4) if self._coverages else None
        return report

    def _jobs(self, wanted: Iterable[Candidate]) -> Iterator[Job]:
        """Yields jobs for new or changed documents; records and counts the others."""
        for each in wanted:
            found = self._fetch(each)
            if isinstance(found, Got):
                sha256 = hashlib.sha256(found.data).hexdigest()
                unchanged = self.store.unchanged(self.supply.name, each.uri, sha256)
                if unchanged is None:
                    self.store.originals.keep(found.data)
                    self._fetched[each.uri] = each, _origin(found)
                    path = str(self.store.originals.path(sha256))
                    yield Job(path=path, uri=each.uri, sha256=sha256, size=len(found.data))
                    continue
                found = self.store.know(unchanged, _origin(found))
                self.report.unchanged += each.uri not in self._asked
            if each.uri not in self._asked:
                self._count(each.uri, found)

    def _fetch(self, wanted: Candidate) -> Got | Document:
        """Fetches a document; returns its catalogue entry instead if it need not or can't be parsed."""
        source, uri = self.supply.name, wanted.uri
        known = self.store.document(source, uri)
        if known is not None and known.state == "forgotten":
            return known
        current = self.store.not_modified(source, uri)
        try:
            found = self.supply.fetch(wanted, self._validators(known))
            if found is None and current is None and known is not None:
                found = self._original(known) or self.supply.fetch(wanted, None)
        except Unavailable as problem:
            return self._unavailable(wanted, known, problem)
        if found is not None:
            return found
        if current is None:
            return self.store.fail(source, uri, "unavailable", "its server says that nothing has changed since never")
        self.report.unchanged += uri not in self._asked
        return current

    def _unavailable(self, wanted: Candidate, known: Document | None, problem: Unavailable) -> Document:
        """Returns the catalogue entry for a document that could not be fetched."""
        if known is not None and problem.gone and known.version and known.state != "gone":
            self._gone.add(wanted.uri)  # applied later, unless too many are gone
            return known
        if known is not None and problem.gone and wanted.uri in self._owed:  # never fetched and no longer listed
            return self.store.lose(self.supply.name, wanted.uri) or known
        if known is not None and wanted.uri in self._asked:  # checked again in a later run
            return known
        return self.store.fail(self.supply.name, wanted.uri, "unavailable", problem.reason)

    def _validators(self, known: Document | None) -> dict[str, Any] | None:
        """Returns the validators (ETag, Last-Modified) of a document whose original is stored; None otherwise."""
        kept = known is not None and known.version and self.store.originals.path(known.sha256).is_file()
        return known.validators if known and kept else None

    def _original(self, known: Document) -> Got | None:
        """Returns the stored original of an unmodified document; if it is damaged, removes it and returns None."""
        try:
            data = self.store.originals.read(known.sha256)
        except OutputError:
            self.store.originals.forget(known.sha256)
            return None
        return Got(
            data=data,
            address=known.address or known.uri,
            media_type=known.media_type or "",
            validators=known.validators or {},
        )

    def _unlisted(self) -> tuple[list[Candidate], list[Candidate]]:
        """Returns no longer listed documents of a web source, in two lists.

        First those to retry: they could not be fetched, or an earlier version of the program could not parse them.
        Second up to `ASKED` of the others, rotating from run to run: they may have changed or be gone.
        """
        named = {each.uri for each in self.wanted}
        unlisted = [
            each
            for each in (self.store.documents(self.supply.name) if self.supply.web else ())
            if each.state not in ("gone", "forgotten") and each.uri not in named and self.supply.covers(each)
        ]
        owed = [
            each
            for each in unlisted
            if each.state == "failed" or (each.state == "quarantined" and each.producer != self.store.producer)
        ]
        tried = {each.uri for each in owed}
        others = [each for each in unlisted if each.uri not in tried]
        start = self.store.run * ASKED % max(1, len(others))
        return _candidates(owed), _candidates((*others[start:], *others[:start])[:ASKED])

    def _keep(self, outcome: Outcome) -> None:
        report, source = self.report, self.supply.name
        wanted, origin = self._fetched.pop(outcome.uri)
        try:
            document = self.store.keep(source, outcome, origin)
        except ValueError as error:  # a bug: the id is not a path, or the text is not valid Unicode
            reason = f"internal error: {type(error).__name__} when it was stored"
            broken = replace(outcome, status="failed", code="unreadable", reason=reason)
            document = self.store.keep(source, broken, origin)
        report.new += document.state == "new" and document.changed_run == self.store.run
        report.changed += document.state == "changed" and document.changed_run == self.store.run
        report.infos += outcome.infos
        report.warnings += outcome.warnings
        report.errors += outcome.errors
        if outcome.coverage is not None:
            self._coverages.append(outcome.coverage)
        if outcome.json and self.supply.source.attachments and wanted.kind != "attachment":
            self.more += self.supply.attachments(wanted, origin.address or wanted.address, _attached(outcome.json))
        self._count(outcome.uri, document)

    def _miss(self) -> None:
        """Marks documents as gone from the source, unless they are suspiciously many."""
        there = [each for each in self.store.documents(self.supply.name) if each.state not in ("gone", "forgotten")]
        if self.supply.whole:
            seen = {each.uri for each in (*self.wanted, *self.more)}
            self._gone |= {each.uri for each in there if each.uri not in seen and self.supply.covers(each)}
        share = self.supply.source.tombstone_share
        if len(self._gone) > max(1, share * len(there)):
            self.report.alarms.append(
                f"{len(self._gone)} of {len(there)} documents are missing from the source {self.supply.name}, more "
                f"than {share:.0%}: nothing was marked as gone"
            )
            return
        for uri in sorted(self._gone):
            self.store.lose(self.supply.name, uri)
        self.report.gone += len(self._gone)

    def _forget(self) -> None:
        """Erases documents older than the source's configured retention time.

        The age is counted from the meeting date, or from the last change if the date is unknown.
        """
        days = self.supply.source.keep_days
        if days is None:
            return
        oldest = (datetime.now(UTC).date() - timedelta(days=days)).isoformat()
        for each in self.store.documents(self.supply.name):
            day = (each.summary or {}).get("date") or each.changed_at[:10]
            if each.state != "forgotten" and day and day < oldest:
                self.report.forgotten += self.store.forget(self.supply.name, each.uri)

    def _count(self, uri: str, document: Document) -> None:
        self.report.count(uri, document)
        done = self.report.documents
        self._report(Progress(done, max(done, len(self.wanted) + len(self.more)), uri, document))

    def _report(self, progress: Progress) -> None:
        if self.listener:
            self.listener(progress)


def _candidates(documents: Iterable[Document]) -> list[Candidate]:
    return [Candidate(uri=each.uri, address=each.address or each.uri) for each in documents]


def _attached(record: str) -> Iterator[str]:
    """Yields the URLs of a record's attachments."""
    for item in json.loads(record)["items"]:
        for handling in (item["handling"], *item["history"]):
            for each in (*handling["attachments"], *handling["supplementary"]):
                if each["url"]:
                    yield each["url"]


def _origin(got: Got) -> Origin:
    return Origin(address=got.address, media_type=got.media_type, validators=got.validators)
