"""Handling of keyboard interrupts: immediate exit while the program loads, orderly shutdown afterwards."""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130


def at_once() -> None:
    """Makes an interrupt end the process immediately; there is nothing to clean up yet.

    KeyboardInterrupt is unsuitable here: raised inside an import, it can be swallowed.
    """
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))


def in_order() -> None:
    """Makes an interrupt raise KeyboardInterrupt, so that workers are stopped and the catalogue is written."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def no_more() -> None:
    """Ignores interrupts from now on: the work is finished or aborted, and the process is about to exit."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
