"""The report on one document: fields that are empty, and what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.debug.document_report import EXPECTED, empty_fields, report
from pipeline.errors import DocumentError, Unsupported
from pipeline.record.model import MeetingRecord
from tests.support.paths import DOCUMENTS, FIXTURES, real

DECIDED = "Kuusirannan kunta\nPöytäkirja\nKunnanhallitus 4.5.2026\n\n§ 7 Torin nimi\n\nPäätös\n\nHyväksyttiin.\n"


def test_every_kind_of_record_has_its_expected_fields() -> None:
    kinds = MeetingRecord.model_json_schema()["properties"]["kind"]["enum"]
    assert set(EXPECTED) == set(kinds)


def test_expected_fields_are_fields_of_the_record() -> None:
    record = real(FIXTURES / "documents" / "fi_poytakirja_valtuusto.txt")
    for of_record, of_items in EXPECTED.values():
        for field in of_record:
            owner, _, name = field.rpartition(".")
            assert not owner or owner in MeetingRecord.model_fields
            assert name in type(record.meeting if owner else record).model_fields
        for field in of_items:
            first = field.split(".")[0]
            assert first in type(record.items[0]).model_fields, field


def test_empty_fields_are_counted() -> None:
    found = report(DECIDED.encode())
    assert (found.kind, found.items, found.error) == ("extract", 1, None)
    assert found.fields["meeting.date"] == (0, 1)
    assert found.fields["items.handling.preparers"] == (1, 1)
    assert found.fields["items.handling.decision.outcome"] == (0, 1)


def test_formalities_need_no_preparers() -> None:
    record = real(FIXTURES / "documents" / "fi_poytakirja_valtuusto.txt")
    fields = empty_fields(record)
    formalities = sum(item.kind == "formality" for item in record.items)
    assert formalities
    assert fields["items.handling.preparers"][1] == len(record.items) - formalities
    assert fields["items.handling.decision"][1] == len(record.items)


def test_what_is_no_document_is_reported_with_its_headings() -> None:
    found = report(b"Kirjaston aukiolo\n\nHuomioitavaa\n\nKirjasto on suljettu juhannuksena koko viikon.\n")
    assert isinstance(found.error, DocumentError)
    assert (found.kind, found.fields) == (None, {})
    assert "Huomioitavaa" in [place.heading for place in found.headings]


def test_what_cannot_be_read_is_an_error() -> None:
    with pytest.raises(Unsupported):
        report(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_fixture_has_a_report(path: Path) -> None:
    found = report(path.read_bytes(), path.name)
    assert found.kind is not None
    assert all(empty <= of for empty, of in found.fields.values())
