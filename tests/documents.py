"""Where the tests find documents: the project's own fixtures, and the shared seed where it is there."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parent
FIXTURES = PROJECT / "fixtures"
DOCUMENTS = sorted(path for path in (FIXTURES / "documents").iterdir() if path.suffix in (".md", ".txt"))
"""Fixtures that give records."""
DAMAGED = FIXTURES / "damaged.txt"
SHARED = PROJECT.parent / "shared"
SEEDS = sorted((SHARED / "seed").glob("*.txt")) if (SHARED / "seed").is_dir() else []
"""The document that the project began with; empty where the shared folder is missing."""
