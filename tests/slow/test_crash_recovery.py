"""A store that is killed at any moment: the next run completes, nothing is lost, nothing is told twice.

The process is forked and kills itself with SIGKILL at its n-th step, for every n there is: before and after each file
that is written, renamed, cut or removed, each commit, and in the middle of a line of the feed.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import pipeline.storage.store
from pipeline.storage.catalogue import Catalogue, open_catalogue
from pipeline.storage.change_feed import Feed
from pipeline.storage.store import Store
from tests.slow.test_cli import COMMAND, ENVIRONMENT
from tests.support.paths import DOCUMENTS
from tests.support.prefect_server import PrefectServer
from tests.unit.storage.test_store import PRODUCER, reading

FIRST = [reading("a"), reading("b"), reading("c", section=3), reading("d", section=4)]
# b changes, c claims another id, d is gone, a is forgotten in the third run, e takes the id that c had
SECOND = [FIRST[0], reading("b", words="Förslaget godkändes."), reading("c", section=5), reading("e", section=3)]


def night(output: Path, readings: list[Any], forgotten: str | None = None) -> None:
    """A run over a source that has these documents."""
    output.mkdir(exist_ok=True)
    store = Store(output, PRODUCER)
    store.begin("ingest")
    known = store.open_source("s", "folder", "folder")
    for each in readings:
        if (old := store.document("s", each.uri)) and old.state == "forgotten":
            continue
        data = f"{each.uri} {each.content_hash}".encode()
        got = replace(each, sha256=store.originals.keep(data), size=len(data))
        if store.unchanged("s", each.uri, got.sha256) is None:
            store.keep("s", got)
    for uri in [uri for uri, document in known.items() if document.state not in ("gone", "forgotten")]:
        if uri not in {each.uri for each in readings}:
            store.lose("s", uri)
    if forgotten:
        store.forget("s", forgotten)
    store.end("completed")
    store.close()


def nights(output: Path) -> None:
    night(output, FIRST)
    night(output, SECOND)
    night(output, SECOND, forgotten="a")


def state(output: Path) -> dict[str, Any]:
    """All that a reader of the output can see, times and run numbers aside."""
    store = Store(output, PRODUCER)
    documents = [
        replace(each, first_run=0, changed_run=0, read_run=0, changed_at="") for each in store.catalogue.documents()
    ]
    versions = [[(v.number, v.sha256) for v in store.catalogue.versions(each)] for each in store.catalogue.documents()]
    changes = [{**json.loads(line), "at": None} for line in store.feed.lines()]
    assert [change["seq"] for change in changes] == list(range(1, len(changes) + 1))
    store.close()
    files = {
        str(path.relative_to(output)): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and not path.name.startswith(("catalogue.db", "changes.ndjson"))
    }
    return {"documents": documents, "versions": versions, "changes": changes, "files": files}


def kill_at(step: int) -> None:
    """From now on this process kills itself at a step of its output."""
    counter = itertools.count(1)

    def tick() -> None:
        if next(counter) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(function: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*given: Any, **named: Any) -> Any:
            tick()
            result = function(*given, **named)
            tick()
            return result

        return stepped

    os.fsync = around(os.fsync)
    Path.replace = around(Path.replace)  # type: ignore[method-assign]
    Path.unlink = around(Path.unlink)  # type: ignore[method-assign]
    Catalogue.commit = around(Catalogue.commit)  # type: ignore[method-assign]
    append = Feed.append

    def torn(self: Feed, changes: Any) -> None:
        changes = list(changes)
        if changes and next(counter) == step:
            append(self, changes)
            with self.path.open("r+b") as file:
                file.truncate(file.seek(0, os.SEEK_END) - 40)
            os.kill(os.getpid(), signal.SIGKILL)
        append(self, changes)

    Feed.append = torn  # type: ignore[method-assign]


def killed(output: Path, step: int) -> bool:
    """Runs all nights in a process that is killed at a step; tells whether it came that far."""
    child = os.fork()
    if child == 0:
        try:
            kill_at(step)
            nights(output)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def test_killed_at_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.storage.store, "BATCH", 2)
    whole = tmp_path / "whole"
    nights(whole)
    expected = state(whole)
    assert len(expected["changes"]) == 9
    for step in itertools.count(1):
        output = tmp_path / str(step)
        if not killed(output, step):
            break
        runs = [FIRST, SECOND, SECOND]
        store = Store(output, PRODUCER) if output.is_dir() else None
        begun = len(store.catalogue.runs()) if store else 0
        if store:
            store.close()
        for number, readings in enumerate(runs, 1):  # the night that was broken off, and those after it
            if number >= begun:
                night(output, readings, "a" if number == 3 else None)
        assert state(output) == expected, f"killed at step {step}"
    assert step > 100


def test_the_whole_flow_is_killed(tmp_path: Path, prefect: PrefectServer) -> None:
    folder, output = tmp_path / "folder", tmp_path / "output"
    folder.mkdir()
    for document in DOCUMENTS:
        shutil.copy(document, folder)
    command = [*COMMAND, "ingest", str(folder), "--output", str(output), "--workers", "1"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=ENVIRONMENT, process_group=0) as process:
        while process.poll() is None and len(list(output.rglob("records/**/*.json"))) < 4:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert len(list(output.rglob("records/**/*.json"))) < len(DOCUMENTS)
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    written = sorted(str(path.relative_to(output / "records")) for path in output.rglob("records/**/*.json"))
    changes = [json.loads(line) for line in Feed(output).lines()]
    assert sorted(f"{change['record_id']}.json" for change in changes) == written
    assert {change["op"] for change in changes} == {"insert"}
    assert len(written) == len(DOCUMENTS)
    catalogue = open_catalogue(output)
    assert [run["state"] for run in catalogue.runs()] == ["broken off", "completed"]
    catalogue.close()
