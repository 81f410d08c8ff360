"""Start method and resource limits of worker processes. Imports nothing that is slow to load."""

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
    """Returns the multiprocessing context: a fork server that has preloaded the pipeline, where supported.

    Workers are never forked from this process, since Prefect runs threads in it.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["flows.workers.preload"])
    return server


def start_server() -> None:
    """Starts the fork server, so that it preloads the pipeline in the background."""
    if context().get_start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker

        resource_tracker.ensure_running()  # first, since starting it resets the signal mask
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # for interrupts during the start
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def prepare(memory: int) -> None:
    """Initialises a worker: preloads modules, then limits memory, in bytes above its address space at that point."""
    import flows.workers.preload  # noqa: F401 - for platforms without a fork server

    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # stops a hanging worker immediately, even in a C library
    os.dup2(2, 1)  # keeps output of libraries off standard output
    if sys.platform == "linux":  # other platforms have only the time limit
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + memory
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
