"""Who was there, in the layouts of real minutes with invented persons; and what the corpus says, where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.meeting.meeting import Meeting
from extractors.people.person import Person
from pipeline import parse
from tests.support.paths import LAPUA, NYKARLEBY, real

SWEDISH = "Granvik stad\nProtokoll\nStadsstyrelsen 3.2.2026\n\nSammanträdestid 3.2.2026 kl. 17.00–19.05\n\n{}\n\n"
FINNISH = "Harjulan kaupunki\nPöytäkirja\nKaupunginhallitus 3.2.2026\n\nAika 3.2.2026 klo 17.00–19.05\n\n{}\n\n"
ITEMS = "§ 74\nTorin nimi\n\nPäätös\nHyväksyttiin.\n\n{}\n\n§ 75\nTorin valot\n\nPäätös\nHyväksyttiin.\n"


def meeting(form: str, listed: str, told: str = "") -> Meeting:
    return parse((form.format(listed) + ITEMS.format(told)).encode()).meeting


def names(people: list[Person]) -> list[str | None]:
    return [person.name for person in people]


def facts(person: Person) -> tuple[str | None, ...]:
    return person.name, person.role, person.party, person.arrived, person.left, person.replaces


def test_columns_with_hours_and_roles() -> None:
    found = meeting(
        FINNISH,
        "Läsnä       Malli Mikko          17:00 - 19:05   puheenjohtaja\n"
        "            Ek Anna              17:00 - 18:40   jäsen        § 74\n"
        "            Virta Virpi          17:00 - 19:05   varajäsen    Kaija Mannerkorven varajäsen\n\n"
        "Poissa      Mannerkorpi Kaija                    jäsen\n\n"
        "Muu         Salo Sari            17:00 - 19:05   kaupunginjohtaja, esittelijä\n"
        "            Laine Liisa          17:00 - 19:05   hallintojohtaja, pöytäkirjanpitäjä",
    )
    assert [facts(person) for person in found.present] == [
        ("Mikko Malli", "puheenjohtaja", None, None, None, None),
        ("Anna Ek", "jäsen", None, "17:00", "18:40", None),
        ("Virpi Virta", "varajäsen", None, None, None, "Kaija Mannerkorpi"),
    ]
    assert names(found.absent) == ["Kaija Mannerkorpi"]
    assert [(each.name, each.role) for each in found.others] == [
        ("Sari Salo", "kaupunginjohtaja, esittelijä"),
        ("Liisa Laine", "hallintojohtaja, pöytäkirjanpitäjä"),
    ]
    assert found.chair
    assert found.chair.name == "Mikko Malli"
    assert found.secretary
    assert found.secretary.name == "Liisa Laine"


def test_labels_before_several_persons_a_line() -> None:
    found = meeting(
        FINNISH,
        "Läsnä\nJäsenet: Mikko Malli (kesk.) puheenjohtaja, Anna Ek (kok.), Teemu Aho /vas/, Ville Kortesmäki ps\n"
        "Varajäsenet: Virpi Virta (Kaija Mannerkorven varajäsen)\n"
        "Muut: Sari Salo, sivistysjohtaja, esittelijä, Liisa Laine, hallintosihteeri, pöytäkirjanpitäjä\n"
        "Poissa: Kaija Mannerkorpi",
    )
    assert [(each.name, each.party) for each in found.present] == [
        ("Mikko Malli", "kesk"),
        ("Anna Ek", "kok"),
        ("Teemu Aho", "vas"),
        ("Ville Kortesmäki", "ps"),
        ("Virpi Virta", None),
    ]
    assert found.present[-1].replaces == "Kaija Mannerkorpi"
    assert names(found.absent) == ["Kaija Mannerkorpi"]
    assert names(found.others) == ["Sari Salo", "Liisa Laine"]


def test_name_role_and_party_each_on_a_line() -> None:
    found = meeting(
        FINNISH,
        "Saapuvilla olleet jäsenet\nMikko Malli\npuheenjohtaja\nkok\nTeemu Aho\njäsen\nvihr, poistui klo 18.10\n"
        "Virpi Virta\nvarajäsen, saapui klo 17.30 § 74\nliik",
    )
    assert [facts(person)[:5] for person in found.present] == [
        ("Mikko Malli", "puheenjohtaja", "kok", None, None),
        ("Teemu Aho", "jäsen", "vihr", None, "18:10"),
        ("Virpi Virta", "varajäsen", "liik", "17:30", None),
    ]


def test_boxes_and_officials_under_a_label_of_their_own() -> None:
    found = meeting(
        SWEDISH,
        "Beslutande\n☒ Ek Anna, ordförande, SFP\n☒ Berg Kai (sannf.), § 70–74\n☐ Holm Per, saml.\n"
        "☒ Ås Maria, c., avlägsnade sig kl. 18.40 § 75\n[X] Dahl Bo, ersättare för Holm Per\n"
        "Närvarande tjänstemän\n☒ Sund Lars, stadsdirektör\n☐ Gran Tove, stadsjurist\n☒ Lind Eva, protokollförare",
    )
    assert [facts(person) for person in found.present] == [
        ("Anna Ek", "ordförande", "SFP", None, None, None),
        ("Kai Berg", None, "sannf", "§ 70", "§ 74", None),
        ("Maria Ås", None, "c", None, "18:40", None),
        ("Bo Dahl", "ersättare", None, None, None, "Per Holm"),
    ]
    assert [(each.name, each.party) for each in found.absent] == [("Per Holm", "saml")]
    assert names(found.others) == ["Lars Sund", "Eva Lind"]
    assert found.secretary
    assert found.secretary.name == "Eva Lind"


def test_two_columns_of_boxes_under_ordinarie_and_ersattare() -> None:
    found = meeting(
        SWEDISH,
        "Beslutande\n\nordinarie  ersättare\n[X] Berg Anna, ordförande\n[ ] Frost Torkel, vice ordförande\n"
        "[X] Ek Kai, på distans\n\n[ ] Holm Maria\n[X] Dahl Bo",
    )
    assert names(found.present) == ["Anna Berg", "Kai Ek", "Bo Dahl"]
    assert names(found.absent) == ["Torkel Frost"]  # nobody needed Maria Holm; the list's order turns Torkel Frost


def test_two_persons_on_a_line_and_titles_before_names() -> None:
    found = meeting(
        SWEDISH,
        "Närvarande ledamöter\nAnna Ek ordf. (SFP)\nKai Berg viceordf., ordförande §§ 74–75\nTove Gran och Nils Lund\n"
        "Övriga närvarande\nBildningsdirektör Lars Sund\nSekreterare Eva Lind\nUngdomsfullmäktiges representant Ida Ny",
    )
    assert names(found.present) == ["Anna Ek", "Kai Berg", "Tove Gran", "Nils Lund"]
    assert found.present[1].arrived is None  # who chaired for two paragraphs was there before
    assert found.chair
    assert found.chair.name == "Anna Ek"
    assert [each.role for each in found.others] == [
        "Bildningsdirektör",
        "Sekreterare",
        "Ungdomsfullmäktiges representant",
    ]


def test_a_table_of_all_who_were_there() -> None:
    text = (
        "# Harjulan kaupunki\n\nPöytäkirja\n\nTekninen lautakunta 3.2.2026\n\n## Osallistujat\n\n"
        "| Nimi | Tehtävä | Lisätiedot |\n|---|---|---|\n| Malli Mikko | puheenjohtaja | kok |\n"
        "| Ek Anna | jäsen | saapui klo 17.02 § 74 |\n| Salo Sari | tekninen johtaja § 74 | esittelijä |\n\n"
        "## § 74 Torin nimi\n\n### Päätös\n\nHyväksyttiin.\n"
    )
    found = parse(text.encode()).meeting
    assert [facts(each)[:4] for each in found.present] == [
        ("Mikko Malli", "puheenjohtaja", "kok", None),
        ("Anna Ek", "jäsen", None, "17:02"),
    ]
    assert [(each.name, each.role) for each in found.others] == [("Sari Salo", "tekninen johtaja, esittelijä")]


def test_a_firm_after_a_title_is_no_person_and_a_missing_name_nobody() -> None:
    found = meeting(
        FINNISH,
        "Saapuvilla olleet jäsenet\nMikko Malli, puheenjohtaja\nAnna Ek\n, varajäsen, saapui 17:42\n"
        "Muut saapuvilla olleet\nSari Salo, Toimitusjohtaja, Harjulan Kotiasunnot Oy",
    )
    assert [(each.name, each.role) for each in found.present] == [("Mikko Malli", "puheenjohtaja"), ("Anna Ek", None)]
    assert [(each.name, each.role) for each in found.others] == [
        ("Sari Salo", "Toimitusjohtaja, Harjulan Kotiasunnot Oy")
    ]


def test_substitutes_in_a_mixed_list_and_guests_for_a_while() -> None:
    found = meeting(
        SWEDISH,
        "Närvarande  Berg Anna  ordförande\n            Fors Ulla  ledamot, anlände kl. 17.22 § 74\n"
        "            Dahl Bo  personlig ersättare för Maria Ås\n            Sund Lars  stadsdirektör\n\n"
        "Frånvarande  Ås Maria  förfall\n\n"
        "Övriga närvarande\nGran Nils  fullmäktiges ordförande  kl. 17.00–18.15, § 74",
    )
    assert [facts(each) for each in found.present] == [
        ("Anna Berg", "ordförande", None, None, None, None),
        ("Ulla Fors", "ledamot", None, "17:22", None, None),
        ("Bo Dahl", "personlig ersättare", None, None, None, "Maria Ås"),
    ]
    assert [(each.name, each.role) for each in found.absent] == [("Maria Ås", None)]
    assert [facts(each)[:5] for each in found.others] == [
        ("Lars Sund", "stadsdirektör", None, None, None),
        ("Nils Gran", "fullmäktiges ordförande", None, "17:00", "18:15"),
    ]


def test_officers_named_again_below_the_absent() -> None:
    found = meeting(
        FINNISH,
        "Läsnä\nJäsenet:\nMalli Mikko, pj.\nEk Anna, etäyhteydellä\nMuut:\nLaine Liisa, hallintosihteeri\n"
        "Poissa:\nMannerkorpi Kaija (este)\n\nPuheenjohtaja: Mikko Malli\nSihteeri: Liisa Laine",
    )
    assert names(found.present) == ["Mikko Malli", "Anna Ek"]
    assert names(found.absent) == ["Kaija Mannerkorpi"]
    assert names(found.others) == ["Liisa Laine"]


@pytest.mark.parametrize(
    ("form", "listed", "expected"),
    [
        (
            SWEDISH,
            "Närvarande ledamöter\nKaj Boström   Gundel Löf\nErsättare\nBo Dahl",
            "Kaj Boström,Gundel Löf,Bo Dahl",
        ),
        (SWEDISH, "Närvarande\nAnna Ek Kai Berg Per Holm", "Anna Ek,Kai Berg,Per Holm"),
        (SWEDISH, "Beslutande\nX Anna Ek, ordförande\nX Kai Berg", "Anna Ek,Kai Berg"),
        (FINNISH, "Läsnä\nEK ANNA, puheenjohtaja\nMikko MALLI, jäsen", "Anna Ek,Mikko Malli"),
        (FINNISH, "Läsnä\nAnna Ek\n\nLAILLISUUS JA PÄÄTÖSVALTAISUUS\nTodettiin.", "Anna Ek"),
    ],
)
def test_lists_without_commas_with_marks_and_in_capitals(form: str, listed: str, expected: str) -> None:
    assert names(meeting(form, listed).present) == expected.split(",")


def test_capitals_stay_as_written() -> None:
    [ek, *_] = meeting(FINNISH, "Läsnä\nEK ANNA, puheenjohtaja\nMalli Mikko, jäsen").present
    assert (ek.name, ek.as_written) == ("Anna Ek", "EK ANNA")


LISTED = "Saapuvilla olleet jäsenet\nMikko Malli, puheenjohtaja\nAnna Yli-Karhu\nTeemu Aho, saapui 17:05"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Merkittiin, että Mikko Malli poistui kokouksesta klo 18.40.", ("Mikko Malli", None, "18:40")),
        ("Merkittiin, että jäsen Anna Ylikarhu poistui kokouksesta klo 18.31.", ("Anna Yli-Karhu", None, "18:31")),
        ("Kokouksesta poistui Anna Yli-Karhu tämän asian jälkeen.", ("Anna Yli-Karhu", None, "§ 74")),
        (
            "Mikko Malli saapui kokoukseen klo 17.10 ja poistui kokouksesta klo 18.20.",
            ("Mikko Malli", "17:10", "18:20"),
        ),
        ("Jäsen Malli poistui kokouksesta klo 18.00.", ("Mikko Malli", None, "18:00")),
        ("Anna Yli-Karhu anlände till mötet kl. 17.15 under § 74.", ("Anna Yli-Karhu", "17:15", None)),
    ],
)
def test_coming_and_going_stated_in_an_item(told: str, expected: tuple[str | None, ...]) -> None:
    people = meeting(FINNISH, LISTED, told).present
    changed = [(each.name, each.arrived, each.left) for each in people if each.name != "Teemu Aho"]
    assert [each for each in changed if each[1] or each[2]] == [expected]


@pytest.mark.parametrize(
    "told",
    [
        "Mikko Malli poistui kokouksesta klo 17.20-17.22 väliseksi ajaksi.",
        "Mikko Malli poistui kokoushuoneesta asian käsittelyn ajaksi (osallisuusjäävi).",
        "Mikko Malli ei poistunut kokouksesta klo 18.",
        "Mikko Malli avlägsnade sig från mötet för den tid ärendet behandlades.",
        "Hakemus saapui määräajan jälkeen klo 16.15, totesi Mikko Malli.",
    ],
)
def test_who_left_for_a_while_was_there(told: str) -> None:
    assert not any(each.left for each in meeting(FINNISH, LISTED, told).present)


def test_the_list_goes_before_prose() -> None:
    people = meeting(FINNISH, LISTED, "Teemu Aho saapui kokoukseen klo 17.30.").present
    assert people[-1].arrived == "17:05"


def test_signatures_beside_each_other() -> None:
    listed = "Allekirjoitukset\n\nMikko Malli          Liisa Laine\npuheenjohtaja        pöytäkirjanpitäjä"
    found = meeting(FINNISH, listed)
    assert [(each.name, each.role) for each in found.signed] == [
        ("Mikko Malli", "puheenjohtaja"),
        ("Liisa Laine", "pöytäkirjanpitäjä"),
    ]


@pytest.mark.parametrize("path", LAPUA, ids=lambda path: path.stem)
def test_every_member_of_real_minutes_has_a_name_and_the_secretary_an_office(path: Path) -> None:
    found = real(path).meeting
    assert found.chair
    assert found.chair.role
    assert found.secretary
    assert found.secretary.role
    people = [*found.present, *found.absent, *found.others]
    assert len({each.name for each in people}) == len(people)
    assert all(each.name and 2 <= len(each.name.split()) <= 3 for each in people)
    assert all(any(each.name == other.name for other in found.present) for each in found.adjusters)


@pytest.mark.corpus
@pytest.mark.skipif(not NYKARLEBY, reason="needs ../shared")
def test_real_boxes() -> None:
    [path] = [path for path in NYKARLEBY if path.stem.startswith("personal")]
    found = real(path).meeting
    assert (len(found.present), len(found.absent), len(found.others)) == (4, 1, 2)
