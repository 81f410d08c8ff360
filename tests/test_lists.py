"""Covers, lists of persons and roll-calls in forms of many municipalities, with invented persons."""

from __future__ import annotations

import pytest

from extractors.meetings import Meeting
from extractors.persons import Person
from pipeline import parse

FINNISH = (
    "Harjulan kaupunki\nPöytäkirja\nKaupunginhallitus 3.2.2026\n\n{}\n\n§ 74\nTorin nimi\n\nPäätös\nHyväksyttiin.\n"
)
SWEDISH = "Granvik stad\nProtokoll\nStadsstyrelsen 3.2.2026\n\n{}\n\n§ 74\nTorgets namn\n\nBeslut\nGodkändes.\n"


def meeting(form: str, cover: str) -> Meeting:
    return parse(form.format(cover).encode()).meeting


def page(*rows: tuple[str, ...]) -> bytes:
    """A page whose cover is a table."""
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        "<html><body><h1>Harjulan kaupunki</h1><p>Pöytäkirja</p><p>Kaupunginhallitus 3.2.2026</p>"
        f"<table>{table}</table><h2>§ 74 Torin nimi</h2><h3>Päätös</h3><p>Hyväksyttiin.</p></body></html>"
    ).encode()


def names(people: list[Person]) -> list[str | None]:
    return [each.name for each in people]


@pytest.mark.parametrize(
    ("form", "cover", "expected"),
    [
        (FINNISH, "Aika ja paikka\n3.2.2026 klo 17–19.05, kunnantalo, sali", ("17:00", "19:05", "kunnantalo, sali")),
        (FINNISH, "Aika ja paikka: tiistai 3.2.2026 klo 17-19 kunnantalo", ("17:00", "19:00", "kunnantalo")),
        (FINNISH, "Aika 3.2.2026 klo 17.00–19.05 Paikka Kunnantalo", ("17:00", "19:05", "Kunnantalo")),
        (
            FINNISH,
            "Kokousaika ja -paikka\nTi 3.2.2026 klo 17.00–19.05\nKunnantalo, sali 2\nKokoustauko klo 18.00–18.10",
            ("17:00", "19:05", "Kunnantalo, sali 2"),
        ),
        (
            FINNISH,
            "Aika ja paikka: Kokous alkoi 3.2.2026 klo 17.00 ja päättyi klo 19.05",
            ("17:00", "19:05", None),
        ),
        (FINNISH, "Kokousaika\n3.2.2026 klo 17.00–19.05, tiistai\nYlimääräinen kokous", ("17:00", "19:05", None)),
        (
            SWEDISH,
            "Plats och tid: Stadshuset, sessionssalen, tisdagen den 3 februari 2026, kl. 17.00–19.05",
            ("17:00", "19:05", "Stadshuset, sessionssalen"),
        ),
        (
            SWEDISH,
            "Tid och plats\nTisdagen den 3 februari 2026 klockan 17\nStadshuset, sessionssalen",
            ("17:00", None, "Stadshuset, sessionssalen"),
        ),
        (SWEDISH, "Tid: 3.2.2026 kl. 17.00–19.05 Plats: Stadshuset", ("17:00", "19:05", "Stadshuset")),
    ],
)
def test_time_and_place_under_one_label(form: str, cover: str, expected: tuple[str | None, ...]) -> None:
    found = meeting(form, cover)
    assert (found.start, found.end, found.place) == expected


def test_a_cover_set_as_a_table() -> None:
    found = parse(
        page(
            ("Aika ja paikka", "3.2.2026 klo 17.00–19.05, kunnantalo"),
            ("Läsnä", "Anna Ek, puheenjohtaja<br>Kai Salo"),
            ("Poissa", "Teemu Aho"),
            ("Muut läsnäolijat", "Sari Laine, rehtori"),
        )
    ).meeting
    assert (found.date, found.start, found.end, found.place) == ("2026-02-03", "17:00", "19:05", "kunnantalo")
    assert (names(found.present), names(found.absent), names(found.others)) == (
        ["Anna Ek", "Kai Salo"],
        ["Teemu Aho"],
        ["Sari Laine"],
    )


def test_a_list_of_three_columns_with_its_labels_in_the_first() -> None:
    found = parse(
        page(
            ("Läsnä", "Ek Anna", "puheenjohtaja"),
            ("", "Malli Mikko", "jäsen"),
            ("Poissa", "Salo Sari", "jäsen"),
            ("Muu", "Laine Liisa", "sihteeri"),
        )
    ).meeting
    assert (names(found.present), names(found.absent), names(found.others)) == (
        ["Anna Ek", "Mikko Malli"],
        ["Sari Salo"],
        ["Liisa Laine"],
    )
