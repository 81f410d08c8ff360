"""A page from a file, from standard input, or from the address that somebody names on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from flows.sources.faults import FetchError

LIMIT = 50 * 1024 * 1024
"""Bytes that a page may have."""

SECONDS = 30
"""Seconds that a server may take to answer."""


class Unreachable(Exception):
    """The page can't be had. The message names the reason."""


def page(source: str) -> tuple[bytes, str | None]:
    """A page's bytes, and its address where it has one.

    Raises:
        Unreachable: the file or the address can't be read, or holds more than `LIMIT`.
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
    """A page of the web. Whoever names it may see it: of the own net too, and whatever robots.txt says to crawlers."""
    from flows.sources.http import Client
    from flows.sources.policy import Policy

    with Client() as client:
        answer = client.get(address, Policy(private=True, robots=False, seconds=SECONDS, size=LIMIT, retries=1))
    if answer is None:
        raise FetchError("the server answers that nothing changed, and was not asked")
    return answer.data, answer.address
