"""Progress callbacks of flows. Not passed as a flow parameter, since Prefect stores parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_listener: ContextVar[Callable[..., None] | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Callable[..., None]) -> Iterator[None]:
    """Context manager that registers a progress callback for flows started inside the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def listener() -> Callable[..., Any] | None:
    """Returns the registered progress callback, or None."""
    return _listener.get()
