"""No minutes and no agenda of the corpus is refused; what becomes of each of its files is known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import DocumentError
from tests.support.paths import SHARED, real

CORPUS = SHARED / "corpus"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else []
DOCUMENTS = [path for path in FILES if path.suffix != ".json" and path.name != "README.md"]
LISTS = ("TELIMET.HTM", "TELIN-", "kokoukset", "_empty", "haku", "poytakirja.htm", "5_2017.html", "2017406946.HTM")
"""What the names of pages that list others have in them."""
NO_MEETING = ("extract_motion-gallande-stod",)
"""Documents that were judged by eye to be no meeting's: motions on their own."""
SCANS = ("extract_ss-93-ks-initiativarende",)
"""Pictures of text, which need tesseract."""


def named(path: Path, names: tuple[str, ...]) -> bool:
    return any(name in path.name for name in names)


MEETINGS = [path for path in DOCUMENTS if not named(path, (*LISTS, *NO_MEETING, *SCANS))]


@pytest.mark.parametrize("path", MEETINGS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_minutes_and_no_agenda_is_refused(path: Path) -> None:
    record = real(path)
    assert record.items or {"no-items"} <= {finding.code for finding in record.findings}


def became(path: Path) -> str:
    try:
        real(path)
    except DocumentError as error:
        return error.status
    return "record"


@pytest.mark.skipif(not FILES, reason="the corpus is not there")
def test_what_becomes_of_every_file() -> None:
    found: Counter[str] = Counter()
    for path in FILES:
        if path in MEETINGS:
            continue
        status = became(path)
        found[status] += 1
        if named(path, NO_MEETING):
            assert real(path).kind == "motion", path
        elif status == "skipped":
            assert path.suffix in (".json", ".md"), path
    assert found["listing"] == sum(named(path, LISTS) for path in DOCUMENTS)
    assert found["failed"] <= sum(named(path, SCANS) for path in DOCUMENTS)
