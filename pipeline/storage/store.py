"""The store: originals, records and texts as files, and the catalogue of all documents.

    originals/ab/ab…    the bytes of every document, by SHA-256
    records/<id>.json   the record, indented
    texts/<id>.txt      the document's text, which the record's spans refer to
    versions/<id>/<n>.json, .txt   record and text of the document's n-th version, if superseded
    catalogue.db        sources, documents, versions, runs and changes
    changes.ndjson      the change feed

Files are synced to disk before the catalogue's transaction is committed, and obsolete files are removed after it. A run
that is killed at any moment loses at most the documents since its last commit; the next run parses them again, with the
same files and no duplicate changes. Files are written atomically; after a power cut before a commit, the next run
repairs incomplete ones. A file whose content would not change is not touched.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.storage.atomic_files import Unsynced
from pipeline.storage.catalogue import Document, Version, open_catalogue
from pipeline.storage.catalogue.catalogue import now
from pipeline.storage.change_feed import Feed
from pipeline.storage.originals import Originals
from pipeline.storage.parse_result import Origin, Reading
from pipeline.storage.paths import Paths
from pipeline.storage.record_files import RecordFiles

BATCH = 50
"""Documents per transaction, and thus the most that are parsed again after a killed run."""


class Store:
    """Documents and records in an output folder. Only one run at a time may open it.

    Args:
        output: the folder; it must exist.
        producer: name, version and vocabulary digest of the program, in one string. Documents parsed by a different
            producer are parsed again.
        database: SQLAlchemy URL of the catalogue; None for a file in the folder.

    Raises:
        OutputError: from every method: the output can't be read or written.
    """

    def __init__(self, output: Path, producer: str, database: str | None = None) -> None:
        self.output, self.producer = output, producer
        self.catalogue = open_catalogue(output, database)
        self._unsynced = Unsynced()
        self.originals, self.paths, self.feed = Originals(output, self._unsynced), Paths(output), Feed(output)
        self.run, self.running = 0, False
        self._documents: dict[str, dict[str, Document]] = {}
        self._announced: list[dict[str, Any]] = []
        self._waiting = self._seq = 0
        self._recover()
        self.files = RecordFiles(self.paths, self.catalogue.owners(), self._unsynced)

    def close(self) -> None:
        """Closes the catalogue; call `flush` first."""
        self.catalogue.close()

    # runs and sources

    def begin(self, kind: str) -> int:
        """Starts a run and returns its number."""
        self.run = self.catalogue.begin(kind, self.producer)
        self.catalogue.commit()
        self.running = True
        return self.run

    def end(self, state: str, report: dict[str, Any] | None = None) -> None:
        """Stores the final state and the report of the run."""
        self.flush()
        self.catalogue.end(self.run, state, report)
        self.catalogue.commit()
        self.running = False

    def open_source(self, name: str, kind: str, address: str) -> dict[str, Document]:
        """Registers a source and returns its documents by uri."""
        if name not in self._documents:
            self.catalogue.add_source(name, kind, address)
            self._documents[name] = {each.uri: each for each in self.catalogue.documents(name)}
        return self._documents[name]

    def document(self, source: str, uri: str) -> Document | None:
        """Returns the catalogue entry of a document of an open source; None if unknown."""
        return self._documents[source].get(uri)

    def documents(self, source: str) -> list[Document]:
        """Returns the documents of an open source."""
        return list(self._documents[source].values())

    def unchanged(self, source: str, uri: str, sha256: str) -> Document | None:
        """Returns a document that need not be parsed again (same bytes and producer, files exist), else None."""
        document = self.document(source, uri)
        if document is None or (document.sha256, document.producer) != (sha256, self.producer):
            return None
        return document if document.state not in ("gone", "failed") and self._complete(document) else None

    def not_modified(self, source: str, uri: str) -> Document | None:
        """Like `unchanged`, for a document that its source reports as not modified."""
        document = self.document(source, uri)
        return self.unchanged(source, uri, document.sha256) if document else None

    def _complete(self, document: Document) -> bool:
        return document.status != "record" or all(path.is_file() for path in self.paths.record(str(document.record_id)))

    # documents

    def keep(self, source: str, reading: Reading, origin: Origin | None = None) -> Document:
        """Stores a record and its text, or the reason for having none; returns the catalogue entry.

        If a document no longer yields a record, the files of its last record are kept.

        Raises:
            ValueError: the record's id is not a valid path below the folder.
        """
        origin = origin or Origin()
        old = self.document(source, reading.uri)
        document = old or Document(source=source, uri=reading.uri, first_run=self.run)
        new_bytes = reading.sha256 != document.sha256 or not document.version
        document = replace(
            document,
            address=origin.address or document.address,
            media_type=origin.media_type or document.media_type,
            validators=origin.validators or document.validators,
            sha256=reading.sha256,
            size=reading.size,
            status=reading.status,
            code=reading.code,
            reason=reading.reason,
            producer=self.producer,
            read_run=self.run,
            version=document.version + bool(new_bytes and reading.sha256),
        )
        document, change = self._record(old, document, reading) if reading.status == "record" else (document, None)
        state = "quarantined" if reading.status == "failed" else "new" if old is None or not old.version else "changed"
        if old and old.state == "failed" and _state_of(old) == _state_of(document):
            document = replace(document, state=state)  # reappeared with the same content: not a change
        elif old is None or old.state == "gone" or _state_of(old) != _state_of(document):
            document = replace(document, state=state, changed_run=self.run, changed_at=now())
        document = self._put(old, document)
        if new_bytes and reading.sha256 and document.id is not None:
            self.catalogue.add_version(
                Version(document.id, document.version, reading.sha256, reading.size, now(), self.run)
            )
        if change:
            self._announce(**change)
        self._step()
        return document

    def know(self, document: Document, origin: Origin) -> Document:
        """Updates the validators of an unchanged document."""
        known = replace(document, validators=origin.validators, address=origin.address or document.address)
        self._put(document, known)
        return known

    def fail(self, source: str, uri: str, code: str, reason: str) -> Document:
        """Records that a document could not be fetched; its data is kept, and the next run retries.

        A document that is gone remains so, to avoid a second tombstone.
        """
        old = self.document(source, uri)
        if old and old.state == "gone":
            return old
        document = replace(
            old or Document(source=source, uri=uri, first_run=self.run), state="failed", code=code, reason=reason
        )
        if old != document:
            document = replace(document, changed_run=self.run, changed_at=now())
        self._put(old, document)
        self._step()
        return document

    def lose(self, source: str, uri: str) -> Document | None:
        """Marks a document as gone: adds a tombstone and removes record and text, but keeps the original."""
        old = self.document(source, uri)
        if old is None or old.state == "gone":
            return old
        document = replace(old, state="gone", changed_run=self.run, changed_at=now())
        self._put(old, document)
        if old.record_id:
            self.files.doom(self.paths.record(old.record_id))
            self._announce("tombstone", record_id=old.record_id)
        self._step()
        return document

    def forget(self, source: str, uri: str) -> bool:
        """Erases a document: original, texts, records, all versions. It is not ingested again.

        Only its uri and a tombstone with the time of erasure are kept.

        Returns:
            Whether the document existed.
        """
        old = self.document(source, uri)
        if old is None or old.state == "forgotten":
            return False
        self.flush()
        hashes = {each.sha256 for each in self.catalogue.versions(old)} | {old.sha256}
        self.catalogue.drop_versions(old)
        self._put(
            old, Document(id=old.id, source=source, uri=uri, state="forgotten", changed_run=self.run, changed_at=now())
        )
        self.files.doom(self.paths.versions(old.id or 0))
        self.files.doom(self.originals.path(each) for each in hashes if each and not self.catalogue.used(each))
        if old.record_id:
            self.files.release(old.record_id)
            if old.state != "gone":
                self._announce("tombstone", record_id=old.record_id)
        self.flush()
        self.catalogue.scrub()
        return True

    def mark(self, document: Document, reviewed: bool) -> Document:
        """Sets or clears the reviewed mark of a record."""
        marked = replace(document, reviewed=reviewed)
        self._put(document, marked)
        self._step()
        return marked

    # transactions

    def flush(self) -> None:
        """Commits, appends the changes to the feed, and removes obsolete files."""
        self._unsynced.sync()
        self.catalogue.commit()
        self._waiting = 0
        changes, self._announced = self._announced, []
        self.feed.append(changes)
        self.files.remove_doomed()

    def _step(self) -> None:
        self._waiting += 1
        if self._waiting >= BATCH:
            self.flush()

    def _put(self, old: Document | None, document: Document) -> Document:
        if document != old:
            document = self.catalogue.put(document)
        self._documents[document.source][document.uri] = document
        return document

    def _announce(self, op: str, **values: Any) -> None:
        self._seq += 1
        empty = {"previous_id": None, "content_hash": None, "schema_version": None}
        given = {"seq": self._seq, "at": now(), "op": op, "producer": self.producer, "run": self.run}
        change = {**empty, **given, **values}
        self.catalogue.add_change(**change)
        self._announced.append(change)

    # records

    def _record(
        self, old: Document | None, document: Document, reading: Reading
    ) -> tuple[Document, dict[str, Any] | None]:
        """Writes a record's files; returns the updated document and the change for the feed, if any."""
        claim = str(reading.id)
        given = self.files.give(document, claim, old)
        there = old is not None and old.record_id is not None and old.state != "gone"
        if old and there and old.sha256 != reading.sha256:
            self.files.supersede(old)
        content_hash = self.files.write(given, reading)
        if old and old.record_id and old.record_id != given:
            self.files.release(old.record_id)
        document = replace(
            document,
            record_id=given,
            claim=claim,
            content_hash=content_hash,
            schema_version=reading.schema_version,
            summary=reading.summary,
        )
        change = {"record_id": given, "content_hash": content_hash, "schema_version": reading.schema_version}
        if not old or not there:
            return document, {"op": "insert", **change}
        if (old.content_hash, old.record_id) == (content_hash, given):
            return document, None
        return document, {"op": "update", "previous_id": old.record_id if old.record_id != given else None, **change}

    def _recover(self) -> None:
        """Cleans up after a killed run: removes uncommitted files and appends missing changes to the feed."""
        broken = [row["id"] for row in self.catalogue.runs() if row["state"] == "running"]
        if broken:
            documents = self.catalogue.documents()
            ids = [str(each.record_id) for each in documents if each.record_id and each.state != "gone"]
            self.paths.sweep(ids, [each.id for each in documents if each.id is not None], self.catalogue.hashes())
            for run in broken:
                self.catalogue.end(run, "broken off")
            self.catalogue.commit()
        last = self.feed.last()
        self.feed.append(self.catalogue.changes(last))
        self._seq = max(last, self.catalogue.last_change())


def _state_of(document: Document) -> tuple[str | None, ...]:
    """Returns the values that decide whether a document has changed, regardless of the producer."""
    return document.sha256, document.content_hash, document.status, document.record_id
