"""What can go wrong on the way to a document, each with one line to act on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class ConfigError(Exception):
    """The file of sources is wrong. `problems` has one line for each fault: file, table, field, and what is wrong."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        self.problems = [f"{path}: {problem}" for problem in problems]
        super().__init__("\n".join(self.problems))


class FetchError(Exception):
    """Something can't be had.

    reason: one line; transient: it may go another time (the server is down); gone: the source says that it is no more;
    wait: seconds that the server asks to wait, where it does.
    """

    def __init__(self, reason: str, *, transient: bool = False, gone: bool = False, wait: float | None = None) -> None:
        self.reason = " ".join(reason.split())
        self.transient, self.gone, self.wait = transient, gone, wait
        super().__init__(self.reason)


class DiscoveryError(Exception):
    """A source was not gone through to its end: what was not found in it may be there all the same.

    reasons: one line for each place that could not be looked into; transient: all of them may go another time.
    """

    def __init__(self, reasons: Sequence[str], *, transient: bool = False) -> None:
        self.reasons = list(reasons)
        self.transient = transient
        more = f" (and {len(self.reasons) - 1} more)" if len(self.reasons) > 1 else ""
        super().__init__(f"{self.reasons[0]}{more}")
