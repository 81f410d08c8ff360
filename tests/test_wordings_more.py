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
