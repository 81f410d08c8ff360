"""Minutes without the forms of a board: of councils for the elderly, disabled or young, on web pages, covers alone."""

from __future__ import annotations

import pytest

from pipeline import parse
from pipeline.errors import NotADocument
from pipeline.record.model import MeetingRecord

COUNCIL = """Vammaisneuvoston kokous 5/2024

Aika 3.9.2024 klo 15.00–17.10
Paikka Kunnantalo, valtuustosali

Läsnä
Kaija Rautio, pj
Timo Hakala
Sari Pohjola, sihteeri

1. Kokouksen avaus

Puheenjohtaja avasi kokouksen klo 15.00.

2. Edellisen kokouksen muistio

Hyväksyttiin edellisen kokouksen muistio.

3. Rannan esteettömyys

Neuvosto esittää, että uimarannalle rakennetaan:

1. luiska

2. kaide

4. Seuraava kokous

Seuraava kokous pidetään 5.11.2024 klo 15.
"""

HEADED = """<html><body><h1>Protokoll fört vid sammanträde med Äldrerådet i Granviks kommun 2023-03-14</h1>
<p>Närvarande: Ulla Bergdahl, ordförande, Sten Holm, Kerstin Frisk, Åke Lund, sekreterare</p>
<h2>Mötets öppnande</h2><p>Ordföranden öppnade mötet och hälsade alla välkomna.</p>
<h2>Val av justerare</h2><p>Sten Holm valdes att justera protokollet.</p>
<h2>Snöröjning</h2><p>Rådet diskuterade snöröjningen vid busshållplatserna.</p></body></html>
"""

APART = """1 (6) Kommunala pensionärsrådet

P R O T O K O L L

Tisdagen den 14 maj 2019 kl 13.00-15.20

Närvarande
Ann-Sofie Frödin, SN, ordförande
Ingvar Håkansson, SBN
Peter Falk, sekreterare

Rådet hade ett långt samtal om sommarens utflykt till badhuset i skärgården.
"""

COVER = """Protokoll från Socialutskottets sammanträde 2011-10-12 Innehållsförteckning

Beslutande... 2

Kvartalsrapport med helårsprognos... 3

Ekonomiskt bistånd ... 6

Plats och tid Kommunhuset, kl 09.00-17.00

Beslutande Anneli Hägglund (C), ordförande

Ronny Jakobs (S)
"""


def record(text: str) -> MeetingRecord:
    return parse(text.encode())


def codes(found: MeetingRecord) -> set[str]:
    return {finding.code for finding in found.findings}


def test_numbers_of_a_list_below_a_cover_begin_items() -> None:
    found = record(COUNCIL)
    assert (found.kind, found.meeting.number) == ("minutes", "5/2024")
    assert found.meeting.body is not None
    assert (found.meeting.body.name, found.meeting.body.kind) == ("Vammaisneuvosto", "youth_or_elders")
    assert [(item.number, item.title) for item in found.items] == [
        ("1", "Kokouksen avaus"),
        ("2", "Edellisen kokouksen muistio"),
        ("3", "Rannan esteettömyys"),
        ("4", "Seuraava kokous"),
    ]
    decision = found.items[1].handling.decision
    assert decision is not None
    assert decision.outcome == "approved"


def test_a_list_in_a_page_of_one_matter_begins_no_items() -> None:
    text = (
        "Granviks stad\nStadsstyrelsen 4.5.2026\n\n§ 7 Torgets namn\n\nBeslut\n\nStadsstyrelsen beslutade\n\n"
        "1. godkänna namnet\n\n2. sätta upp en skylt\n\n3. Informera museet\n"
    )
    assert [item.number for item in record(text).items] == ["7"]
    loose = "Torgets namn\n\nBeslut\n\nStadsstyrelsen beslutade\n\n1. Namnet\n\n2. Skylten\n\n3. Museet\n"
    assert len(record(loose).items) == 1


def test_headings_of_a_page_begin_items_from_the_meetings_opening_on() -> None:
    found = record(HEADED)
    assert (found.kind, found.meeting.date) == ("minutes", "2023-03-14")
    assert [(item.number, item.title) for item in found.items] == [
        (None, "Mötets öppnande"),
        (None, "Val av justerare"),
        (None, "Snöröjning"),
    ]
    assert [person.name for person in found.meeting.present] == ["Ulla Bergdahl", "Sten Holm", "Kerstin Frisk"]
    assert found.meeting.secretary is not None
    assert found.meeting.secretary.name == "Åke Lund"


def test_letters_set_apart_and_a_day_without_a_label() -> None:
    found = record(APART)
    meeting = found.meeting
    assert (found.kind, meeting.date, meeting.start, meeting.end) == ("minutes", "2019-05-14", "13:00", "15:20")
    assert meeting.body is not None
    assert meeting.body.name == "Kommunala pensionärsrådet"
    assert meeting.secretary is not None
    assert meeting.secretary.name == "Peter Falk"
    assert "Rådet hade ett långt samtal" in found.coverage.unclaimed[0].text  # not taken for what a person is
    assert {"no-items", "unclaimed-text"} <= codes(found)


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("P Ö Y T Ä K I R J A   2/2022", "minutes", "2/2022"),
        ("E s i t y s l i s t a 7/2022", "agenda", "7/2022"),
        ("PRO T OK OL L", "minutes", None),
        ("K a l l e l s e / f ö r e d r a g n i n g s l i s t a", "agenda", None),
    ],
)
def test_names_of_documents_in_letters_set_apart(line: str, kind: str, number: str | None) -> None:
    found = record(f"{line}\n\nKirjastotoimikunta 10.3.2022\n\n§ 1 Kokouksen avaus\n\n§ 2 Lehdet\n\n§ 3 Kirjat\n")
    assert (found.kind, found.meeting.number) == (kind, number)


def test_a_cover_alone_is_a_record_that_says_so() -> None:
    found = record(COVER)
    assert (found.kind, found.meeting.date, found.items) == ("minutes", "2011-10-12", [])
    assert found.meeting.body is not None
    assert found.meeting.body.name == "Socialutskottet"
    (finding,) = [finding for finding in found.findings if finding.code == "no-items"]
    assert (finding.severity, finding.pointers) == ("warning", ["/items"])
    assert "contents list of 3 rows" in finding.message


def test_a_contents_list_that_could_not_be_told_apart_counts_as_unread() -> None:
    text = (
        "KUUSIRANNAN KUNTA PÖYTÄKIRJA 6/2015 Maankäyttölautakunta\n\nAika\n1.6.2015 klo 17:30-18:43\n\n"
        "Paikka\nKunnantalo\n\n"
        "Käsitellyt asiat\nOtsikko Sivu 60 Kokouksen laillisuus Pöytäkirjan tarkastajat Torin asemakaava nähtäville\n\n"
        "Läsnä\nAnna Ek, puheenjohtaja\nVille Salo, jäsen\n"
    )
    found = record(text)
    assert found.coverage.ratio < 0.8
    assert "no-items" in codes(found)


def test_the_path_of_a_web_page_names_body_and_day() -> None:
    meeting = record(
        "Du är här: Start > Granviks kommun > Äldrenämnden > Sammanträde 2013-05-21\n\nDatum\nKlockan\n12:00\nPlats\n"
        "ÄLDRENÄMNDEN\n\n4 Anmälan av övriga frågor\n\n5 Inkomna skrivelser\n\n6 Information från förvaltningen\n"
    ).meeting
    assert meeting.body is not None
    assert (meeting.body.name, meeting.date, meeting.start, meeting.place) == (
        "Äldrenämnden",
        "2013-05-21",
        "12:00",
        None,
    )


def test_the_body_that_the_opening_says_has_met() -> None:
    meeting = record(
        "Sammanträdesdatum Paragrafer\n2.5.2018 51-53\n\nBeslutande\nBo Ek, ordförande\nLi Ås\n\n51 Öppnande\n"
        "\nKonstateras att kommunstyrelsen sammanträder i beslutfört antal.\n\n52 Anmälningar\n\nAntecknas.\n\n"
        "53 Avslutning\n\nMötet avslutas.\n"
    ).meeting
    assert meeting.body is not None
    assert (meeting.body.name, meeting.body.kind) == ("kommunstyrelsen", "board")


def test_what_is_no_document_of_a_meeting_is_refused() -> None:
    for text in (
        "Vårens utflykt\n\n1. Ta med kaffe\n\n2. Klä dig varmt\n\n3. Kom i tid\n",
        "Rådet för äldre\n\nRådet träffas fyra gånger per år och består av åtta ledamöter.\n",
    ):
        with pytest.raises(NotADocument):
            record(text)
