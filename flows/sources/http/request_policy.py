"""Request policies, and validators for conditional requests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def user_agent() -> str:
    """Returns the default User-Agent header."""
    try:
        return f"kommunprotokoll/{version('kommunprotokoll')}"
    except PackageNotFoundError:
        return "kommunprotokoll"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Limits and rules for requests to one source.

    hosts: allowed hosts, None for all; private: whether local and private addresses are allowed; agent: User-Agent;
    rate: requests per second and host; seconds: time limit for one response, without redirects; size: maximum bytes of
    a response after decompression; retries: after the first attempt, for transient errors; wait: seconds before the
    first retry, doubled each time; patience: longest wait in seconds that a server may ask for; robots: whether
    robots.txt is obeyed.
    """

    hosts: frozenset[str] | None = None
    private: bool = False
    agent: str = ""
    rate: float = 2.0
    seconds: float = 60.0
    size: int = 100 * 1024**2
    retries: int = 3
    wait: float = 1.0
    patience: float = 120.0
    robots: bool = True


@dataclass(frozen=True, kw_only=True)
class Validators:
    """Identify a document's version: etag and last_modified for HTTP, size and modified for files."""

    etag: str | None = None
    last_modified: str | None = None
    size: int | None = None
    modified: str | None = None
