"""One Prefect server for the whole test run, however many processes it has: the first that needs it starts it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import httpx
from filelock import FileLock

FOLDER = "KOMMUNPROTOKOLL_TESTS_PREFECT"
"""Environment variable: the folder of the server's home and log."""

SECONDS = 180.0
"""How long the server may take to start on a busy machine; it takes 13 to 21 seconds on a quiet one."""


class PrefectServer(NamedTuple):
    """A server that runs. home: its PREFECT_HOME, which flows have too; url: its API."""

    home: Path
    url: str


def announce() -> None:
    """Chooses the server's address and home, for this process and all that it starts; nothing is started yet.

    Prefect reads its settings when it is first imported, which may be before a test needs the server.
    """
    assert "PREFECT_API_URL" not in os.environ, "the tests would write to your Prefect server"
    folder = Path(tempfile.mkdtemp(prefix="kommunprotokoll-prefect-"))
    os.environ |= {
        FOLDER: str(folder),
        "PREFECT_HOME": str(folder / "home"),
        "PREFECT_API_URL": f"http://127.0.0.1:{_free_port()}/api",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def started() -> PrefectServer:
    """The server, started if it does not run yet; other processes wait until it does."""
    server = PrefectServer(Path(os.environ["PREFECT_HOME"]), os.environ["PREFECT_API_URL"])
    folder = Path(os.environ[FOLDER])
    with FileLock(folder / "lock"):
        if not (folder / "pid").exists():
            _start(server, folder)
    return server


def stop() -> None:
    """Stops the server if it was started, and removes what it wrote."""
    folder = Path(os.environ[FOLDER])
    with suppress(FileNotFoundError, ProcessLookupError):
        group = int((folder / "pid").read_text())
        os.killpg(group, signal.SIGTERM)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with suppress(ChildProcessError):  # another process of the run may have started it
                os.waitpid(group, os.WNOHANG)
            os.killpg(group, 0)  # fails when it is gone
            time.sleep(0.1)
        os.killpg(group, signal.SIGKILL)
    shutil.rmtree(folder, ignore_errors=True)


def _start(server: PrefectServer, folder: Path) -> None:
    port = server.url.removesuffix("/api").rpartition(":")[2]
    program = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
    environment = {key: value for key, value in os.environ.items() if key != "PREFECT_API_URL"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(program, env=environment, stdout=log, stderr=log, start_new_session=True)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, (folder / "log").read_text(errors="replace")
        with suppress(httpx.HTTPError):
            if httpx.get(f"{server.url}/health").is_success:
                (folder / "pid").write_text(str(process.pid))
                return
        time.sleep(0.2)
    process.kill()
    raise AssertionError(f"Prefect's server did not start within {SECONDS:g} s")


def _free_port() -> int:
    """A port that nothing uses, below those that systems give out themselves."""
    while True:
        port = random.randrange(20_000, 30_000)  # noqa: S311
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
