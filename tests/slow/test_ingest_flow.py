"""The ingest flow, run for real with the Prefect server of the test run."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from flows.runs.ingestion import Progress
from flows.runs.output_lock import locked
from flows.runs.reports.progress_listener import listening
from flows.runs.reports.report import Report
from flows.runs.source_documents import Supply, folder_source
from flows.sources import local_folder as folders
from flows.sources.http.client import Client
from pipeline.storage.atomic_files import OutputError
from pipeline.storage.catalogue import Document, open_catalogue
from pipeline.storage.originals import Originals
from tests.support.paths import DAMAGED, DOCUMENTS, FIXTURES, LISTINGS
from tests.support.prefect_server import PrefectServer

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun

LISTING = LISTINGS[0]
NOT_A_DOCUMENT = FIXTURES / "documents" / "not_a_document.json"
SECRET = b"Hamntorget"  # stands in a fixture, and should stand nowhere in Prefect's home
FAILED = ["damaged.txt", "gone.txt"]


class Runs(NamedTuple):
    """Two runs of the flow over one folder, the second without any change, and the third with one document changed."""

    folder: Path
    output: Path
    first: Report
    heard: list[Progress]
    files: dict[str, int]
    second: Report
    files_then: dict[str, int]
    third: Report
    client: SyncPrefectClient


def files(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("catalogue.db") and path.parent.name != "runs"
    }


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, prefect: PrefectServer) -> Runs:
    from prefect import get_client

    from flows.runs.ingest_flow import ingest

    folder = tmp_path_factory.mktemp("folder")
    output = folder / "output"
    for document in (*DOCUMENTS, NOT_A_DOCUMENT, DAMAGED, LISTING):
        shutil.copy(document, folder)
    (folder / "deep" / "er").mkdir(parents=True)
    shutil.copy(DOCUMENTS[0], folder / "deep" / "er" / "same again.md")
    (folder / "deep" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / ".hidden").mkdir()
    for hidden in (folder / ".hidden" / "a.txt", folder / ".b.txt"):
        shutil.copy(DOCUMENTS[0], hidden)

    heard: list[Progress] = []
    with listening(heard.append):
        first = ingest(folder, output, 2, chunk_size=5)
    written = files(output)
    second = ingest(folder, output, 2, chunk_size=5)
    written_then = files(output)
    with (folder / DOCUMENTS[1].name).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    third = ingest(folder, output, 2)
    return Runs(folder, output, first, heard, written, second, written_then, third, get_client(sync_client=True))


def documents(output: Path) -> dict[str, Document]:
    catalogue = open_catalogue(output)
    try:
        return {document.uri: document for document in catalogue.documents()}
    finally:
        catalogue.close()


def test_every_document_has_its_record(runs: Runs) -> None:
    catalogue = documents(runs.output)
    names = [*(path.name for path in DOCUMENTS), "deep/er/same again.md", NOT_A_DOCUMENT.name, LISTING.name, *FAILED]
    assert list(catalogue) == sorted(names)
    for uri, entry in catalogue.items():
        if entry.status == "record":
            record = json.loads((runs.output / "records" / f"{entry.record_id}.json").read_text(encoding="utf-8"))
            assert (record["id"], record["source"]["uri"]) == (entry.record_id, uri)
            assert (runs.output / "texts" / f"{entry.record_id}.txt").is_file()
            assert Originals(runs.output).read(entry.sha256) == (runs.folder / uri).read_bytes()
    # of the two that claim one id, "deep/er/same again.md" arrives first
    first = catalogue["deep/er/same again.md"].record_id
    assert catalogue[DOCUMENTS[0].name].record_id == f"{first}-2"


def test_bad_documents_are_reported_and_passed_over(runs: Runs) -> None:
    report = runs.first
    assert (report.records, report.skipped, report.failed) == (len(DOCUMENTS) + 1, 2, 2)
    assert report.documents == len(DOCUMENTS) + 5
    assert [failure.uri for failure in report.failures] == FAILED
    assert report.failures[0].reason == "the file is binary data, not text"
    assert report.failures[1].reason == "there is no such file"
    assert report.documents_per_second > 0
    assert report.coverage is not None
    assert report.coverage > 0.9


def test_a_listing_is_distinguished_from_a_document(runs: Runs) -> None:
    catalogue = documents(runs.output)
    assert (catalogue[LISTING.name].status, catalogue[NOT_A_DOCUMENT.name].status) == ("listing", "skipped")
    assert LISTING.name not in [failure.uri for failure in runs.first.failures]


def test_progress_is_heard(runs: Runs) -> None:
    total = runs.first.documents
    assert runs.heard[0] == Progress(0, total)
    assert [progress.done for progress in runs.heard] == list(range(total + 1))
    assert {
        reached.uri
        for reached in runs.heard
        if reached.document and "failed" in (reached.document.status, reached.document.state)
    } == {*FAILED}


def test_what_is_unchanged_is_left_alone(runs: Runs) -> None:
    assert runs.second.unchanged == runs.second.documents - 1  # the link that leads nowhere is tried again
    assert (runs.second.records, runs.second.failed) == (runs.first.records, runs.first.failed)
    assert runs.files_then == runs.files, "something was written"


def test_only_what_has_changed_is_read(runs: Runs) -> None:
    assert runs.third.unchanged == runs.third.documents - 2
    after = files(runs.output)
    changed = documents(runs.output)[DOCUMENTS[1].name]
    record, original = changed.record_id, f"originals/{changed.sha256[:2]}/{changed.sha256}"
    written = {name for name in after if after[name] != runs.files.get(name)}
    kept = {f"versions/{changed.id}/1.{kind}" for kind in ("json", "txt")}
    # the record's source tells other bytes, but says the same: the feed tells nothing
    assert written - {f"texts/{record}.txt"} == {f"records/{record}.json", original, *kept}
    assert (runs.third.changed, runs.third.new) == (1, 0)


def flow_runs(runs: Runs) -> list[FlowRun]:
    """The runs of the flow over this folder, the oldest first; others report to the same server."""
    from prefect.client.schemas.sorting import FlowRunSort

    found = runs.client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=200)
    return [run for run in reversed(found) if run.parameters.get("folder") == str(runs.folder)]


def test_a_chunk_is_a_task(runs: Runs) -> None:
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
    from prefect.client.schemas.sorting import TaskRunSort

    first = flow_runs(runs)[0]
    tasks = runs.client.read_task_runs(
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[first.id])), sort=TaskRunSort.ID_DESC, limit=200
    )
    names = [run.name for run in tasks]
    total = runs.first.documents
    assert sorted(names) == sorted(f"documents {n + 1} to {min(n + 5, total)}" for n in range(0, total, 5))


def artifact(runs: Runs, key: str) -> str:
    """An artifact of the last of the three runs."""
    # Artifact.get sends nulls that the server of Prefect 3.8.8 refuses (422).
    chosen = {"flow_run_id": {"any_": [str(flow_runs(runs)[2].id)]}, "key": {"any_": [key]}}
    [found] = runs.client.request("POST", "/artifacts/filter", json={"artifacts": chosen}).json()
    return str(found["data"])


def test_artifacts_can_be_read_back(runs: Runs) -> None:
    rows = json.loads(artifact(runs, "ingest-counts"))
    assert {row["source"] for row in rows} == {runs.third.source}
    assert {row["status"]: row["documents"] for row in rows} == {
        "record": runs.third.records,
        "skipped": 2,
        "failed": 2,
        "unchanged": runs.third.unchanged,
        "gone": 0,
    }
    summary = artifact(runs, "ingest-summary")
    assert "| damaged.txt | unreadable | the file is binary data, not text |" in summary


def test_prefect_keeps_no_text(runs: Runs, prefect: PrefectServer) -> None:
    assert any(SECRET in path.read_bytes() for path in runs.output.rglob("*.txt"))
    for path in prefect.home.rglob("*"):
        with suppress(FileNotFoundError):  # the server works meanwhile
            assert not path.is_file() or SECRET not in path.read_bytes(), path


def test_one_run_at_a_time(runs: Runs) -> None:
    from flows.runs.ingest_flow import ingest

    with locked(runs.output), pytest.raises(OutputError, match="another run is writing here"):
        ingest(runs.folder, runs.output, 1)
    with locked(runs.output):
        pass


def unwritable(folder: Path) -> Path:
    return folder / DOCUMENTS[0].name / "output"


def inside(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize(
    ("output", "error", "message"),
    [(unwritable, OutputError, "a file stands where"), (inside, ValueError, "is the output folder or inside it")],
)
def test_what_can_not_work_is_refused(
    runs: Runs, output: Callable[[Path], Path], error: type[Exception], message: str
) -> None:
    from flows.runs.ingest_flow import ingest

    before = files(runs.folder)
    with pytest.raises(error, match=message):
        ingest(runs.folder, output(runs.folder), 1)
    assert files(runs.folder) == before


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"p\xf6yt\xe4kirja.txt")).write_text("Päätös", encoding="utf-8")
    with Client() as client:
        supply = Supply(folder_source(tmp_path, {}, 100), client, tmp_path / "output")
        [wanted] = supply.wanted()
        assert wanted.uri == "p\ufffdyt\ufffdkirja.txt"
        got = supply.fetch(wanted, None)
        assert got is not None
        assert got.data == "Päätös".encode()
        assert supply.fetch(wanted, got.validators) is None


def test_pipes_are_no_documents(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert folders.names(tmp_path, tmp_path / "output") == []
