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
