"""Attendance as Sweden's minutes print it: parties, substitutes, offices. All persons are invented."""

from __future__ import annotations

import pytest

from pipeline.record.model import MeetingRecord
from tests.support.paths import read


def attendance(*lines: str) -> MeetingRecord:
    listed = "\n".join(lines)
    return read(
        "Granviks kommun\nKommunstyrelsen\nProtokoll 2026-03-03\n\n"
        f"Plats och tid   Sessionssalen, kl. 13.00-15.30\n\n{listed}\n\n"
        "§ 11 Öppnande\n\nBeslut\n\nMötet öppnas.\n\n§ 12 Torgets namn\n\nBeslut\n\nGodkänns.\n"
    )


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        *((party, party) for party in ("S", "M", "SD", "C", "V", "KD", "L", "MP", "FP", "s", "kd", "GFR", "ÖP")),
        ("Moderaterna", "Moderaterna"),
        ("Kommunens Väl", "Kommunens Väl"),
        ("Granvikspartiet", "Granvikspartiet"),
        ("Alternativ för Granvik", "Alternativ för Granvik"),
        ("-", None),
        ("på distans", None),
        ("ordförande", None),
    ],
)
def test_parties_in_brackets(party: str, expected: str | None) -> None:
    [found] = attendance("Beslutande", f"Lisa Wik ({party})").meeting.present
    assert (found.name, found.party) == ("Lisa Wik", expected)


@pytest.mark.parametrize(
    "line",
    [
        "Per Holm (C) för Ola Fors (C)",
        "Per Holm (C), för Ola Fors (C)",
        "Per Holm (C) ersätter Ola Fors (C)",
        "Per Holm (C), tjg ers för Ola Fors (C)",
        "Per Holm (C), tjänstgörande ersättare för Ola Fors (C)",
    ],
)
def test_whom_a_substitute_replaces(line: str) -> None:
    [found] = attendance("Beslutande", line).meeting.present
    assert (found.name, found.party, found.replaces) == ("Per Holm", "C", "Ola Fors")


def test_for_an_organisation_is_no_replacement() -> None:
    [found] = attendance("Övriga deltagande", "Per Holm (C) för Kommunrevisionen").meeting.others
    assert (found.name, found.replaces) == ("Per Holm", None)


@pytest.mark.parametrize(
    "label",
    ["Tjänstgörande ersättare", "Ej tjänstgörande ersättare", "Icke tjänstgörande ersättare", "Närvarande ersättare"],
)
def test_substitutes_under_a_heading(label: str) -> None:
    present = attendance("Beslutande", "Anna Ek (S), ordförande", "", label, "Olle Ås (KD)").meeting.present
    assert [(each.name, each.role, each.party) for each in present] == [
        ("Anna Ek", "ordförande", "S"),
        ("Olle Ås", "ersättare", "KD"),
    ]


@pytest.mark.parametrize(
    "role", ["1:e vice ordförande", "2:e vice ordförande", "förste vice ordförande", "andre vice ordförande"]
)
def test_vice_chairs(role: str) -> None:
    meeting = attendance("Beslutande", "Anna Ek (S), ordförande", f"Kai Berg (M), {role}").meeting
    assert [(each.name, each.role) for each in meeting.present] == [("Anna Ek", "ordförande"), ("Kai Berg", role)]
    assert meeting.chair is not None
    assert meeting.chair.name == "Anna Ek"


@pytest.mark.parametrize(
    "role",
    [
        "förvaltningschef",
        "tf. förvaltningschef",
        "tillförordnad förvaltningschef",
        "kanslichef",
        "bitr. enhetschef",
        "verksamhetschef",
        "nämndsekreterare",
        "kommunjurist",
        "kommundirektör",
    ],
)
def test_officers_are_others(role: str) -> None:
    meeting = attendance("Beslutande", "Anna Ek (S), ordförande", "", "Tjänstemän", f"Jan Hage, {role}").meeting
    assert [(each.name, each.role) for each in meeting.others] == [("Jan Hage", role)]
