"""Who reads the documents of a run: worker processes of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from flows.pool import read_all
from flows.reading import Job, Limits, Outcome

Hands = Callable[[Iterable[Job], Limits], Iterator[Outcome]]
"""Reads documents: one outcome a job, in the order of the jobs; jobs are taken one by one as there is room."""


def pool(workers: int) -> Hands:
    """The guarded pool of this machine."""
    return partial(_read, workers)


def _read(workers: int, jobs: Iterable[Job], limits: Limits) -> Iterator[Outcome]:
    return read_all(jobs, workers, limits)


@contextmanager
def hands(workers: int, dask: str | None) -> Iterator[Hands]:
    """Those who read the documents of a run.

    Args:
        workers: worker processes of this machine.
        dask: the address of a Dask scheduler, whose workers read in their place.

    Raises:
        WorkersError: no scheduler answers there, or Dask is not installed here.
    """
    if dask is None:
        yield pool(workers)
        return
    from flows.cluster import connected

    with connected(dask) as cluster:
        yield cluster
