"""Minutes as municipalities, parishes and wellbeing counties print them that no source here covers; all invented."""

from __future__ import annotations

from pipeline import parse
from pipeline.record.model import MeetingRecord


def record(text: str) -> MeetingRecord:
    """The record of a plain text."""
    return parse(text.encode(), media_type="text/plain")


def items(found: MeetingRecord) -> list[tuple[str | None, str | None, str | None]]:
    """Number, title and outcome of each item."""
    return [
        (each.number, each.title, each.handling.decision.outcome if each.handling.decision else None)
        for each in found.items
    ]


def test_a_parish_prints_titles_over_numbers_and_the_proposal_inside_a_paragraph() -> None:
    found = record(
        "KIRKKOVALTUUSTON KOKOUS\n \nAika    Maanantaina 14. tammikuuta 2019 klo 18.00 – 19:30\n \n"
        "Paikka   Seurakuntakeskus, Alarauma\n \nLäsnä   Ahola Veikko, puheenjohtaja, Niemi Lilli, Jokela Pasi\n \n"
        "Poissa   Koski Timo  varsinainen jäsen\n \nKOKOUKSEN AVAUS\n\n1 §\n\nKokous julistettiin alkaneeksi.\n \n"
        "KOKOUKSEN LAILLISUUS JA PÄÄTÖSVALTAISUUS\n\n2 §\n\nValtuutetuille on lähetetty kutsu asialuetteloineen.   "
        "Puheenjohtajan päätösehdotus: Todetaan kokous lailliseksi ja päätösvaltaiseksi.\n \n"
        "KV päätös: Kokous todettiin laillisesti kokoon kutsutuksi.\n \nPÖYTÄKIRJAN TARKASTUS\n\n3 §\n\n"
        "Puheenjohtajan päätösehdotus: Valitaan kaksi tarkistajaa.\n\n"
        "KV päätös: Pöytäkirjan tarkistajiksi valittiin Pasi Jokela ja Lilli Niemi.\n"
    )
    assert items(found) == [
        ("1", "KOKOUKSEN AVAUS", None),
        ("2", "KOKOUKSEN LAILLISUUS JA PÄÄTÖSVALTAISUUS", "opened_closed"),
        ("3", "PÖYTÄKIRJAN TARKASTUS", "elected"),
    ]
    assert found.items[1].handling.proposals[0].text == "Todetaan kokous lailliseksi ja päätösvaltaiseksi."
    assert (found.meeting.date, found.meeting.start, found.meeting.end) == ("2019-01-14", "18:00", "19:30")
    assert [each.name for each in found.meeting.adjusters] == ["Pasi Jokela", "Lilli Niemi"]


def test_a_bulletin_of_decisions() -> None:
    found = record(
        "Aluehallituksen päätöksiä 22.8.23\n\nAluehallitus\n\nAika 22.8.2023, klo 14:30\n\nKäsitellyt asiat\n\n"
        "§ 212 Kokouksen laillisuus ja päätösvaltaisuus\n\nPäätösehdotus:\n\n • Todetaan kokous lailliseksi.\n\n"
        "Päätös:\n\nHyväksyttiin esityksen mukaan.\n\n§ 213 Viestinnän linjaukset\n\nPäätösehdotus:\n\n"
        "Aluehallitus päättää hyväksyä linjaukset.\n\nPäätös:\n\n"
        "Asia päätettiin palauttaa yksimielisesti uudelleen valmisteltavaksi.\n"
    )
    assert items(found) == [
        ("212", "Kokouksen laillisuus ja päätösvaltaisuus", "opened_closed"),
        ("213", "Viestinnän linjaukset", "returned"),
    ]
    assert (found.meeting.body and found.meeting.body.name, found.meeting.date) == ("Aluehallitus", "2023-08-22")


def test_a_portal_page_with_links_before_the_title() -> None:
    found = record(
        "RSS-linkki\nKokoukset:\nhttp://julkaisu.granvik.fi:80/cgi/page=rss/meetings\nKaupunginhallitus\n"
        "Pöytäkirja 04.03.2019/Pykälä 56\n"
        "Edellinen asia | Seuraava asia | Muutoksenhakuohje Kokousasia PDF-muodossa |\n"
        "Lausunto torin nimestä\n681/00.04.00/2019\nTekninen lautakunta 22.02.2019 § 35\nValmistelija: Anna Ek\n"
        "Torin nimi on ollut esillä.\n"
    )
    assert [(each.number, each.title, each.case_number) for each in found.items] == [
        ("56", "Lausunto torin nimestä", "681/00.04.00/2019")
    ]
    assert [each.section for each in found.items[0].history] == ["35"]


def test_a_page_of_one_matter_without_a_label_of_the_decision() -> None:
    found = record(
        "Esittelijä\nEi uusia päätöksiä.\nAluehallitus päätti yksimielisesti, että se ei käytä otto-oikeuttaan.\n"
        "Päätöksestä ei saa tehdä oikaisuvaatimusta eikä aluevalitusta.\n"
    )
    [item] = found.items
    assert (found.kind, found.meeting.body and found.meeting.body.name) == ("extract", "Aluehallitus")
    assert item.handling.decision is not None
    assert item.handling.decision.unanimous
    assert item.handling.decision.text == "Aluehallitus päätti yksimielisesti, että se ei käytä otto-oikeuttaan."
    assert item.appeal is not None
    assert item.appeal.kind == "prohibited"


def test_a_matter_that_left_the_list() -> None:
    found = record(
        "Perustelut\nKaupunginhallitus myönsi läsnäolo- ja puheoikeuden talousjohtaja Kai Mäkelälle.\n"
        "Asian esittelijä konsernijohtaja Anna Ek peruutti esityksensä. Asia poistettiin esityslistalta.\n"
    )
    [item] = found.items
    assert found.meeting.body is not None
    assert found.meeting.body.name == "Kaupunginhallitus"
    assert item.handling.decision is not None
    assert item.handling.decision.outcome == "withdrawn"
    assert item.handling.presenter is not None
    assert item.handling.presenter.name == "Anna Ek"


def test_a_side_decision_says_nothing_of_the_main_one() -> None:
    found = record(
        "Päätösehdotus\nTodetaan kokous laillisesti kokoonkutsutuksi ja päätösvaltaiseksi.\nPäätös\nHyväksyi.\n"
        "Kaupunginvaltuusto otti yksimielisesti käsiteltäväkseen lisäpykälän 34.\n"
    )
    decision = found.items[0].handling.decision
    assert found.meeting.body is not None
    assert found.meeting.body.name == "Kaupunginvaltuusto"
    assert decision is not None
    assert (decision.outcome, decision.unanimous) == ("opened_closed", None)


def test_a_cover_as_a_form_with_the_term_of_office_after_the_body() -> None:
    found = record(
        "Tekninen lautakunta 2021-2025\n\nPuheenjohtaja\nSiltala Niina\nPöytäkirjanpitäjä\nKujala Johanna\n"
        "Tarkastajat\nAho Timo, Joki Tiina\nOsallistujat\nAho Timo, Joki Tiina, Kivi Antti\nMuu osallistujat\n"
        "Koivu Hannu, Ojala Janne\nKokousnumero\n1/2023\nKokouspäivä\n11.1.2023\nKokouksen alkuaika\n16:30\n"
        "Kokouksen päättymisaika\n18:20\nKokouspaikka\nKokoushuone\n\n§ 1 Kokouksen laillisuus\n\nPäätösehdotus\n\n"
        "Todetaan kokouksen laillisuus.\n\nPäätöksen lisätiedot\n\nKokous todettiin lailliseksi.\n\n"
        "§ 2 Torin nimi\n\nPäätösehdotus\n\nNimi hyväksytään.\n\nPäätöksen lisätiedot\n\nHyväksyttiin.\n"
    )
    assert (found.meeting.body and found.meeting.body.name, found.meeting.date) == ("Tekninen lautakunta", "2023-01-11")
    assert items(found)[1] == ("2", "Torin nimi", "approved")
    assert [each.name for each in found.meeting.others] == ["Hannu Koivu", "Janne Ojala"]


def test_one_item_on_a_single_line() -> None:
    found = record(
        "Tekninen lautakunta § 64 10.11.2020 PÖYTÄKIRJAN TARKASTUS TEKLTK § 64 Kunnan hallintosäännön 83 §:n mukaan "
        "pöytäkirja tarkastetaan sen mukaan kuin toimielin päättää, joko heti tai seuraavassa kokouksessa. "
        "Tarkastusvuorossa ovat Pasi Prami ja Jaana Mäki. Päätösehdotus: Valitaan kaksi pöytäkirjan tarkastajaa. "
        "Päätös: Tarkastajiksi valittiin Jaana Mäki ja Jouko Pihla.\n"
    )
    assert items(found) == [("64", "PÖYTÄKIRJAN TARKASTUS", "elected")]
    assert (found.meeting.body and found.meeting.body.name, found.meeting.date) == ("Tekninen lautakunta", "2020-11-10")
    assert found.items[0].handling.proposals[0].text == "Valitaan kaksi pöytäkirjan tarkastajaa."
