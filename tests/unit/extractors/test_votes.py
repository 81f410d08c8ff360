"""Votes in the forms of many portals, with invented persons."""

from __future__ import annotations

import pytest

from extractors.decisions.votes.vote import Vote
from pipeline import parse

FINNISH = (
    "Harjulan kaupunki\nPöytäkirja\nKaupunginvaltuusto 3.2.2026\n\n§ 74\nTorin nimi\n\nKäsittely\n{}\n\n"
    "Päätös\nValtuusto hyväksyi pohjaehdotuksen.\n"
)
SWEDISH = (
    "Granvik stad\nProtokoll\nStadsfullmäktige 3.2.2026\n\n§ 74\nTorgets namn\n\nBehandling\n{}\n\n"
    "Beslut\nFullmäktige godkände förslaget.\n"
)


def votes(form: str, told: str) -> list[Vote]:
    return parse(form.format(told).encode()).items[0].handling.votes


def counts(vote: Vote) -> tuple[int | None, ...]:
    return vote.for_, vote.against, vote.blank, vote.absent


@pytest.mark.parametrize(
    ("form", "told", "expected"),
    [
        (FINNISH, "Äänestyksen tulos: JAA 35 ääntä, EI 30 ääntä, 2 tyhjää, 1 poissa.", (35, 30, 2, 1)),
        (FINNISH, "Äänestyksessä annettiin 35 jaa-ääntä ja 30 ei-ääntä, tyhjiä 2 ja poissa 3.", (35, 30, 2, 3)),
        (FINNISH, "JAA-ääniä annettiin 35 ja EI-ääniä 30.", (35, 30, None, None)),
        (FINNISH, "Jaa-ääniä 35 kpl, ei-ääniä 30 kpl, tyhjiä ääniä 2 kpl.", (35, 30, 2, None)),
        (FINNISH, "Äänestys\nJaa 35\nEi 30\nTyhjiä 2\nPoissa 3", (35, 30, 2, 3)),
        (SWEDISH, "Vid omröstningen avgavs 12 JA-röster, 5 NEJ-röster, 1 blank.", (12, 5, 1, None)),
        (SWEDISH, "Omröstningsresultat: Ja 12, Nej 5, Blanka 1, Frånvarande 2", (12, 5, 1, 2)),
        (SWEDISH, "Omröstningsresultat: 12 ja, 5 nej, 1 blank.", (12, 5, 1, None)),
        (SWEDISH, "Omröstningen utföll med rösterna 12–5.", (12, 5, None, None)),
        (SWEDISH, "Förslaget godkändes med rösterna 15 mot 12.", (15, 12, None, None)),
    ],
)
def test_counts(form: str, told: str, expected: tuple[int | None, ...]) -> None:
    assert [counts(vote) for vote in votes(form, told)] == [expected]


@pytest.mark.parametrize(
    ("form", "told", "expected"),
    [
        (SWEDISH, "I den slutna omröstningen fick Ek 12 röster, Ås 9.", ("Ek", "Ås", 12, 9)),
        (
            SWEDISH,
            "Sluten omröstning förrättades, varvid Anna Ek erhöll 12 röster och Kai Berg erhöll 9 röster.",
            ("Anna Ek", "Kai Berg", 12, 9),
        ),
        (FINNISH, "Lippuäänestyksessä Anna Ek sai 12 ääntä ja Mikko Malli 9 ääntä.", ("Anna Ek", "Mikko Malli", 12, 9)),
        (
            SWEDISH,
            "Stadsstyrelsens förslag fick 35 röster och Eks förslag 30 röster.",
            ("Stadsstyrelsens förslag", "Eks förslag", 35, 30),
        ),
    ],
)
def test_votes_for_two_proposals_or_candidates(form: str, told: str, expected: tuple[object, ...]) -> None:
    [vote] = votes(form, told)
    assert (vote.proposition_for, vote.proposition_against, vote.for_, vote.against) == expected


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (SWEDISH, "I valet fick Ek 12 röster, Ås 9 och Holm 3."),
        (SWEDISH, "Anna Ek erhöll 12 röster, Kai Berg 9 röster och Bo Dahl 3 röster."),
        (FINNISH, "Anna Ek sai 12 ääntä, Mikko Malli sai 9 ääntä ja Teemu Aho sai 3 ääntä."),
    ],
)
def test_three_candidates_are_no_vote_for_and_against(form: str, told: str) -> None:
    assert votes(form, told) == []


def test_a_list_under_each_sides_count_and_share() -> None:
    told = (
        "Äänestys\nKyllä 4 kpl 80%\nAnna Ek (kesk), Mikko Malli (sd), Kaija\nMannerkorpi (ps), Teemu Aho (vas)\n"
        "Ei 1 kpl 20%\nVirpi Virta (kok)\nPoissa 1\nSari Salo"
    )
    [vote] = votes(FINNISH, told)
    assert counts(vote) == (4, 1, None, 1)
    assert [(each.name, each.party, each.vote) for each in vote.voters] == [
        ("Anna Ek", "kesk", "for"),
        ("Mikko Malli", "sd", "for"),
        ("Kaija Mannerkorpi", "ps", "for"),
        ("Teemu Aho", "vas", "for"),
        ("Virpi Virta", "kok", "against"),
        ("Sari Salo", None, "absent"),
    ]


@pytest.mark.parametrize(
    ("form", "told", "expected"),
    [
        (
            FINNISH,
            "Jaa:\nAnna Ek\nMikko Malli\n\nEi:\nVirpi Virta\n\nTyhjä:\nLiisa Laine\n\nPoissa:\nSari Salo",
            "2111",
        ),
        (FINNISH, "JAA\nAnna Ek      Mikko Malli\nKaija Mannerkorpi\n\nEI\nVirpi Virta      Sari Salo", "32--"),
        (FINNISH, "Äänestys\nAnna Ek   JAA\nMikko Malli   EI\nTeemu Aho   JAA", "21--"),
        (
            SWEDISH,
            "Ja: Anna Ek (sfp), Kai Berg (sfp)\nNej: Per Holm (sd)\nBlankt: Maria Ås\nFrånvarande: Bo Dahl",
            "2111",
        ),
        (SWEDISH, "JA\nAnna Ek (SFP)\nKai Berg (SFP)\n\nNEJ\nPer Holm (SDP)", "21--"),
    ],
)
def test_voters_are_counted_where_no_count_is_printed(form: str, told: str, expected: str) -> None:
    [vote] = votes(form, told)
    assert "".join("-" if each is None else str(each) for each in counts(vote)) == expected
    assert len(vote.voters) == sum(int(digit) for digit in expected if digit != "-")


def test_the_lists_below_a_count_belong_to_its_vote() -> None:
    told = "Annettiin 2 JAA-ääntä ja 1 EI-ääni.\n\nJaa:\nAnna Ek\nMikko Malli\n\nEi:\nVirpi Virta"
    told = told.replace("1 EI-ääni", "1 EI-ääntä")
    [vote] = votes(FINNISH, told)
    assert counts(vote) == (2, 1, None, None)
    assert [each.vote for each in vote.voters] == ["for", "for", "against"]


@pytest.mark.parametrize("told", ["Ei muutoksia 3 kpl. Kyllä 2 kpl.", "Poissa:\nAnna Ek\nMikko Malli", "Ei\nAnna Ek"])
def test_one_side_alone_is_no_vote(told: str) -> None:
    assert votes(FINNISH, told) == []


def test_the_sentence_after_a_list_is_no_part_of_the_last_name() -> None:
    told = (
        "Jaa-äänet: 2\nAnna Ek, Mikko Malli\n\nEi-äänet: 1\nVirpi Virta\n\nTyhjä: 2\nTeemu Aho, Liisa Laine\n"
        "Valtuusto hylkäsi Sari Salon ehdotuksen."
    )
    [vote] = votes(FINNISH, told)
    assert counts(vote) == (2, 1, 2, None)
    assert [each.name for each in vote.voters][-2:] == ["Teemu Aho", "Liisa Laine"]


@pytest.mark.parametrize(
    ("form", "told", "expected"),
    [
        (FINNISH, "Äänestyksessä EI sai 5 ääntä ja JAA 9 ääntä.", (9, 5, None, None)),
        (FINNISH, "EI-ääniä annettiin neljä (4) ja JAA-ääniä seitsemän (7).", (7, 4, None, None)),
        (FINNISH, "Annettiin 6 JAA-\nääntä ja 3 EI-\nääntä.", (6, 3, None, None)),
        (FINNISH, "Kyllä-ääniä 12 kpl ja ei-ääniä 5 kpl.", (12, 5, None, None)),
        (FINNISH, "Äänestyksen tulos oli 22 JAA, 5 EI, 1 tyhjä ja 2 poissa.", (22, 5, 1, 2)),
        (FINNISH, "Yhdeksän (9) jäsentä äänesti JAA ja kuusi (6) jäsentä EI.", (9, 6, None, None)),
        (FINNISH, "Kaksi jäsentä äänesti tyhjää, ja ehdotus voitti 8 äänellä 3 ääntä vastaan.", (8, 3, 2, None)),
        (FINNISH, "Ehdotus hyväksyttiin äänin 11/10.", (11, 10, None, None)),
        (FINNISH, "Lautakunta hyväksyi ehdotuksen äänin seitsemän – neljä (7–4).", (7, 4, None, None)),
        (FINNISH, "Puolesta äänesti 12 ja vastaan 5.", (12, 5, None, None)),
        (SWEDISH, "Avgavs nio (9) ja-röster och fem (5) nej-röster.", (9, 5, None, None)),
        (SWEDISH, "Med 5 ja-röster mot 4 nej-röster beslutar nämnden att anta planen.", (5, 4, None, None)),
        (SWEDISH, "Förslaget vann med elva röster mot tio (11/10).", (11, 10, None, None)),
        (SWEDISH, "Förslaget antogs efter omröstning (11/10).", (11, 10, None, None)),
        (SWEDISH, "Styrelsen beslöt med rösterna 11 mot 8 att godkänna planen.", (11, 8, None, None)),
        (SWEDISH, "Röstsiffrorna blev 11–10.", (11, 10, None, None)),
        (SWEDISH, "Omröstningen gav 12 ja- och 5 nejröster.", (12, 5, None, None)),
        (SWEDISH, "Ja-röster 12 stycken, nej-röster 5 stycken.", (12, 5, None, None)),
        (SWEDISH, "12 ledamöter röstade ja, 5 nej och 2 avstod från att rösta.", (12, 5, 2, None)),
        (SWEDISH, "Med 25 ja-röster mot 19 nej-röster och 2 som avstår beslutar fullmäktige.", (25, 19, 2, None)),
        (SWEDISH, "Förslaget fick 12 röster för och 5 emot.", (12, 5, None, None)),
        (SWEDISH, "Ja: 12. Nej: 5. Avstår: 1. Frånvarande: 2.", (12, 5, 1, 2)),
        (
            FINNISH,
            "Äänestyksessä annettiin 35 ääntä hallituksen ehdotuksen puolesta ja 30 ääntä Ekin ehdotuksen puolesta.",
            (35, 30, None, None),
        ),
        (FINNISH, "Äänestyksen tulos: 5 puolesta, 3 vastaan, 1 tyhjää.", (5, 3, 1, None)),
        (
            FINNISH,
            "Kaksikymmentäviisi (25) valtuutettua äänesti JAA ja kahdeksantoista (18) EI, kaksi (2) tyhjää.",
            (25, 18, 2, None),
        ),
        (FINNISH, "Äänestystulos: JAA 25 – EI 20 – tyhjiä 1", (25, 20, 1, None)),
        (SWEDISH, "Omröstningen utfaller så att 25 ledamöter röstar ja och 19 nej.", (25, 19, None, None)),
        (SWEDISH, "Röstningsresultat: JA 25 / NEJ 19 / AVSTÅR 2", (25, 19, 2, None)),
        (SWEDISH, "Omröstningen gav 7 för förslaget och 2 emot.", (7, 2, None, None)),
        (SWEDISH, "Ordförandens förslag vann med siffrorna 6–3.", (6, 3, None, None)),
        (SWEDISH, "Efter sluten omröstning (6 röster mot 3) valdes Ek.", (6, 3, None, None)),
        (SWEDISH, "Trettioåtta ledamöter röstade ja och tjugofyra nej.", (38, 24, None, None)),
    ],
)
def test_counts_in_any_order(form: str, told: str, expected: tuple[int | None, ...]) -> None:
    assert [counts(vote) for vote in votes(form, told)] == [expected]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (SWEDISH, "Omröstningen den 11/10 gällde torget."),
        (SWEDISH, "Nämnden sammanträdde med 9 ledamöter mot 6 i fjol."),
        (FINNISH, "Äänestys suoritettiin kohdista 3-5."),
        (FINNISH, "Ei 3 kpl tuoleja. Ja 5 pöytää."),
        (FINNISH, "Pöytiä on 3 ja 5 tuolia."),
    ],
)
def test_other_figures_are_no_votes(form: str, told: str) -> None:
    assert votes(form, told) == []


def test_votes_for_acceptance_against_votes_for_rejection() -> None:
    told = (
        "Omröstningsresultat: Med 25 röster för bifall mot 19 röster för avslag beslutar fullmäktige att anta planen."
    )
    [vote] = votes(SWEDISH, told)
    assert (vote.subject, vote.proposition_for, vote.proposition_against) == ("bifall", "bifall", "avslag")
    assert (vote.for_, vote.against, vote.result) == (25, 19, "for")


@pytest.mark.parametrize(
    ("form", "told", "expected"),
    [
        (
            SWEDISH,
            "Det avgavs 2 ja-röster (Ek, Anna Ås) och 1 nej-röst (Per Holm (sd)).",
            [("Ek", None, "for"), ("Anna Ås", None, "for"), ("Per Holm", "sd", "against")],
        ),
        (
            FINNISH,
            "JAA-ääniä 2 (Anu Ek, Mikko Malli) ja EI-ääniä 1 (Virpi Virta).",
            [("Anu Ek", None, "for"), ("Mikko Malli", None, "for"), ("Virpi Virta", None, "against")],
        ),
        (
            SWEDISH,
            "Ja-röst: Anna Ek (S), Kai Berg (M)\n\nNej-röst: Per Holm (SD)",
            [("Anna Ek", "S", "for"), ("Kai Berg", "M", "for"), ("Per Holm", "SD", "against")],
        ),
    ],
)
def test_voters_between_the_counts(form: str, told: str, expected: list[tuple[str, str | None, str]]) -> None:
    [vote] = votes(form, told)
    assert [(each.name, each.party, each.vote) for each in vote.voters] == expected
    assert (vote.for_, vote.against) == (2, 1)


def test_what_stands_in_brackets_with_a_count_is_no_voter() -> None:
    [vote] = votes(FINNISH, "Annettiin 2 JAA-ääntä (liite 2) ja 1 EI-ääntä (liite 3).")
    assert vote.voters == []


@pytest.mark.parametrize(
    ("form", "told", "expected"),
    [
        (
            SWEDISH,
            "Ja-röst för bifall till nämndens förslag. Nej-röst för bifall till Eks yrkande.",
            ("bifall till nämndens förslag", "bifall till Eks yrkande"),
        ),
        (
            SWEDISH,
            "Den som bifaller nämndens förslag röstar ja. Den som bifaller Anna Eks förslag röstar nej.",
            ("nämndens förslag", "Anna Eks förslag"),
        ),
        (
            SWEDISH,
            "JA röstar de som stöder nämndens förslag, NEJ röstar de som stöder Eks förslag.",
            ("nämndens förslag", "Eks förslag"),
        ),
        (SWEDISH, "JA = nämndens förslag, NEJ = avslag.", ("nämndens förslag", "avslag")),
        (
            FINNISH,
            "Ekin ehdotuksen kannattajat äänestävät ”JAA” ja Salon ehdotuksen kannattajat äänestävät ”EI”.",
            ("Ekin ehdotuksen", "Salon ehdotuksen"),
        ),
        (
            FINNISH,
            "Ekin ehdotusta kannattavat äänestivät JAA ja Salon ehdotusta kannattavat EI.",
            ("Ekin ehdotusta", "Salon ehdotusta"),
        ),
    ],
)
def test_what_the_sides_stand_for_in_any_order(form: str, told: str, expected: tuple[str, str]) -> None:
    result = "9 JAA-ääntä, 3 EI-ääntä." if form is FINNISH else "9 ja-röster, 3 nej-röster."
    [vote] = votes(form, f"{told}\n\n{result}")
    assert (vote.proposition_for, vote.proposition_against) == expected
