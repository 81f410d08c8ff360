"""What a request may do and cost, and what is known of an earlier answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def user_agent() -> str:
    """What the program calls itself where the configuration says nothing else."""
    try:
        return f"kommunprotokoll/{version('kommunprotokoll')}"
    except PackageNotFoundError:
        return "kommunprotokoll"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How one source is asked.

    hosts: those that may be asked, None for all; private: whether addresses of the own machine and net are; agent: the
    User-Agent; rate: requests a second and host; seconds: for one answer, its redirects apart; size: bytes of an
    answer, unpacked; retries: after the first try, where a fault may pass; wait: seconds before the first of them,
    doubled each time; patience: the longest wait that a server may ask for; robots: whether robots.txt is obeyed.
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
    """What tells a later answer from this one: of the web etag and last_modified, of files size and modified."""

    etag: str | None = None
    last_modified: str | None = None
    size: int | None = None
    modified: str | None = None
