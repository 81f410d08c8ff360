"""Runs the nightly flow on a schedule with a running Prefect server."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import httpx

LOCAL = "http://127.0.0.1:4200/api"
"""Default API URL of `prefect server start`."""


def serve(config: Path, cron: str | None, every: float | None) -> None:
    """Registers the nightly flow with the server and runs it on schedule until interrupted.

    Args:
        config: path of the source configuration.
        cron: cron expression in the configured time zone; None for the configured schedule.
        every: interval between runs in seconds, instead of `cron`.

    Raises:
        ConfigError: the configuration can't be read or is invalid.
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
        limit=1,  # an output folder allows one run at a time; the next one waits
        entrypoint_type=EntrypointType.MODULE_PATH,
        schedule=when,
        parameters={"config": str(config.resolve())},
        description="Takes in what is new in the sources.",
        print_starting_message=False,
    )
