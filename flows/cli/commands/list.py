"""The command `list`: prints the links of a listing page, read from a file, standard input or a URL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.exit_codes import FAILED, exits
from flows.cli.output import put, say
from flows.sources.http.errors import FetchError

LIMIT = 50 * 1024 * 1024
"""Maximum size of a page in bytes."""

SECONDS = 30
"""Time limit for a server's response in seconds."""


class Unreachable(Exception):
    """The page can't be fetched. The message states the reason."""


def list_(
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="A listing page of a portal; - reads standard input.")
    ],
) -> None:
    """Print what a portal's listing page refers to, one JSON object a line: kind, title, body, date, address."""
    from pipeline.errors import DocumentError
    from pipeline.readers.html.listing_pages import references

    with exits():
        try:
            data, base = page(source)
            for reference in references(data, base):
                put(reference.model_dump_json() + "\n")
        except (DocumentError, Unreachable) as error:
            say(source, str(error))
            raise typer.Exit(FAILED) from error


def page(source: str) -> tuple[bytes, str | None]:
    """Returns a page's bytes and its URL; None for the URL of standard input.

    Raises:
        Unreachable: the file or URL can't be read, or is larger than `LIMIT`.
    """
    try:
        if source == "-":
            data, address = sys.stdin.buffer.read(LIMIT + 1), None
        elif source.startswith(("http://", "https://")):
            data, address = _fetch(source)
        else:
            with Path(source).open("rb") as file:
                data, address = file.read(LIMIT + 1), None
    except (OSError, ValueError, FetchError) as error:
        raise Unreachable(f"the page can't be read: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > LIMIT:
        raise Unreachable(f"the page has more than {LIMIT:,} bytes")
    return data, address


def _fetch(address: str) -> tuple[bytes, str]:
    """Fetches a URL that the user typed: private addresses are allowed and robots.txt is not consulted."""
    from flows.sources.http.client import Client
    from flows.sources.http.request_policy import Policy

    with Client() as client:
        answer = client.get(address, Policy(private=True, robots=False, seconds=SECONDS, size=LIMIT, retries=1))
    if answer is None:
        raise FetchError("the server answers that nothing changed, and was not asked")
    return answer.data, answer.address
