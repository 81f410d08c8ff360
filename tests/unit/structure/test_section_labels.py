"""Labels of sections: where they stand in a line, and whose proposal or decision they open."""

from __future__ import annotations

import pytest

from extractors.vocabulary import label
from tests.support.paths import read

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


def test_the_current_handling_is_known_by_the_day_that_only_the_cover_gives() -> None:
    [item] = read(DISCUSSION).items
    assert [each.section for each in item.history] == ["62"]
    assert item.handling.section == "145"
    assert item.handling.decision is not None
    assert item.handling.decision.text == "Enligt kommundirektörens förslag."


def test_a_discussion_after_a_proposal_is_no_part_of_it() -> None:
    own = read(DISCUSSION).items[0].handling
    assert [each.text for each in own.proposals] == ["Kommunstyrelsen beslutar att tjänsten inrättas."]
    assert [(each.by, each.kind) for each in own.amendments] == [("Per Ås", "return")]
    assert [(each.for_, each.against) for each in own.votes] == [(4, 3)]


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


def test_who_presents_is_after_the_label_on_its_line() -> None:
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


def test_what_an_officer_states_is_no_proposal() -> None:
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
