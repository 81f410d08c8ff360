"""The documents that are measured, their scores, and the floors under these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.layouts.choices import Choices, random_choices
from tests.layouts.forms import written
from tests.layouts.invent import meeting
from tests.layouts.named import layouts
from tests.layouts.printer.document import printed
from tests.layouts.printer.sheet import Sheet
from tests.layouts.score import Tally, compared

FLOORS = Path(__file__).parent / "floors.json"
TOLERANCE = 0.002
SAMPLE = 20
"""How many random documents the tests read: the first ones."""
MEETINGS = 3
"""How many meetings each named layout prints."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A document: its layout, its own name, how it was printed, what it tells."""

    layout: str
    name: str
    choices: Choices
    sheet: Sheet
    data: bytes


def document(layout: str, name: str, choices: Choices, seed: int) -> Printed:
    """The meeting of a seed, printed."""
    sheet = printed(meeting(choices.variety, seed), choices)
    return Printed(layout, name, choices, sheet, written(sheet, choices))


def named_documents(only: Iterable[str] | None = None) -> list[Printed]:
    """The documents of the named layouts; a layout's meetings are its own."""
    return [
        document(name, f"{name}-{at}", choices, 10 * row + at)
        for row, (name, (choices, _)) in enumerate(layouts().items())
        if only is None or name in only
        for at in range(MEETINGS)
    ]


def random_documents(count: int, first: int = 0) -> list[Printed]:
    """One document of each of so many random layouts."""
    return [
        document(f"random-{seed}", f"random-{seed}", random_choices(seed), 1000 + seed)
        for seed in range(first, first + count)
    ]


def scored(documents: Iterable[Printed], records: Mapping[str, Any], one: str | None = None) -> dict[str, Tally]:
    """The tally of each layout, or of all together under one name."""
    found: dict[str, Tally] = {}
    for each in documents:
        found.setdefault(one or each.layout, Tally()).add(compared(each.sheet, records[each.name]))
    return found


def below(reached: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """What fell below its floor."""
    return [
        f"{name}: micro F1 {reached[name]:.4f} is below the floor {floor:.4f}"
        for name, floor in floors.items()
        if name in reached and reached[name] < floor - TOLERANCE
    ]


def raised(floors: Mapping[str, float], reached: Mapping[str, float], lower: bool) -> dict[str, float]:
    """The floors with what exceeds them, or with all that was reached where `lower` says so."""
    return {name: value if lower else max(value, floors.get(name, 0.0)) for name, value in reached.items()}
