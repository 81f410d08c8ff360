"""The text that the spans of a value mark, for tests that compare it with the value."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.core.passage import Span, heal


def rebuild(source: str, spans: Iterable[Span]) -> str:
    """Joins and heals spans: for a value that was read (not derived) this is the value, white space aside."""
    return heal("\n".join(source[start:end] for start, end in spans))
