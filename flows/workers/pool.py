"""The guarded pool: worker processes that parse documents under limits of time and memory.

Limits apply to each document. A worker that exceeds one, or dies, is replaced alone: its document fails with an error
that names the limit, and the other documents are not affected. Outcomes are yielded in the order of the jobs, and only
a bounded number of jobs is in flight.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from pebble import ProcessExpired, ProcessPool

from flows.workers.job import Job, Limits, Outcome, not_read, out_of_memory, read_job
from flows.workers.processes import context, prepare
from pipeline.errors import DocumentError, TimedOut, TooLarge, Unreadable

Read = Callable[[Job, Limits], Outcome]

WINDOW = 16
"""Jobs in flight per worker: enough to keep the others busy while one runs into its time limit."""

RENEWED = 500
"""Documents after which a worker process is replaced, so that memory leaks in libraries do not add up."""

_OUT_OF_MEMORY = frozenset({signal.SIGABRT, signal.SIGTRAP, signal.SIGILL})
"""Signals by which native libraries such as PDFium abort when memory allocation fails."""

_ATTEMPTS = 3
"""How many times the pool may break while one job is first in line."""


class WorkersError(RuntimeError):
    """Worker processes can't be kept running; no document is to blame."""


@dataclass
class _Flight:
    """A job and the future of its outcome."""

    job: Job
    future: Future[Outcome]


def read_all(jobs: Iterable[Job], workers: int, limits: Limits, read: Read = read_job) -> Iterator[Outcome]:
    """Parses documents in worker processes.

    Args:
        jobs: the documents; consumed lazily.
        workers: number of worker processes, at least 1.
        limits: limits for each document.
        read: the function that a worker applies to a job; must be importable.

    Yields:
        One outcome per job, in the order of the jobs; a document that fails has an outcome too.

    Raises:
        WorkersError: worker processes can't be kept running.
    """
    with kept(workers, limits, read) as read_some:
        yield from read_some(jobs)


@contextmanager
def kept(workers: int, limits: Limits, read: Read = read_job) -> Iterator[Callable[[Iterable[Job]], Iterator[Outcome]]]:
    """Context manager: a pool that is reused for several batches, since new processes are slow at first.

    Yields a function from jobs to outcomes, like `read_all`; each iterator must be exhausted before the next call.
    """
    crew = _Crew(workers, limits, read)
    try:
        yield partial(_through, crew)
    finally:
        crew.dismiss()


def _through(crew: _Crew, jobs: Iterable[Job]) -> Iterator[Outcome]:
    waiting = iter(jobs)
    flights: deque[_Flight] = deque()
    while True:
        while len(flights) < WINDOW * crew.workers and (job := next(waiting, None)) is not None:
            flights.append(_Flight(job, crew.schedule(job)))
        if not flights:
            return
        crew.wait(flights)
        yield _outcome(flights.popleft(), crew.limits)


class _Crew:
    """The worker processes; replaces pebble's pool when it breaks as a whole."""

    def __init__(self, workers: int, limits: Limits, read: Read) -> None:
        self.workers, self.limits, self.read = workers, limits, read
        self.context = context()
        self.pool = self._pool()
        self.proven = False  # whether any job has completed

    def _pool(self) -> ProcessPool:
        limits = (self.limits.memory,)
        return ProcessPool(self.workers, RENEWED, initializer=prepare, initargs=limits, context=self.context)

    def schedule(self, job: Job) -> Future[Outcome]:
        try:
            return self.pool.schedule(self.read, args=(job, self.limits), timeout=self.limits.seconds)
        except RuntimeError as error:  # the pool broke
            return _broken(str(error))

    def wait(self, flights: deque[_Flight]) -> None:
        """Waits until the first job in flight has completed or has been given up.

        pebble's pool breaks as a whole when an idle worker dies, or one whose job is not yet marked as started. The
        unfinished jobs are then scheduled in a new pool.

        Raises:
            WorkersError: the pool broke before any job was completed.
        """
        first = flights[0]
        for _ in range(_ATTEMPTS):
            while not wait([first.future], timeout=1).done and self.pool.active:
                pass
            if _is_done(first.future):
                self.proven = True
                return
            self.dismiss()
            self.pool = self._pool()
            for flight in flights:
                if not _is_done(flight.future):
                    flight.future = self.schedule(flight.job)
        if not self.proven:
            raise WorkersError("worker processes do not start")
        first.future = _broken("gave up")

    def dismiss(self) -> None:
        self.pool.stop()  # type: ignore[no-untyped-call]
        self.pool.join()


def _broken(reason: str) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    future.set_exception(BrokenProcessPool(reason))
    return future


def _is_done(future: Future[Outcome]) -> bool:
    return future.done() and not isinstance(future.exception(), BrokenExecutor)


def _outcome(flight: _Flight, limits: Limits) -> Outcome:
    error = flight.future.exception()
    if error is None:
        return flight.future.result()
    return not_read(flight.job, _document_error(error, limits))


def _document_error(error: BaseException, limits: Limits) -> DocumentError:
    """Converts the failure of a worker into the error of the document that it was parsing."""
    if isinstance(error, ProcessExpired):
        if error.exitcode == -signal.SIGKILL:
            return TooLarge("the system killed the worker that read it (SIGKILL), as it does when memory runs out")
        if -error.exitcode in _OUT_OF_MEMORY:
            return TooLarge(
                f"reading it takes more than {limits.memory / 1024**3:.1f} GiB of memory, or broke a library"
            )
        signals = {-each.value: each.name for each in signal.Signals}
        return Unreadable(f"the worker that read it crashed ({signals.get(error.exitcode, error.exitcode)})")
    if isinstance(error, BrokenExecutor):
        return Unreadable(f"the workers that read it ended {_ATTEMPTS} times")
    if isinstance(error, TimeoutError):
        return TimedOut(f"reading it takes longer than {limits.seconds:g} s, the limit for a document")
    if isinstance(error, MemoryError):
        return out_of_memory(limits)
    return Unreadable(f"internal error: {type(error).__name__}")
