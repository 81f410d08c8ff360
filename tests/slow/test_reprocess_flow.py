"""Reading documents anew: what would change is told value by value, and changed whole or not at all."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.runs.document_selection import Selection
from flows.runs.open_output import opened
from flows.runs.reports.alarms import gaps, unanswered
from flows.runs.reprocessing import Reprocessing, Reprocessor
from flows.workers.backend import backend
from pipeline.record.diff import differences
from pipeline.storage.catalogue import Document, open_catalogue
from pipeline.storage.change_feed import Feed
from tests.slow.test_cli import COMMAND, ENVIRONMENT
from tests.support.paths import DOCUMENTS
from tests.support.prefect_server import PrefectServer

CHOSEN = [path for path in DOCUMENTS if path.suffix == ".md"]


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=ENVIRONMENT, cwd=cwd, timeout=300)


def reread(output: Path, dry_run: bool = True, resume: bool = False, **chosen: Any) -> Reprocessing:
    """Runs the flow in this process, whose Prefect server starts once."""
    from flows.runs.reprocess_flow import reprocess

    return reprocess(output, Selection(**chosen), dry_run, 2, resume)


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory, prefect: PrefectServer) -> Path:
    """A folder with the output of an ingest."""
    folder = tmp_path_factory.mktemp("ingested")
    (folder / "documents").mkdir()
    for path in CHOSEN:
        shutil.copy(path, folder / "documents")
    from flows.runs.ingest_flow import ingest

    assert ingest(folder / "documents", folder / "output", 2).failed == 0
    return folder


@pytest.fixture
def output(ingested: Path, tmp_path: Path) -> Path:
    shutil.copytree(ingested / "output", tmp_path / "output")
    return tmp_path / "output"


def records(output: Path) -> dict[str, bytes]:
    return {str(path.relative_to(output)): path.read_bytes() for path in sorted(output.rglob("records/**/*.json"))}


def report(output: Path) -> dict[str, Any]:
    newest = max((output / "reprocess").glob("*.json"), key=lambda path: int(path.stem))
    loaded: dict[str, Any] = json.loads(newest.read_bytes())
    return loaded


def as_an_older_program_read_it(output: Path, name: str) -> str:
    """Changes a stored record as if another rule had read it; returns its id."""
    catalogue = open_catalogue(output)
    [document] = [each for each in catalogue.documents() if each.uri == name]
    catalogue.close()
    path = output / "records" / f"{document.record_id}.json"
    record = json.loads(path.read_bytes())
    record["items"][0]["handling"]["decision"]["outcome"] = "noted"
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return str(document.record_id)


def test_nothing_has_changed(output: Path, prefect: PrefectServer) -> None:
    before = records(output)
    command = [*COMMAND, "reprocess", "--dry-run"]
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, cwd=output.parent, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    assert re.search(rf"As they were +{len(CHOSEN)}\b", done.stderr.decode())
    told = report(output)
    assert (told["documents"], told["unchanged"], told["changed"]) == (len(CHOSEN), len(CHOSEN), [])
    assert records(output) == before


def test_exactly_one_rules_changes(output: Path) -> None:
    whole = records(output)
    ids = [as_an_older_program_read_it(output, name) for name in ("fi_vaali.md", "sv_bordlagt.md")]
    assert run("review", ids[1], cwd=output.parent).returncode == 0
    old = records(output)
    reread(output)
    assert records(output) == old, "a dry run has written"
    told = report(output)
    assert told["by_field"] == {"/items/*/handling/decision/outcome": 2}
    assert list(told["by_rule"]) == ["outcomes/phrase:derived"]
    assert [(each["record_id"], each["reviewed"]) for each in told["changed"]] == [(ids[1], True), (ids[0], False)]
    [change] = told["changed"][0]["changes"]
    assert (change["pointer"], change["old"], change["new"]) == (
        "/items/0/handling/decision/outcome",
        "noted",
        "tabled",
    )
    page = next((output / "reprocess").glob("*.html")).read_text(encoding="utf-8")
    assert "/items/0/handling/decision/outcome" in page.replace("<wbr>", "")
    reread(output, dry_run=False)
    assert records(output) == whole


def test_only_what_is_chosen_is_read(output: Path) -> None:
    assert reread(output, bodies=["kaupunginhallitus"], since="2026-01-01").documents == 1
    assert reread(output, states=["quarantined"]).documents == 0


def test_one_that_broke_off_goes_on(output: Path, prefect: PrefectServer) -> None:
    as_an_older_program_read_it(output, "sv_bordlagt.md")
    command = [*COMMAND, "reprocess", "--workers", "1"]
    with subprocess.Popen(
        command, cwd=output.parent, stderr=subprocess.DEVNULL, env=ENVIRONMENT, process_group=0
    ) as process:
        while process.poll() is None and not _begun(output):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
    done = reread(output, dry_run=False, resume=True)
    catalogue = open_catalogue(output)
    assert [row["state"] for row in catalogue.runs()] == ["completed", "broken off", "completed"]
    catalogue.close()
    assert done.documents <= len(CHOSEN)
    assert reread(output).changed == []


def _break_off(output: Path) -> None:
    with backend(1) as readers, opened(output, "reprocess") as store:
        work = Reprocessor(store, Selection(), dry_run=False, backend=readers)
        work.read(work.documents[:2])
        raise KeyboardInterrupt


def test_what_the_one_that_broke_off_has_done_is_left_out(output: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        _break_off(output)
    assert reread(output, dry_run=False, resume=True).documents == len(CHOSEN) - 2
    assert reread(output, dry_run=False, resume=True).documents == len(CHOSEN), "the last one was completed"


def _begun(output: Path) -> bool:
    catalogue = open_catalogue(output)
    runs = catalogue.runs()
    catalogue.close()
    return len(runs) > 1


def test_what_is_forgotten(output: Path, ingested: Path) -> None:
    from flows.runs.ingest_flow import ingest

    as_an_older_program_read_it(output, "fi_vaali.md")
    reread(output)
    assert run("forget", "nowhere.md", cwd=output.parent).returncode == 1
    done = run("forget", "fi_vaali.md", cwd=output.parent)
    assert (done.returncode, done.stderr.decode()) == (0, "kommunprotokoll: 1 erased\n")
    content = (ingested / "documents" / "fi_vaali.md").read_bytes()
    for path in output.rglob("*"):
        assert not path.is_file() or content not in path.read_bytes()
    tombstone = list(map(json.loads, Feed(output).lines()))[-1]
    assert tombstone["op"] == "tombstone"
    assert not (output / "records" / f"{tombstone['record_id']}.json").exists()
    assert not list((output / "reprocess").glob("*"))
    report = ingest(ingested / "documents", output, 1)
    assert (report.records, report.unchanged) == (len(CHOSEN) - 1, len(CHOSEN) - 1)
    assert list(map(json.loads, Feed(output).lines()))[-1] == tombstone, "it was taken in again"


def _record(**values: Any) -> dict[str, Any]:
    return {"items": [{"number": n, "title": n, "handling": {"decision": n}} for n in values["numbers"]]}


def test_items_are_compared_with_their_likes() -> None:
    found = differences(_record(numbers="123"), _record(numbers="0123"))
    assert [(each.pointer, each.old) for each in found] == [("/items/0", None)]
    old, new = _record(numbers="123"), _record(numbers="123")
    new["items"][2]["title"] = "other"
    assert [each.pointer for each in differences(old, new)] == ["/items/2/title"]


def _document(kind: str, day: str, *numbers: int, body: str = "Hallitus") -> Document:
    summary = {"kind": kind, "municipality": None, "body": body, "date": day, "numbers": list(map(str, numbers))}
    return Document(source="s", uri=f"{day}{kind}{numbers}", summary=summary)


def test_missing_paragraphs_are_reported() -> None:
    minutes = [_document("minutes", "2026-01-12", 1, 2, 3), _document("minutes", "2026-03-02", 8, 9)]
    assert list(gaps(minutes)) == ["Hallitus § 4–7 between the minutes of 2026-01-12 and 2026-03-02"]
    assert list(gaps([*minutes, _document("extract", "2026-02-01", 5)])) == [
        "Hallitus § 4, 6–7 between the minutes of 2026-01-12 and 2026-03-02"
    ]
    assert list(gaps([minutes[0], _document("minutes", "2027-01-02", 1)])) == [], "numbers begin anew each year"
    assert list(gaps([minutes[0], _document("minutes", "2026-03-02", 9, body="Nämnden")])) == []


def test_agendas_without_minutes_are_reported() -> None:

    documents = [
        _document("agenda", "2026-01-12"),
        _document("agenda", "2026-02-02"),
        _document("agenda", "2026-05-01"),
    ]
    documents.append(_document("minutes", "2026-02-02", 1))
    assert list(unanswered(documents, date(2026, 5, 20))) == ["Hallitus 2026-01-12"]


def test_a_selection() -> None:
    document = _document("minutes", "2026-01-12", 1)
    assert Selection(bodies=["hallitus"], since="2026-01-12", until="2026-01-12").meets(document)
    for no in ({"bodies": ["x"]}, {"since": "2026-01-13"}, {"until": "2026-01-11"}, {"findings": ["undecided"]}):
        assert not Selection.model_validate(no).meets(document)
