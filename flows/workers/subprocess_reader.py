"""A subprocess that parses batches of documents for a process that can't run the guarded pool itself.

A Dask worker can't: its nanny starts it as a daemon, and multiprocessing forbids daemons to have children. Besides,
each child would import Dask, its parent's main module, which takes a second (measured).

`python -m flows.workers.subprocess_reader` reads pickled batches from standard input, writes pickled outcomes to
standard output, and exits at end of input, so it outlives its parent by one batch at most.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from threading import local

from flows.workers.job import Job, Limits, Outcome
from flows.workers.pool import WorkersError, kept

_BY_THREAD = local()


class Reader:
    """Handle of the subprocess. It starts immediately and loads the pipeline with its first batch."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "flows.workers.subprocess_reader"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}  # Dask may have added to it
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def read(self, jobs: Sequence[Job], limits: Limits) -> list[Outcome]:
        """Parses a batch of documents; returns their outcomes in order.

        Raises:
            WorkersError: the subprocess exited, or its workers can't be kept running.
        """
        assert self._process.stdin is not None  # noqa: S101 - they are pipes
        assert self._process.stdout is not None  # noqa: S101
        try:
            pickle.dump((jobs, limits), self._process.stdin)
            self._process.stdin.flush()
            answer: list[Outcome] | str = pickle.load(self._process.stdout)  # noqa: S301 - our own child
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise WorkersError("the process that reads for a Dask worker ended") from error
        if isinstance(answer, str):
            raise WorkersError(answer)
        return answer

    @property
    def alive(self) -> bool:
        """Whether the subprocess is running."""
        return self._process.poll() is None

    def close(self) -> None:
        """Stops the subprocess by closing its input."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()


def thread_reader() -> Reader:
    """Returns the current thread's subprocess, which is kept for the next batch."""
    reader: Reader | None = getattr(_BY_THREAD, "reader", None)
    if reader is None or not reader.alive:
        reader = _BY_THREAD.reader = Reader()
    return reader


def main() -> None:
    """Parses batches until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # keeps output of libraries off standard output
    with ExitStack() as pool:
        known = None
        while True:
            try:
                jobs, limits = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the parent
            except EOFError:
                return
            if limits != known:
                pool.close()
                read_some = pool.enter_context(kept(1, limits))
                known = limits
            try:
                answer: list[Outcome] | str = list(read_some(jobs))
            except WorkersError as error:
                answer, known = str(error), None
            try:
                pickle.dump(answer, answers)
                answers.flush()
            except BrokenPipeError:  # the parent has exited
                return


if __name__ == "__main__":
    main()
