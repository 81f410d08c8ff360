"""Opening the catalogue's database and bringing its tables up to date."""

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
"""The newest step of `migrations`; a test holds that it is."""


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Turns what a database complains of into one line.

    Raises:
        OutputError: the database can't be read or written: the disk is full, the file is damaged, no server answers.
    """
    try:
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
        raise OutputError(Path(name), reason) from error


def address(output: Path, database: str | None) -> str:
    """The URL of the catalogue: the one that is given, else a SQLite file in the output folder."""
    return database or f"sqlite:///{output / 'catalogue.db'}"


def connect_to_read(url: str) -> tuple[Engine, Connection]:
    """Opens a database that is there, without writing to it; its place may be read-only.

    Raises:
        OutputError: it can't be opened, or is none.
    """
    if not url.startswith("sqlite"):
        return connect(url)
    path = str(make_url(url).database)
    # on a medium that is read-only, only a database that nobody can change can be opened
    options = "mode=ro" if os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK) else "immutable=1"
    with guarded(path):
        engine = create_engine(f"sqlite:///file:{quote(path)}?{options}&uri=true")
        connection = engine.connect()
        _revision(connection)
    return engine, connection


def connect(url: str) -> tuple[Engine, Connection]:
    """Opens the database and makes or mends its tables.

    Raises:
        OutputError: it can't be opened, or a newer program has made it.
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
    """Transactions that hold for changes of tables too, and readers that do not wait for the writer."""

    @event.listens_for(engine, "connect")
    def _opened(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin and commit by itself
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # what is forgotten must not stay in free pages
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
