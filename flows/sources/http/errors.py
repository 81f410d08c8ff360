"""Errors of configuring, listing and fetching, each with a one-line message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class ConfigError(Exception):
    """The source configuration is invalid. `problems` has one line each: file, table, field, problem."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        self.problems = [f"{path}: {problem}" for problem in problems]
        super().__init__("\n".join(self.problems))


class FetchError(Exception):
    """A document or page can't be fetched.

    reason: one line; transient: a later attempt may succeed; gone: the source reports that it no longer exists;
    wait: seconds to wait before the next attempt, if the server states them.
    """

    def __init__(self, reason: str, *, transient: bool = False, gone: bool = False, wait: float | None = None) -> None:
        self.reason = " ".join(reason.split())
        self.transient, self.gone, self.wait = transient, gone, wait
        super().__init__(self.reason)


class DiscoveryError(Exception):
    """A source could not be listed completely: documents that were not listed may still exist.

    reasons: one line for each page or folder that could not be read; transient: a later attempt may succeed for all.
    """

    def __init__(self, reasons: Sequence[str], *, transient: bool = False) -> None:
        self.reasons = list(reasons)
        self.transient = transient
        more = f" (and {len(self.reasons) - 1} more)" if len(self.reasons) > 1 else ""
        super().__init__(f"{self.reasons[0]}{more}")
