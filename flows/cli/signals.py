"""What an interrupt from the keyboard does: end at once while the program loads, and in good order once it works."""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130


def at_once() -> None:
    """From now on an interrupt ends the process at once: there is nothing to tidy up yet.

    KeyboardInterrupt would be no good here: raised inside an import it can vanish.
    """
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))


def in_order() -> None:
    """From now on an interrupt raises KeyboardInterrupt, so that workers end and the catalogue is written."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def no_more() -> None:
    """From now on an interrupt changes nothing: the work is done or has been broken off, and the end is near."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
