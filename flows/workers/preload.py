"""Preloads modules and data shared by the workers, once, in the server process that they are forked from.

Only that process may import this module, or each worker on platforms without a fork server, because it changes the
handling of signals and errors. A keyboard interrupt reaches every process of the command; workers ignore it, since the
command stops them itself.
"""

import signal
import sys
from types import TracebackType

signal.signal(signal.SIGINT, signal.SIG_IGN)


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Reports uncaught errors of a worker, except those of starting after the command has exited."""
    if not issubclass(kind, (FileNotFoundError, EOFError, ConnectionError)):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _report

from pipeline import parse  # noqa: E402 - after the signal handler, as the import takes a second

# Parses samples, since vocabulary, patterns and language models are loaded lazily: forked workers then have them.
for text in (
    "Nämnden 2.2.2026 § 1\n\nÄrende\n\nBeslut\n\nGodkändes.",
    "Lautakunta 2.2.2026 § 1\n\nAsia\n\nPäätös\n\nHyväksyttiin.",
):
    parse(text.encode())
