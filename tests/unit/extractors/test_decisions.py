"""What decisions come to, whether all agreed, and who dissented, in the phrasings that cities use."""

from __future__ import annotations

import pytest

from extractors.core.document import Block
from extractors.core.passage import Passage, Span
from extractors.decisions.decision import decision
from extractors.item.appeal_instructions import appeal
from extractors.item.attachments import attachments, recipients
from extractors.item.matter_kind import by_title
from extractors.people.names import Gazetteer
from pipeline import parse
from pipeline.record.model import Handling


def passage(text: str) -> Passage:
    return Passage.of(text, Span(0, len(text)))


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
        (
            f"{SV}## Beslut\n\nBifall. Mot beslutet reserverar sig Anna Ek (S) till förmån för Bo Aros yrkande.\n",
            ["Anna Ek"],
        ),
        (f"{SV}## Beslut\n\nFörslaget godkändes. Anna Ek (S) deltar inte i beslutet.\n", []),
        (f"{SV}## Beslut\n\nFörslaget godkändes. Anna Ek reserverade sig inte.\n", []),
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
    ("text", "outcome", "written"),
    [
        (
            (
                f"{FI}## Päätös\n\nKai Salo ehdotti Anu Ekin kannattamana, että asia palautetaan valmisteltavaksi."
                " Ehdotus hylättiin äänin 3–5. Raportti merkittiin tiedoksi.\n"
            ),
            "noted",
            "merkittiin tiedoksi",
        ),
        (
            (
                f"{FI}## Päätös\n\nKai Salo ehdotti Anu Ekin kannattamana, että nimi säilyy. Puheenjohtaja totesi, että"
                " päätökseksi tulee Kai Salon ehdotus.\n"
            ),
            "approved_amended",
            "päätökseksi",
        ),
        (
            (
                f"{SV}## Beslut\n\nPer Ås föreslog, understödd av Anna Ek, att ärendet återremitteras. Förslaget föll i"
                " omröstning. Rapporten antecknades för kännedom.\n"
            ),
            "noted",
            "antecknades för kännedom",
        ),
    ],
)
def test_what_was_only_moved_states_no_outcome(text: str, outcome: str, written: str) -> None:
    found = handled(text).decision
    assert found is not None
    assert (found.outcome, found.as_written) == (outcome, written)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fi", "Tähän päätökseen ei saa hakea muutosta.", "prohibited"),
        ("fi", "Päätökseen tyytymätön voi tehdä oikaisuvaatimuksen.", "rectification"),
        ("fi", "Päätökseen haetaan muutosta kunnallisvalituksella.", "appealable"),
        ("sv", "Ändring i beslutet får inte sökas.", "prohibited"),
        ("sv", "Den som är missnöjd kan begära omprövning.", "rectification"),
        ("sv", "Ändring söks genom kommunalbesvär.", "appealable"),
        ("fi", "Ei muutoksenhakuoikeutta.", "prohibited"),
        ("sv", "Ingen rätt att söka ändring.", "prohibited"),
        (
            "fi",
            (
                "Asianosainen voi vaatia hankintaoikaisua. Asian voi myös saattaa valituksella markkinaoikeuteen."
                " Markkinaoikeuden asiassa ei saa hakea muutosta kuntalain nojalla."
            ),
            "rectification",
        ),
        (
            "sv",
            (
                "Part kan begära upphandlingsrättelse. Besvär anförs hos marknadsdomstolen. I ett sådant ärende får"
                " ändring inte sökas med stöd av kommunallagen."
            ),
            "rectification",
        ),
        ("fi", "Asia voidaan saattaa markkinaoikeuden käsiteltäväksi.", "appealable"),
        ("sv", "Ärendet kan föras till marknadsdomstolen.", "appealable"),
        (
            "fi",
            "Päätökseen haetaan muutosta hallintovalituksella. Valittaa saa se, joka on tehnyt oikaisuvaatimuksen.",
            "appealable",
        ),
    ],
)
def test_appeals(language: str, text: str, kind: str) -> None:
    found = appeal(passage("")[:0], passage(text), language)
    assert found is not None
    assert found.kind == kind


def listed(*lines: str) -> list[Block]:
    text = "\n".join(lines)
    parts, at = [], 0
    for line in lines:
        parts.append(Passage.of(text, Span(at, at + len(line))))
        at += len(line) + 1
    return [Block("paragraph", part, (part,)) for part in parts]


def test_a_suspended_hyphen_parts_no_recipient() -> None:
    found = recipients(listed("sökanden, Närings-, trafik- och miljöcentralen"))
    assert [each.text for each in found] == ["sökanden", "Närings-, trafik- och miljöcentralen"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            ("Otteen liitteet", "Hakija", "Esitysteksti", "Liite 1", "Muutoksenhaku hankintapäätökseen"),
            ["Hakija"],
        ),
        (
            ("Asianosainen Hallintovalitus, rakennuslupa", "tekninen lautakunta"),
            ["Asianosainen", "tekninen lautakunta"],
        ),
        (("Oikaisuvaatimuksen tekijä, todisteellinen tiedoksianto",), ["Oikaisuvaatimuksen tekijä"]),
        (
            ("Sökanden", "Bilaga 2", "Besvärsanvisning, bygglov", "tekniska nämnden"),
            ["Sökanden", "tekniska nämnden"],
        ),
    ],
)
def test_documents_that_go_with_an_extract_are_no_recipients(lines: tuple[str, ...], names: list[str]) -> None:
    assert [each.text for each in recipients(listed(*lines))] == names


def test_a_demand_in_the_account_is_no_appeal() -> None:
    fi = parse(
        f"{FI}## Selostus\n\nAsiasta on päätetty.\n\n## Oikaisuvaatimus\n\nHakija vaatii muutosta.\n\n"
        "## Päätös\n\nHylättiin.\n\n## Muutoksenhaku\n\nPäätökseen haetaan muutosta valittamalla.\n".encode()
    )
    sv = parse(
        f"{SV}## Redogörelse\n\nBeslut har fattats.\n\n## Rättelseyrkande\n\nSökanden yrkar.\n\n"
        "## Beslut\n\nAvslogs.\n\n## Sökande av ändring\n\nÄndring söks genom besvär.\n".encode()
    )
    for record, text in ((fi, "Hakija vaatii muutosta."), (sv, "Sökanden yrkar.")):
        [item] = record.items
        assert item.appeal is not None
        assert item.appeal.kind == "appealable"
        assert item.handling.account is not None
        assert text in item.handling.account.text


def test_the_ground_for_secrecy_is_no_attachment() -> None:
    found = attachments(listed("Salassapidettävä Julkisuuslaki (621/1999) § 24", "1 Kartta"), {})
    assert [(each.number, each.title) for each in found] == [("1", "Kartta")]


@pytest.mark.parametrize(
    ("text", "by", "proposed"),
    [
        (
            f"{FI}## Ehdotus\n\n**Henkilöstöpäällikön ehdotus:**\n\nNimi hyväksytään.\n",
            "Henkilöstöpäällikkö",
            "Nimi hyväksytään.",
        ),
        (
            f"{FI}## Ehdotus\n\n**Teknisen johtajan ehdotus:**\n\nNimi hyväksytään.\n",
            "Tekninen johtaja",
            "Nimi hyväksytään.",
        ),
        (
            f"{FI}## Ehdotus\n\n**Kaupunginjohtajan ehdotus:**\n\nNimi hyväksytään.\n",
            "Kaupunginjohtaja",
            "Nimi hyväksytään.",
        ),
        (f"{SV}## Förslag\n\n**Personalchefens förslag:**\n\nNamnet godkänns.\n", "Personalchefen", "Namnet godkänns."),
    ],
)
def test_who_proposes_stands_in_the_nominative(text: str, by: str, proposed: str) -> None:
    [proposal] = handled(text).proposals
    assert (proposal.by, proposal.text) == (by, proposed)


@pytest.mark.parametrize(
    ("text", "by", "proposed"),
    [
        (
            (
                f"{FI}## Päätösehdotus\n\nNimi säilyy.\n\n## Päätös\n\nTekninen johtaja muutti ehdotustaan esittelyn"
                " jälkeen siten, että nimi on Rantatori. Hallitus hyväksyi muutetun ehdotuksen.\n"
            ),
            "Tekninen johtaja",
            "nimi on Rantatori.",
        ),
        (
            (
                f"{FI}## Päätösehdotus\n\nNimi säilyy.\n\n## Käsittely\n\nKeskustelun johdosta kaupunginjohtaja muutti"
                " esitystään kuulumaan seuraavasti: Nimi on Rantatori.\n\n## Päätös\n\nHyväksyttiin muutettuna.\n"
            ),
            "kaupunginjohtaja",
            "Nimi on Rantatori.",
        ),
        (
            (
                f"{SV}## Förslag\n\nNamnet kvarstår.\n\n## Beslut\n\nStadsdirektören ändrade sitt förslag så att"
                " namnet är Strandtorget. Stadsstyrelsen godkände det ändrade förslaget.\n"
            ),
            "Stadsdirektören",
            "namnet är Strandtorget.",
        ),
    ],
)
def test_a_proposal_changed_at_the_meeting_follows_the_base_proposal(text: str, by: str, proposed: str) -> None:
    base, later = handled(text).proposals
    assert base.by is None
    assert (later.by, later.text) == (by, proposed)


def test_a_change_without_its_words_is_no_proposal() -> None:
    told = "Kaupunginjohtaja muutti ehdotustaan. Hallitus hyväksyi muutetun ehdotuksen."
    assert len(handled(f"{FI}## Päätösehdotus\n\nNimi säilyy.\n\n## Päätös\n\n{told}\n").proposals) == 1


@pytest.mark.parametrize(
    ("language", "text", "chosen"),
    [
        ("fi", "Valittiin Jari Tervo.", [("Jari Tervo", None)]),
        (
            "fi",
            "Valtuusto valitsi varsinaiseksi jäseneksi Anu Salosen ja henkilökohtaiseksi varajäseneksi Kai Virtasen.",
            [("Anu Salonen", "varsinaiseksi jäseneksi"), ("Kai Virtanen", "henkilökohtaiseksi varajäseneksi")],
        ),
        (
            "fi",
            "Anu Salonen ja Kai Ek valittiin tarkastajiksi.",
            [("Anu Salonen", "tarkastajiksi"), ("Kai Ek", "tarkastajiksi")],
        ),
        ("fi", "Jäseneksi valittiin Anu Salonen Kai Virtasen tilalle.", [("Anu Salonen", "Jäseneksi")]),
        (
            "fi",
            "Valittiin:\nVarsinainen jäsen | Henkilökohtainen varajäsen\nAnu Salonen | Kai Ek\nIda Ranta | Ville Aho",
            [
                ("Anu Salonen", "Varsinainen jäsen"),
                ("Kai Ek", "Henkilökohtainen varajäsen"),
                ("Ida Ranta", "Varsinainen jäsen"),
                ("Ville Aho", "Henkilökohtainen varajäsen"),
            ],
        ),
        (
            "fi",
            "Jäseniksi valittiin Anu Salonen (henkilökohtainen varajäsen Kai Ek) ja Ida Ranta.",
            [("Anu Salonen", "Jäseniksi"), ("Kai Ek", "henkilökohtainen varajäsen"), ("Ida Ranta", "Jäseniksi")],
        ),
        (
            "sv",
            "Fullmäktige beviljade Per Ås avsked och valde Kai Ek till personlig ersättare för Anna Berg.",
            [("Kai Ek", "personlig ersättare")],
        ),
        (
            "sv",
            "Till ledamöter valdes Anna Ek (personlig ersättare Kai Ås) och Ida Berg.",
            [("Anna Ek", "ledamöter"), ("Kai Ås", "personlig ersättare"), ("Ida Berg", "ledamöter")],
        ),
        ("sv", "Valdes Anna Ek till ordinarie ledamot.", [("Anna Ek", "ordinarie ledamot")]),
        (
            "sv",
            "Nämnden valde följande:\nOrdinarie\nAnna Ek Kai Ås\nPersonlig ersättare\nIda Berg",
            [("Anna Ek", "Ordinarie"), ("Kai Ås", "Ordinarie"), ("Ida Berg", "Personlig ersättare")],
        ),
    ],
)
def test_who_is_elected_for_what(language: str, text: str, chosen: list[tuple[str, str | None]]) -> None:
    text_of = Passage.join([block.body for block in listed(*text.split("\n"))], "\n")
    found = decision(text_of, language, Gazetteer())
    assert found is not None
    assert [(each.name, each.post) for each in found.elected] == chosen


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Kiinteistöveroprosenttien määrääminen vuodelle 2026", "budget"),
        ("Talousarvion 2026 muutokset / talousarviomuutos", "budget"),
        ("Talousarvion 2025 toteutuminen 1.1.-30.4.2025, tekninen lautakunta", "report"),
        ("Lautakunnan talousarvio vuodelle 2026", "budget"),
        ("Viranhaltijapäätökset / Tekninen toimiala", "report"),
        ("Pöytäkirjan tarkastaminen", "formality"),
        ("Seuraava kokous", "formality"),
        ("Vaalitoimikuntien asettaminen aluevaaleihin", "election"),
        ("Hallinto-oikeuden päätös ympäristölupaa koskevassa valitusasiassa", "appeal"),
        ("Ennakkolausunto etuosto-oikeuden käyttämättä jättämisestä", "statement"),
        ("Rakennusjärjestyksen uudistaminen", "plan"),
        ("Kadun nimen muutos asemakaava-alueella", "other"),
        ("Fastighetsskattesatserna för år 2026", "budget"),
        ("Budgetuppföljning januari–april", "report"),
        ("Tjänsteinnehavarbeslut", "report"),
        ("Mötets avslutande och nästa möte", "formality"),
        ("Tillsättande av kommittén för äldredagen", "election"),
        ("Omprövningsbegäran om bygglov", "appeal"),
        ("Yttrande över landskapsstrategin", "statement"),
        ("Byggnadsordningen för Granvik", "plan"),
        ("Avgifter i gästhamnen", "other"),
    ],
)
def test_the_kind_of_a_matter(title: str, kind: str) -> None:
    assert by_title(title) == kind


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        (f"{FI}## Lausunto\n\nLautakunta puoltaa nimeä.\n", "Lautakunta puoltaa nimeä."),
        (f"{SV}## Utlåtande\n\nNämnden förordar namnet.\n", "Nämnden förordar namnet."),
        (f"{FI}## Lausunto\n\nMuseo puoltaa nimeä.\n\n## Päätös\n\nHyväksyttiin.\n", "Hyväksyttiin."),
        (f"{SV}## Utlåtande\n\nMuseet förordar namnet.\n\n## Beslut\n\nGodkändes.\n", "Godkändes."),
    ],
)
def test_a_statement_right_under_the_title_is_the_decision(text: str, decided: str) -> None:
    found = handled(text).decision
    assert found is not None
    assert found.text == decided


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"{FI}Liitteet\n", "Kuusikankaan (101) ja Ahojärven (102) rajausehdotus, Mäntymäen (103) luokitusehdotus"),
        (f"{SV}Bilagor\n", "Förslag till gränser för Granåsen (101) och Ahosjön (102), klass för Tallbacken"),
    ],
)
def test_a_long_numbered_entry_is_an_attachment(head: str, title: str) -> None:
    whole = f"{title} sekä/samt {title.lower()} {title.lower()}"
    found = handled(f"{head}1 {whole}\n\nNimi\n").attachments
    assert [(each.number, each.title) for each in found[:1]] == [("1", whole)]
