"""The command `sources`: validates the source configuration and checks that sources are reachable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.exit_codes import FAILED, USAGE, exits
from flows.cli.output import put, say

if TYPE_CHECKING:
    from flows.sources.config import Source, Sources

app = typer.Typer(help="Where documents come from.", no_args_is_help=True)


@app.callback()
def _group() -> None: ...


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file of sources.")] = Path("sources.toml"),
    reach: Annotated[
        bool, typer.Option("--reach", help="Try each source that is enabled: its first page only.")
    ] = False,
) -> None:
    """Check a file of sources and print its sources as a table.

    Each fault is one line on standard error, with the table and the field: exit code 2. A source that can't be reached
    is named there too: exit code 1.
    """
    from flows.sources.config import load
    from flows.sources.http.errors import ConfigError

    try:
        sources = load(file)
    except ConfigError as error:
        for problem in error.problems:
            say(problem)
        raise typer.Exit(USAGE) from error
    with exits():
        failed = _reach(sources) if reach else _print(sources)
        raise typer.Exit(FAILED if failed else 0)


def _print(sources: Sources) -> int:
    _table([("name", "kind", "enabled", "since", "until", "address"), *map(_row, sources.sources)])
    return 0


def _row(source: Source) -> tuple[str, ...]:
    address = str(source.path) if source.kind == "folder" else source.url
    days = (str(day) if day else "-" for day in (source.since, source.until))
    return (source.name, source.kind, "yes" if source.enabled else "no", *days, address)


def _reach(sources: Sources) -> int:
    from flows.sources.http.client import Client
    from flows.sources.http.errors import DiscoveryError, FetchError
    from flows.sources.reachability import reach

    rows: list[tuple[str, ...]] = [("name", "kind", "found")]
    failed = 0
    with Client() as client:
        for source in sources.enabled():
            try:
                found = reach(source, client)
            except (DiscoveryError, FetchError) as error:
                failed += 1
                say(source.name, str(error))
                found = "not reached"
            rows.append((source.name, source.kind, found))
    _table(rows)
    return failed


def _table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        put("  ".join(map(str.ljust, row, widths)).rstrip() + "\n")
