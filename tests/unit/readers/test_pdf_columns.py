"""Persons in columns, under their offices and over signatures."""

from __future__ import annotations

import pytest

from tests.support.paths import read
from tests.support.records import ITEM_SV, cover, people

# Persons in columns


def test_a_substitute_on_a_line_of_his_own_replaces_nobody_named_on_it() -> None:
    record = cover("Läsnä\nKorpela Kai puheenjohtaja\nPasila Olli varsinainen jäsen\nPeltola Maija varajäsen")
    assert people(record, "present") == [
        ("Kai Korpela", "puheenjohtaja"),
        ("Olli Pasila", "varsinainen jäsen"),
        ("Maija Peltola", "varajäsen"),
    ]
    assert [each.replaces for each in record.meeting.present] == [None, None, None]


def test_a_genitive_before_a_substitute_states_whom_he_replaces() -> None:
    record = cover("Läsnä\nKorpela Kai, puheenjohtaja\nPeltola Maija, Olli Pasilan varajäsen")
    assert [each.replaces for each in record.meeting.present] == [None, "Olli Pasila"]


def test_offices_in_a_column_before_the_names() -> None:
    record = cover(
        "Saapuvilla olleet\nPuheenjohtaja      Huttula Jorma\nJäsenet            Ahola Anna\n\n"
        "Muut saapuvilla olleet\nvs. kunnanjohtaja  Kaasila Helena (poissa § 20)\nkamreeri           Hallila Heikki"
    )
    assert people(record, "present") == [("Jorma Huttula", "Puheenjohtaja"), ("Anna Ahola", None)]
    assert [each[1] for each in people(record, "others")][1] == "kamreeri"
    assert people(record, "others")[0][0] == "Helena Kaasila"
    assert (people(record, "others")[0][1] or "").startswith("vs. kunnanjohtaja")
    assert record.meeting.chair is not None
    assert record.meeting.chair.name == "Jorma Huttula"


def test_a_short_office_after_a_name_with_a_comma_and_initials_of_a_party() -> None:
    record = read(
        "GRANVIK KOMMUN\nSAMMANTRÄDESPROTOKOLL   Nr 5/2026\nKommunfullmäktige\n\nTid  4.5.2026 kl. 19.00\n\n"
        "Beslutande:   Albäck, Peter (NP), 1:e vice ordförande\n              Backman, Inger (M)\n\n"
        f"Övriga närvarande:   Djupsjö, Michael kommundir.\n                     Bjon, Inger kommunsekr.\n{ITEM_SV}"
    )
    assert [(each.name, each.party, each.role) for each in record.meeting.present] == [
        ("Peter Albäck", "NP", "1:e vice ordförande"),
        ("Inger Backman", "M", None),
    ]
    assert [each.name for each in record.meeting.others] == ["Michael Djupsjö", "Inger Bjon"]


@pytest.mark.parametrize(
    "signed",
    [
        "Puheenjohtaja           Pöytäkirjanpitäjä\nKai Korpela             Aino Salo",
        "Kai Korpela             Aino Salo\nPuheenjohtaja           Pöytäkirjanpitäjä",
        "Kai Korpela             Aino Salo\nPuheenjohtaja §§ 1-3    Pöytäkirjanpitäjä",
        "Puheenjohtaja: .........................\nKai Korpela\nPöytäkirjanpitäjä: ..................\nAino Salo",
    ],
)
def test_offices_over_or_under_two_signatures(signed: str) -> None:
    record = cover(f"Allekirjoitukset\n{signed}\n\nPöytäkirjan tarkastus\nAnna Ahola              Olli Pasila")
    assert [(each.name, each.role) for each in record.meeting.signed] == [
        ("Kai Korpela", "Puheenjohtaja"),
        ("Aino Salo", "Pöytäkirjanpitäjä"),
    ]
    assert record.meeting.secretary is not None
    assert record.meeting.secretary.name == "Aino Salo"
    assert [each.name for each in record.meeting.adjusters] == ["Anna Ahola", "Olli Pasila"]


def test_adjusters_in_a_sentence_and_their_office_under_each_name() -> None:
    record = cover("Pöytäkirjan tarkastajat\nVuorossa Kai Aho ja Anu Salo\nValittiin Kai Aho ja Olli Pasila.")
    assert [each.name for each in record.meeting.adjusters] == ["Kai Aho", "Olli Pasila"]
    record = cover(
        "Pöytäkirjan tarkastus\nKai Aho                  Olli Pasila\n"
        "Pöytäkirjantarkastaja    Pöytäkirjantarkastaja\n\nPöytäkirja nähtävänä\n8.5.2026 Aino Salo"
    )
    assert [each.name for each in record.meeting.adjusters] == ["Kai Aho", "Olli Pasila"]


def test_a_signature_keeps_its_order_where_the_list_has_the_surname_first() -> None:
    record = cover(
        "Läsnä\nFagerberg Thommy, pj\nLindgren Anna, jäsen\nBerg Kai, jäsen\n\n"
        "Allekirjoitukset\nThommy Fagerberg        Aino Salo"
    )
    assert record.meeting.present[0].name == "Thommy Fagerberg"
    assert [each.name for each in record.meeting.signed] == ["Thommy Fagerberg", "Aino Salo"]
