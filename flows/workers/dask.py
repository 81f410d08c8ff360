"""Parses documents on a Dask cluster, with the same outcomes as the guarded pool.

The coordinator (the process of the flow) fetches documents, stores originals, and is the only writer of records,
catalogue and change feed. A Dask worker receives documents' bytes and returns outcomes; it does not access the output
folder. Writing records from workers to a shared folder would save little transfer time, and the coordinator would still
have to process each record: it resolves conflicting ids and writes the record in the same transaction as the document's
catalogue entry. Writes therefore remain atomic, and a batch that ran twice because its worker died is stored once.

A batch of documents is one Dask task; each thread of a worker parses it in a guarded pool of one process, with the same
limits as elsewhere. When a worker dies, its batches are run again on another.

Prefect-dask's task runner is not used: it would run Prefect's tasks on the workers, each of which would need access to
Prefect's server (the embedded one listens on the coordinator's loopback only), and Prefect would store the results,
which contain documents' text. Dask's client is called inside a Prefect task on the coordinator instead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from flows.workers.job import Job, Limits, Outcome
from flows.workers.pool import WorkersError
from flows.workers.subprocess_reader import thread_reader
from pipeline import producer

if TYPE_CHECKING:
    from distributed import Client, Future

BATCH = 10
"""Documents per Dask task; each thread of a dying worker loses at most this many."""
BATCH_BYTES = 8 * 1024**2
"""Bytes after which a batch is full. The data is part of the task, so that it survives a worker's death."""
WAITING = 60.0
"""Seconds to wait for a worker when the cluster has none."""
GONE = "the Dask scheduler is gone"
_AHEAD = 2
"""Batches in flight per thread of the cluster: one running, one queued."""


@dataclass(frozen=True)
class Cluster:
    """A Dask cluster that parses documents.

    Args:
        client: a client connected to the scheduler.
        waiting: seconds to wait for a worker when there is none.
        limits: limits for each document.
    """

    client: Client
    waiting: float = WAITING
    limits: Limits = field(default_factory=Limits)

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Parses documents and yields outcomes in order, like `flows.workers.pool.read_all`.

        Raises:
            WorkersError: no worker is available, workers die repeatedly, or they run a different version.
        """
        made = producer()
        program = f"{made.name} {made.version} {made.vocabulary}"
        batches = _batches(jobs)
        flights: deque[Future[list[Outcome]]] = deque()
        try:
            while True:
                while len(flights) < _AHEAD * max(1, self._threads()) and (batch := next(batches, None)) is not None:
                    key = f"read-{uuid4()}"
                    flights.append(self.client.submit(read_batch, batch, self.limits, program, key=key, pure=False))
                if not flights:
                    return
                yield from self._outcomes(flights[0])
                flights.popleft().release()
        finally:
            with suppress(OSError):  # if the scheduler is gone, so are the tasks
                self.client.cancel(list(flights))

    def _threads(self) -> int:
        try:
            return sum(self.client.nthreads().values())
        except OSError as error:
            raise WorkersError(GONE) from error

    def _outcomes(self, future: Future[list[Outcome]]) -> list[Outcome]:
        """Waits for the outcomes of a batch."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        patience = self.waiting
        while True:
            try:
                return future.result(timeout=1)
            except WorkersError:
                raise
            except TimeoutError:
                patience = self.waiting if self._threads() else patience - 1
                if patience <= 0:
                    raise WorkersError(f"the Dask cluster has had no worker for {self.waiting:g} s") from None
            except KilledWorker as error:
                raise WorkersError("Dask workers die again and again") from error
            except (CancelledError, OSError) as error:
                raise WorkersError(GONE) from error
            except ImportError as error:
                raise WorkersError(f"kommunprotokoll is not installed on a Dask worker: {error}") from error


@contextmanager
def connected(address: str, patience: float = 10) -> Iterator[Cluster]:
    """Context manager that connects to the Dask cluster at a scheduler's address, such as tcp://host:8786.

    Args:
        address: address of the scheduler.
        patience: seconds to wait for its answer.

    Raises:
        WorkersError: the scheduler does not answer, or Dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise WorkersError("Dask is not installed here: pip install 'kommunprotokoll[dask]'") from error
    try:
        client = Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersError(f"no Dask scheduler answers at {address}") from error
    with client:
        yield Cluster(client)


def read_batch(jobs: Sequence[Job], limits: Limits, program: str) -> list[Outcome]:
    """Parses a batch of documents on a worker of the cluster.

    Args:
        jobs: jobs that include the documents' bytes.
        limits: limits for each document.
        program: name, version and vocabulary digest of the coordinator's program.

    Raises:
        WorkersError: this machine has a different version, or worker processes can't be kept running.
    """
    made = producer()
    here = f"{made.name} {made.version} {made.vocabulary}"
    if here != program:
        raise WorkersError(f"a Dask worker runs {here}, and not {program}")
    return thread_reader().read(jobs, limits)


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Groups jobs into batches and loads the documents' bytes into them."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        data = Path(job.path).read_bytes() if job.data is None else job.data
        batch.append(replace(job, data=data))
        size += len(data)
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
