"""What the workers of the guarded pool have in common: loaded once, in the server process that they are forked from.

Only that process imports this module. An interrupt from the keyboard reaches every process of the command; the
command itself ends its workers, so these ignore it.
"""

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)

import pipeline  # noqa: E402, F401 - after the signal, for loading takes a second
