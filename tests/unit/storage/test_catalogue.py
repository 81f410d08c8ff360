"""The catalogue's database: its tables, its steps, SQLite and PostgreSQL."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import pipeline.storage.catalogue.migrations
from pipeline.storage.atomic_files import OutputError
from pipeline.storage.catalogue import Catalogue, Document, open_catalogue, read_catalogue
from pipeline.storage.catalogue.database import HEAD, connect
from pipeline.storage.catalogue.tables import metadata
from pipeline.storage.store import Store
from tests.unit.storage.test_store import PRODUCER, feed, keep, reading, record_of

STEPS = Path(pipeline.storage.catalogue.migrations.__file__).parent


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of the test's own, on a free port of loopback."""
    programs = [shutil.which(name) or _debian(name) for name in ("initdb", "pg_ctl")]
    if not all(programs):
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("asyncpg")
    pytest.importorskip("psycopg")
    initdb, pg_ctl = map(str, programs)
    data = tmp_path_factory.mktemp("postgres")
    account = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    if account:
        shutil.chown(data, "postgres", "postgres")
        for folder in data.parents:
            if str(folder).startswith("/tmp/"):  # noqa: S108 - pytest makes them for its own user alone
                folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = {"check": True, "capture_output": True, "cwd": data}
    subprocess.run([*account, initdb, "-D", str(data / "db"), "-U", "test", "-A", "trust", "-E", "UTF8"], **run)  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c fsync=off"
    start = [*account, pg_ctl, "-D", str(data / "db"), "-l", str(data / "log"), "-w", "-o", options, "start"]
    subprocess.run(start, check=True, cwd=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield f"postgresql+psycopg://test@127.0.0.1:{port}/postgres"
    stop = [*account, pg_ctl, "-D", str(data / "db"), "-m", "immediate", "stop"]
    subprocess.run(stop, check=False, capture_output=True, cwd="/")  # another session may have swept the folder away


def _debian(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else None


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'own.db'}"
        return
    url = request.getfixturevalue("postgres")
    yield url
    engine, connection = connect(url)
    metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))
    connection.commit()
    connection.close()
    engine.dispose()


def test_the_steps_make_the_tables(database: str) -> None:
    engine, connection = connect(database)
    differences = compare_metadata(MigrationContext.configure(connection), metadata)
    connection.close()
    engine.dispose()
    assert differences == []


def test_the_newest_step_is_known() -> None:
    assert ScriptDirectory(str(STEPS)).get_current_head() == HEAD


def test_a_catalogue_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    open_catalogue(tmp_path).close()
    engine, connection = connect(f"sqlite:///{tmp_path / 'catalogue.db'}")
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    connection.commit()
    connection.close()
    engine.dispose()
    with pytest.raises(OutputError, match="a newer program made this catalogue"):
        open_catalogue(tmp_path)


def test_what_was_not_committed_is_not_there(database: str, tmp_path: Path) -> None:
    catalogue = open_catalogue(tmp_path, database)
    catalogue.add_source("s", "folder", "x")
    catalogue.commit()
    catalogue.put(Document(source="s", uri="å", producer="p"))
    catalogue.close()
    catalogue = open_catalogue(tmp_path, database)
    assert catalogue.documents() == []
    assert list(catalogue.sources()) == ["s"]
    catalogue.close()


def test_rows_come_back_as_they_were(database: str, tmp_path: Path) -> None:
    catalogue = open_catalogue(tmp_path, database)
    catalogue.add_source("s", "folder", "x")
    put = catalogue.put(Document(source="s", uri="å", producer="p", summary={"numbers": ["1"], "body": None}))
    catalogue.commit()
    again = Catalogue(catalogue._engine, catalogue._connection)
    assert again.documents("s") == [put]
    catalogue.close()


def test_the_store_on_any_database(database: str, tmp_path: Path) -> None:
    for run in range(3):
        store = Store(tmp_path, PRODUCER, database)
        store.begin("ingest")
        store.open_source("s", "folder", "x")
        entry = keep(store, reading("a", words="Ärendet bordlades." if run < 2 else "Förslaget godkändes."))
        assert record_of(store, entry.record_id)["id"] == entry.record_id
        store.end("completed", {"run": run})
        store.close()
    assert [op for op, _ in feed(store)] == ["insert", "update"]
    catalogue = open_catalogue(tmp_path, database)
    assert [(row["state"], row["report"]) for row in catalogue.runs()] == [("completed", {"run": n}) for n in range(3)]
    assert [version.number for version in catalogue.versions(catalogue.documents()[0])] == [1, 2]
    catalogue.close()


def test_a_database_that_does_not_answer_is_named(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(OutputError, match=r"(?i)refused"):
        open_catalogue(tmp_path, "postgresql+psycopg://user:secret@127.0.0.1:9/none")


def test_a_catalogue_that_is_only_read_is_not_written(tmp_path: Path) -> None:
    catalogue = open_catalogue(tmp_path)
    catalogue.add_source("s", "folder", "x")
    catalogue.put(Document(source="s", uri="a", producer="p"))
    catalogue.commit()
    reader = read_catalogue(tmp_path)  # while it is open for writing, too
    assert [each.uri for each in reader.documents()] == ["a"]
    with pytest.raises(OutputError, match="readonly"):
        reader.add_source("t", "folder", "x")
    reader.close()
    catalogue.close()
    before = (tmp_path / "catalogue.db").read_bytes()
    tmp_path.chmod(0o500)
    reader = read_catalogue(tmp_path)
    assert len(reader.documents()) == 1
    reader.close()
    tmp_path.chmod(0o700)
    assert (tmp_path / "catalogue.db").read_bytes() == before
