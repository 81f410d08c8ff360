"""An output folder opened for one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.runs.output_lock import locked
from flows.runs.settings import DATABASE
from pipeline import producer
from pipeline.storage.atomic_files import OutputError
from pipeline.storage.store import Store


@contextmanager
def opened(output: Path, kind: str, database: str | None = None) -> Iterator[Store]:
    """The store of an output folder for one run, which ends with the block: completed, unless the block said how.

    Args:
        output: the folder; it is made where it is missing.
        kind: of the run: ingest, nightly, dry run, reprocess, forget, review.
        database: a SQLAlchemy URL of the catalogue, where it is neither in the folder nor in the environment.

    Raises:
        OutputError: the output can't be written, or another run is writing it.
    """
    with locked(output):
        made = producer()
        store = Store(output, f"{made.name} {made.version} {made.vocabulary}", database or os.environ.get(DATABASE))
        try:
            store.begin(kind)
            yield store
            if store.running:
                store.end("completed")
        except BaseException:
            with suppress(OutputError):  # where not even that can be written, the next run finds it out
                store.end("failed")
            raise
        finally:
            store.close()
