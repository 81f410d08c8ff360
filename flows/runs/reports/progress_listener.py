"""How the progress of a flow is heard outside it. A listener is no parameter of a flow: Prefect keeps those."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_listener: ContextVar[Callable[..., None] | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Callable[..., None]) -> Iterator[None]:
    """Lets a function hear the progress of the flows that run in the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def listener() -> Callable[..., Any] | None:
    """Who hears the flow that runs."""
    return _listener.get()
