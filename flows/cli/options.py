"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="An output folder of ingest.")]
Config = Annotated[Path, typer.Argument(metavar="[CONFIG]", help="A file of sources.")]
Workers = Annotated[int, typer.Option("--workers", "-w", min=1, metavar="N", help="Worker processes.")]
Names = Annotated[list[str], typer.Argument(metavar="ID|URI", help="Record ids, or documents' names in their source.")]
Dask = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Read on a Dask cluster, such as tcp://host:8786."),
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY")]


class State(StrEnum):
    """States of a document in the catalogue."""

    new = "new"
    changed = "changed"
    unchanged = "unchanged"
    failed = "failed"
    quarantined = "quarantined"
    gone = "gone"
    forgotten = "forgotten"
