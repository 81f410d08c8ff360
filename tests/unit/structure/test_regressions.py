"""What an audit by eye of real documents found misread, told again with invented matters."""

from __future__ import annotations

import pytest

from pipeline import parse
from pipeline.record.model import Item, MeetingRecord

SV = "Granviks stad\n\nPersonalsektionen | Protokoll | 24.3.2026 | § 20\n\n# Torgets namn\n\n"
FI = "Kuusirannan kaupunki\n\nKaupunginhallitus | Pöytäkirja | 24.3.2026 | § 20\n\n# Torin nimi\n\n"


def item(text: str) -> Item:
    [found] = parse(text.encode()).items
    return found


@pytest.mark.parametrize(
    "account",
    [
        "Bildningschefen anhåller om ett namn på torget framför skolan enligt bilaga.\nBeslutet delges kanslisten E.N",
        "Torpmans Ltd har tillsammans med staden diskuterat ett nytt namn. Det behövs före våren, säger bolaget.",
    ],
)
def test_a_paragraph_below_the_preparer_is_the_account(account: str) -> None:
    found = item(
        f"{SV}Beredning: personalchef Rut Ekström\n\n{account}\n\n## Beslut\n\nFörslaget godkändes.\n"
    ).handling
    assert [each.name for each in found.preparers] == ["Rut Ekström"]
    assert found.account is not None
    assert found.account.text.split() == account.split()


def test_persons_over_two_lines_are_no_account() -> None:
    found = item(
        f"{SV}Beredning: personalchef Rut Ekström,\nstadsdirektör Kai Ek\n\n## Beslut\n\nGodkändes.\n"
    ).handling
    assert [each.name for each in found.preparers] == ["Rut Ekström", "Kai Ek"]


EXTRACTS = """<html><body><h1>Torin nimi</h1><h3>Päätös</h3><p>Kaupunginhallitus päätti hyväksyä nimen.</p>
<h3>Otteet</h3><table><thead><tr><th>Ote</th><th>Otteen liitteet</th></tr></thead><tbody>
<tr><td>Hakija</td><td><div>Oikaisuvaatimusohje, kaupunginhallitus</div></td></tr>
<tr><td>Torikauppiaat ry</td><td><div>Oikaisuvaatimusohje, kaupunginhallitus</div></td></tr></tbody></table>
<h3>Tiedoksi</h3><p>Viestintä</p></body></html>"""


def test_each_row_of_a_table_of_extracts_is_a_recipient() -> None:
    assert item(EXTRACTS).for_information == ["Hakija", "Torikauppiaat ry", "Viestintä"]


def minutes(cover: str = "", end: str = "") -> MeetingRecord:
    texts = [
        f"Granviks stad\n\nPersonalsektionen | Protokoll | 24.3.2026\n\n{cover}",
        *(f"§ {number} {title}\n\nBeslut\n\nFörslaget godkändes.\n" for number, title in enumerate(TITLES, 20)),
        end,
    ]
    return parse("\n\n".join(texts).encode())


TITLES = ("Torgets namn", "Hamnens namn", "Skolans namn")
APPEAL = """ANVISNING FÖR BEGÄRAN OM OMPRÖVNING OCH BESVÄR

Besvärsförbud
Eftersom beslut nedan endast gäller beredning, kan omprövning inte begäras.

Paragrafer: 20 – 21

Begäran om omprövning:
22
Anförande av kommunalbesvär:

Den som är missnöjd med detta beslut kan begära omprövning skriftligt.
"""


def test_paragraphs_are_named_after_the_text_on_appeal_and_without_a_sign() -> None:
    kinds = [each.appeal and each.appeal.kind for each in minutes(end=APPEAL).items]
    assert kinds == ["prohibited", "prohibited", "rectification"]


def test_minutes_are_published_after_they_were_checked() -> None:
    cover = (
        "Protokolljustering\n\nRut Ekström, 26.3.2026\nKai Ek, 27.3.2026\n\n"
        "Det justerade protokollet med anvisning om besvär publiceras på\nwww.granvik.fi 30.3.2026\n"
    )
    met = minutes(cover).meeting
    assert (met.checked_on, met.displayed_on) == ("2026-03-27", "2026-03-30")


@pytest.mark.parametrize(
    ("text", "outcome", "written"),
    [
        (
            "Lautakunta päätti hyväksyä Torirakentajat Oy:n tarjouksen. Muut tarjoukset hylätään.",
            "approved",
            "hyväksyä",
        ),
        ("Lautakunta hyväksyi tarjouksen ja hylkäsi muut tarjoukset.", "approved", "hyväksyi"),
        ("Lautakunta hyväksyi nimen. Hylättyjen nimien perustelut ovat liitteessä.", "approved", "hyväksyi"),
        ("Lautakunta päätti hylätä muut vaatimukset.", "rejected", "hylätä"),
        ("Lautakunta päätti hyväksyä nimen. Päätös annetaan tiedoksi torikauppiaille.", "approved", "hyväksyä"),
        ("Lautakunta myönsi luvan. Ote lähetetään tiedoksi naapureille.", "approved", "myönsi"),
        (
            "Lautakunta päätti saattaa selvityksen tiedoksi valtuustolle.",
            "noted",
            "päätti saattaa selvityksen tiedoksi",
        ),
        ("Asia saatetaan tiedoksi.", "noted", "tiedoksi"),
        ("Johtaja päätti vahvistaa pisteet, jotka ovat alimmat hyväksytyt.", "approved", "päätti"),
        ("Valtuusto päätti hyväksyä nimen. Kokous päättyi klo 20.", "approved", "hyväksyä"),
    ],
)
def test_what_is_said_of_the_rest_states_no_outcome(text: str, outcome: str, written: str) -> None:
    found = item(f"{FI}## Päätös\n\n{text}\n").handling.decision
    assert found is not None
    assert (found.outcome, found.as_written) == (outcome, written)


@pytest.mark.parametrize(
    ("text", "outcome", "written"),
    [
        ("Nämnden beslutade godkänna anbudet. Övriga anbud förkastas.", "approved", "godkänna"),
        ("Nämnden beslutade bevilja lovet. Beslutet delges sökanden för kännedom.", "approved", "bevilja"),
        ("Nämnden beslutade att inte bevilja lovet.", "rejected", "inte bevilja"),
        ("Det antecknas att Rut Ekström avlägsnade sig. Förslaget godkändes.", "approved", "Förslaget godkändes"),
        ("Nämnden beslutade anteckna redogörelsen.", "noted", "beslutade anteckna"),
        ("Redogörelsen antecknades.", "noted", "antecknades"),
        ("Fullmäktige beslutade enligt förslaget. Mötet avslutades kl. 20.", "approved", "enligt förslaget"),
    ],
)
def test_what_is_said_of_the_rest_states_no_outcome_in_swedish(text: str, outcome: str, written: str) -> None:
    found = item(f"{SV}## Beslut\n\n{text}\n").handling.decision
    assert found is not None
    assert (found.outcome, found.as_written) == (outcome, written)


RULED = """Kuusirannan kaupunki  Pöytäkirja  5/2026  9 (28)
Ympäristölautakunta  24.3.2026

§ 20
Torin nimi

Valmistelija: torivastaava Maija Kallio

Ympäristölautakunta 10.2.2026 § 11

Yhdistys pyytää lausuntoa torin nimiluonnoksesta.

Ympäristöinsinööri: Ympäristölautakunta toteaa, ettei luonnoksesta ole huomautettavaa.

Lautakunta: Hyväksyi esityksen.

Lisätietoja: torivastaava Maija Kallio, puh. 040 555 0101

____________________

Yhdistys pyytää lausuntoa torin nimiehdotuksesta.

Ehdotus

Ympäristölautakunta puoltaa ehdotusta.

Päätös

Ehdotuksen mukaan.
"""


def test_a_line_ends_what_an_earlier_meeting_did() -> None:
    found = item(RULED)
    [earlier] = found.history
    assert earlier.decision is not None
    assert (earlier.decision.text, len(earlier.proposals)) == ("Hyväksyi esityksen.", 1)
    assert found.handling.account is not None
    assert found.handling.account.text == "Yhdistys pyytää lausuntoa torin nimiehdotuksesta."
    assert [each.text for each in found.handling.proposals] == ["Ympäristölautakunta puoltaa ehdotusta."]


def test_a_body_in_the_middle_of_a_proposal_decides_nothing() -> None:
    text = "Kaupunginhallitus esittää nimeä.\n\nKaupunginvaltuusto:\n\nPäättää hyväksyä nimen."
    found = item(f"{FI}## Päätösehdotus\n\n{text}\n\n## Päätös\n\nEhdotus hyväksyttiin.\n").handling
    assert found.decision is not None
    assert found.decision.text == "Ehdotus hyväksyttiin."


@pytest.mark.parametrize(
    ("text", "kind", "body"),
    [
        (
            "# Torin nimi\n\n## Päätös\n\nVs. kansliapäällikkö päätti hyväksyä nimen.\n",
            "decision",
            "Vs. kansliapäällikkö",
        ),
        (
            "# Torin nimi\n\n## Päätös\n\nKeskustan torin päällikkö päätti nimestä.\n",
            "decision",
            "Keskustan torin päällikkö",
        ),
        ("# Torin nimi\n\n## Päätös\n\nPuheenjohtaja päätti kokouksen.\n", "extract", None),
        ("# Torin nimi\n\n## Päätös\n\nKaupunginhallitus päätti hyväksyä nimen.\n", "extract", "Kaupunginhallitus"),
        (
            "# Torin nimi\n\n## Päätösehdotus\n\nKaupunginhallitus esittää nimeä.\n\n## Perustelut\n\nEi.\n",
            "agenda_item",
            "Kaupunginhallitus",
        ),
        (
            "# Torin nimi\n\n## Päätösehdotus\n\nValtuusto hyväksyy nimen.\n\n## Perustelut\n\nEi ole.\n",
            "agenda_item",
            None,
        ),
    ],
)
def test_who_decides_where_no_reference_states(text: str, kind: str, body: str | None) -> None:
    record = parse(text.encode())
    assert record.kind == kind
    assert (record.meeting.body.name if record.meeting.body else None) == body
    if kind == "decision":
        assert record.meeting.body is not None
        assert record.meeting.body.kind == "officeholder"


def test_a_summary_below_an_empty_history_is_this_meetings() -> None:
    text = (
        "Päätöshistoria\n-\n\nTiivistelmä\nTorin nimi vaihtuu.\n\nPerustelut\nTori on uusi.\n\nPäätös\nHyväksyttiin.\n"
    )
    found = item(f"{FI}{text}".replace("# ", "")).handling.account
    assert found is not None
    assert found.summary == ["Torin nimi vaihtuu."]


def test_a_line_parts_what_ends_without_a_full_stop() -> None:
    text = """Kuusirannan kaupunki  Pöytäkirja  5/2026  9 (28)
Ympäristölautakunta  24.3.2026

§ 20
Torin nimi

Nimestä on päätetty aiemmin:

kylälautakunta 23.8.2023 § 40 ja torilautakunta 4.9.2023 § 143

____________________

Nimiryhmän selvitys

Nimiryhmä sai päätöksen 21.3.2022 ja rahaa 25.000 euroa.

Päätös

Hyväksyttiin.
"""
    account = item(text).handling.account
    assert account is not None
    assert account.text.split("\n\n")[1:3] == [
        "kylälautakunta 23.8.2023 § 40 ja torilautakunta 4.9.2023 § 143",
        "Nimiryhmän selvitys",
    ]


def test_what_recipients_are_sent_is_known_and_no_recipient() -> None:
    text = (
        "Granby 3.2.2026 § 4\n\nTori\n\nPäätös\n\nHyväksyttiin.\n\nOtteet\n\nOte\n\nOtteen liitteet\n\n"
        "Torikauppiaat ry\nEsitysteksti\nMuutoksenhakukielto, valmistelu tai täytäntöönpano\nLiite 1\n"
    )
    record = parse(text.encode())
    assert record.items[0].for_information == ["Torikauppiaat ry"]
    assert [each.text for each in record.coverage.unclaimed] == []
