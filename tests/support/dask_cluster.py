"""A real Dask cluster for tests and benchmarks: a scheduler and workers, each a process, on free loopback ports."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.slow.test_cli import ENVIRONMENT

_HERE = ["--host", "127.0.0.1", "--no-dashboard"]


class LocalCluster:
    """A scheduler with workers of one thread each.

    Args:
        home: a folder for logs and the workers' scratch files.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.workers: list[subprocess.Popen[bytes]] = []
        self._processes: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--port", "0", *_HERE)
        self.address = self._wait("scheduler-0", r"Scheduler at:\s+(tcp://\S+)")

    def add(self, *options: str) -> None:
        """Starts a worker and waits until the scheduler knows it."""
        log = f"worker-{len(self._processes)}"
        scratch = ["--local-directory", str(self.home)]
        self.workers.append(self._start("worker", self.address, "--nthreads", "1", *_HERE, *scratch, *options))
        self._wait(log, r"Registered to:\s+(tcp://\S+)")

    def stop(self) -> None:
        """Ends every process, those that the workers started included."""
        for process in reversed(self._processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.home / f"{what}-{len(self._processes)}").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", what, *arguments],
                env=ENVIRONMENT,
                stdout=log,
                stderr=log,
                process_group=0,
            )
        self._processes.append(process)
        return process

    def _wait(self, log: str, pattern: str) -> str:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if match := re.search(pattern, (self.home / log).read_text(errors="replace")):
                return match[1]
            time.sleep(0.1)
        raise AssertionError(f"{log} did not start: {(self.home / log).read_text(errors='replace')[-2000:]}")


@contextmanager
def cluster(home: Path, workers: int) -> Iterator[LocalCluster]:
    """A cluster with this many workers, which ends with the block."""
    made = LocalCluster(home)
    try:
        for _ in range(workers):
            made.add()
        yield made
    finally:
        made.stop()
