"""Documents read on a Dask cluster: real scheduler, real worker processes, one of them killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("distributed", reason="Dask is not installed")

from flows.runs.ingestion import Ingestion
from flows.runs.open_output import opened
from flows.runs.reports.report import Report
from flows.runs.source_documents import Supply, folder_source
from flows.sources.http.client import Client
from flows.workers.backend import backend
from flows.workers.dask import BATCH, Cluster, connected, read_batch
from flows.workers.job import Job, Limits, Outcome
from flows.workers.pool import WorkersError
from tests.slow.test_cli import COMMAND, ENVIRONMENT
from tests.support.dask_cluster import LocalCluster, cluster
from tests.support.paths import DAMAGED, DOCUMENTS

if TYPE_CHECKING:
    from flows.workers.backend import Backend

FILES = (*DOCUMENTS, DAMAGED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for path in FILES:
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as made:
        yield made


@pytest.fixture(scope="module")
def alone(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder that this machine's own workers wrote."""
    output = tmp_path_factory.mktemp("alone")
    with backend(2) as readers:
        take_in(folder, output, readers)
    return output


def take_in(folder: Path, output: Path, backend: Backend, kill: subprocess.Popen[bytes] | None = None) -> Report:
    """What the flow does with a folder, without Prefect. kill: a process that dies after the first document."""
    with opened(output, "ingest") as store, Client() as client:
        source = folder_source(folder, store.catalogue.sources(), Limits().size)
        ingestion = Ingestion(
            Supply(source, client, output), store, backend, lambda reached: strike(reached.done, kill)
        )
        ingestion.read(ingestion.wanted)
        return ingestion.finish()


def strike(done: int, process: subprocess.Popen[bytes] | None) -> None:
    if done == 1 and process is not None and process.poll() is None:
        process.kill()
        process.wait()


def written(output: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(output)): path.read_bytes()
        for kind in ("records", "texts", "originals")
        for path in (output / kind).rglob("*")
        if path.is_file()
    }


def told(output: Path) -> list[tuple[str, str, str]]:
    lines = map(json.loads, (output / "changes.ndjson").read_text(encoding="utf-8").splitlines())
    return [(line["op"], line["record_id"], line["content_hash"]) for line in lines]


@pytest.mark.usefixtures("prefect")
def test_the_cli_writes_what_it_writes_alone(two: LocalCluster, folder: Path, alone: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    command = [*COMMAND, "ingest", str(folder), "--output", str(output), "--dask", two.address]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, timeout=180)
    assert done.returncode == 1, done.stderr.decode()  # for the damaged document
    assert "damaged.txt: the file is binary data" in done.stderr.decode()
    assert written(output) == written(alone)
    assert told(output) == told(alone)
    logs = [(two.home / f"worker-{number}").read_text() for number in (1, 2)]
    assert not any("Traceback" in log for log in logs), logs


def test_a_worker_that_is_killed_costs_only_its_batches(folder: Path, alone: Path, tmp_path: Path) -> None:
    """The one that is killed holds batches for sure: it was alone when they were given out."""
    with cluster(tmp_path, 0) as made:
        made.add("--no-nanny")
        with connected(made.address) as backend:
            made.add("--no-nanny")
            victim = made.workers[0]
            report = take_in(folder, tmp_path / "output", backend, kill=victim)
            assert victim.returncode == -signal.SIGKILL
            assert len(backend.client.nthreads()) == 1
    assert report.documents == len(FILES)
    assert report.failed == 1
    assert written(tmp_path / "output") == written(alone)
    assert told(tmp_path / "output") == told(alone)


def test_outcomes_come_in_order_and_jobs_as_there_is_room(two: LocalCluster) -> None:
    taken = 0

    def jobs() -> Iterator[Job]:
        nonlocal taken
        for number in range(20 * BATCH):
            taken += 1
            yield Job(path=f"{number}", data=f"Nämnden 2.2.2026 § {number + 1}\n\nBeslut\n\nGodkändes.".encode())

    with connected(two.address) as backend:
        outcomes = backend(jobs())
        first = [next(outcomes) for _ in range(3)]
        assert [each.path for each in first] == ["0", "1", "2"]
        assert taken <= 5 * BATCH
        paths = [each.path for each in outcomes]
    assert paths == [str(number) for number in range(3, 20 * BATCH)]


def test_limits_hold_on_the_cluster(two: LocalCluster) -> None:
    """A document that takes too long fails alone, as on this machine."""
    slow, quick = max(DOCUMENTS, key=lambda path: path.stat().st_size), DAMAGED
    jobs = [Job(path=str(path), uri=path.name) for path in (slow, quick)]
    with connected(two.address) as backend:
        outcomes = {each.uri: each for each in replace(backend, limits=Limits(seconds=0.01))(jobs)}
    assert outcomes[slow.name].code == "timed_out"


def test_another_program_is_refused() -> None:
    with pytest.raises(WorkersError, match=r"a Dask worker runs kommunprotokoll .*, and not kommunprotokoll 0\.0"):
        read_batch([], Limits(), "kommunprotokoll 0.0 abc")


def test_a_cluster_without_workers_is_given_up(tmp_path: Path) -> None:
    with cluster(tmp_path, 0) as made, connected(made.address) as backend:
        began = time.monotonic()
        with pytest.raises(WorkersError, match="has had no worker for 2 s"):
            list(replace(backend, waiting=2)([Job(path=str(DAMAGED))]))
        assert time.monotonic() - began < 20


def test_no_scheduler() -> None:
    said = r"^no Dask scheduler answers at tcp://127\.0\.0\.1:9$"
    with pytest.raises(WorkersError, match=said), connected("tcp://127.0.0.1:9", patience=1):
        pass


def test_a_scheduler_that_goes_ends_the_run(tmp_path: Path) -> None:
    """The run fails; what was read until then is kept, and the next one goes on."""
    with cluster(tmp_path, 1) as made, connected(made.address) as backend:
        outcomes = backend(_many())
        next(outcomes)
        os.killpg(made._processes[0].pid, signal.SIGKILL)
        with pytest.raises(WorkersError, match="the Dask scheduler is gone"):
            for _ in outcomes:
                pass


def _many() -> Iterator[Job]:
    for number in range(500):
        yield Job(path=f"{number}", data=f"Nämnden 2.2.2026 § {number + 1}\n\nBeslut\n\nGodkändes.".encode())


def test_nothing_comes_twice(two: LocalCluster) -> None:
    with connected(two.address) as backend:
        assert isinstance(backend, Cluster)
        outcomes: list[Outcome] = list(backend(Job(path=str(path)) for path in DOCUMENTS))
    assert Counter(each.path for each in outcomes) == Counter(map(str, DOCUMENTS))
