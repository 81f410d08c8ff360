"""Invented names, labels and sentences, a TOML file a variety of language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def of(variety: str) -> dict[str, Any]:
    """The tables of a variety of language."""
    return tomllib.loads((Path(__file__).parent / f"{variety}.toml").read_text(encoding="utf-8"))
