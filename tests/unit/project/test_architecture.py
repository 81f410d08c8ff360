"""The house keeps its walls: what the issue tracker can't see and a reviewer forgets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from extractors import vocabulary
from pipeline.record.model import MeetingRecord
from tests.support.paths import DOCUMENTS, PROJECT

SOURCES = [
    path
    for package in ("kommunprotokoll", "extractors", "pipeline", "flows")
    for path in (PROJECT / package).rglob("*.py")
]


def test_importing_and_parsing_never_load_prefect() -> None:
    program = "import sys, pipeline; pipeline.parse(sys.argv[1]); sys.exit('prefect' in sys.modules)"
    subprocess.run([sys.executable, "-c", program, str(DOCUMENTS[0])], check=True, timeout=120)


def test_imports_run_one_way() -> None:
    subprocess.run([str(Path(sys.executable).parent / "lint-imports")], check=True, cwd=PROJECT, capture_output=True)


def test_no_module_knows_a_city_by_name() -> None:
    """Doctests and comments quote real phrasings; the code between them must not."""
    names = {row[key] for row in vocabulary.rows("municipalities.csv") for key in ("name_fi", "name_sv")}
    for path in SOURCES:
        code = re.sub(r'r?""".*?"""|#.*', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        strings = set(re.findall(r"[\"']([A-ZÅÄÖ][a-zåäö]+)[\"']", code))
        assert not strings & names, path


def test_files_can_be_read_in_one_sitting() -> None:
    for path in SOURCES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_every_key_of_the_contract_is_described() -> None:
    schema = MeetingRecord.model_json_schema(mode="serialization", by_alias=True)
    for name, model in {**schema["$defs"], "MeetingRecord": schema}.items():
        for key, field in model.get("properties", {}).items():
            described = schema["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else field
            assert described.get("description"), f"{name}.{key}"


def test_pins_hold_no_hash_and_no_address() -> None:
    for line in (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"#.*|[\w.-]+==[\w.!+]+", line), line


def test_both_languages_have_the_same_vocabulary_files_and_tables() -> None:
    files = [{file.name for file in (PROJECT / "extractors/vocabulary" / each).iterdir()} for each in ("sv", "fi")]
    assert files[0] == files[1]
    tables = {language: vocabulary.tables(language) for language in vocabulary.LANGUAGES}
    swedish, finnish = tables["sv"], tables["fi"]
    assert swedish.keys() == finnish.keys()
    for table in swedish:
        if isinstance(swedish[table], dict) and table != "numbers":
            assert swedish[table].keys() == finnish[table].keys(), table


def test_the_version_is_in_the_changelog() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## [{project['version']}]" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_records_load_again() -> None:
    for path in sorted((PROJECT / "fixtures" / "records").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        record["producer"] = {"name": "kommunprotokoll", "version": "0", "vocabulary": "0"}
        assert MeetingRecord.model_validate(record).id == record["id"]
