"""Forms and wordings of many municipalities: how they head their items, name their bodies and label their sections."""

from __future__ import annotations

import pytest

from extractors.vocabulary import label
from pipeline import parse
from pipeline.record import MeetingRecord


def read(text: str) -> MeetingRecord:
    return parse(text.encode())


def titles(record: MeetingRecord) -> list[tuple[str | None, str | None]]:
    return [(item.number, item.title) for item in record.items]


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


def test_bodies_in_short_head_the_handlings_and_the_own_one_is_known_by_day_and_number() -> None:
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
def test_items_headed_by_the_body_in_short(text: str) -> None:
    record = read(text)
    assert record.kind == "minutes"
    assert titles(record) == [("44", "KOKOUKSEN LAILLISUUS"), ("45", "TORIN NIMI")]
    assert [item.handling.decision and item.handling.decision.text for item in record.items] == [
        "Hyväksyttiin.",
        "Nimi hyväksyttiin.",
    ]
    assert all(not item.history for item in record.items)
    assert {item.handling.body and item.handling.body.name for item in record.items} == {"Kunnanhallitus"}


def test_an_own_head_behind_the_handlings_of_other_bodies() -> None:
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


def test_a_list_of_handlings_over_the_title_and_days_below_the_heads() -> None:
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


def test_heads_with_number_body_day_and_hour_stand_over_items() -> None:
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


def test_a_reference_in_brackets_heads_nothing() -> None:
    record = read(
        "Kuusirannan kaupunki\n\nKaupunginvaltuusto | Pöytäkirja | 16.3.2026 | § 20\n\n# Kokouksen laillisuus\n\n"
        "Kutsu on julkaistu ilmoitustaululla.\n\n(Kv 10.6.2024 § 55)\n\nPäätös\n\nTodettiin lailliseksi.\n"
    )
    [item] = record.items
    assert item.history == []
    assert item.handling.decision is not None


# Covers


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        (
            (
                "SAMMANTRÄDESPROTOKOLL\nLUMPARLANDS KOMMUN     Nr 8/2026\n\n"
                "Organ      Sammanträdesdatum     Sida\nKOMMUNSTYRELSEN     28.4.2026     8/155\n"
            ),
            ("Lumparland", "438", "KOMMUNSTYRELSEN", "2026-04-28", "8/2026"),
        ),
        (
            "Kangasniemi     Pöytäkirja     5/2026     1 (16)\nElinkeinolautakunta\n\nAika     10.12.2026, klo 15:59\n",
            ("Kangasniemi", "213", "Elinkeinolautakunta", "2026-12-10", "5/2026"),
        ),
        (
            (
                "JOMALA KOMMUN\nKOMMUNSTYRELSEN\nSAMMANTRÄDESPROTOKOLL     Nr 11/26\n\n"
                "Plats och tid     Kommunkansliet, onsdagen den 18 mars 2026 kl. 16:00-19:45\n"
            ),
            ("Jomala", "170", "KOMMUNSTYRELSEN", "2026-03-18", "11/26"),
        ),
        (
            (
                "PÖYTÄKIRJA - PROTOKOLL 9/2026\n\nKaupunginhallitus\n\nTID - AIKA 7.6.2026 klo 15:00-16:20\n\n"
                "PLATS - PAIKKA Kaupungintalo\n"
            ),
            (None, None, "Kaupunginhallitus", "2026-06-07", "9/2026"),
        ),
    ],
)
def test_covers(cover: str, expected: tuple[str | None, ...]) -> None:
    record = read(cover + "\n§ 1 Öppnande\n\nBeslut\n\nÖppnades.\n\n§ 2 Val\n\nBeslut\n\nGodkändes.\n")
    town, body = record.meeting.municipality, record.meeting.body
    told = (town and town.name, town and town.code, body and body.name, record.meeting.date, record.meeting.number)
    assert told == expected


def test_a_range_of_paragraphs_on_the_cover_begins_no_item() -> None:
    record = read(
        "GRANVIK STAD   PROTOKOLL 2/2026\nStadsstyrelsen   9.3.2026\n\nÄrenden   § 42 - 43\n\n"
        "§ 42 Öppnande\n\nBeslut\n\nÖppnades.\n\n§ 43 Val\n\nBeslut\n\nGodkändes.\n"
    )
    assert titles(record) == [("42", "Öppnande"), ("43", "Val")]


# Whose proposal and whose decision

HANDLED = "Granviks stad\n\nStadsstyrelsen | Protokoll | 24.3.2026 | § 20\n\n# Torgets namn\n\n"


@pytest.mark.parametrize(
    ("heading", "by"),
    [
        ("Förslag, kommundirektören:", "kommundirektören"),
        ("Kommundirektörens beslutsförslag", "Kommundirektören"),
        ("T.f. stadsdirektörens förslag:", "T.f. stadsdirektören"),
        ("Föredragandens förslag", None),
        ("Päätösehdotus, kaupunginjohtaja:", "kaupunginjohtaja"),
        ("Kj:n päätösehdotus", "Kj"),
        ("KJ:n ehdotus:", "KJ"),
        ("Esittelijän päätösesitys", None),
        ("Kunnanjohtajan esitys:", "Kunnanjohtaja"),
        ("Sektionens förslag", "Sektionen"),
    ],
)
def test_proposals_and_their_holders(heading: str, by: str | None) -> None:
    [item] = read(f"{HANDLED}{heading}\n\nTorget får ett namn.\n\nBeslut\n\nGodkändes.\n").items
    assert [(each.by, each.text) for each in item.handling.proposals] == [(by, "Torget får ett namn.")]


@pytest.mark.parametrize(
    "heading",
    [
        "KST beslut:",
        "Beslut, KST",
        "Päätös, khall:",
        "KH päätös",
        "Avgörande",
        "Kommunstyrelsens beslut:",
        "KV:n päätös",
    ],
)
def test_decisions_and_their_holders(heading: str) -> None:
    [item] = read(f"{HANDLED}Förslag\n\nTorget får ett namn.\n\n{heading}\n\nGodkändes enhälligt.\n").items
    assert item.handling.decision is not None
    assert item.handling.decision.text == "Godkändes enhälligt."
    assert [each.text for each in item.handling.proposals] == ["Torget får ett namn."]


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("Beredare Projektchef Kai Åker, kai.aker@granvik.fi", "Kai Åker", "kai.aker@granvik.fi"),
        ("Valmistelija Aho Anu, etunimi.sukunimi@kuusiranta.fi", "Anu Aho", "anu.aho@kuusiranta.fi"),
        ("Valmistelijat (etunimi.sukunimi@kuusiranta.fi):\n\nAho Anu", "Anu Aho", "anu.aho@kuusiranta.fi"),
        ("Beredning: projektchef Kai Åker, kai.aker@granvik.fi", "Kai Åker", "kai.aker@granvik.fi"),
    ],
)
def test_preparers_without_a_colon(line: str, name: str, email: str) -> None:
    [item] = read(f"{HANDLED}{line}\n\nTorget har inget namn, och det behöver ett.\n\nBeslut\n\nGodkändes.\n").items
    assert [(each.name, each.email) for each in item.handling.preparers] == [(name, email)]


def test_who_presents_stands_behind_the_label_on_its_line() -> None:
    text = f"{HANDLED}Päätösehdotus Kaupunginjohtaja Salo Anu\n\nTori saa nimen.\n\nPäätös\n\nHyväksyttiin.\n"
    [item] = read(text).items
    assert item.handling.presenter is not None
    assert (item.handling.presenter.name, item.handling.presenter.role) == ("Anu Salo", "Kaupunginjohtaja")
    assert [each.text for each in item.handling.proposals] == ["Tori saa nimen."]


@pytest.mark.parametrize(
    ("text", "by", "proposed"),
    [
        ("KOMMUNDIREKTÖREN:\nKommunstyrelsen beslutar namnge torget.", "KOMMUNDIREKTÖREN", "Kommunstyrelsen beslutar"),
        ("Rehtori: Esitän, että torille annetaan nimi.", "Rehtori", "Esitän, että"),
        ("SD:\n\nStadsstyrelsen namnger torget.", "SD", "Stadsstyrelsen namnger"),
    ],
)
def test_an_officer_proposes_without_a_label(text: str, by: str, proposed: str) -> None:
    [item] = read(f"{HANDLED}{text}\n\nBeslut\n\nGodkändes.\n").items
    [proposal] = item.handling.proposals
    assert proposal.by == by
    assert proposal.text.startswith(proposed)


def test_what_an_officer_tells_is_no_proposal() -> None:
    text = f"{HANDLED}Stadssekreteraren:\n\nProtokollet justeras i kansliet.\n\nFörslag\n\nTorget får ett namn.\n"
    [item] = read(text).items
    assert [each.text for each in item.handling.proposals] == ["Torget får ett namn."]
    assert item.handling.account is not None
    assert "Protokollet justeras" in item.handling.account.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Valmistelu", "preparers"),
        ("Mer information:", "preparers"),
        ("Päätösehdotus oli", "proposal"),
        ("Plats och tid", "time"),
        ("Närvarande/beslutande", "present"),
        ("Läsnä/Närv.", "present"),
        ("ÖVRIGA NÄRVARANDE - MUUT SAAPUVILLA OLLEET", "others"),
        ("PÖYTÄKIRJA ON OLLUT YLEISESTI NÄHTÄVÄNÄ", "displayed"),
        ("PROTOKOLLET HAR JUSTERATS", "checked"),
        ("Tidigare behandlingar", "history"),
        ("Asian aikaisemmat käsittelyt", "history"),
        ("Valmistelijat ja lisätiedot (etunimi.sukunimi@kuusiranta.fi):", "preparers"),
        ("Beslutet delges", "for_information"),
        ("Anmälan om jäv", "disqualification"),
        ("Ändringssökningsanvisningar", "appeal"),
        ("LUETTELO KÄSITELLYISTÄ ASIOISTA", "contents"),
    ],
)
def test_labels(text: str, kind: str) -> None:
    found = label(text)
    assert found is not None
    assert found.kind == kind


def test_a_dash_under_the_proceedings_is_none() -> None:
    [item] = read(f"{HANDLED}Behandling\n\n-\n\nBeslut\n\nGodkändes.\n").items
    assert item.handling.proceedings is None


def test_who_proposes_stands_on_the_line_under_the_label() -> None:
    text = f"{HANDLED}Beslutsförslag\nStadsdirektör Kai Åker\nStadsstyrelsen namnger torget.\n\nBeslut\n\nGodkändes.\n"
    [item] = read(text).items
    assert item.handling.presenter is not None
    assert item.handling.presenter.name == "Kai Åker"
    assert [each.text for each in item.handling.proposals] == ["Stadsstyrelsen namnger torget."]


def test_a_town_in_the_head_without_the_word_for_one_is_no_part_of_the_body() -> None:
    record = read(
        "Kårkulla samkommun\nStyrelsen\nProtokoll 8/2026\n\n§ 1 Val\n\nBeslut\n\nGodkändes.\n\n§ 2 Öppnande\n"
    )
    assert record.meeting.body is not None
    assert record.meeting.body.name == "Styrelsen"
