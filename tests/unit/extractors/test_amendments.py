"""Amendments: who moves and who seconds, in any order of the words, and what becomes of the proposals."""

from __future__ import annotations

import pytest

from pipeline import parse
from pipeline.record.model import Handling

SWEDISH = (
    "Granviks kommun\n\nKommunstyrelsen | Protokoll | 24.3.2026 | § 20\n\n# Torgets namn\n\n## Behandling\n\n{}\n\n"
    "## Beslut\n\nKommunstyrelsen beslutar enligt förvaltningens förslag.\n"
)
FINNISH = (
    "Kuusirannan kaupunki\n\nKaupunginhallitus | Pöytäkirja | 24.3.2026 | § 20\n\n# Torin nimi\n\n## Käsittely\n\n"
    "{}\n\n## Päätös\n\nMerkittiin tiedoksi.\n"
)


def handled(form: str, told: str) -> Handling:
    [item] = parse(form.format(told).encode()).items
    return item.handling


@pytest.mark.parametrize(
    ("form", "told", "by", "seconded", "kind"),
    [
        (SWEDISH, "Anna Ek (S) yrkar avslag på förslaget.", "Anna Ek", [], "rejection"),
        (
            SWEDISH,
            "Anna Ek (M) yrkar, med instämmande av Kai Berg (C), att ärendet återremitteras.",
            "Anna Ek",
            ["Kai Berg"],
            "return",
        ),
        (
            SWEDISH,
            "Anna Ek (M), Per Ås (C) och Kai Berg (L) yrkar att ärendet ska bordläggas.",
            "Anna Ek",
            ["Per Ås", "Kai Berg"],
            "tabling",
        ),
        (
            SWEDISH,
            "Anna Ek (M) yrkar att ärendet ska bordläggas. Bo Dahl (V) yrkar bifall till Anna Eks yrkande.",
            "Anna Ek",
            ["Bo Dahl"],
            "tabling",
        ),
        (
            SWEDISH,
            "Anna Ek (S) föreslår att motionen bifalls. Bo Dahl (V) instämmer i Anna Eks förslag.",
            "Anna Ek",
            ["Bo Dahl"],
            "amendment",
        ),
        (SWEDISH, "Under diskussionen yrkade ledamot Anna Ek (S) avslag.", "Anna Ek", [], "rejection"),
        (
            SWEDISH,
            "Under diskussionen lade ledamot Anna Ek, understödd av Per Ås, fram ett motförslag.",
            "Anna Ek",
            ["Per Ås"],
            "amendment",
        ),
        (FINNISH, "Anu Ekin kannattamana Kai Salo teki muutosehdotuksen.", "Kai Salo", ["Anu Ek"], "amendment"),
        (
            FINNISH,
            "Kai Salo ehdotti Anu Ekin ja Matti Ahon kannattamana, että asia palautetaan.",
            "Kai Salo",
            ["Anu Ek", "Matti Aho"],
            "return",
        ),
        (
            FINNISH,
            "Kai Salo ehdotti, että asia pannaan pöydälle. Ehdotusta kannattivat Eila Huhta ja Matti Aho.",
            "Kai Salo",
            ["Eila Huhta", "Matti Aho"],
            "tabling",
        ),
        (
            FINNISH,
            "Kai Salo ehdotti, että asia pannaan pöydälle. Eila Huhta ja Matti Aho kannattivat Salon ehdotusta.",
            "Kai Salo",
            ["Eila Huhta", "Matti Aho"],
            "tabling",
        ),
    ],
)
def test_who_moves_and_who_seconds(form: str, told: str, by: str, seconded: list[str], kind: str) -> None:
    [found] = handled(form, told).amendments
    assert (found.by, found.seconded_by, found.kind) == (by, seconded, kind)


@pytest.mark.parametrize(
    "told",
    [
        "Anna Ek (S) yrkar bifall till förvaltningens förslag.",
        "Anna Ek (S) föreslår att kommunstyrelsens förslag till beslut bifalls.",
        "Ordföranden Anna Ek (S) föreslår att mötet ajourneras.",
        "Stadsdirektör Anna Ek föreslår att förslaget godkänns.",
    ],
)
def test_who_only_wants_what_is_proposed_moves_nothing(told: str) -> None:
    assert handled(SWEDISH, told).amendments == []


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (
            "Ordföranden ställer proposition på yrkandena och finner att kommunstyrelsen avslår Anna Eks yrkande.",
            "lost",
        ),
        (
            "Ordföranden ställer förslagen mot varandra och finner att styrelsen bifaller arbetsutskottets förslag.",
            "lost",
        ),
        (
            "Ordföranden ställer förslagen mot varandra och finner att styrelsen beslutar enligt Anna Eks förslag.",
            "carried",
        ),
        ("Yrkandet fick inget stöd.", "lapsed"),
        ("Anna Ek återtar sitt yrkande.", "withdrawn"),
        (
            "Ja-röst för nämndens förslag. Nej-röst för Anna Eks yrkande. Avgavs 9 ja-röster, 4 nej-röster.",
            "lost",
        ),
        ("Med 4 röster för bifall mot 9 röster för avslag beslutar kommunstyrelsen.", "carried"),
    ],
)
def test_what_becomes_of_a_demand_for_rejection(told: str, outcome: str) -> None:
    [found] = handled(SWEDISH, f"Anna Ek (S) yrkar avslag på förslaget. {told}").amendments
    assert found.outcome == outcome


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ("finner att ärendet ska avgöras i dag.", "lost"),
        ("finner att kommunstyrelsen beslutar att ärendet ska återremitteras.", "carried"),
    ],
)
def test_what_becomes_of_a_demand_for_return(told: str, outcome: str) -> None:
    asked = "Ordföranden frågar om ärendet ska återremitteras eller avgöras i dag och"
    [found] = handled(SWEDISH, f"Anna Ek (S) yrkar att ärendet återremitteras. {asked} {told}").amendments
    assert found.outcome == outcome


def test_who_supports_a_proposal_does_not_settle_it() -> None:
    told = (
        "Anna Ek (S) föreslår följande ändring i förslag till beslut:\n\nTorget ska heta Strandtorget.\n\n"
        "Bo Dahl (V) föreslår att Anna Eks (S) förslag till beslut bifalls.\n\nOrdföranden ställer Anna Eks"
        " ändringsförslag mot avslag och finner att kommunstyrelsen avslår Anna Eks ändringsförslag."
    )
    [found] = handled(SWEDISH, told).amendments
    assert (found.by, found.seconded_by, found.outcome) == ("Anna Ek", ["Bo Dahl"], "lost")
    assert found.text == "Torget ska heta Strandtorget."


def test_of_two_proposals_put_against_each_other_one_is_lost() -> None:
    told = (
        "Anna Ek (S) yrkar att torget heter Strandtorget. Bo Dahl (V) yrkar att torget heter Ektorget."
        " Ordföranden ställer Anna Eks förslag mot Bo Dahls förslag och finner att nämnden bifaller Bo Dahls förslag."
    )
    found = handled(SWEDISH, told).amendments
    assert [(each.by, each.outcome) for each in found] == [("Anna Ek", "lost"), ("Bo Dahl", "carried")]


def test_what_the_chair_moves_and_finds_decided_at_once() -> None:
    told = "Anna Ek (S) föreslår att ärendet lämnas till förvaltningen och finner att kommunstyrelsen beslutar så."
    [found] = handled(SWEDISH, told).amendments
    assert (found.by, found.outcome) == ("Anna Ek", "carried")
