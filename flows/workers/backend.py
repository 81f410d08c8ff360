"""Who reads the documents of a run: worker processes of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from flows.workers.job import Job, Limits, Outcome
from flows.workers.pool import kept

Hands = Callable[[Iterable[Job]], Iterator[Outcome]]
"""Reads documents: one outcome a job, in the order of the jobs; jobs are taken one by one as there is room."""


@contextmanager
def hands(workers: int, dask: str | None = None) -> Iterator[Hands]:
    """Those who read the documents of a run.

    Args:
        workers: worker processes of this machine.
        dask: the address of a Dask scheduler, whose workers read in their place.

    Raises:
        WorkersError: no scheduler answers there, or Dask is not installed here.
    """
    if dask is None:
        with kept(workers, Limits()) as crew:
            yield crew
        return
    from flows.workers.dask import connected

    with connected(dask) as cluster:
        yield cluster
