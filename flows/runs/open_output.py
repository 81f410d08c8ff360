"""Opens an output folder for one run."""

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
    """Context manager that yields the store of an output folder and ends the run: "completed" if not ended before.

    Args:
        output: the output folder; created if missing.
        kind: kind of run: ingest, nightly, dry run, reprocess, forget, review.
        database: SQLAlchemy URL of the catalogue; None for the environment variable or a file in the folder.

    Raises:
        OutputError: the output can't be written, or is locked by another run.
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
            with suppress(OutputError):  # if this can't be written either, the next run corrects it
                store.end("failed")
            raise
        finally:
            store.close()
