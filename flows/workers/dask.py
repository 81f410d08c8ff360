"""Documents read on a Dask cluster: the same outcomes as the guarded pool's, from other machines.

The coordinator (the process of the flow) fetches, keeps originals, and alone writes records, catalogue and feed. A Dask
worker gets documents' bytes and gives back outcomes; it sees no file of the output. Workers that wrote records to a
shared folder would spare the records' way over the net, which is short beside reading them, but not the coordinator's
look at each: it gives the ids, for two documents may claim one, and a record belongs into the same transaction as the
document's entry. So the store's promise holds unchanged: nothing is half written, and a batch that ran twice because
its worker died is adopted once.

A batch of documents is a Dask task; each thread of a worker has it read by a guarded pool of one process, under the
limits that hold everywhere. When a worker dies, its batches run again on another.

Prefect-dask's task runner would run Prefect's tasks on the workers. Each worker would then have to reach Prefect's
server, and the embedded one listens on the coordinator's loopback alone; and what comes back is the text of documents,
which nothing that Prefect keeps may hold. So Dask's own client is used, inside Prefect's task on the coordinator.
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
from flows.workers.subprocess_reader import own
from pipeline import producer

if TYPE_CHECKING:
    from distributed import Client, Future

BATCH = 10
"""Documents in a Dask task: what the death of a worker costs at most, for each of its threads."""
BATCH_BYTES = 8 * 1024**2
"""Bytes after which a batch is full. They travel with the task, for data that lay on a worker would die with it."""
WAITING = 60.0
"""Seconds that a cluster may be without any worker."""
GONE = "the Dask scheduler is gone"
_AHEAD = 2
"""Batches on their way for each thread of the cluster: one that it reads, one that waits for it."""


@dataclass(frozen=True)
class Cluster:
    """A Dask cluster that reads documents.

    Args:
        client: connected to its scheduler.
        waiting: seconds that it may be without any worker.
        limits: what one document may cost.
    """

    client: Client
    waiting: float = WAITING
    limits: Limits = field(default_factory=Limits)

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Reads documents, as `flows.workers.pool.read_all` does.

        Raises:
            WorkersError: no worker is there, workers die again and again, or they run another program than this.
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
            with suppress(OSError):  # where the scheduler is gone, so are they
                self.client.cancel(list(flights))

    def _threads(self) -> int:
        try:
            return sum(self.client.nthreads().values())
        except OSError as error:
            raise WorkersError(GONE) from error

    def _outcomes(self, future: Future[list[Outcome]]) -> list[Outcome]:
        """What came of a batch, as soon as it is there."""
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
    """A Dask cluster by its scheduler's address, such as tcp://host:8786; the block uses it and then lets it be.

    Args:
        address: the scheduler's.
        patience: seconds that it may take to answer.

    Raises:
        WorkersError: no scheduler answers there, or Dask is not installed here.
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
    """Reads some documents: what a worker of the cluster does.

    Args:
        jobs: with the documents' bytes in them.
        limits: what one document may cost.
        program: name, version and vocabulary of the coordinator's program.

    Raises:
        WorkersError: another program is installed here, or worker processes can't be kept running.
    """
    made = producer()
    here = f"{made.name} {made.version} {made.vocabulary}"
    if here != program:
        raise WorkersError(f"a Dask worker runs {here}, and not {program}")
    return own().read(jobs, limits)


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """The jobs with their bytes, in batches."""
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
