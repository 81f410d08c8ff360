"""Layouts with names, modelled on the letters of real systems: rows of data in `named.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from tests.layouts.choices import HEADS, ORDERS, REFERENCES, Choices

_INDEXED = {"head": HEADS, "order": ORDERS, "reference": REFERENCES}


@cache
def layouts() -> dict[str, tuple[Choices, tuple[int, ...]]]:
    """By name: the choices, and which of the issue's classes of strangers the layout shows."""
    table = tomllib.loads((Path(__file__).parent / "named.toml").read_text(encoding="utf-8"))
    found = {}
    for row in table["layout"]:
        given = dict(row)
        name, classes = given.pop("name"), tuple(given.pop("classes", ()))
        for key, options in _INDEXED.items():
            if isinstance(given.get(key), int):
                given[key] = options[given[key]]
        found[name] = (Choices(**given), classes)
    return found
