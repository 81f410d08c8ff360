"""Evidence: every value read from a document has its place, and the place gives the value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractors.core.passage import DERIVED, Span
from pipeline import parse
from pipeline.record.model import MeetingRecord
from tests.support.paths import DOCUMENTS, SEEDS
from tests.support.spans import rebuild

# Values that no place in the text gives: made from others, or the program's own words.
COMPUTED = re.compile(
    r"^/(schema_version|id|language|source|producer|findings|coverage|evidence)\b"
    r"|/(id|language|kind|number_inferred|email_derived|matched_by|score|level|response_days)$"
    r"|^/kind$|^/annexes/\d+/pages/\d+$|^/items/\d+/questions/\d+/number$|/voters/\d+/vote$"
)


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value of a record with its JSON Pointer."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from leaves(each, f"{pointer}/{index}")
    else:
        yield pointer, value


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(params=[*DOCUMENTS, *SEEDS], ids=lambda path: path.stem)
def record(request: pytest.FixtureRequest) -> MeetingRecord:
    return parse(request.param)


def plain(record: MeetingRecord) -> dict[str, Any]:
    return json.loads(record.model_dump_json(by_alias=True))  # type: ignore[no-any-return]


def test_spans_joined_and_healed_give_the_value(record: MeetingRecord) -> None:
    values = dict(leaves(plain(record)))
    for pointer, evidence in record.evidence.items():
        value = values.get(pointer)
        if not isinstance(value, str) or evidence.rule.endswith(DERIVED):
            continue
        told = rebuild(record.text, [Span(span.start, span.end) for span in evidence.spans])
        assert squeezed(told) == squeezed(value), f"{pointer} by {evidence.rule}"


def test_every_value_read_has_evidence(record: MeetingRecord) -> None:
    for pointer, value in leaves(plain(record)):
        if value is None or value is False or value == "" or COMPUTED.search(pointer):
            continue
        assert pointer in record.evidence, f"{pointer} = {value!r} has no place"


def test_pointers_lead_somewhere_and_spans_stand_in_the_text(record: MeetingRecord) -> None:
    whole = plain(record)
    for pointer, evidence in record.evidence.items():
        at: Any = whole
        for token in pointer.split("/")[1:]:
            key = token.replace("~1", "/").replace("~0", "~")
            at = at[int(key)] if isinstance(at, list) else at[key]
        for span in evidence.spans:
            assert 0 <= span.start < span.end <= len(record.text)
            assert not record.text[span.start].isspace()
            assert not record.text[span.end - 1].isspace()


def test_findings_point_at_values(record: MeetingRecord) -> None:
    whole = plain(record)
    for finding in record.findings:
        assert finding.message
        for pointer in finding.pointers:
            at: Any = whole
            for token in pointer.split("/")[1:]:
                at = at[int(token)] if isinstance(at, list) else at[token]


def test_coverage_adds_up(record: MeetingRecord) -> None:
    coverage = record.coverage
    assert 0 <= coverage.claimed <= coverage.characters
    assert coverage.ratio == round(coverage.claimed / coverage.characters, 4)
    for run in coverage.unclaimed:
        assert record.text[run.start : run.end][:80] == run.text


@pytest.mark.parametrize("path", [*DOCUMENTS, *SEEDS], ids=lambda path: path.stem)
def test_fixtures_are_covered(path: Path) -> None:
    assert parse(path).coverage.ratio >= 0.97
