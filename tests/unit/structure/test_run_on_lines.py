"""Documents whose line breaks are lost: their lines are cut around labels and before numbers of items."""

from __future__ import annotations

from extractors.core.document import Document
from extractors.structure import run_on_lines
from pipeline import parse
from pipeline.readers import read
from pipeline.record.model import MeetingRecord

FINNISH = (
    "1 GRANVIKIN KAUPUNKI PÖYTÄKIRJA 7/2021 1(12) Kaupunginhallitus AIKA 3.5.2021 klo 17:05-19:20 PAIKKA Kaupungintalo,"
    " kokoushuone 2 KÄSITELLYT ASIAT Otsikko Sivu 81 Kokouksen laillisuus ja päätösvaltaisuus 3 82 Pöytäkirjan"
    " tarkastajien valinta 4 83 Uimarannan kunnostaminen 5 84 Torin nimi\n"
    "2 GRANVIKIN KAUPUNKI PÖYTÄKIRJA 7/2021 2(12) Kaupunginhallitus OSALLISTUJAT Nimi Tehtävä Lisätiedot LÄSNÄ Ek Anna"
    " puheenjohtaja Salo Ville jäsen Mäki Leena jäsen MUU Virtanen Kai esittelijä Korpi Tarja pöytäkirjanpitäjä POISSA"
    " Aalto Jussi jäsen"
)
SWEDISH = (
    "1 1(9) Plats och tid Sammanträdesrum Ån, stadshuset, kl 13:00-15:30 Beslutande Ej tjänstgörande ersättare Anna Ek"
    " (S), ordförande Per Åberg (M) Maria Holm (C) Lars Berg (S) ersätter Karin Lind (S) Övriga deltagande Eva Sjö,"
    " kommunchef Utses att justera Per Åberg Justeringens plats och tid Stadshuset 2019-03-12 Paragrafer 8-10"
    " Underskrifter Sekreterare Ordförande Justerande Eva Sjö Anna Ek Per Åberg ANSLAG/BEVIS Protokollet är justerat."
    " Justeringen har tillkännagivits genom anslag Organ och sammanträdesdatum Tekniska nämnden 2019-03-10"
)
DECISIONS = (
    "GRANVIKIN SEURAKUNTA PÖYTÄKIRJA 3/2009 Kirkkovaltuusto 4.6.2009\n"
    "Kirkkovaltuusto Aika torstai klo 18 Paikka seurakuntasali, Rantatie 2 Osallistujat liite 1 12 KOKOUKSEN LAILLISUUS"
    " Puheenjohtaja avasi kokouksen. Kn:n esitys Kv toteaa kokouksen laillisuuden. Päätös Päätettiin esityksen mukaan."
    " 13 KOKOUKSEN PÄÄTÖSVALTAISUUS Kn:n esitys Kv toteaa kokouksen päätösvaltaisuuden.\n"
    "Kirkkovaltuusto Päätös Kokous todettiin päätösvaltaiseksi. 14 PÖYTÄKIRJAN TARKASTAJIEN VALINTA Kn:n esitys Kv"
    " valitsee kaksi tarkastajaa. Päätös Pöytäkirjan tarkastajiksi valittiin Heikki Korpi ja Eeva Lind."
)


def document(text: str) -> Document:
    """A document of plain text."""
    return read(text.encode(), "text/plain")


def record(text: str) -> MeetingRecord:
    """The record of a plain text."""
    return parse(text.encode(), media_type="text/plain")


def test_a_finnish_cover_on_two_lines() -> None:
    found = record(FINNISH)
    meeting = found.meeting
    assert (found.kind, meeting.body and meeting.body.name) == ("minutes", "Kaupunginhallitus")
    assert (meeting.date, meeting.start, meeting.end, meeting.number) == ("2021-05-03", "17:05", "19:20", "7/2021")
    assert meeting.place == "Kaupungintalo, kokoushuone 2"
    assert [each.name for each in meeting.present] == ["Anna Ek", "Ville Salo", "Leena Mäki"]
    assert [each.name for each in meeting.absent] == ["Jussi Aalto"]
    assert [each.name for each in meeting.others] == ["Kai Virtanen", "Tarja Korpi"]
    assert [(each.number, each.title) for each in found.items] == [
        ("81", "Kokouksen laillisuus ja päätösvaltaisuus"),
        ("82", "Pöytäkirjan tarkastajien valinta"),
        ("83", "Uimarannan kunnostaminen"),
        ("84", "Torin nimi"),
    ]


def test_labels_in_columns_of_a_swedish_cover_get_their_values() -> None:
    meeting = record(SWEDISH).meeting
    assert (meeting.body and meeting.body.name, meeting.date) == ("Tekniska nämnden", "2019-03-10")
    assert (meeting.start, meeting.end, meeting.place) == ("13:00", "15:30", "Sammanträdesrum Ån, stadshuset")
    assert (meeting.chair and meeting.chair.name, meeting.secretary and meeting.secretary.name) == (
        "Anna Ek",
        "Eva Sjö",
    )
    assert [each.name for each in meeting.present][:3] == ["Anna Ek", "Per Åberg", "Maria Holm"]
    assert [each.name for each in meeting.adjusters] == ["Per Åberg"]


def test_items_with_titles_in_capitals_and_their_decisions() -> None:
    found = record(DECISIONS)
    assert [(each.number, each.title) for each in found.items] == [
        ("12", "KOKOUKSEN LAILLISUUS"),
        ("13", "KOKOUKSEN PÄÄTÖSVALTAISUUS"),
        ("14", "PÖYTÄKIRJAN TARKASTAJIEN VALINTA"),
    ]
    decisions = [each.handling.decision for each in found.items]
    assert [each and each.text for each in decisions] == [
        "Päätettiin esityksen mukaan.",
        "Kokous todettiin päätösvaltaiseksi.",
        "Pöytäkirjan tarkastajiksi valittiin Heikki Korpi ja Eeva Lind.",
    ]
    assert found.items[1].handling.proposals[0].text == "Kv toteaa kokouksen päätösvaltaisuuden."
    assert [each.name for each in found.meeting.adjusters] == ["Heikki Korpi", "Eeva Lind"]


def test_long_paragraphs_without_labels_stay_lines() -> None:
    text = "Kaupunginhallitus\n\nPäätös\n" + "Torin nimi on ollut esillä pitkään. " * 30
    found = document(text)
    assert run_on_lines.recut(found) == run_on_lines.Recut(found.lines)


LOST = (
    "1 1(9) Plats och tid Kommunkontoret, rum 2, 2016-05-23 kl 13:00 Beslutande Anna Ek (S), ordförande Per Åberg (M)"
    " Maria Holm (C) Lars Berg (S) ersätter Karin Lind (S)"
    " Övriga deltagande Eva Sjö, kommunchef Utses att justera Per Åberg Underskrifter Sekreterare Eva Sjö Ordförande"
    " Anna Ek\n"
    "2 2(9) Innehållsförteckning: Sid. 65 Budget för tre år Översyn av ägardirektiv 6 67 Rapport från arbetsgruppen 9"
    " 68 Svar på motion"
)


def test_titles_whose_numbers_are_lost_are_no_part_of_others() -> None:
    found = record(LOST)
    assert [(each.number, each.title) for each in found.items] == [
        ("65", "Budget för tre år"),
        ("67", "Rapport från arbetsgruppen"),
        ("68", "Svar på motion"),
    ]
    assert "numbering-gap" in {finding.code for finding in found.findings}


def test_the_first_number_that_the_cover_names_begins_an_item_alone() -> None:
    found = record(
        "1 Rådet för äldre 10 april (10) Plats och tid Sammanträdesrum Ån, kl 13:00-16:00. Beslutande Lars Holm PRO,"
        " ordförande Uno Berg Omsorgsnämnden Justerare Sekreterare Paragrafer 8-15 Ordförande Justerare Ulla Lind Lars"
        " Holm Underskrift Sven Sjö\n"
        "3 Rådet för äldre 10 april (10) 8 Öppnande, dagordning, justering Sammanträdet öppnas av ordföranden. Förslag"
        " till dagordning godkänns."
    )
    (item,) = found.items
    assert (item.number, item.title) == ("8", "Öppnande, dagordning, justering")
    assert item.handling.account is not None
    assert item.handling.account.text.startswith("Sammanträdet öppnas av ordföranden.")


def test_an_item_that_is_printed_again_below_its_list_gets_its_text() -> None:
    found = record(
        "Sammanträdesdatum Nr Paragrafer 2.5.2018 6 51-53 Plats och tid Kansliets mötesrum i Klemsby Onsdag 18.05."
        " Beslutande Bo Vilhelm, ordförande Li Strand, vice ordförande Frånvarande Övriga deltagande Pia Eriks,"
        " kommundirektör Underskrifter Bo Vilhelm\n"
        "ÄRENDEN 51 Sammanträdets konstituerande 52 Protokolljustering 53 Sammanträdets avslutande\n"
        "1 51 Sammanträdets konstituerande Laglighet och beslutförhet Konstateras att kommunstyrelsen sammanträder i"
        " beslutfört antal. Protokolljustering Till protokolljusterare utses Johan Malm."
    )
    assert [(each.number, each.title) for each in found.items] == [
        ("51", "Sammanträdets konstituerande"),
        ("52", "Protokolljustering"),
        ("53", "Sammanträdets avslutande"),
    ]
    first, _, last = (each.handling.account for each in found.items)
    assert first is not None
    assert first.text.startswith("Laglighet och beslutförhet")
    assert "Johan Malm" in first.text
    assert last is None


def test_page_numbers_and_running_heads_are_no_items() -> None:
    found = record(
        "1 Kommunala handikapprådet Plats och tid: Kungsgatan 3, kl 17:00-19:30 Beslutande: Sonja Åker (L), ordförande"
        " Erik Kardell (KD) Övriga deltagande: Karin Hägg, sekreterare Utses att justera: Mats Johans Underskrifter"
        " Sekreterare: Karin Hägg Ordföranden: Sonja Åker Justerande: Mats Johans\n"
        "2 Kommunala Handikapprådet (9) KHR 1 Mötets öppnande Ordföranden hälsar välkommen och öppnar mötet.\n"
        "3 Kommunala Handikapprådet (9) KHR 2 Val av justerare Till justerare valdes Mats Johans.\n"
        "4 Kommunala Handikapprådet (9) KHR 3 Godkännande av dagordning Dagordningen för mötet godkändes."
    )
    assert found.meeting.body is not None
    assert found.meeting.body.name == "Kommunala handikapprådet"
    assert [(each.number, each.title) for each in found.items] == [
        ("1", "Mötets öppnande"),
        ("2", "Val av justerare"),
        ("3", "Godkännande av dagordning"),
    ]
