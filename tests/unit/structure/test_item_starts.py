"""How items begin: by number, by the body in short, by a portal page's head, under a title of their own."""

from __future__ import annotations

import pytest

from tests.support.paths import read
from tests.support.records import titles

# Dynasty's pages of one item: a menu, the head, the handlings by bodies in short

PORTAL = """\
Dynasty tietopalvelu Haku RSS Kuusirannan kaupunki

RSS-linkki

Kokousasiat:
https://kuusiranta.example/cgi/DREQUEST.PHP?page=rss/meetingitems&show=30

Kaupunginhallitus
Pöytäkirja 09.02.2026/Pykälä 31

Edellinen asia | Seuraava asia Muutoksenhakuohje Kokousasia PDF-muodossa

Satamakadun valaistuksen uusiminen

Henjao 27.01.2026 § 7

Valmistelu: talousjohtaja Kai Salo, puh. 040 555 0101, suunnittelija Anu Aho, puh. 040 555 0102

Valaistus on vuodelta 1988.

Henkilöstöjohtajan ehdotus: Henkilöstöjaosto esittää valaistuksen uusimista.

Päätös: Ehdotus hyväksyttiin.

Khall 09.02.2026 § 31

Vt. kaupunginjohtajan päätösehdotus: Kaupunginhallitus uusii valaistuksen.

Päätös: Hyväksyttiin yksimielisesti.
"""


def test_a_portal_page_begins_at_its_head_and_not_in_its_menu() -> None:
    record = read(PORTAL)
    assert record.kind == "extract"
    assert record.meeting.body is not None
    assert record.meeting.body.name == "Kaupunginhallitus"
    assert record.meeting.date == "2026-02-09"
    assert titles(record) == [("31", "Satamakadun valaistuksen uusiminen")]
    assert record.coverage.unclaimed == []


def test_bodies_in_short_open_the_handlings_and_the_current_one_is_known_by_day_and_number() -> None:
    [item] = read(PORTAL).items
    own, [earlier] = item.handling, item.history
    assert own.body is not None
    assert (own.body.name, own.section) == ("Kaupunginhallitus", "31")
    assert own.decision is not None
    assert own.decision.unanimous
    assert earlier.body is not None
    assert (earlier.body.name, earlier.body.kind) == ("Henjao", "section")
    assert (earlier.date, earlier.section) == ("2026-01-27", "7")
    assert [(each.name, each.phone) for each in earlier.preparers] == [
        ("Kai Salo", "040 555 0101"),
        ("Anu Aho", "040 555 0102"),
    ]
    assert earlier.proposals[0].by == "Henkilöstöjohtaja"
    assert own.proposals[0].text == "Kaupunginhallitus uusii valaistuksen."


def test_a_menu_that_runs_into_the_body_and_a_head_that_runs_into_the_title() -> None:
    record = read(
        "RSS-länk\nMöten:https://granvik.example/cgi/DREQUEST.PHP?page=rss/meetings\nStadsfullmäktige\n"
        "Protokoll 16.03.2026/Paragraf 10Obehandlade motioner\n\nSTF 16.03.2026 § 10\n\n"
        "Mer information:\n\nförvaltningsdirektör Pia Ek, tfn 06 555 0142\n\nFörslag\n\nStadsdirektören\n\n"
        "Fullmäktige antecknar motionerna.\n\nBeslut\n\nEnligt förslaget.\n"
    )
    assert record.meeting.body is not None
    assert record.meeting.body.name == "Stadsfullmäktige"
    [item] = record.items
    assert (item.number, item.title) == ("10", "Obehandlade motioner")
    assert item.history == []
    assert [each.name for each in item.handling.preparers] == ["Pia Ek"]
    assert [(each.by, each.text) for each in item.handling.proposals] == [
        ("Stadsdirektören", "Fullmäktige antecknar motionerna.")
    ]


# Items that begin with the body in short

COVER = "KUUSIRANNAN KUNTA      PÖYTÄKIRJA 3/2026\nKunnanhallitus         9.3.2026\n\n"


@pytest.mark.parametrize(
    "text",
    [
        (  # the title above, the text beside the head
            COVER + "KOKOUKSEN LAILLISUUS\n\nKH § 44   Kokous todetaan lailliseksi.\n\nPäätös:\nHyväksyttiin.\n\n"
            "TORIN NIMI\n\nKH § 45   Tori tarvitsee nimen.\n\nPäätös:\nNimi hyväksyttiin.\n"
        ),
        (  # the title below
            COVER + "KH § 44\nKOKOUKSEN LAILLISUUS\n\nPäätös:\nHyväksyttiin.\n\n"
            "KH § 45\nTORIN NIMI\n\nTori tarvitsee nimen.\n\nPäätös:\nNimi hyväksyttiin.\n"
        ),
        (  # the number before the sign, rules between
            COVER + "KOKOUKSEN LAILLISUUS\n\nKhall 44 §\n\nPÄÄTÖS:\nHyväksyttiin.\n__________\n\n"
            "TORIN NIMI\n\nKhall 45 §\n\nTori tarvitsee nimen.\n\nPÄÄTÖS:\nNimi hyväksyttiin.\n__________\n"
        ),
        (  # the body in full with day and number, on every item
            COVER + "KOKOUKSEN LAILLISUUS\n\nKunnanhallitus 9.3.2026 § 44\n\nPäätös\n\nHyväksyttiin.\n\n"
            "TORIN NIMI\n\nKunnanhallitus 9.3.2026 § 45\n\nTori tarvitsee nimen.\n\nPäätös\n\nNimi hyväksyttiin.\n"
        ),
        (  # a list of contents with bare numbers before it
            COVER + "KÄSITELTÄVÄT ASIAT\n44 §   Kokouksen laillisuus\n45 §   Torin nimi\n\n"
            "KOKOUKSEN LAILLISUUS\n\nKh § 44\n\nPäätös:\nHyväksyttiin.\n\n"
            "TORIN NIMI\n\nKh § 45\n\nTori tarvitsee nimen.\n\nPäätös:\nNimi hyväksyttiin.\n"
        ),
    ],
)
def test_items_under_the_body_in_short(text: str) -> None:
    record = read(text)
    assert record.kind == "minutes"
    assert titles(record) == [("44", "KOKOUKSEN LAILLISUUS"), ("45", "TORIN NIMI")]
    assert [item.handling.decision and item.handling.decision.text for item in record.items] == [
        "Hyväksyttiin.",
        "Nimi hyväksyttiin.",
    ]
    assert all(not item.history for item in record.items)
    assert {item.handling.body and item.handling.body.name for item in record.items} == {"Kunnanhallitus"}


def test_a_current_reference_after_the_handlings_of_other_bodies() -> None:
    record = read(
        "KUUSIRANNAN KUNTA   PÖYTÄKIRJA 2/2026\nKunnanvaltuusto   16.3.2026\n\n"
        "KOKOUKSEN LAILLISUUS\n\nKvalt § 8\n\nKvalt: Todettiin kokous lailliseksi ja päätösvaltaiseksi.\n\n"
        "VEROPROSENTTI\n\nKhall 2.3.2026 § 40\n\nKunnanjohtajan ehdotus: Veroprosentti on 9.\n\n"
        "Khall: Ehdotus hyväksyttiin.\n\nKvalt § 9\n\nKvalt: Hyväksyttiin yksimielisesti.\n"
    )
    assert titles(record) == [("8", "KOKOUKSEN LAILLISUUS"), ("9", "VEROPROSENTTI")]
    [earlier] = record.items[1].history
    assert (earlier.section, earlier.decision and earlier.decision.text) == ("40", "Ehdotus hyväksyttiin.")
    own = record.items[1].handling
    assert own.decision is not None
    assert (own.decision.text, own.decision.unanimous) == (
        "Hyväksyttiin yksimielisesti.",
        True,
    )


DYNASTY = """\
KUUSIRANNAN KUNTA        PÖYTÄKIRJA 3/2026        3

Kunnanhallitus      § 44      9.3.2026

KOKOUKSEN LAILLISUUS

KH § 44        Kokous todetaan lailliseksi.

               Päätös:
               Todettiin.
\fKUUSIRANNAN KUNTA        PÖYTÄKIRJA 3/2026        4

Tekninen lautakunta      § 12      2.2.2026
Kunnanhallitus           § 45      9.3.2026

TORIN NIMI

TEKLTK § 12
2.2.2026       Tori tarvitsee nimen.

               Päätös:
               Hyväksyttiin.

KH § 45
9.3.2026       Lautakunta on esittänyt torille nimeä, joka on peräisin vanhasta kartasta ja jonka
\fKUUSIRANNAN KUNTA        PÖYTÄKIRJA 3/2026        5

Kunnanhallitus      § 45      9.3.2026

               kyläläiset tuntevat.

               Päätös:
               Merkittiin tiedoksi.
"""


def test_a_list_of_handlings_over_the_title_and_days_below_the_references() -> None:
    record = read(DYNASTY)
    assert titles(record) == [("44", "KOKOUKSEN LAILLISUUS"), ("45", "TORIN NIMI")]
    own, [earlier] = record.items[1].handling, record.items[1].history
    assert own.account is not None
    assert own.account.text == (
        "Lautakunta on esittänyt torille nimeä, joka on peräisin vanhasta kartasta ja jonka kyläläiset tuntevat."
    )
    assert earlier.body is not None
    assert (earlier.body.name, earlier.date, earlier.section) == ("TEKLTK", "2026-02-02", "12")
    assert not any(finding.code == "contents-mismatch" for finding in record.findings)


def test_a_title_that_ends_in_a_bodys_decision_is_one() -> None:
    record = read(
        "GRANVIK STAD   PROTOKOLL 2/2026\nStadsstyrelsen   9.3.2026\n\n§ 42\nÖppnande\n\nBeslut\n\nÖppnades.\n\n"
        "§ 43\nVerkställighet av fullmäktiges beslut\n\nBeslut\n\nGodkändes.\n"
    )
    assert titles(record) == [("42", "Öppnande"), ("43", "Verkställighet av fullmäktiges beslut")]


def test_a_body_in_capitals_that_no_table_knows() -> None:
    record = read(
        "GRANVIK STAD   PROTOKOLL 5/2026\nSvenska utbildningssektionen   11.6.2026\n\n"
        "MÖTETS LAGLIGHET\n\nSVEUTBS § 42\n\nBeslut:\nMötet konstaterades lagligt.\n\n"
        "HANDLINGSPLAN FÖR LÄSNING\n\nSVEUTBS § 43\n\n"
        "Utbildningsdirektören:\nSvenska utbildningssektionen godkänner planen.\n\nBeslut:\nGodkändes.\n"
    )
    assert titles(record) == [("42", "MÖTETS LAGLIGHET"), ("43", "HANDLINGSPLAN FÖR LÄSNING")]
    handling = record.items[1].handling
    assert handling.body is not None
    assert handling.body.name == "Svenska utbildningssektionen"
    assert [each.by for each in handling.proposals] == ["Utbildningsdirektören"]


def test_references_with_number_body_day_and_hour_stand_above_items() -> None:
    record = read(
        "§ -1, STST 2026-01-22 16:00\nMöteskallelse\n\n"
        "§ 4, STST 2026-01-22 16:00\nLAGLIGHET\n\nFörslag\nStadsdirektörens ersättare:\nMötet är lagligt.\n\n"
        "§ 5, STST 2026-01-22 16:00\nCFV: 13/2025\nÖVERTAGANDE AV ÄRENDEN\n\n"
        "Stadsdirektörens beslut:\nBilaga § 5 A\n\nFörslag\nStadsdirektören:\nStadsstyrelsen övertar inget ärende.\n\n"
        "§ 6, STST 2026-01-22 16:00\nMOTION OM EN BADSTRAND\n\nStfm 30.11.2025 § 90\n\n"
        "Beslut\nStadsfullmäktige remitterade motionen till stadsstyrelsen.\n"
    )
    assert record.meeting.body is not None
    assert (record.meeting.body.name, record.meeting.body.kind) == ("STST", "board")
    assert (record.meeting.date, record.meeting.start, record.meeting.end) == ("2026-01-22", "16:00", None)
    assert titles(record) == [("4", "LAGLIGHET"), ("5", "ÖVERTAGANDE AV ÄRENDEN"), ("6", "MOTION OM EN BADSTRAND")]
    assert record.items[0].handling.proposals[0].by == "Stadsdirektörens ersättare"
    taken = record.items[1]
    assert taken.case_number == "CFV: 13/2025"
    assert taken.handling.decision is None  # an officer's decision that the body is told of
    [earlier] = record.items[2].history
    assert earlier.body is not None
    assert (earlier.body.name, earlier.body.kind) == ("Stfm", "council")


def test_a_reference_in_brackets_opens_nothing() -> None:
    record = read(
        "Kuusirannan kaupunki\n\nKaupunginvaltuusto | Pöytäkirja | 16.3.2026 | § 20\n\n# Kokouksen laillisuus\n\n"
        "Kutsu on julkaistu ilmoitustaululla.\n\n(Kv 10.6.2024 § 55)\n\nPäätös\n\nTodettiin lailliseksi.\n"
    )
    [item] = record.items
    assert item.history == []
    assert item.handling.decision is not None


# Titles over bare numbers

OVER = """\
KIRKKOVALTUUSTON KOKOUS
Aika Maanantaina 15. kesäkuuta 2026 klo 18.00 – 19.40

Paikka Seurakuntatalo, Kuusiranta

KOKOUKSEN AVAUS JA ALKUHARTAUS
11 §
Kirkkoherra piti hartauden. Puheenjohtaja avasi kokouksen.

KOKOUKSEN LAILLISUUS JA PÄÄTÖSVALTAISUUS
12 §
Kokouksesta on ilmoitettu 1.6.2026 lähetetyllä kutsulla.
Puheenjohtajan päätösehdotus:
Todetaan kokous lailliseksi ja päätösvaltaiseksi.
\u00a0
KV päätös: Kokous todettiin lailliseksi ja päätösvaltaiseksi.

PÖYTÄKIRJAN TARKASTUS
§ 13
Puheenjohtajan päätösehdotus:
Valitaan kaksi tarkastajaa.
KV päätös:
Valittiin Aino Salo ja Kai Aho.
"""


def test_titles_over_bare_numbers() -> None:
    record = read(OVER)
    assert [(item.number, item.title) for item in record.items] == [
        ("11", "KOKOUKSEN AVAUS JA ALKUHARTAUS"),
        ("12", "KOKOUKSEN LAILLISUUS JA PÄÄTÖSVALTAISUUS"),
        ("13", "PÖYTÄKIRJAN TARKASTUS"),
    ]
    assert [item.handling.decision and item.handling.decision.outcome for item in record.items] == [
        None,
        "opened_closed",
        "elected",
    ]
    assert record.coverage.unclaimed == []
    assert not [each for each in record.findings if each.code == "contents-mismatch"]


def test_titles_under_bare_numbers_stay_titles() -> None:
    text = (
        "Kunnanhallitus 4.5.2026\n\nPöytäkirja\n\n"
        "§ 1\n\nKokouksen avaus\n\nPäätös\n\nTodettiin.\n\nTiedoksi\n\nSivistystoimi\n\n"
        "§ 2\n\nLainan ottaminen\n\nPäätös\n\nHyväksyttiin.\n\nTiedoksi\n\nTekninen toimi\n\n"
        "§ 3\n\nMuut asiat\n\nPäätös\n\nEi ollut.\n"
    )
    assert [item.title for item in read(text).items] == ["Kokouksen avaus", "Lainan ottaminen", "Muut asiat"]
