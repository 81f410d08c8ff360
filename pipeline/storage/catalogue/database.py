"""Opens the catalogue's database and migrates its tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from pipeline.storage.atomic_files import OutputError

HEAD = "0001"
"""Revision of the newest migration; checked by a test."""


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Context manager that converts database errors into one-line `OutputError`s.

    Raises:
        OutputError: the database can't be read or written, such as full disk, damaged file, unreachable server.
    """
    try:
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
        raise OutputError(Path(name), reason) from error


def address(output: Path, database: str | None) -> str:
    """Returns the URL of the catalogue: `database`, or a SQLite file in the output folder if None."""
    return database or f"sqlite:///{output / 'catalogue.db'}"


def connect_to_read(url: str) -> tuple[Engine, Connection]:
    """Opens an existing database for reading; it may be on a read-only medium.

    Raises:
        OutputError: the database can't be opened, or is not a catalogue.
    """
    if not url.startswith("sqlite"):
        return connect(url)
    path = str(make_url(url).database)
    # SQLite can open a database on a read-only medium only as immutable
    options = "mode=ro" if os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK) else "immutable=1"
    with guarded(path):
        engine = create_engine(f"sqlite:///file:{quote(path)}?{options}&uri=true")
        connection = engine.connect()
        _revision(connection)
    return engine, connection


def connect(url: str) -> tuple[Engine, Connection]:
    """Opens the database and creates or migrates its tables.

    Raises:
        OutputError: the database can't be opened, or was created by a newer version.
    """
    name = make_url(url).database if url.startswith("sqlite") else make_url(url).render_as_string(hide_password=True)
    with guarded(str(name)):
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            _sqlite(engine)
        connection = engine.connect()
        found = _revision(connection)
        if found != HEAD:
            if found is not None and found > HEAD:
                raise OutputError(Path(str(name)), f"a newer program made this catalogue (step {found})")
            _migrate(connection)
        connection.commit()
    return engine, connection


def _sqlite(engine: Engine) -> None:
    """Configures SQLite: transactional DDL, and WAL mode so that readers do not wait for the writer."""

    @event.listens_for(engine, "connect")
    def _opened(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # disables the driver's implicit BEGIN and COMMIT
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # erased documents must not remain in free pages
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
