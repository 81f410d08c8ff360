"""What the workers of the guarded pool have in common: loaded once, in the server process that they are forked from.

Only that process imports this module, or each worker where there is none: it changes how signals and errors are
handled. An interrupt from the keyboard reaches every
process of the command; the command itself ends its workers, so these ignore it.
"""

import signal
import sys
from types import TracebackType

signal.signal(signal.SIGINT, signal.SIG_IGN)


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Reports what a worker dies of, but not that it started when the command had ended and its locks were gone."""
    if not issubclass(kind, (FileNotFoundError, EOFError, ConnectionError)):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _report

from pipeline import parse  # noqa: E402 - after the signal, for loading takes a second

# Vocabulary, patterns and language models load when they are first used: a worker that replaces a dead one has them.
for text in (
    "Nämnden 2.2.2026 § 1\n\nÄrende\n\nBeslut\n\nGodkändes.",
    "Lautakunta 2.2.2026 § 1\n\nAsia\n\nPäätös\n\nHyväksyttiin.",
):
    parse(text.encode())
