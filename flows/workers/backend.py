"""Chooses the backend that parses the documents of a run: local worker processes or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from flows.workers.job import Job, Limits, Outcome
from flows.workers.pool import kept

Backend = Callable[[Iterable[Job]], Iterator[Outcome]]
"""Parses documents: yields one outcome per job, in order; jobs are consumed lazily."""


@contextmanager
def backend(workers: int, dask: str | None = None) -> Iterator[Backend]:
    """Context manager that yields the backend (process pool or Dask cluster) that parses a run's jobs.

    Args:
        workers: number of local worker processes.
        dask: address of a Dask scheduler, whose workers are used instead.

    Raises:
        WorkersError: the scheduler does not answer, or Dask is not installed.
    """
    if dask is None:
        with kept(workers, Limits()) as crew:
            yield crew
        return
    from flows.workers.dask import connected

    with connected(dask) as cluster:
        yield cluster
