"""Every fixture gives the record that was reviewed and kept beside it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline import parse
from tests.support.paths import DOCUMENTS, FIXTURES, PROJECT

GOLDENS = FIXTURES / "records"


def golden(document: Path) -> Path:
    return GOLDENS / f"{document.stem}.json"


def kept(document: Path) -> dict[str, Any]:
    """A record as it is kept: without the producer, which changes with every version and every word."""
    record: dict[str, Any] = json.loads(parse(document).model_dump_json(by_alias=True))
    del record["producer"]
    return record


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_golden(document: Path, pytestconfig: pytest.Config) -> None:
    found = kept(document)
    if pytestconfig.getoption("regenerate_goldens"):
        GOLDENS.mkdir(exist_ok=True)
        golden(document).write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert found == json.loads(golden(document).read_text(encoding="utf-8"))


def test_every_golden_has_its_document() -> None:
    assert {path.stem for path in GOLDENS.glob("*.json")} == {path.stem for path in DOCUMENTS}


def test_goldens_hold_no_path_of_a_machine() -> None:
    for path in GOLDENS.glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert str(PROJECT) not in text
        assert str(Path.home()) + "/" not in text


def test_the_flag_that_writes_goldens_is_off(pytestconfig: pytest.Config) -> None:
    """Only `make goldens`, which says so in its environment, may run with the flag: it makes every golden pass."""
    meant = os.environ.get("GOLDENS") == "regenerate"
    assert pytestconfig.getoption("regenerate_goldens") == meant
