"""More forms of other municipalities, federations and parishes: letterheads, labels, columns, titles over numbers."""

from __future__ import annotations

import pytest

from pipeline import parse
from pipeline.record import MeetingRecord


def read(text: str) -> MeetingRecord:
    return parse(text.encode())


def body(record: MeetingRecord) -> tuple[str | None, str] | None:
    met = record.meeting.body
    return (met.name, met.kind) if met is not None else None


# Letterheads

ITEM_FI = "\n1 § Kokouksen avaus\n\nEhdotus: Avataan.\n\nPäätös: Kokous avattiin.\n"
ITEM_SV = "\n1 § Mötets öppnande\n\nFörslag: Mötet öppnas.\n\nBeslut: Mötet öppnades.\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f"KIRKKOVALTUUSTON KOKOUS\n\nAika  4.5.2026 klo 18.00\n{ITEM_FI}", ("KIRKKOVALTUUSTO", "council")),
        (f"Kirkkoneuvoston kokous\n\nAika  4.5.2026 klo 18.00\n{ITEM_FI}", ("Kirkkoneuvosto", "board")),
        (
            f"KUUSIRANNAN SEURAKUNTA   PÖYTÄKIRJA   3/2026\nKirkkoneuvosto\n\nAika  4.5.2026\n{ITEM_FI}",
            ("Kirkkoneuvosto", "board"),
        ),
        (
            f"KUUSIRANNAN KUNTA      PÖYTÄKIRJA\nValtuusto     3/2026      35 (-55)\n\nAika  4.5.2026\n{ITEM_FI}",
            ("Valtuusto", "council"),
        ),
        (
            f"Kuusirannan koulutuskuntayhtymä  Pöytäkirja  3/2026  1\n\nYhtymäkokous\n\nAika  4.5.2026\n{ITEM_FI}",
            ("Yhtymäkokous", "council"),
        ),
        (
            f"Kuusirannan kunta    KOKOUSKUTSU 4/2026\n\nSosiaalilautakunta   Laatimispäivämäärä: 1.5.2026\n{ITEM_FI}",
            ("Sosiaalilautakunta", "committee"),
        ),
        (
            f"GRANVIK KOMMUN\nSAMMANTRÄDESPROTOKOLL   Nr 5/2026    5/75\nKommunfullmäktige\n\nTid  4.5.2026\n{ITEM_SV}",
            ("Kommunfullmäktige", "council"),
        ),
        (f"KYRKORÅDETS SAMMANTRÄDE\n\nTid  4.5.2026\n{ITEM_SV}", ("KYRKORÅDET", "board")),
    ],
)
def test_the_letterhead_tells_the_body(head: str, expected: tuple[str, str]) -> None:
    assert body(read(head)) == expected


def test_a_federations_running_head_goes_out_and_tells_the_number() -> None:
    record = read(
        "MERISEUDUN KOULUTUSYHTYMÄ    PÖYTÄKIRJA 6/2026     1\nYhtymähallitus   12.6.2026\n\nAika  12.6.2026 klo 14\n"
        f"{ITEM_FI}\nMERISEUDUN KOULUTUSYHTYMÄ     PÖYTÄKIRJA 6/2026     2\n\n"
        "2 § Osavuosikatsaus\n\nEhdotus: Merkitään tiedoksi.\n\nPäätös: Merkittiin tiedoksi.\n"
    )
    assert record.meeting.number == "6/2026"
    assert [item.handling.decision and item.handling.decision.text for item in record.items] == [
        "Kokous avattiin.",
        "Merkittiin tiedoksi.",
    ]


# Labels in a line

ESITYS = """\
Kuusirannan kunta  Pöytäkirja 3/2026
Kunnanhallitus

Aika  4.5.2026 klo 17

12 § Avustukset

Hakemuksia tuli yhdeksän.

Esitys: Kunnanhallitus päättää jakaa avustukset liitteen mukaan.

Keskustelu: Asiasta keskusteltiin vilkkaasti.

Päätös: Esityksen mukaan.
"""


def test_esitys_with_a_colon_opens_the_proposal() -> None:
    [item] = read(ESITYS).items
    assert [each.text for each in item.handling.proposals] == [
        "Kunnanhallitus päättää jakaa avustukset liitteen mukaan."
    ]
    assert item.handling.account is not None
    assert item.handling.account.text == "Hakemuksia tuli yhdeksän."
    assert item.handling.proceedings is not None
    assert item.handling.proceedings.text == "Asiasta keskusteltiin vilkkaasti."


def test_esitys_inside_a_paragraph_is_an_ordinary_word() -> None:
    text = ESITYS.replace("tuli yhdeksän.", "tuli yhdeksän. Ryhmän\nEsitys: kaikille sama summa.")
    [item] = read(text).items
    assert item.handling.account is not None
    assert item.handling.account.text.endswith("Esitys: kaikille sama summa.")


DISCUSSION = """\
GRANVIK KOMMUN
KOMMUNSTYRELSEN          SAMMANTRÄDESPROTOKOLL     Nr 11/26

Tid           onsdag den 21 oktober 2026 kl 16:00-19:45
Plats         Granvik daghem

145 § INRÄTTANDE AV TJÄNST

Skol- och kulturnämnden 6.10.2026 § 62

Skoldirektörens förslag: Nämnden föreslår att tjänsten inrättas.

Beslut: I enlighet med förslaget.

Kommunstyrelsen 21.10.2026 § 145

Kommundirektörens beslutsförslag: Kommunstyrelsen beslutar att tjänsten inrättas.

Diskussion: Per Ås föreslog, understödd av Anna Ek, att ärendet återremitteras.

De som understöder kommundirektörens förslag röstar ja, de som understöder Ås förslag röstar nej.

Omröstningen utfaller med 4 ja och 3 nej.

BESLUT: Enligt kommundirektörens förslag.
"""


def test_the_own_handling_is_known_by_the_day_that_only_the_cover_tells() -> None:
    [item] = read(DISCUSSION).items
    assert [each.section for each in item.history] == ["62"]
    assert item.handling.section == "145"
    assert item.handling.decision is not None
    assert item.handling.decision.text == "Enligt kommundirektörens förslag."


def test_a_discussion_behind_a_proposal_is_no_part_of_it() -> None:
    own = read(DISCUSSION).items[0].handling
    assert [each.text for each in own.proposals] == ["Kommunstyrelsen beslutar att tjänsten inrättas."]
    assert [(each.by, each.kind) for each in own.amendments] == [("Per Ås", "return")]
    assert [(each.for_, each.against) for each in own.votes] == [(4, 3)]


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


# Persons in columns


def people(record: MeetingRecord, kind: str) -> list[tuple[str | None, str | None]]:
    return [(each.name, each.role) for each in getattr(record.meeting, kind)]


COVER_FI = """\
Kuusirannan kunta      Pöytäkirja    3/2026
Kunnanhallitus

Aika       4.5.2026 klo 17.00-18.40

{listed}

1 § Kokouksen avaus

Päätös: Kokous avattiin.
"""


def cover(listed: str) -> MeetingRecord:
    return read(COVER_FI.format(listed=listed))


def test_a_substitute_on_a_line_of_his_own_replaces_nobody_named_on_it() -> None:
    record = cover("Läsnä\nKorpela Kai puheenjohtaja\nPasila Olli varsinainen jäsen\nPeltola Maija varajäsen")
    assert people(record, "present") == [
        ("Kai Korpela", "puheenjohtaja"),
        ("Olli Pasila", "varsinainen jäsen"),
        ("Maija Peltola", "varajäsen"),
    ]
    assert [each.replaces for each in record.meeting.present] == [None, None, None]


def test_a_genitive_before_a_substitute_tells_whom_he_replaces() -> None:
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


def test_a_short_office_behind_a_name_with_a_comma_and_initials_of_a_party() -> None:
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


# Sections that no label opens, or a longer one


def one(text: str) -> MeetingRecord:
    return read(f"Kunnanhallitus, kokous 4.5.2026\n\nPöytäkirja on tarkastettu\n\n{text}")


INLINE_HISTORY = """\
§ 7 Vaalitoimikunnan jäsenen valinta

Valmistelija

Aino Salo, hallintojohtaja, aino.salo@kuusiranta.fi

Perustelut

Khall § 250/22.5.2023
Vaaleja varten asetetaan toimikunta.

Ehdotus / Kj
Kunnanhallitus asettaa toimikunnan.

Khall § 60/12.6.2024

Ehdotus hyväksyttiin.

Liisa Laakso on pyytänyt eroa.

Ehdotus

Esittelijä
Kai Korpela, kunnanjohtaja

Kunnanhallitus päättää myöntää eron.

Päätös

Hyväksyttiin.
"""


def test_what_stands_behind_earlier_handlings_in_the_account_is_this_meetings() -> None:
    [item] = one(INLINE_HISTORY).items
    own = item.handling
    assert [each.text for each in own.proposals] == ["Kunnanhallitus päättää myöntää eron."]
    assert own.presenter is not None
    assert own.presenter.name == "Kai Korpela"
    assert own.decision is not None
    assert own.decision.text == "Hyväksyttiin."
    assert [each.section for each in item.history] == ["250", "60"]
    assert item.history[0].proposals[0].by == "Kj"
    assert [each.decision for each in item.history] == [None, None]


@pytest.mark.parametrize(
    ("opening", "mover"),
    [
        (
            "Keskustelun aikana Kai Aho ehdotti Anu Salon kannattamana, että asia palautetaan valmisteltavaksi.",
            "Kai Aho",
        ),
        ("Asian käsittelyn aikana Kai Aho ehdotti, että asia jätetään pöydälle.", "Kai Aho"),
        ("Under diskussionen föreslog Per Ås understödd av Anna Ek att ärendet bordläggs.", "Per Ås"),
    ],
)
def test_a_paragraph_on_the_discussion_is_no_part_of_the_proposal(opening: str, mover: str) -> None:
    [item] = one(f"§ 7 Lainan ottaminen\n\nEhdotus\n\nOtetaan laina.\n\n{opening}\n\nPäätös\n\nHyväksyttiin.\n").items
    assert [each.text for each in item.handling.proposals] == ["Otetaan laina."]
    assert item.handling.proceedings is not None
    assert item.handling.proceedings.text == opening
    assert [each.by for each in item.handling.amendments] == [mover]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Lisätietoja päätöksestä antaa talousjohtaja Aino Salo, aino.salo@kuusiranta.fi.", "talousjohtaja"),
        ("Lisätietoja antaa talousjohtaja Aino Salo, p. 040 555 0101", "talousjohtaja"),
        ("Valmistelu sosiaalijohtaja Aino Salo:", "sosiaalijohtaja"),
    ],
)
def test_the_words_of_a_label_are_no_part_of_the_office(line: str, role: str) -> None:
    [item] = one(f"§ 7 Lainan ottaminen\n\n{line}\n\nEhdotus\n\nOtetaan laina.\n\nPäätös\n\nHyväksyttiin.\n").items
    assert [(each.name, each.role) for each in item.handling.preparers] == [("Aino Salo", role)]


@pytest.mark.parametrize(
    ("label", "by"),
    [
        ("Kunnanjohtajan päätösesitys:", "Kunnanjohtaja"),
        ("Kunnanhallituksen ehdotus valtuustolle:", "Kunnanhallitus"),
        ("Kommundirektörens förslag till beslut:", "Kommundirektören"),
        ("Ehdotus / Kj", "Kj"),
    ],
)
def test_labels_with_whose_proposal_it_is(label: str, by: str) -> None:
    [item] = one(f"§ 7 Lainan ottaminen\n\n{label}\n\nOtetaan laina.\n\nPäätös\n\nHyväksyttiin.\n").items
    assert [(each.by, each.text) for each in item.handling.proposals] == [(by, "Otetaan laina.")]


def test_a_page_of_decisions_by_a_body_and_a_column_of_labels() -> None:
    assert body(read(f"Kaavoituslautakunnan päätökset 8.3.2026\n{ITEM_FI}")) == ("Kaavoituslautakunta", "committee")
    record = cover(
        "Toimielin     Kokouspäivä    Sivu\n\nPäättäjät:    Korpela Kai    puheenjohtaja\n              Ahola Anna"
    )
    assert people(record, "present") == [("Kai Korpela", "puheenjohtaja"), ("Anna Ahola", None)]
    assert record.coverage.unclaimed == []


def test_the_paragraph_below_the_body_in_short_and_its_day_is_that_handlings() -> None:
    record = read(
        "MERISEUDUN KOULUTUSYHTYMÄ    PÖYTÄKIRJA 1/2026    1\nYhtymävaltuusto    5.6.2026\n\n"
        "TILINPÄÄTÖS\n\nYHALL 31.3.2026\n33 §\n\nEHDOTUS    Allekirjoitetaan.\n\nPÄÄTÖS    Hyväksyttiin.\n\n"
        "YVALT 4 §\n\nEHDOTUS    Hyväksytään tilinpäätös.\n\nPÄÄTÖS    Hyväksyttiin ehdotus.\n\n"
        "AVUSTUKSET\n\nYVALT 5 §\n\nEHDOTUS    Jaetaan.\n\nPÄÄTÖS    Hyväksyttiin.\n"
    )
    assert [(item.number, item.title) for item in record.items] == [("4", "TILINPÄÄTÖS"), ("5", "AVUSTUKSET")]
    assert [each.section for each in record.items[0].history] == ["33"]


def test_a_list_of_days_is_no_row_of_markers() -> None:
    listed = "19.8.\n\n16.9.\n\n27.10.\n\n11.12."
    [item] = one(
        f"§ 7 Kokoukset syksyllä\n\nEhdotus\n\nKokoukset pidetään seuraavasti:\n\n{listed}\n\nPäätös\n\nHyväksyttiin.\n"
    ).items
    assert item.handling.proposals[0].text == f"Kokoukset pidetään seuraavasti:\n\n{listed}"


# Endings of items, holders in brackets, documents in the text

ENDING = """\
KUUSIRANNAN KUNTA
Kunnanhallitus            PÖYTÄKIRJA 5/2026

Aika      5.5.2026 klo 16.30–19.12

§ 87
KIINTEISTÖN MYYNTI
D/123/10.00.02.01/2026

Valmistelija: talous- ja hallintojohtaja Kai Aho, p. 040 555 0101

Tarjouksia on saatu kolme.

Liite nro 2    Kauppakirjan luonnos

Päätösehdotus (kj.)
Kunnanhallitus myy kiinteistön.

Päätös
Päätösehdotus hyväksyttiin.

Täytäntöönpano: Tekninen toimi

Muutoksenhaku
Oikaisuvaatimus

§ 88
TALOUSARVION MUUTOS

Päätösehdotus (kj.)
Merkitään tiedoksi.

Päätös
Tiedoksi.

Muutoksenhaku
Muutoksenhakukielto, § 84, § 88

§ 87
Oikaisuvaatimus tehdään kunnanhallitukselle.
"""


def test_an_item_begins_behind_the_appeal_information_of_the_one_before() -> None:
    first, second = read(ENDING).items
    assert (first.number, first.title) == ("87", "KIINTEISTÖN MYYNTI")
    assert (second.number, second.title) == ("88", "TALOUSARVION MUUTOS")
    assert first.appeal is not None
    assert first.appeal.kind == "rectification"


def test_holders_in_brackets_and_a_bare_word_for_the_decision() -> None:
    first, second = read(ENDING).items
    assert [(each.by, each.text) for each in first.handling.proposals] == [("kj", "Kunnanhallitus myy kiinteistön.")]
    assert second.handling.decision is not None
    assert (second.handling.decision.text, second.handling.decision.outcome) == ("Tiedoksi.", "noted")
    assert second.for_information == []


def test_a_numbered_attachment_a_short_diary_number_and_a_title_of_two_halves() -> None:
    first = read(ENDING).items[0]
    assert [(each.number, each.title) for each in first.handling.attachments] == [("2", "Kauppakirjan luonnos")]
    assert first.case_number == "D/123/10.00.02.01/2026"
    assert [(each.name, each.role) for each in first.handling.preparers] == [("Kai Aho", "talous- ja hallintojohtaja")]
    assert first.for_information == ["Tekninen toimi"]


@pytest.mark.parametrize(
    ("label", "by"), [("Kyrkoherdens förslag:", "Kyrkoherden"), ("Kirkkoherran ehdotus:", "Kirkkoherra")]
)
def test_officers_of_parishes(label: str, by: str) -> None:
    [item] = one(f"§ 7 Kollekter\n\n{label}\n\nListan hyväksyminen.\n\nPäätös\n\nHyväksyttiin.\n").items
    assert [each.by for each in item.handling.proposals] == [by]


def test_a_heading_in_capitals_is_no_signature() -> None:
    record = cover(
        "ALLEKIRJOITUKSET\nPuheenjohtaja           Pöytäkirjanpitäjä\nKai Korpela             Aino Salo\n\n"
        "PÖYTÄKIRJA ON TARKASTETTU\n8.5.2026\nAnna Ahola              Olli Pasila"
    )
    assert [each.name for each in record.meeting.signed] == ["Kai Korpela", "Aino Salo"]


def test_members_and_substitutes_by_one_letter() -> None:
    record = cover("Läsnä:   Berg Finn     puh.joht.\n         Ahola Anna    j\n         Salo Aino     vj")
    assert [each.name for each in record.meeting.present] == ["Finn Berg", "Anna Ahola", "Aino Salo"]
