"""The command `serve`: runs the nightly flow on a schedule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import USAGE, exits
from flows.cli.options import Config
from flows.cli.output import say


def serve(
    config: Config = Path("sources.toml"),
    cron: Annotated[
        str | None,
        typer.Option("--cron", metavar="CRON", help="Schedule; by default as configured."),
    ] = None,
    every: Annotated[
        float | None, typer.Option("--every", min=1, metavar="SECONDS", help="An interval in place of a time of day.")
    ] = None,
) -> None:
    """Run the nightly flow on its schedule, against `prefect server start` or the server of PREFECT_API_URL.

    The schedule is the configuration's, or else 02:00 in Helsinki. It runs until it is interrupted.
    """
    from flows.runs.schedule import serve as run
    from flows.sources.http.errors import ConfigError

    with exits():
        try:
            run(config, cron, every)
        except ConfigError as error:
            for line in error.problems:
                say(line)
            raise typer.Exit(USAGE) from error
