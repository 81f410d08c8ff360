"""A process that reads batches of documents for another one, which can't have the guarded pool's processes itself.

A Dask worker can't: its nanny starts it as a daemon, which multiprocessing allows no children; and where it could, each
child would load Dask first, the main module of its parent, which takes a second (measured).

`python -m flows.workers.subprocess_reader` takes pickled batches from standard input, gives pickled outcomes on
standard output, and ends with its input: so it does not outlive its parent by more than a batch.
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

_OWN = local()


class Reader:
    """The process, and the way to it. It starts at once and loads the pipeline with its first batch."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "flows.workers.subprocess_reader"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}  # Dask may have added to it
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def read(self, jobs: Sequence[Job], limits: Limits) -> list[Outcome]:
        """Reads some documents.

        Raises:
            WorkersError: the process ended, or its workers can't be kept running.
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
        """Whether the process runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """Lets the process end."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()


def own() -> Reader:
    """The reader of this thread, which stays for the next batch."""
    reader: Reader | None = getattr(_OWN, "reader", None)
    if reader is None or not reader.alive:
        reader = _OWN.reader = Reader()
    return reader


def main() -> None:
    """Reads batch after batch, until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints goes to standard error
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
            except BrokenPipeError:  # the parent is gone
                return


if __name__ == "__main__":
    main()
