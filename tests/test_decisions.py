"""What decisions come to, whether all agreed, and who dissented, in the phrasings that cities use."""

from __future__ import annotations

import pytest

from extractors.appeals import appeal
from extractors.attachments import attachments, recipients
from extractors.document import Block
from extractors.names import Gazetteer
from extractors.outcomes import decision
from extractors.passage import Passage, Span
from pipeline import parse
from pipeline.record import Handling


def passage(text: str) -> Passage:
    return Passage.of(text, Span(0, len(text)))


FINNISH = [
    ("Päätösehdotus hyväksyttiin.", "approved", None),
    ("Hyväksyttiin.", "approved", None),
    ("Päätös ehdotuksen mukaan.", "approved", None),
    ("Esityksen mukaisesti.", "approved", None),
    ("Hyväksyttiin yksimielisesti.", "approved", True),
    ("Esittelijän ehdotus hyväksyttiin yksimielisesti.", "approved", True),
    ("Kunnanhallitus hyväksyi kunnanjohtajan ehdotuksen.", "approved", None),
    ("Lautakunta päätti yksimielisesti vahvistaa maksut.", "approved", True),
    ("Vahvistettiin käyttösuunnitelma.", "approved", None),
    ("Jaosto myönsi avustuksen seuralle.", "approved", None),
    ("Lupa myönnettiin hakemuksen mukaisena.", "approved", None),
    ("Valtuusto päätti myydä tontin.", "approved", None),
    ("Hyväksyttiin muutettuna.", "approved_amended", None),
    ("Hyväksyttiin muutetun ehdotuksen mukaisesti.", "approved_amended", None),
    ("Hallitus hyväksyi kaupunginjohtajan muutetun ehdotuksen.", "approved_amended", None),
    ("Kunnanjohtaja muutti ehdotustaan. Kunnanhallitus hyväksyi ehdotuksen.", "approved_amended", None),
    ("Esittelijä muutti esitystään kuulumaan seuraavasti. Lautakunta hyväksyi esityksen.", "approved_amended", None),
    ("Hyväksyttiin seuraavin muutoksin.", "approved_amended", None),
    ("Lautakunta hyväksyi lausunnon korjattuna.", "approved_amended", None),
    ("Muutosehdotus hyväksyttiin.", "approved_amended", None),
    ("Aloite hylättiin.", "rejected", None),
    ("Jaosto päätti hylätä oikaisuvaatimuksen.", "rejected", None),
    ("Lautakunta hylkäsi hakemuksen yksimielisesti.", "rejected", True),
    ("Asia jätettiin pöydälle.", "tabled", None),
    ("Hallitus päätti panna asian pöydälle.", "tabled", None),
    ("Asia pöydättiin yksimielisesti.", "tabled", True),
    ("Asia palautettiin valmisteltavaksi.", "returned", None),
    ("Kunnanhallitus palautti asian uudelleen valmisteltavaksi.", "returned", None),
    ("Asia poistettiin esityslistalta.", "withdrawn", None),
    ("Esittelijä veti asian pois esityslistalta.", "withdrawn", None),
    ("Päätettiin poistaa asia esityslistalta.", "withdrawn", None),
    ("Merkittiin tiedoksi.", "noted", None),
    ("Lautakunta merkitsi raportin tiedokseen.", "noted", None),
    ("Asia merkittiin tiedoksi yksimielisesti.", "noted", True),
    ("Pöytäkirjantarkastajiksi valittiin Anu Ek ja Kai Salo.", "elected", None),
    ("Hallitus nimesi edustajakseen Anu Ekin.", "elected", None),
    ("Kokous todettiin lailliseksi ja päätösvaltaiseksi.", "opened_closed", None),
    ("Puheenjohtaja päätti kokouksen klo 19.02.", "opened_closed", None),
    ("Keskusteltiin syksyn tapahtumista.", "other", None),
]

SWEDISH = [
    ("Enligt förslag.", "approved", None),
    ("Förslaget godkändes.", "approved", None),
    ("Förslaget godkändes enhälligt.", "approved", True),
    ("Föredragandens förslag godkändes enhälligt.", "approved", True),
    ("Beslut i enlighet med stadsdirektörens förslag.", "approved", None),
    ("Nämnden fastställde avgifterna.", "approved", None),
    ("Stadgan fastställdes.", "approved", None),
    ("Styrelsen beviljade bidraget.", "approved", None),
    ("Programmet antogs.", "approved", None),
    ("Ansökan bifölls.", "approved", None),
    ("Nämnden beslutade hyra lokalen.", "approved", None),
    ("Godkändes med följande ändringar.", "approved_amended", None),
    ("Nämnden godkände direktörens ändrade förslag.", "approved_amended", None),
    ("Föredraganden ändrade sitt förslag. Förslaget godkändes.", "approved_amended", None),
    ("Motförslaget godkändes.", "approved_amended", None),
    ("Motionen avslogs.", "rejected", None),
    ("Nämnden förkastade rättelseyrkandet enhälligt.", "rejected", True),
    ("Ärendet bordlades.", "tabled", None),
    ("Ärendet bordlades enhälligt.", "tabled", True),
    ("Ärendet återremitterades.", "returned", None),
    ("Beslöts om återremiss.", "returned", None),
    ("Ärendet drogs tillbaka.", "withdrawn", None),
    ("Ärendet ströks från föredragningslistan.", "withdrawn", None),
    ("Ärendet utgick.", "withdrawn", None),
    ("Antecknades för kännedom.", "noted", None),
    ("Rapporten lades till handlingarna.", "noted", None),
    ("Till protokolljusterare valdes Anna Ek och Per Ås.", "elected", None),
    ("Styrelsen utsåg Anna Ek till ledamot.", "elected", None),
    ("Mötet konstaterades lagligt sammankallat och beslutfört.", "opened_closed", None),
    ("Sammanträdet konstaterades vara i laga ordning sammankallat.", "opened_closed", None),
    ("Rådet diskuterade hur man kunde utse en kontaktperson.", "other", None),
    ("Inga övriga ärenden.", "other", None),
]


@pytest.mark.parametrize(
    ("language", "text", "outcome", "unanimous"),
    [("fi", *row) for row in FINNISH] + [("sv", *row) for row in SWEDISH],
)
def test_outcomes(language: str, text: str, outcome: str, unanimous: bool | None) -> None:
    found = decision(passage(text), language, Gazetteer())
    assert found is not None
    assert (found.outcome, found.unanimous) == (outcome, unanimous)


FI = "Kuusirannan kaupunki\n\nKaupunginhallitus | Pöytäkirja | 24.3.2026 | § 20\n\n# Torin nimi\n\n"
SV = "Granviks stad\n\nStadsstyrelsen | Protokoll | 24.3.2026 | § 20\n\n# Torgets namn\n\n"


def handled(text: str) -> Handling:
    [item] = parse(text.encode()).items
    return item.handling


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (f"{FI}## Päätös\n\nHyväksyttiin. Anu Ek jätti päätökseen eriävän mielipiteen.\n", ["Anu Ek"]),
        (f"{SV}## Beslut\n\nFörslaget godkändes. Per Ås anmälde avvikande åsikt.\n", ["Per Ås"]),
        (
            f"{SV}## Beslut\n\nFörslaget godkändes. Ledamot Anna Ek och Per Ås reserverade sig mot beslutet.\n",
            ["Anna Ek", "Per Ås"],
        ),
        (f"{FI}## Päätös\n\nHyväksyttiin. Anu Ek esitteli asiaa.\n", []),
        (f"{FI}## Päätös\n\nHyväksyttiin. Puheenjohtaja Anu Ek totesi, että eriäviä mielipiteitä ei jätetty.\n", []),
    ],
)
def test_dissents_without_a_heading(text: str, by: list[str]) -> None:
    assert [each.by for each in handled(text).dissents] == by


def test_a_counter_proposal_that_won_is_another_than_the_one_proposed() -> None:
    told = (
        "Jäsen Kai Salo teki ehdotuksesta poikkeavan esityksen, jossa nimi säilyy. Anu Ek kannatti Salon esitystä."
        " Annettiin 2 JAA-ääntä ja 8 EI-ääntä. Puheenjohtaja totesi, että päätökseksi tulee Kai Salon esitys."
    )
    found = handled(f"{FI}## Päätös\n\n{told} Äänestysesitys hyväksyttiin.\n").decision
    assert found is not None
    assert (found.outcome, found.unanimous) == ("approved_amended", False)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fi", "Tähän päätökseen ei saa hakea muutosta.", "prohibited"),
        ("fi", "Päätökseen tyytymätön voi tehdä oikaisuvaatimuksen.", "rectification"),
        ("fi", "Päätökseen haetaan muutosta kunnallisvalituksella.", "appealable"),
        ("sv", "Ändring i beslutet får inte sökas.", "prohibited"),
        ("sv", "Den som är missnöjd kan begära omprövning.", "rectification"),
        ("sv", "Ändring söks genom kommunalbesvär.", "appealable"),
    ],
)
def test_appeals(language: str, text: str, kind: str) -> None:
    found = appeal(passage("")[:0], passage(text), language)
    assert found is not None
    assert found.kind == kind


def listed(*lines: str) -> list[Block]:
    text = "\n".join(lines)
    whole = passage(text)
    parts, at = [], 0
    for line in lines:
        parts.append(whole[at : at + len(line)])
        at += len(line) + 1
    return [Block("paragraph", part, (part,)) for part in parts]


def test_a_suspended_hyphen_parts_no_recipient() -> None:
    found = recipients(listed("sökanden, Närings-, trafik- och miljöcentralen"))
    assert [each.text for each in found] == ["sökanden", "Närings-, trafik- och miljöcentralen"]


def test_the_ground_for_secrecy_is_no_attachment() -> None:
    found = attachments(listed("Salassapidettävä Julkisuuslaki (621/1999) § 24", "1 Kartta"), {})
    assert [(each.number, each.title) for each in found] == [("1", "Kartta")]
