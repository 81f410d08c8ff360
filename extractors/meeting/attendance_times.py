"""Arrival and departure times of attendees."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.core.passage import Found
from extractors.people.person import Person


def drop_whole(of: Person, start: Found[str] | None, end: Found[str] | None, numbers: Sequence[str]) -> None:
    """Clears arrival and departure times that only span the whole meeting."""
    clocks = (start.value, end.value) if start and end else None
    sections = (f"§ {numbers[0]}", f"§ {numbers[-1]}") if len(numbers) > 1 else None
    if of.arrived and of.left and (of.arrived, of.left) in (clocks, sections):
        of.arrived = of.left = None
        of.forget("arrived", "left")
