"""The weights of the grammar, from `scores.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Score(NamedTuple):
    """A sum of weights, and the weights by name that it is made of."""

    total: float
    parts: tuple[tuple[str, float], ...]

    def explain(self) -> str:
        """The score as a person reads it: "4.5 = consecutive 2 + sections 2 + page_top 0.5"."""
        return f"{self.total:g} = " + " + ".join(f"{name} {weight:g}" for name, weight in self.parts)


@cache
def weights(table: str) -> dict[str, float]:
    """The weights of one table, by name."""
    found: dict[str, dict[str, float]] = tomllib.loads((files(__package__) / "scores.toml").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in found[table].items()}


def score(table: str, signs: dict[str, float]) -> Score:
    """The score of these signs, each with how often it is seen; a sign of 0 is not seen."""
    of = weights(table)
    parts = tuple((name, of[name] * times) for name, times in signs.items() if times)
    return Score(sum(weight for _, weight in parts), parts)
