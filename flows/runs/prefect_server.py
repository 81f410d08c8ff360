"""Prefect's embedded server, started before a flow needs it and out of reach of interrupts."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from threading import Thread


def load_prefect() -> None:
    """Loads Prefect with its settings, and starts its embedded server unless another is configured."""
    # On a terminal Prefect's lines would drown ours; its server gets them all the same.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    import flows.runs.prefect  # noqa: F401 - its settings come first

    _start_server()


def _start_server() -> None:
    """Starts Prefect's embedded server, unless another is configured.

    The flow would start it too. But then an interrupt from the keyboard would end it before the flow, which would try
    for more than a minute (measured) to tell it so.
    """
    from prefect import get_client

    def start() -> None:
        _shield()
        with suppress(Exception):  # the flow tries again, and reports it
            get_client(sync_client=True)

    thread = Thread(target=start, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)  # not for ever: an interrupt must come through


def _shield() -> None:
    """Keeps interrupts from the processes that this thread starts: they inherit its mask. Nothing on Windows."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
