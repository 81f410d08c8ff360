"""The nightly flow on a schedule, against a Prefect server that is running."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import httpx

LOCAL = "http://127.0.0.1:4200/api"
"""Where `prefect server start` listens."""


def serve(config: Path, cron: str | None, every: float | None) -> None:
    """Registers the nightly flow at the server and runs it when its time comes, until it is interrupted.

    Args:
        config: a file of sources.
        cron: when, in the configuration's time zone; else as configured.
        every: seconds between two runs, in place of `cron`.

    Raises:
        ConfigError: the file can't be read or says what can't be.
        RuntimeError: no Prefect server answers.
    """
    from flows.sources.config import load

    schedule = load(config).schedule
    address = os.environ.setdefault("PREFECT_API_URL", LOCAL)
    try:
        httpx.get(f"{address}/health", timeout=10).raise_for_status()
    except httpx.HTTPError as error:
        raise RuntimeError(
            f"no Prefect server answers at {address}: start one with `prefect server start`, or set PREFECT_API_URL"
        ) from error
    from prefect.schedules import Cron, Interval
    from prefect.types.entrypoint import EntrypointType

    from flows.runs.nightly_flow import nightly

    when = Interval(timedelta(seconds=every)) if every else Cron(cron or schedule.cron, timezone=schedule.timezone)
    nightly.serve(
        name=config.stem,
        limit=1,  # one run at a time writes to an output folder; the next waits
        entrypoint_type=EntrypointType.MODULE_PATH,
        schedule=when,
        parameters={"config": str(config.resolve())},
        description="Takes in what is new in the sources.",
        print_starting_message=False,
    )
