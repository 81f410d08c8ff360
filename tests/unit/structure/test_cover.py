"""What a cover tells: the body, the day and the number, over the first item."""

from __future__ import annotations

import pytest

from tests.support.paths import read
from tests.support.records import ITEM_FI, ITEM_SV, body, titles

# Letterheads


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
def test_the_letterhead_states_the_body(head: str, expected: tuple[str, str]) -> None:
    assert body(read(head)) == expected


def test_a_federations_running_head_goes_out_and_states_the_number() -> None:
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
