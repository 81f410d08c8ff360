"""Sections that no label opens, or an unusual one."""

from __future__ import annotations

import pytest

from pipeline.record.model import MeetingRecord
from tests.support.paths import read
from tests.support.records import ITEM_FI, body, cover, people

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


def test_what_is_after_earlier_handlings_in_the_account_is_this_meetings() -> None:
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


def test_an_item_begins_after_the_appeal_information_of_the_one_before() -> None:
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
