"""The published JSON Schema: it is the models', and what the program writes keeps to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from pipeline import parse
from pipeline.record.model import SCHEMA_VERSION, MeetingRecord
from pipeline.record.serialisation import to_json
from pipeline.schema import json_schema
from tests.support.paths import DOCUMENTS, PROJECT

SCHEMA: dict[str, Any] = json.loads(json_schema())


def objects() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "MeetingRecord", SCHEMA
    yield from SCHEMA["$defs"].items()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert list(SCHEMA)[:2] == ["$schema", "$id"]
    assert SCHEMA["$id"] == f"https://kommunprotokoll.invalid/record/{SCHEMA_VERSION}"
    assert SCHEMA["title"] == "MeetingRecord"
    assert list(SCHEMA["properties"]) == list(MeetingRecord.model_fields)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_records_keep_to_it(document: Path) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(to_json(parse(document))))


def test_every_key_must_be_there_and_no_other() -> None:
    for name, schema in objects():
        assert schema["required"] == list(schema["properties"]), name
        assert schema["additionalProperties"] is False, name


def test_it_is_always_the_same() -> None:
    program = "import sys; from pipeline.schema import json_schema; sys.stdout.buffer.write(json_schema().encode())"
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(PROJECT)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
    assert done.stdout.decode() == json_schema()


def test_the_published_one_is_the_models() -> None:
    published = PROJECT / "docs" / "record.schema.json"
    assert published.read_text(encoding="utf-8") == json_schema(), (
        "run: kommunprotokoll schema > docs/record.schema.json"
    )
