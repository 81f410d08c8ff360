"""Parses stored originals again and reports or applies the changes, document by document."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel, Field

from flows.runs.document_selection import Selection
from flows.workers.backend import Backend
from flows.workers.job import Job, Outcome
from pipeline.record.diff import differences
from pipeline.record.serialisation import with_id
from pipeline.storage.catalogue import Document
from pipeline.storage.store import Store


class Change(BaseModel):
    """A value that differs after reprocessing."""

    pointer: str = Field(description="Its JSON Pointer in the new record, or in the old where the new lacks it.")
    old: Any = Field(description="The value before; null where there was none.")
    new: Any = Field(description="The value now; null where there is none.")
    rule: str = Field(description='The rule that read it; "-" where none is recorded.')
    field: str = Field(description="The pointer with * for places in lists.")


class Reread(BaseModel):
    """A document whose record differs after reprocessing."""

    source: str
    uri: str
    record_id: str | None
    reviewed: bool
    status: list[str | None] = Field(description="What became of the document before and now.")
    reason: str | None = Field(None, description="Why it can't be read now.")
    changes: list[Change]


class Reprocessing(BaseModel):
    """Result of a reprocessing or of its dry run."""

    producer: str
    dry_run: bool
    selection: Selection
    documents: int = Field(0, description="Documents that were read.")
    missing: int = Field(0, description="Documents that are meant and whose original is not there.")
    unchanged: int = 0
    by_rule: dict[str, int] = Field(default_factory=dict, description="Changed values by rule, the most first.")
    by_field: dict[str, int] = Field(default_factory=dict, description="Changed values by field, the most first.")
    changed: list[Reread] = Field(default_factory=list, description="Reviewed records first.")
    seconds: float = 0.0


class Reprocessor:
    """Parses a selection of a store's documents again.

    Args:
        store: the store, open for this run.
        selection: which documents to parse.
        dry_run: report the changes without writing.
        backend: what parses the documents.
        resume: skip the documents that the last, interrupted reprocessing has completed.
        listener: called with the number of documents done and the total.

    Raises:
        OutputError: the output can't be read or written.
    """

    def __init__(
        self,
        store: Store,
        selection: Selection,
        dry_run: bool,
        backend: Backend,
        resume: bool = False,
        listener: Callable[[int, int], None] | None = None,
    ) -> None:
        self.store, self.backend, self.listener = store, backend, listener
        self.result = Reprocessing(producer=store.producer, dry_run=dry_run, selection=selection)
        for name, row in store.catalogue.sources().items():
            store.open_source(name, row["kind"], row["address"])
        documents = selection.of(store.catalogue.documents())
        if resume:
            done = _broken_off(store)
            documents = [each for each in documents if each.read_run not in done]
        there = [each for each in documents if store.originals.path(each.sha256).is_file()]
        self.result.missing = len(documents) - len(there)
        self.documents = there
        self._fields: Counter[str] = Counter()
        self._rules: Counter[str] = Counter()
        self._began = time.monotonic()
        self._report()

    def read(self, documents: Sequence[Document]) -> None:
        """Parses a chunk of the documents; each is updated atomically."""
        try:
            jobs = (self._job(each) for each in documents)
            for document, outcome in zip(documents, self.backend(jobs), strict=True):
                self._compare(document, outcome)
                if not self.result.dry_run:
                    self.store.keep(document.source, outcome)
                self._report()
        finally:
            self.store.flush()

    def finish(self) -> Reprocessing:
        """Returns the result."""
        result = self.result
        result.by_rule = dict(self._rules.most_common())
        result.by_field = dict(self._fields.most_common())
        result.seconds = round(time.monotonic() - self._began, 3)
        return result

    def _job(self, document: Document) -> Job:
        path = str(self.store.originals.path(document.sha256))
        return Job(path=path, uri=document.uri, sha256=document.sha256, size=document.size)

    def _compare(self, document: Document, outcome: Outcome) -> None:
        self.result.documents += 1
        changes = list(self._changes(document, outcome))
        if not changes and document.status == outcome.status:
            self.result.unchanged += 1
            return
        self._fields.update(change.field for change in changes)
        self._rules.update(change.rule for change in changes)
        self.result.changed.append(
            Reread(
                source=document.source,
                uri=document.uri,
                record_id=document.record_id,
                reviewed=document.reviewed,
                status=[document.status, outcome.status],
                reason=outcome.reason,
                changes=changes,
            )
        )

    def _changes(self, document: Document, outcome: Outcome) -> Iterator[Change]:
        if outcome.status != "record" or not document.record_id or document.state == "gone":
            return
        path = self.store.paths.record(document.record_id)[1]
        old = json.loads(path.read_bytes()) if path.is_file() else {}
        new = json.loads(str(outcome.json))
        if document.claim == outcome.id:
            new = with_id(new, document.record_id)  # keeps a number appended to resolve an id conflict
        for each in differences(old, new):
            yield Change(pointer=each.pointer, old=each.old, new=each.new, rule=each.rule, field=each.field)

    def _report(self) -> None:
        if self.listener:
            self.listener(self.result.documents, len(self.documents))


def _broken_off(store: Store) -> set[int]:
    """Returns the numbers of the reprocessing runs since the last completed one."""
    found: set[int] = set()
    for run in reversed(store.catalogue.runs()):
        if run["kind"] != "reprocess" or run["id"] == store.run:
            continue
        if run["state"] == "completed":
            break
        found.add(int(run["id"]))
    return found
