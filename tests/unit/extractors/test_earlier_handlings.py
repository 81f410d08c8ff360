"""Earlier handlings that an account tells: of the matter itself, by a body, on a day, under a section."""

from __future__ import annotations

import datetime

import pytest

from extractors.core.passage import Passage, Span
from extractors.item.earlier_handlings import stated

TODAY = datetime.date(2031, 6, 1)


def told(text: str, until: datetime.date | None = TODAY) -> list[tuple[str, str, str]]:
    found = stated([Passage.of(text, Span(0, len(text)))], until)
    return [(each.body.text, each.date.value, each.section.value) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hamnstyrelsens arbetsutskott har den 4 mars 2031, § 12 behandlat ärendet och föreslagit en brygga.",
            [("Hamnstyrelsens arbetsutskott", "2031-03-04", "12")],
        ),
        (
            "Tekniska nämnden har behandlat ärendet under sitt sammanträde 8 december, § 43 och 13 april, § 15.",
            [("Tekniska nämnden", "2030-12-08", "43"), ("Tekniska nämnden", "2031-04-13", "15")],
        ),
        (
            "Fullmäktige beslutade den 4 mars 2031, § 12 att motionen lämnas vidare till kommunstyrelsen.",
            [("Fullmäktige", "2031-03-04", "12")],
        ),
        (
            "Den 4 mars 2031, § 12 bordlade hamnnämnden ärendet.",
            [("hamnnämnden", "2031-03-04", "12")],
        ),
        (
            "Hamnutskottet har den 4 mars 2031, § 12 fått muntlig information i ärendet samt hänskjutit ärendet.",
            [("Hamnutskottet", "2031-03-04", "12")],
        ),
        ("Motionen behandlades av hamnnämnden den 4 mars 2031, § 12.", [("hamnnämnden", "2031-03-04", "12")]),
        ("Kaupunginhallitus on käsitellyt asiaa 4.3.2031 § 12.", [("Kaupunginhallitus", "2031-03-04", "12")]),
        ("Tekninen lautakunta päätti 4.3.2031 § 12 palauttaa asian.", [("Tekninen lautakunta", "2031-03-04", "12")]),
    ],
)
def test_handlings_of_the_matter(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hamnnämnden beslutade om en riktlinje den 4 mars 2031, § 12.",
        "Hamnordningen beslutades senast av nämnden vid sammanträde den 4 mars 2031, § 12 HN.",
        "Hamnnämnden har den 4 mars 2031, § 12 inte behandlat ärendet.",
        "Hamnnämnden behandlade den 4 mars 2031, § 12 ärendet om bryggan.",
        "Hamnnämnden har den 4 juli 2031, § 12 behandlat ärendet.",
        "Hamnnämnden har den 4 mars 2031 behandlat ärendet.",
        "Anna Ek har den 4 mars 2031, § 12 lämnat ett initiativärende till hamnnämnden.",
        "Kaupunginhallitus päätti 4.3.2031 § 12 varata tontin laiturille.",
        "Valtuusto päätti 4.3.2031 § 12, että asukkaan aloite Aurinkorannan laiturista ei anna aihetta toimiin.",
        "Hamnnämnden har behandlat ett liknande ärende den 4 mars 2031, § 12.",
    ],
)
def test_no_handlings_of_the_matter(text: str) -> None:
    assert told(text) == []


def test_a_day_without_a_year_needs_the_meetings_date() -> None:
    assert told("Hamnnämnden har behandlat ärendet den 4 mars, § 12.", None) == []
