"""The catalogue of an output folder: one writer, one transaction at a time.

What is put here is kept when `commit` returns, and not before: all of it or nothing.
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
    """The time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document of a source, as it was last seen.

    state: new and changed (by the run `changed_run`; a later run found it unchanged), failed (it could not be fetched;
    the next run tries again), quarantined (it could not be read; it is tried again when it or the program changes),
    gone, forgotten (its content was erased; it is not taken in again). status, code, reason: what came of reading it.
    claim: the id that the record claims, record_id the one it was given. summary: what alarms and selections need to
    know of the record. read_run: the run that read it last.
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
    """The bytes that a document once was."""

    document: int
    number: int
    sha256: str
    size: int
    fetched_at: str
    run: int


# Made once: to make one for each document takes longer than the database does.
_ADD_DOCUMENT, _ADD_VERSION, _ADD_CHANGE = (
    insert(table) for table in (tables.documents, tables.versions, tables.changes)
)
_CHANGE_DOCUMENT = update(tables.documents).where(tables.documents.c.id == bindparam("key"))
_COLUMNS = [tables.documents.c[each.name] for each in fields(Document)]


class Catalogue:
    """The catalogue's tables through one connection.

    Raises:
        OutputError: from every method: the database can't be read or written.
    """

    def __init__(self, engine: Engine, connection: Connection) -> None:
        self._engine, self._connection = engine, connection
        self.name = str(engine.url.database) if engine.dialect.name == "sqlite" else engine.url.render_as_string()

    def close(self) -> None:
        """Closes the database; what was not committed is lost."""
        with guarded(self.name):
            self._connection.close()
            self._engine.dispose()

    def commit(self) -> None:
        """Keeps what was put since the last commit."""
        with guarded(self.name):
            self._connection.commit()

    def scrub(self) -> None:
        """Makes sure that what was dropped stands in no file of the database any more."""
        self.commit()
        if self._engine.dialect.name == "sqlite":
            with guarded(self.name):
                self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                self._connection.rollback()

    # sources

    def add_source(self, name: str, kind: str, where: str) -> None:
        """Notes a source, or where it is now."""
        table = tables.sources
        with guarded(self.name):
            found = self._connection.execute(select(table.c.kind, table.c.address).where(table.c.name == name)).first()
            if found is None:
                self._connection.execute(insert(table).values(name=name, kind=kind, address=where))
            elif tuple(found) != (kind, where):
                changed = update(table).where(table.c.name == name).values(kind=kind, address=where)
                self._connection.execute(changed)

    def sources(self) -> dict[str, dict[str, Any]]:
        """The rows of all sources by name."""
        with guarded(self.name):
            rows = self._connection.execute(select(tables.sources).order_by(tables.sources.c.name))
            return {row.name: dict(row._mapping) for row in rows}

    def update_source(self, name: str, **values: Any) -> None:
        """Sets columns of a source."""
        with guarded(self.name):
            self._connection.execute(update(tables.sources).where(tables.sources.c.name == name).values(**values))

    # documents

    def documents(self, source: str | None = None) -> list[Document]:
        """The documents of a source, or of all, by source and uri."""
        query = select(*_COLUMNS).order_by(tables.documents.c.source, tables.documents.c.uri)
        if source is not None:
            query = query.where(tables.documents.c.source == source)
        with guarded(self.name):
            return [Document(**row._mapping) for row in self._connection.execute(query)]

    def put(self, document: Document) -> Document:
        """Writes a document's row, and returns it with its id."""
        values = dict(vars(document))
        key = values.pop("id")
        with guarded(self.name):
            if key is None:
                done = self._connection.execute(_ADD_DOCUMENT, values)
                return replace(document, id=_key(done))
            self._connection.execute(_CHANGE_DOCUMENT, {**values, "key": key})
        return document

    def drop_versions(self, document: Document) -> None:
        """Removes the rows of a document's versions."""
        with guarded(self.name):
            self._connection.execute(tables.versions.delete().where(tables.versions.c.document == document.id))

    def owners(self) -> dict[str, tuple[str, str]]:
        """Which document (source, uri) has which record id."""
        table = tables.documents
        query = select(table.c.record_id, table.c.source, table.c.uri).where(table.c.record_id.is_not(None))
        with guarded(self.name):
            return {row.record_id: (row.source, row.uri) for row in self._connection.execute(query)}

    # versions

    def add_version(self, version: Version) -> None:
        """Notes the bytes that a document is from now on."""
        with guarded(self.name):
            self._connection.execute(_ADD_VERSION, vars(version))

    def versions(self, document: Document) -> list[Version]:
        """The versions of a document, the oldest first."""
        table = tables.versions
        query = select(table).where(table.c.document == document.id).order_by(table.c.number)
        with guarded(self.name):
            return [Version(**row._mapping) for row in self._connection.execute(query)]

    def hashes(self) -> set[str]:
        """The SHA-256 of all bytes that any document is or was."""
        with guarded(self.name):
            return {
                str(row.sha256)
                for table in (tables.documents, tables.versions)
                for row in self._connection.execute(select(table.c.sha256).distinct())
            }

    def used(self, sha256: str) -> bool:
        """Whether any document is or was these bytes."""
        with guarded(self.name):
            for table in (tables.documents, tables.versions):
                if self._connection.execute(select(table.c.sha256).where(table.c.sha256 == sha256)).first():
                    return True
        return False

    # changes

    def last_change(self) -> int:
        """The number of the last change; 0 before the first."""
        with guarded(self.name):
            return int(self._connection.execute(select(func.max(tables.changes.c.seq))).scalar() or 0)

    def add_change(self, **values: Any) -> None:
        """Adds a row to the change feed."""
        with guarded(self.name):
            self._connection.execute(_ADD_CHANGE, values)

    def changes(self, since: int = 0) -> list[dict[str, Any]]:
        """The changes after a number, in order."""
        table = tables.changes
        with guarded(self.name):
            rows = self._connection.execute(select(table).where(table.c.seq > since).order_by(table.c.seq))
            return [dict(row._mapping) for row in rows]

    # runs

    def begin(self, kind: str, producer: str) -> int:
        """Notes that a run begins, and returns its number."""
        values = {"kind": kind, "producer": producer, "began": now(), "state": "running"}
        with guarded(self.name):
            done = self._connection.execute(insert(tables.runs).values(**values))
            return _key(done)

    def end(self, run: int, state: str, report: dict[str, Any] | None = None) -> None:
        """Notes how a run ended."""
        changed = update(tables.runs).where(tables.runs.c.id == run).values(ended=now(), state=state, report=report)
        with guarded(self.name):
            self._connection.execute(changed)

    def runs(self) -> list[dict[str, Any]]:
        """The rows of all runs, the oldest first."""
        with guarded(self.name):
            return [dict(row._mapping) for row in self._connection.execute(select(tables.runs).order_by("id"))]


def _key(done: CursorResult[Any]) -> int:
    """The key that the database gave a new row."""
    key = done.inserted_primary_key
    assert key is not None  # noqa: S101 - every table here counts up by itself
    return int(key[0])


def open_catalogue(output: Path, database: str | None = None) -> Catalogue:
    """Opens the catalogue of an output folder, and makes it where there is none.

    Args:
        output: the folder.
        database: a SQLAlchemy URL, where it is not a SQLite file in the folder.

    Raises:
        OutputError: the database can't be opened.
    """
    return Catalogue(*connect(address(output, database)))


def read_catalogue(output: Path, database: str | None = None) -> Catalogue:
    """Opens the catalogue of an output folder to read it.

    Raises:
        OutputError: there is none, or it can't be opened.
    """
    return Catalogue(*connect_to_read(address(output, database)))
