"""The catalogue of an output folder: one writer, one transaction at a time.

Changes become durable when `commit` returns, all or none of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, bindparam, func, insert, select, update

from pipeline.storage.catalogue import tables
from pipeline.storage.catalogue.database import address, connect, connect_to_read, guarded


def now() -> str:
    """Returns the current time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document of a source in its latest known state.

    state: new or changed (in the run `changed_run`), failed (could not be fetched; retried by the next run),
    quarantined (could not be parsed; retried when it or the program changes), gone, forgotten (erased for good).
    status, code, reason: result of parsing. claim: the id that the record claims; record_id: the id assigned to it.
    summary: values of the record used by alarms and selections. read_run: the run that parsed it last.
    """

    source: str
    uri: str
    address: str | None = None
    state: str = "new"
    status: str | None = None
    sha256: str = ""
    size: int = 0
    media_type: str | None = None
    validators: dict[str, Any] | None = None
    version: int = 0
    record_id: str | None = None
    claim: str | None = None
    code: str | None = None
    reason: str | None = None
    content_hash: str | None = None
    schema_version: str | None = None
    producer: str = ""
    summary: dict[str, Any] | None = None
    reviewed: bool = False
    first_run: int = 0
    changed_run: int = 0
    read_run: int = 0
    changed_at: str = ""
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Version:
    """A version of a document: the hash of its bytes and the run that found it."""

    document: int
    number: int
    sha256: str
    size: int
    fetched_at: str
    run: int


# Compiled once: doing so for each document would take longer than executing them.
_ADD_DOCUMENT, _ADD_VERSION, _ADD_CHANGE = (
    insert(table) for table in (tables.documents, tables.versions, tables.changes)
)
_CHANGE_DOCUMENT = update(tables.documents).where(tables.documents.c.id == bindparam("key"))
_COLUMNS = [tables.documents.c[each.name] for each in fields(Document)]


class Catalogue:
    """Access to the catalogue's tables over one connection.

    Raises:
        OutputError: from every method: the database can't be read or written.
    """

    def __init__(self, engine: Engine, connection: Connection) -> None:
        self._engine, self._connection = engine, connection
        self.name = str(engine.url.database) if engine.dialect.name == "sqlite" else engine.url.render_as_string()

    def close(self) -> None:
        """Closes the database; uncommitted changes are lost."""
        with guarded(self.name):
            self._connection.close()
            self._engine.dispose()

    def commit(self) -> None:
        """Commits the changes since the last commit."""
        with guarded(self.name):
            self._connection.commit()

    def scrub(self) -> None:
        """Commits and truncates the write-ahead log, so that no file of the database contains deleted rows."""
        self.commit()
        if self._engine.dialect.name == "sqlite":
            with guarded(self.name):
                self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                self._connection.rollback()

    # sources

    def add_source(self, name: str, kind: str, where: str) -> None:
        """Inserts a source, or updates its address."""
        table = tables.sources
        with guarded(self.name):
            found = self._connection.execute(select(table.c.kind, table.c.address).where(table.c.name == name)).first()
            if found is None:
                self._connection.execute(insert(table).values(name=name, kind=kind, address=where))
            elif tuple(found) != (kind, where):
                changed = update(table).where(table.c.name == name).values(kind=kind, address=where)
                self._connection.execute(changed)

    def sources(self) -> dict[str, dict[str, Any]]:
        """Returns the rows of all sources by name."""
        with guarded(self.name):
            rows = self._connection.execute(select(tables.sources).order_by(tables.sources.c.name))
            return {row.name: dict(row._mapping) for row in rows}

    def update_source(self, name: str, **values: Any) -> None:
        """Updates columns of a source."""
        with guarded(self.name):
            self._connection.execute(update(tables.sources).where(tables.sources.c.name == name).values(**values))

    # documents

    def documents(self, source: str | None = None) -> list[Document]:
        """Returns the documents of one source, or of all, ordered by source and uri."""
        query = select(*_COLUMNS).order_by(tables.documents.c.source, tables.documents.c.uri)
        if source is not None:
            query = query.where(tables.documents.c.source == source)
        with guarded(self.name):
            return [Document(**row._mapping) for row in self._connection.execute(query)]

    def put(self, document: Document) -> Document:
        """Inserts or updates a document and returns it with its id."""
        values = dict(vars(document))
        key = values.pop("id")
        with guarded(self.name):
            if key is None:
                done = self._connection.execute(_ADD_DOCUMENT, values)
                return replace(document, id=_key(done))
            self._connection.execute(_CHANGE_DOCUMENT, {**values, "key": key})
        return document

    def drop_versions(self, document: Document) -> None:
        """Deletes the version rows of a document."""
        with guarded(self.name):
            self._connection.execute(tables.versions.delete().where(tables.versions.c.document == document.id))

    def owners(self) -> dict[str, tuple[str, str]]:
        """Returns the document (source, uri) of each record id."""
        table = tables.documents
        query = select(table.c.record_id, table.c.source, table.c.uri).where(table.c.record_id.is_not(None))
        with guarded(self.name):
            return {row.record_id: (row.source, row.uri) for row in self._connection.execute(query)}

    # versions

    def add_version(self, version: Version) -> None:
        """Inserts a new version of a document."""
        with guarded(self.name):
            self._connection.execute(_ADD_VERSION, vars(version))

    def versions(self, document: Document) -> list[Version]:
        """Returns the versions of a document, oldest first."""
        table = tables.versions
        query = select(table).where(table.c.document == document.id).order_by(table.c.number)
        with guarded(self.name):
            return [Version(**row._mapping) for row in self._connection.execute(query)]

    def hashes(self) -> set[str]:
        """Returns the SHA-256 of all current and earlier versions."""
        with guarded(self.name):
            return {
                str(row.sha256)
                for table in (tables.documents, tables.versions)
                for row in self._connection.execute(select(table.c.sha256).distinct())
            }

    def used(self, sha256: str) -> bool:
        """Whether any current or earlier version has this SHA-256."""
        with guarded(self.name):
            for table in (tables.documents, tables.versions):
                if self._connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).first():
                    return True
        return False

    # changes

    def last_change(self) -> int:
        """Returns the number of the last change; 0 if there is none."""
        with guarded(self.name):
            return int(self._connection.execute(select(func.max(tables.changes.c.seq))).scalar() or 0)

    def add_change(self, **values: Any) -> None:
        """Inserts a change."""
        with guarded(self.name):
            self._connection.execute(_ADD_CHANGE, values)

    def changes(self, since: int = 0) -> list[dict[str, Any]]:
        """Returns the changes with a number above `since`, in order."""
        table = tables.changes
        with guarded(self.name):
            rows = self._connection.execute(select(table).where(table.c.seq > since).order_by(table.c.seq))
            return [dict(row._mapping) for row in rows]

    # runs

    def begin(self, kind: str, producer: str) -> int:
        """Inserts a run and returns its number."""
        values = {"kind": kind, "producer": producer, "began": now(), "state": "running"}
        with guarded(self.name):
            done = self._connection.execute(insert(tables.runs).values(**values))
            return _key(done)

    def end(self, run: int, state: str, report: dict[str, Any] | None = None) -> None:
        """Stores the final state and the report of a run."""
        changed = update(tables.runs).where(tables.runs.c.id == run).values(ended=now(), state=state, report=report)
        with guarded(self.name):
            self._connection.execute(changed)

    def runs(self) -> list[dict[str, Any]]:
        """Returns the rows of all runs, oldest first."""
        with guarded(self.name):
            return [dict(row._mapping) for row in self._connection.execute(select(tables.runs).order_by("id"))]


def _key(done: CursorResult[Any]) -> int:
    """Returns the primary key of an inserted row."""
    key = done.inserted_primary_key
    assert key is not None  # noqa: S101 - all tables have generated keys
    return int(key[0])


def open_catalogue(output: Path, database: str | None = None) -> Catalogue:
    """Opens the catalogue of an output folder; creates it if missing.

    Args:
        output: the folder.
        database: SQLAlchemy URL; None for a SQLite file in the folder.

    Raises:
        OutputError: the database can't be opened.
    """
    return Catalogue(*connect(address(output, database)))


def read_catalogue(output: Path, database: str | None = None) -> Catalogue:
    """Opens the catalogue of an output folder for reading.

    Raises:
        OutputError: the catalogue is missing or can't be opened.
    """
    return Catalogue(*connect_to_read(address(output, database)))
