"""Who was disqualified: told and denied, in both languages, with invented persons."""

from __future__ import annotations

import pytest

from extractors.decisions.disqualifications import Disqualification
from pipeline import parse

FINNISH = (
    "Harjulan kunta\n\nPöytäkirja\n\nKunnanhallitus 3.2.2026\n\n§ 5 Torin nimi\n\n{}\n\n{}\n\nPäätös\n\nHyväksyttiin.\n"
)
SWEDISH = (
    "Granvik stad\n\nProtokoll\n\nStadsstyrelsen 3.2.2026\n\n§ 5 Torgets namn\n\n{}\n\n{}\n\nBeslut\n\nGodkändes.\n"
)
HEADINGS = {FINNISH: ("Käsittely", "Esteellisyys"), SWEDISH: ("Behandling", "Jäv")}


def found(form: str, heading: str, text: str) -> list[Disqualification]:
    return parse(form.format(heading, text).encode()).items[0].handling.disqualified


@pytest.mark.parametrize("place", [0, 1], ids=["prose", "heading"])
@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (
            FINNISH,
            "Anna Ek ilmoitti olevansa esteellinen (yhteisöjääviys) ja poistui.",
            [("Anna Ek", "yhteisöjääviys")],
        ),
        (
            FINNISH,
            (
                "Jäsen Anna Ek ilmoitti olevansa esteellinen kylätoimikunnan sihteerinä ja poistui. "
                "Puheenjohtajana toimi Kai Berg."
            ),
            [("Anna Ek", "kylätoimikunnan sihteerinä")],
        ),
        (
            FINNISH,
            "Puheenjohtaja totesi Anna Ekin ja Kai Salon esteellisiksi, koska he ovat yhtiön hallituksessa.",
            [("Anna Ek", "he ovat yhtiön hallituksessa"), ("Kai Salo", "he ovat yhtiön hallituksessa")],
        ),
        (
            FINNISH,
            "Puheenjohtaja Kai Ek totesi Ville Kortesmäen esteelliseksi (hallintolaki (434/2003) 28 § 1 mom. 5 k).",
            [("Ville Kortesmäki", "hallintolaki (434/2003) 28 § 1 mom. 5 k")],
        ),
        (SWEDISH, "Kai Berg deltog inte i behandlingen på grund av jäv.", [("Kai Berg", None)]),
        (
            SWEDISH,
            "Anna Ek anmälde jäv (samfundsjäv, förvaltningslagen 28 § 1 mom. 5 punkten).",
            [("Anna Ek", "samfundsjäv, förvaltningslagen 28 § 1 mom. 5 punkten")],
        ),
        (
            SWEDISH,
            (
                "Kai Berg anmälde jäv, eftersom han är medlem i bolagets styrelse, och avlägsnade sig. "
                "Anna Ek fungerade som ordförande."
            ),
            [("Kai Berg", "han är medlem i bolagets styrelse")],
        ),
        (SWEDISH, "Kai Berg anmälde jäv och Anna Ek fungerade som ordförande.", [("Kai Berg", None)]),
        (FINNISH, "Anna Ek ilmoitti esteellisyydestään. Anna Ekiä ei katsottu esteelliseksi.", []),
        (FINNISH, "Kaupunginhallitus hylkäsi Anna Ekiä koskevan esteellisyysväitteen.", []),
        (FINNISH, "Kun jäsen on esteellinen, kutsutaan hänen varajäsenensä.", []),
        (SWEDISH, "Styrelsen avslog jävsinvändningen mot Anna Ek.", []),
        (SWEDISH, "Anna Ek ansågs inte jävig.", []),
        (
            FINNISH,
            "Esteellisenä kokouksesta poistui jäsen Anna Ek. Läsnä asian käsittelyn ajan oli varajäsen Kai Berg.",
            [("Anna Ek", None)],
        ),
        (FINNISH, "Anna Ek poistui esteellisenä ja hänen tilallaan oli varajäsen Kai Berg.", [("Anna Ek", None)]),
        (FINNISH, "Kai Berg toimi puheenjohtajana Anna Ekin ollessa esteellinen.", [("Anna Ek", None)]),
        (
            FINNISH,
            "Anna Ek (yhteisöjäävi) ja Kai Berg (osallisuusjäävi) ilmoittivat olevansa esteellisiä.",
            [("Anna Ek", "yhteisöjäävi"), ("Kai Berg", "osallisuusjäävi")],
        ),
        (
            SWEDISH,
            "Irene Ek (S) anmäler jäv och deltar inte i handläggningen. I stället tjänstgör Bo Aro (S).",
            [("Irene Ek", None)],
        ),
        (SWEDISH, "På grund av jäv deltar Irene Ek (S) och Bo Aro (C) inte i handläggningen av ärendet.", None),
    ],
)
def test_disqualified(form: str, text: str, expected: list[tuple[str, str | None]], place: int) -> None:
    told = found(form, HEADINGS[form][place], text)
    expected = [("Irene Ek", None), ("Bo Aro", None)] if expected is None else expected
    assert [(each.name, each.reason) for each in told] == expected
