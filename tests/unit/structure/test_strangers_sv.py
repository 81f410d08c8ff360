"""Swedish-language documents of municipalities that write in their own way: web pages, federations, portals."""

from __future__ import annotations

import pytest

from tests.support.paths import read
from tests.support.records import body, titles

PORTAL = """Din position: Hem > Granviks stad > Södra Granvik > Sammanträde 2026-05-04

Sammanträde 2026-05-04

Datum
Klockan
18:00
Plats
Förvaltningskontoret, Sammanträdesrummet Ån

2 Utseende av protokollsjusterare

3 Fastställande av dagordning

BORDLAGDA ÄRENDEN

16 Lönepolicy för Södra Granvik

Dnr: 200-174/2026

Förvaltningen har gjort ett förslag till lönepolicy.

Handläggare: Gunvor Sund, 08 - 555 12 027

17 Remiss om kulturprogram

Svar på remiss från styrelsen
Dnr 1.6-0463/2026

18 Bidrag till föreningar

Dnr. 2026/SN 0229 013

Nämnden har fått tre ansökningar.
"""


def test_a_portal_names_the_body_in_its_trail_and_the_case_numbers_under_the_titles() -> None:
    record = read(PORTAL)
    met = record.meeting
    assert body(record) == ("Södra Granvik", "other")
    assert (str(met.date), met.start, met.place) == (
        "2026-05-04",
        "18:00",
        "Förvaltningskontoret, Sammanträdesrummet Ån",
    )
    assert [(item.number, item.case_number) for item in record.items] == [
        ("2", None),
        ("3", None),
        ("16", "200-174/2026"),
        ("17", "1.6-0463/2026"),
        ("18", "2026/SN 0229 013"),
    ]
    assert [person.name for person in record.items[2].handling.preparers] == ["Gunvor Sund"]


FEDERATION = """Direktionens protokoll 31 maj 2026

Närvarande

Direktionens ledamöter och ersättare som var närvarande på mötet.

Direktionens ledamöter
Åsa Sund, ordförande (S)
Stefan Borg (C)

Direktionens ersättare
Niklas Berg (S) tjänstgörande

Tjänstepersoner
Per Lind, förbundschef

Fackliga organisationer
Jonas Ek, Ledarna

Justering och sekreterare
Att jämte ordförande Åsa Sund justera dagens protokoll valdes Stefan Borg. Sekreterare är Karin Ås.

33 § Sammanträdets öppnande

Ordföranden öppnade mötet.

Dagordningen fastställdes.

34 § Föregående protokoll

Det fanns inga synpunkter. Protokollet lades till handlingarna.

35 § Mål- och resursplan

Direktionen beslutar

att godkänna mål- och resursplanen.

Bakgrund

Förbundet ska ha en årlig plan.
"""


def test_a_federations_web_page_without_labels_of_decisions() -> None:
    record = read(FEDERATION)
    met = record.meeting
    assert (record.kind, body(record), str(met.date)) == ("minutes", ("Direktionen", "committee"), "2026-05-31")
    assert [person.name for person in met.present] == ["Åsa Sund", "Stefan Borg", "Niklas Berg"]
    assert [person.name for person in met.others] == ["Per Lind", "Jonas Ek"]
    assert [person.name for person in met.adjusters] == ["Stefan Borg"]
    decisions = [item.handling.decision for item in record.items]
    assert [each and (each.text, each.outcome) for each in decisions] == [
        ("Dagordningen fastställdes.", "opened_closed"),
        ("Protokollet lades till handlingarna.", "noted"),
        ("Direktionen beslutar\n\natt godkänna mål- och resursplanen.", "approved"),
    ]


def test_numbers_with_a_full_stop_begin_the_items_of_a_decision_list() -> None:
    record = read(
        "Regionfullmäktige 25 oktober 2026\n\nPlats: Hotellet\nTid: Klockan 09:30 -\n\nBeslutsärenden\n\n"
        "1. Avsägelser i regionfullmäktige (kl 09.44)\n\nTvå ledamöter har avsagt sig uppdraget.\n\n"
        "Beslut: Regionfullmäktige godkänner avsägelserna.\n\n2. Val av ordförande\n\nRenate Berg (S) föreslås.\n\n"
        "Beslut: enligt förslag\n\n3. Frågor\n\nInga frågor.\n"
    )
    assert titles(record) == [
        ("1", "Avsägelser i regionfullmäktige (kl 09.44)"),
        ("2", "Val av ordförande"),
        ("3", "Frågor"),
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Protokoll från kyrkorådets sammanträde den 4 maj 2026", ("kyrkorådet", "2026-05-04")),
        ("Protokoll fört vid sammanträde med Socialnämnden 2026-05-04", ("Socialnämnden", "2026-05-04")),
        ("Kommunfullmäktiges protokoll 2026-05-04", ("Kommunfullmäktige", "2026-05-04")),
    ],
)
def test_a_title_names_the_body_and_the_day(head: str, expected: tuple[str, str]) -> None:
    record = read(f"{head}\n\nPlats: Församlingshemmet\n\n§ 1 Öppnande\n\nBeslut\n\nMötet öppnades.\n")
    met = record.meeting
    assert (met.body and met.body.name, str(met.date)) == expected


RUN_ON = (
    "1 Sammanträdesprotokoll OMSORGSSTYRELSEN Plats och tid Omsorgsförvaltningen, kl 14:00-15:55 Beslutande Övriga "
    "deltagande Utses att justera Veronika Berg (MP), ordförande Jan-Åke Andersson (S) Elisabeth Palm (S) Karin Holm "
    "(S) Rune Sund (S), ersättare för Maria Ek (S) Olle Norin (M) Karina Johansson, förvaltningschef Anna Nyman, "
    "äldreomsorgschef Gunnar Lind, ekonomisekreterare del av 71 Bo Eriksson, utredningssekreterare Justeringens plats "
    "och tid Omsorgsförvaltningen 16 juni 2026 Underskrifter Sekreterare Paragrafer Ordförande Justerande\n\n"
    "2 Granviks kommun sammanträdesprotokoll Sida 2 ÄRENDELISTA 71 Rapport från verksamheten 3 72 Digital teknik 4 "
    "73 Ekonomisk rapport 5 74 Inköpsrutin för förrådsvaror 6 75 Köp och sälj 7\n"
)


def test_officers_under_labels_that_ran_together_are_no_members() -> None:
    met = read(RUN_ON).meeting
    assert [person.name for person in met.present] == [
        "Veronika Berg",
        "Jan-Åke Andersson",
        "Elisabeth Palm",
        "Karin Holm",
        "Rune Sund",
        "Olle Norin",
    ]
    assert [person.name for person in met.others] == ["Karina Johansson", "Anna Nyman", "Gunnar Lind", "Bo Eriksson"]
    assert met.chair is not None
    assert met.chair.name == "Veronika Berg"


def test_a_section_that_somebody_attended_is_no_row_of_the_contents_list() -> None:
    assert titles(read(RUN_ON))[0] == ("71", "Rapport från verksamheten")


SECTIONS = """\
Kommunstyrelsen
Protokoll

2026-02-03

§ 70 2026.124 KS

Motion om laddstationer vid skolan inför läsår
2026/2027

Ärendebeskrivning
Amanda Ek (MP) har till kommunfullmäktige den 24 september 2025, § 204 lämnat en motion om laddstationer.

Beslut
Motionen avslås.

Expedieras till
Sökanden, Kontrollansvarig, Grannar fk enl. sändlista, GIS-
enheten fk, Räddningstjänsten fk,
Torghandlarna fk, VA-avdelningen fk.

§ 71

Redovisning av delegationsbeslut

Beslut
Redovisningen godkänns.

Delegationsbeslut

• 2026.002 KS-049 Delegationsbeslut om vikarie
• 2026.002 KS-050 Delegationsbeslut om vikarie

§ 72

Meddelanden

Informationen noteras.

Anmälningar

• 2026.043 KS-003 Protokoll från samverkansgruppen
"""


def test_a_school_year_is_no_case_number() -> None:
    [first, *_] = read(SECTIONS).items
    assert (first.title, first.case_number) == (
        "Motion om laddstationer vid skolan inför läsår 2026/2027",
        "2026.124 KS",
    )


def test_a_member_who_alone_submitted_a_motion_is_its_only_signatory() -> None:
    motion = read(SECTIONS).items[0].motion
    assert motion is not None
    assert (motion.first_signatory, motion.signatory_count, str(motion.submitted)) == ("Amanda Ek", 1, "2025-09-24")


def test_recipients_go_on_to_the_last_line_of_their_list() -> None:
    assert read(SECTIONS).items[0].for_information[-2:] == ["Torghandlarna fk", "VA-avdelningen fk"]


def test_lists_after_a_decision_are_no_part_of_it_and_a_lone_sentence_is_one() -> None:
    decisions = [item.handling.decision for item in read(SECTIONS).items]
    assert [each and (each.text, each.outcome) for each in decisions] == [
        ("Motionen avslås.", "rejected"),
        ("Redovisningen godkänns.", "approved"),
        ("Informationen noteras.", "noted"),
    ]


@pytest.mark.parametrize(
    "listed",
    [
        "Annika Vik, ordf. Rikard Norberg Ulf Hansson",
        "Annika Vik (S) ordförande Margareta Berg (M) 1-e vice ordförande Anna Ek (M)",
    ],
)
def test_a_title_after_the_first_name_is_that_persons(listed: str) -> None:
    met = read(
        f"Kommunstyrelsen\nProtokoll 2026-05-04\n\nBeslutande\n{listed}\n\n§ 1 Öppnande\n\nBeslut\n\nÖppnades.\n"
    )
    assert met.meeting.chair is not None
    assert met.meeting.chair.name == "Annika Vik"


def test_what_a_committee_proposes_under_its_decision_is_its_decision() -> None:
    [item] = read(
        "Socialnämndens arbetsutskott\nProtokoll\n\n2026-02-03\n\n§ 14 2026.031 SN\n\nRegler för skjuts\n\n"
        "Ärendebeskrivning\nReglerna ska ses över.\n\nBeslut\nArbetsutskottets förslag till beslut:\nReglerna antas.\n"
    ).items
    assert item.handling.decision is not None
    assert (item.handling.decision.text, item.handling.proposals) == ("Reglerna antas.", [])
