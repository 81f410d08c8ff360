"""Starts Prefect's embedded server ahead of a flow and shields it from keyboard interrupts."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from threading import Thread


def load_prefect() -> None:
    """Imports Prefect with its settings and starts the embedded server unless another is configured."""
    # Keeps Prefect's log lines off the terminal; its server receives them anyway.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    import flows.runs.prefect  # noqa: F401 - sets its environment variables first

    _start_server()


def _start_server() -> None:
    """Starts Prefect's embedded server, unless another is configured.

    The flow would start it too, but a keyboard interrupt would then stop the server before the flow, which would retry
    for more than a minute (measured) to report its state.
    """
    from prefect import get_client

    def start() -> None:
        _shield()
        with suppress(Exception):  # the flow retries and reports the error
            get_client(sync_client=True)

    thread = Thread(target=start, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)  # with a timeout, so that interrupts are handled


def _shield() -> None:
    """Blocks SIGINT in processes started by this thread, which inherit its signal mask. No effect on Windows."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
