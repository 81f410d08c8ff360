"""The command `nightly`: ingests new and changed documents from the configured sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import FAILED, USAGE, exits
from flows.cli.options import Config, Dask, Day
from flows.cli.output import say


def nightly(
    config: Config = Path("sources.toml"),
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source.")] = None,
    since: Day = None,
    until: Day = None,
    workers: Annotated[int | None, typer.Option("--workers", "-w", min=1, metavar="N")] = None,
    dask: Dask = None,
) -> None:
    """Take in what is new and changed in every source of a configuration, as the schedule does.

    --since and --until take in meetings of other days than the configuration says. An alarm makes the run fail.
    """
    from flows.cli.printing.progress import watch_nightly
    from flows.sources.http.errors import ConfigError

    with exits():
        try:
            days = [each.date() if each else None for each in (since, until)]
            reports = watch_nightly(config, source or [], days[0], days[1], workers, dask)
        except (ConfigError, LookupError) as error:
            for line in str(error.args[0] if isinstance(error, LookupError) else error).splitlines():
                say(line)
            raise typer.Exit(USAGE) from error
        raise typer.Exit(FAILED if any(each.failed or each.alarms for each in reports) else 0)
