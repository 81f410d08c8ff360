"""Where the tests find documents: the project's own fixtures, and the shared seed where it is there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline import parse
from pipeline.record.model import MeetingRecord

PROJECT = Path(__file__).parents[2]
FIXTURES = PROJECT / "fixtures"
SCANS = sorted((FIXTURES / "documents").glob("*_scan.pdf"))
"""Fixtures whose record depends on whether tesseract is there."""
KINDS = (".md", ".txt", ".pdf", ".htm", ".html", ".docx", ".odt")
DOCUMENTS = sorted(path for path in (FIXTURES / "documents").iterdir() if path.suffix in KINDS and path not in SCANS)
"""Fixtures that give the same record everywhere."""
LISTINGS = sorted((FIXTURES / "listings").glob("*.htm*"))
"""Fixtures that list other pages: they give no record."""
DAMAGED = FIXTURES / "damaged.txt"
SHARED = PROJECT.parent / "shared"
LAPUA = sorted((SHARED / "corpus" / "lapua").glob("*.pdf")) if (SHARED / "corpus").is_dir() else []
NYKARLEBY = sorted((SHARED / "corpus" / "nykarleby").glob("*.pdf")) if (SHARED / "corpus").is_dir() else []
"""Real minutes; empty where the shared folder is missing."""
SEEDS = sorted((SHARED / "seed").glob("*.txt")) if (SHARED / "seed").is_dir() else []
"""The document that the project began with; empty where the shared folder is missing."""


@cache
def real(path: Path) -> MeetingRecord:
    """The record of a real document; it is read once for all tests, which leave it as it is."""
    return parse(path)


def read(text: str) -> MeetingRecord:
    """The record of a text."""
    return parse(text.encode())
