"""Documents per second on a Dask cluster of one and of two workers, and of the guarded pool with as many processes.

Use: python -m tests.bench.dask [--documents N] [--rounds N]
Each worker is a process of its own with one thread; scheduler, workers and coordinator share this machine. Both
clusters stay up, and rounds alternate between them, so that the machine's drift touches both alike. What is measured is
from the first job to the last outcome. The same fixtures come again and again, and both keep their processes from one
round to the next.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from flows.workers.backend import backend
from flows.workers.job import Job
from tests.support.paths import DOCUMENTS

if TYPE_CHECKING:
    from flows.workers.backend import Backend

TARGET = 1.5
"""How much faster two workers are to be than one."""


def jobs(number: int) -> Iterator[Job]:
    """So many documents, the fixtures over and over."""
    for path in islice(cycle(DOCUMENTS), number):
        yield Job(path=str(path), uri=path.name)


def rate(readers: Backend, number: int) -> float:
    """Documents per second."""
    began = time.perf_counter()
    done = sum(outcome.status == "record" for outcome in readers(jobs(number)))
    assert done == number, f"{number - done} documents gave no record"
    return number / (time.perf_counter() - began)


def main() -> None:
    """Prints the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    try:
        from flows.workers.dask import connected
        from tests.support.dask_cluster import cluster
    except ImportError:
        print("Dask is not installed: nothing to measure")
        return
    rates: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as home:
        for folder in ("one", "two"):
            (Path(home) / folder).mkdir()
        with (
            cluster(Path(home) / "one", 1) as one,
            cluster(Path(home) / "two", 2) as two,
            connected(one.address) as by_one,
            connected(two.address) as by_two,
            backend(1) as by_one_process,
            backend(2) as by_two_processes,
        ):
            readers: dict[str, Backend] = {
                "pool, 1": by_one_process,
                "Dask, 1": by_one,
                "pool, 2": by_two_processes,
                "Dask, 2": by_two,
            }
            for each in readers.values():
                rate(each, 20)  # a warm-up: every process loads the pipeline
            for _ in range(given.rounds):
                for name, each in readers.items():
                    rates.setdefault(name, []).append(rate(each, given.documents))
    print(f"{given.documents} documents, median of {given.rounds} rounds")
    medians = {name: statistics.median(each) for name, each in rates.items()}
    for name, median in medians.items():
        print(f"  {name:8} {median:6.1f} documents/s")
    ratios = [two / one for one, two in zip(rates["Dask, 1"], rates["Dask, 2"], strict=True)]
    ratio = statistics.median(ratios)
    print(
        f"  two Dask workers to one: {ratio:.2f} times (target {TARGET}); two processes of the pool to one: "
        f"{medians['pool, 2'] / medians['pool, 1']:.2f}"
    )


if __name__ == "__main__":
    main()
