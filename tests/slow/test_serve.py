"""The schedule fires: `kommunprotokoll serve` against a real Prefect server, seen through the server's own API."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.slow.test_cli import COMMAND, ENVIRONMENT
from tests.support.paths import DAMAGED, DOCUMENTS, PROJECT
from tests.support.prefect_server import PrefectServer

CHOSEN = [path for path in DOCUMENTS if path.suffix == ".md"][:3]


def wait_for(what: Callable[[], Any], seconds: float, process: subprocess.Popen[bytes]) -> Any:
    """What a function gives, as soon as it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the process ended"
        try:
            if found := what():
                return found
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise AssertionError(f"nothing came in {seconds} s")


@pytest.fixture
def server(prefect: PrefectServer) -> str:
    """The address of the Prefect server's API."""
    return prefect.url


def post(url: str, path: str, **body: Any) -> Any:
    """Asks the server, again while it answers 503: its SQLite is busy, and Prefect's own client waits too."""
    for _ in range(20):
        answer = httpx.post(f"{url}/{path}", json=body, timeout=30)
        if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            break
        time.sleep(1)
    return answer.raise_for_status().json()


@pytest.fixture
def arkiv(tmp_path: Path) -> Path:
    """A folder as an operator has it: documents, a file of sources, the deployment."""
    (tmp_path / "documents").mkdir()
    for path in (*CHOSEN, DAMAGED):
        shutil.copy(path, tmp_path / "documents")
    (tmp_path / "sources.toml").write_text(
        'workers = 1\n[[source]]\nkind = "folder"\nname = "arkiv"\npath = "documents"\n', encoding="utf-8"
    )
    shutil.copy(PROJECT / "prefect.yaml", tmp_path)
    return tmp_path


def test_the_schedule_fires(server: str, arkiv: Path) -> None:
    environment = {**ENVIRONMENT, "PREFECT_HOME": str(arkiv / "home")}
    command = [*COMMAND, "serve", str(arkiv / "sources.toml"), "--every", "5"]
    deployed = {"name": {"any_": ["sources"]}}  # the name that `serve` gives it, after the file
    log = (arkiv / "log").open("wb")
    with subprocess.Popen(command, env=environment, stdout=log, stderr=log, process_group=0) as process:

        def completed() -> list[Any]:
            runs = post(server, "flow_runs/filter", sort="START_TIME_ASC", limit=50, deployments=deployed)
            return [run for run in runs if run["state_type"] == "COMPLETED"]

        try:
            wait_for(lambda: len(completed()) > 1, 180, process)
            artifacts = post(server, "artifacts/filter", sort="CREATED_DESC", limit=50, deployments=deployed)
            chosen = {"flow_run_id": {"any_": [run["id"] for run in completed()]}}
            logs = post(server, "logs/filter", sort="TIMESTAMP_ASC", limit=200, logs=chosen)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)
            log.close()
    assert len(list((arkiv / "output" / "records").rglob("*.json"))) == len(CHOSEN)
    assert len(list((arkiv / "output" / "runs").glob("*.html"))) > 1
    assert {each["key"] for each in artifacts} == {"ingest-counts", "ingest-summary"}
    summary = next(each["data"] for each in artifacts if each["key"] == "ingest-summary")
    assert "| damaged.txt | unreadable | the file is binary data, not text |" in summary
    assert any("arkiv: damaged.txt: the file is binary data" in each["message"] for each in logs)
    rows = json.loads(next(each["data"] for each in artifacts if each["key"] == "ingest-counts"))
    assert {"source": "arkiv", "status": "unchanged", "documents": len(CHOSEN) + 1} in rows, (
        "the second night read again"
    )


def test_a_worker_runs_the_deployment(server: str, arkiv: Path) -> None:
    """`prefect.yaml` as it is: deployed without a question, scheduled at night, run by a worker of a process pool."""
    environment = {
        **ENVIRONMENT,
        "PREFECT_HOME": str(arkiv / "home"),
        "PWD": str(arkiv),  # a shell sets it
    }

    def prefect(*arguments: str) -> None:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        done = subprocess.run(command, env=environment, cwd=arkiv, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()

    prefect("work-pool", "create", "kommunprotokoll", "--type", "process")
    prefect("deploy", "--all")
    [deployment] = post(server, "deployments/filter", deployments={"name": {"any_": ["nightly"]}})
    schedule = deployment["schedules"][0]["schedule"]
    assert (schedule["cron"], schedule["timezone"]) == ("0 2 * * *", "Europe/Helsinki")
    run = post(server, f"deployments/{deployment['id']}/create_flow_run")
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "kommunprotokoll"]
    with (
        (arkiv / "log").open("wb") as log,
        subprocess.Popen(command, env=environment, cwd=arkiv, stdout=log, stderr=log, process_group=0) as process,
    ):

        def ended() -> Any:
            answer = httpx.get(f"{server}/flow_runs/{run['id']}", timeout=30)
            state = answer.json()["state"] if answer.is_success else {"type": "UNKNOWN"}  # the server's SQLite is busy
            return state if state["type"] in ("COMPLETED", "FAILED", "CRASHED") else None

        try:
            state = wait_for(ended, 180, process)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)
    assert state["type"] == "COMPLETED", state["message"]
    assert len(list((arkiv / "output" / "records").rglob("*.json"))) == len(CHOSEN)


def test_without_a_server(tmp_path: Path) -> None:
    config = tmp_path / "sources.toml"
    config.write_text('[[source]]\nkind = "folder"\nname = "arkiv"\npath = "."\n', encoding="utf-8")
    environment = {**ENVIRONMENT, "PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_HOME": str(tmp_path)}
    done = subprocess.run([*COMMAND, "serve", str(config)], env=environment, capture_output=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("kommunprotokoll: no Prefect server answers at http://127.0.0.1:9/api")
