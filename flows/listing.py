"""A page from a file, from standard input, or from the address that somebody names on the command line."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from pathlib import Path

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
            request = urllib.request.Request(source, headers={"User-Agent": "kommunprotokoll"})  # noqa: S310
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - http and https only
                data, address = answer.read(LIMIT + 1), answer.url
        else:
            with Path(source).open("rb") as file:
                data, address = file.read(LIMIT + 1), None
    except (OSError, ValueError, urllib.error.URLError) as error:
        raise Unreachable(f"the page can't be read: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > LIMIT:
        raise Unreachable(f"the page has more than {LIMIT:,} bytes")
    return data, address
