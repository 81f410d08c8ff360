"""Memos of councils of citizens, covers without line breaks and pages of one matter of unknown towns; all invented."""

from __future__ import annotations

import pytest

from extractors.core.passage import Passage, Span
from extractors.organisations.municipality import Finder
from extractors.people.person_line import read
from pipeline import parse
from pipeline.record.model import MeetingRecord


def record(text: str) -> MeetingRecord:
    """The record of a plain text."""
    return parse(text.encode(), media_type="text/plain")


def persons(text: str) -> list[tuple[str, list[str]]]:
    """The names of a line with their titles, in order."""
    found = read(Passage.of(text, Span(0, len(text))))
    return [(each.name.text, [office.text.text for office in each.offices]) for each in found if each.name is not None]


MEMO = (
    "HARJULAN VANHUSNEUVOSTO\n\nVanhusneuvoston kokous 6/2022\n\nAika: 22.6.2022 klo 13:00\n\nPaikka: Lukusali\n\n"
    "Läsnä:\n\nPuheenjohtaja\nOlli Mäntylä\n\nJäsenet\nGustav Berg\nKerttu Perälä\nErja Tikka (etäyhteydellä)\n\n"
    "Kh:n edustaja\nKaarina Seppälä (etäyhteydellä)\n\nSihteeri\nNiina Savela\n\n1. Kokouksen avaus\n\n"
    "Puheenjohtaja avasi kokouksen klo 13.00.\n\n2. Kokouksen osanottajat, laillisuus ja päätösvaltaisuus\n\n"
    "Todettiin osallistujat sekä kokouksen laillisuus ja päätösvaltaisuus.\n\n"
    "3. Pöytäkirjantarkastajan valinta\nValittiin Kerttu Perälä.\n\n4. Palvelukartta\n\nLIITE\n\n"
    "Palvelukartta esiteltiin. Kartta on valmisteltu talven aikana.\n"
)


def test_offices_over_the_names_of_those_who_hold_them() -> None:
    meeting = record(MEMO).meeting
    assert meeting.chair is not None
    assert meeting.secretary is not None
    assert (meeting.chair.name, meeting.secretary.name) == ("Olli Mäntylä", "Niina Savela")
    roles = {each.name: each.role for each in (*meeting.present, *meeting.others)}
    assert roles["Kaarina Seppälä"] == "Kh:n edustaja"
    assert roles["Gustav Berg"] is None


def test_matters_numbered_with_a_full_stop() -> None:
    found = record(MEMO)
    assert [(each.number, each.title) for each in found.items] == [
        ("1", "Kokouksen avaus"),
        ("2", "Kokouksen osanottajat, laillisuus ja päätösvaltaisuus"),
        ("3", "Pöytäkirjantarkastajan valinta"),
        ("4", "Palvelukartta"),
    ]
    assert found.meeting.number == "6/2022"
    assert found.kind == "minutes"
    assert found.items[2].handling.decision is not None
    assert found.items[2].handling.decision.outcome == "elected"


def test_a_list_in_a_proposal_is_no_row_of_matters() -> None:
    found = record(
        "Kaupunginhallitus, kokous 3.2.2020\n\n§ 12 Torin nimi\n\nPäätösehdotus\n\n"
        "1. Kaupunginhallitus päättää nimen.\n"
        "2. Kaupunginhallitus toteaa asian.\n3. Kaupunginhallitus tarkistaa pöytäkirjan heti.\n\nPäätös\n\n"
        "Hyväksyttiin.\n"
    )
    assert [each.number for each in found.items] == ["12"]


def test_a_section_named_in_the_proceedings_begins_no_item() -> None:
    found = record(
        "Kaupunginvaltuusto, kokous 11.9.2023\n\nPöytäkirja on tarkastettu\n\n§ 44 Työjärjestyksen vahvistaminen\n\n"
        "Ehdotus\n\nValtuusto vahvistaa työjärjestyksen.\n\nKokouskäsittely\n\n"
        "§ 56: LISÄPYKÄLÄ: Asemakaava, Rantakylä\n\n"
        "Äänestyksen jälkeen puheenjohtaja totesi, että äänin 47 JAA, 2 EI, 1 tyhjä asia otetaan käsittelyyn.\n\n"
        "Päätös\n\nHyväksyttiin työjärjestys.\n"
    )
    assert [each.number for each in found.items] == ["44"]
    assert [(each.for_, each.against, each.blank) for each in found.items[0].handling.votes] == [(47, 2, 1)]


PAGE = (
    "Dynasty tietopalvelu Haku RSS Länsi-Harjulan hyvinvointialue\n\nRSS-linkki\n\n"
    "Kokoukset:\nhttps://julkaisu.example.org/cgi/page=rss/meetings\n\n"
    "Aluehallitus\nPöytäkirja 04.12.2023/Pykälä 198\n\n"
    "{above}Aluehallitus 04.12.2023 § 198\n\n{below}Päätösehdotus Hyvinvointialuejohtaja Svan Sanna\n\n"
    "Aluehallitus päättää hyväksyä esityksen.\n\nPäätös\n\nAluehallitus hyväksyi päätösehdotuksen.\n"
)
LONG = "Neuvottelujen tuloksen hyväksyminen osana vuoden 2024 talousarvion valmistelua ja talouden tasapainottamisen "


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("5146/01.04.00/2023\n\n", f"§ 198\n\n{LONG}toimenpiteitä\n\n"),
        (f"{LONG}toimenpiteitä\n\n", "5146/01.04.00/2023\n\n"),
    ],
)
def test_title_and_case_number_around_the_reference_of_a_page(above: str, below: str) -> None:
    found = record(PAGE.format(above=above, below=below))
    [item] = found.items
    assert (item.number, item.title, item.case_number) == ("198", f"{LONG}toimenpiteitä", "5146/01.04.00/2023")
    assert found.meeting.municipality is not None
    assert found.meeting.municipality.name == "Länsi-Harjulan hyvinvointialue"


def test_an_earlier_decision_of_another_body_is_no_decision() -> None:
    found = record(
        "Tekninen lautakunta, kokous 17.6.2021\n\n§ 86 Rannan asemakaava\n\nHarjulan kunnanvaltuusto hyväksyi hankkeen "
        "kaavoitusohjelmaan sen merkityksen perusteella kokouksessaan 16.12.2019 (§ 121).\n"
    )
    assert found.items[0].handling.decision is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kokous pidettiin: Savukosken kunnanvirasto", "Savukoski"),
        ("UUDENKAUPUNGIN KAUPUNKI", "Uusikaupunki"),
        ("ISONKYRÖN KUNTA", "Isokyrö"),
        ("Turun ja Kaarinan seurakuntayhtymä", "Turun ja Kaarinan seurakuntayhtymä"),
        ("Haku RSS Salon hyvinvointialue", "Salon hyvinvointialue"),
    ],
)
def test_the_town_in_the_genitive(text: str, name: str) -> None:
    line = Passage.of(text, Span(0, len(text)))
    found = Finder(line).find([line])
    assert found is not None
    assert found.name == name


def test_two_titles_of_one_person_before_the_next_name() -> None:
    assert persons("Pajamo Antti, rehtori, esittelijä Mulari Anni, kunnanjohtaja Salo Raimo, puheenjohtaja") == [
        ("Pajamo Antti", ["rehtori", "esittelijä"]),
        ("Mulari Anni", ["kunnanjohtaja"]),
        ("Salo Raimo", ["puheenjohtaja"]),
    ]


def test_surnames_first_between_commas() -> None:
    assert [name for name, _ in persons("Albäck, Peter Sundman, Siv Backas, Inger")] == [
        "Albäck Peter",
        "Sundman Siv",
        "Backas Inger",
    ]
    assert [name for name, _ in persons("Granvik, Anna Ek, Per Ås")] == ["Anna Ek", "Per Ås"]


def test_names_in_a_row_whose_given_names_are_not_all_known() -> None:
    found = persons("Allonen Ilkka Elomaa Jarnikka Hallila Heli Havu Tapio valtuuston 1. vpj. Heikkilä Jussi")
    assert [name for name, _ in found] == [
        "Allonen Ilkka",
        "Elomaa Jarnikka",
        "Hallila Heli",
        "Havu Tapio",
        "Heikkilä Jussi",
    ]
    assert found[3][1] == ["valtuuston 1. vpj."]


COVER = (
    "1 HARJULAN SEURAKUNTA KOKOUSPÖYTÄKIRJA N:o 5/2019 Kirkkoneuvosto Sivu 63 Kokousaika klo Kokouspaikka Saapuvilla "
    "olleet Jäsenet Pieni seurakuntatalo Erkki Jaskola, puheenjohtaja Irja Haaranen Maija Pasala (POISSA) "
    "Kauko Nuutila "
    "Muut läsnäolevat Jorma Hiltula, talouspäällikkö, pöytäkirjan pitäjä Antti Marttila, kappalainen Allekirjoitukset "
    "Erkki Jaskola\n\n"
    "2 Kirkkoneuvosto 1 KOKOUKSEN AVAAMINEN Puheenjohtaja avasi kokouksen ja piti alkuhartauden. "
    "2 KOKOUKSEN LAILLISUUS "
    "Kirkkoneuvosto toteaa kokouksen laillisuuden. Kokous todettiin lailliseksi. "
    "3 PÖYTÄKIRJANTARKASTAJAT Kirkkoneuvosto "
    "valitsee tarkastajiksi Irja Haarasen ja Kauko Nuutilan.\n"
)


def test_page_numbers_of_a_cover_without_line_breaks_begin_no_items() -> None:
    found = record(COVER)
    meeting = found.meeting
    assert (meeting.body and meeting.body.name, meeting.number) == ("Kirkkoneuvosto", "5/2019")
    assert meeting.place == "Pieni seurakuntatalo"
    assert [each.name for each in meeting.present] == ["Erkki Jaskola", "Irja Haaranen", "Kauko Nuutila"]
    assert [each.name for each in meeting.absent] == ["Maija Pasala"]
    assert [each.name for each in meeting.others] == ["Jorma Hiltula", "Antti Marttila"]
    assert meeting.secretary is not None
    assert meeting.secretary.name == "Jorma Hiltula"
    assert [each.number for each in found.items] == ["1", "2", "3"]
