"""Worker processes: how they start, and what they may use. This module loads nothing that takes time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext


def context() -> BaseContext:
    """How worker processes start: forked from a clean server process that has loaded the pipeline, where one can be.

    Never forked from this process, which may run threads (Prefect does).
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["flows.workers.preload"])
    return server


def start_server() -> None:
    """Starts the server process, so that it loads the pipeline while this process does something else."""
    if context().get_start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        resource_tracker.ensure_running()  # first: it would lift the shield again
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # an interrupt while the server starts
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def prepare(memory: int) -> None:
    """Prepares a worker: loads what it needs, then sets its limit, in bytes above the address space it has then."""
    import flows.workers.preload  # noqa: F401 - where no server process has done it

    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # ends a worker that hangs at once, even inside a C library
    os.dup2(2, 1)  # standard output is for records: what a library prints goes to standard error
    if sys.platform == "linux":  # elsewhere the limit on time has to do
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + memory
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
