"""What minutes say of amendments, votes, disqualification, elections and attendance, in the forms that cities use."""

from __future__ import annotations

import pytest

from extractors.core.passage import Passage, Span
from extractors.meeting.attendance_list import attendees
from extractors.people.names import Gazetteer
from pipeline import parse
from pipeline.record.model import Handling

FINNISH = (
    "Kuusirannan kaupunki\n\nKaupunginhallitus | Pöytäkirja | 24.3.2026 | § 20\n\n# Torin nimi\n\n## Käsittely\n\n"
)
SWEDISH = "Granviks stad\n\nStadsstyrelsen | Protokoll | 24.3.2026 | § 20\n\n# Torgets namn\n\n## Behandling\n\n"


def handled(text: str) -> Handling:
    [item] = parse(text.encode()).items
    return item.handling


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "Jäsen Kai Salo esitti Anu Ekin kannattamana, että asia palautetaan valmisteltavaksi.",
            ("Kai Salo", ["Anu Ek"], "return", None),
        ),
        (
            (
                "Kai Salo teki päätösehdotuksesta poikkeavan esityksen, jossa asia jätetään pöydälle."
                " Anu Ek kannatti Salon esitystä."
            ),
            ("Kai Salo", ["Anu Ek"], "tabling", None),
        ),
        (
            (
                "Elo Hyrkön ym. kannattamana teki seuraavan muutosehdotuksen:\n\n”Nimi muutetaan.”\n\n"
                "Puheenjohtaja totesi lautakunnan 9 äänellä 6 ääntä vastaan hylänneen Elon muutosehdotuksen."
            ),
            ("Elo", ["Hyrkö"], "amendment", "lost"),
        ),
        (
            (
                "Jäsen Eila Salo teki vastaesityksen, jossa vuorot olisivat maksuttomat. Vastaehdotus raukesi"
                " kannattamattomana."
            ),
            ("Eila Salo", [], "amendment", "lapsed"),
        ),
        (
            (
                "Jäsen Matti Salo teki muutosehdotuksen, jonka mukaan nimi säilyy. "
                "Anu Ek kannatti Matti Salon ehdotusta. Keskustelun aikana Matti Salo veti pois tekemänsä ehdotuksen."
            ),
            ("Matti Salo", ["Anu Ek"], "amendment", "withdrawn"),
        ),
        (
            "Vastaehdotus:\n\nMarko Karvinen: Ehdotan, että nimi säilyy.\n\nKannattaja: Anu Ek",
            ("Marko Karvinen", ["Anu Ek"], "amendment", None),
        ),
    ],
)
def test_finnish_amendments(told: str, expected: tuple[str, list[str], str, str | None]) -> None:
    [found] = handled(f"{FINNISH}{told}\n").amendments
    assert (found.by, found.seconded_by, found.kind, found.outcome) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "Ledamot Maria Ek föreslog, understödd av Per Ås, att ärendet återremitteras.",
            ("Maria Ek", ["Per Ås"], "return", None),
        ),
        (
            "Maria Ek föreslog att ärendet bordläggs. Per Ås understödde förslaget.",
            ("Maria Ek", ["Per Ås"], "tabling", None),
        ),
        (
            "Maria Ek föreslog att namnet ändras. Förslaget förföll utan understöd.",
            ("Maria Ek", [], "amendment", "lapsed"),
        ),
        (
            'Maria Ek lade fram följande kläm: "Namnet ses över." Klämmen godkändes enhälligt.',
            ("Maria Ek", [], "wish", "carried"),
        ),
        (
            (
                "Maria Ek föreslog med understöd av Per Ås att namnet ändras. "
                "De som understöder stadsdirektörens förslag röstar JA och"
                " de som understöder Maria Eks förslag röstar NEJ."
                " Det avgavs 6 JA-röster och 3 NEJ-röster."
            ),
            ("Maria Ek", ["Per Ås"], "amendment", "lost"),
        ),
    ],
)
def test_swedish_amendments(told: str, expected: tuple[str, list[str], str, str | None]) -> None:
    [found] = handled(f"{SWEDISH}{told}\n").amendments
    assert (found.by, found.seconded_by, found.kind, found.outcome) == expected


@pytest.mark.parametrize(
    "told",
    [
        "Puheenjohtaja Kai Salo esitti, että äänestys suoritetaan nimenhuutona.",
        "Esittelijä Kai Salo muutti ehdotustaan.",
        "Kai Salo esitti kysymyksiä ja kaupungininsinööri Anu Ek esitteli asiaa.",
        "Anu Ek kannatti esittelijän ehdotusta.",
    ],
)
def test_what_is_no_amendment(told: str) -> None:
    assert handled(f"{FINNISH}{told}\n").amendments == []


def test_the_chair_repeats_an_amendment_that_is_one() -> None:
    told = (
        "Jäsen Kai Salo teki esityksestä poikkeavan esityksen, jossa asia palautetaan. Anu Ek kannatti Kai Salon"
        " esitystä. Puheenjohtaja Eila Huhta totesi, että Kai Salo on tehnyt Anu Ekin kannattamana eriävän esityksen."
    )
    [found] = handled(f"{FINNISH}{told}\n").amendments
    assert (found.by, found.seconded_by) == ("Kai Salo", ["Anu Ek"])


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ("Ehdotus hyväksyttiin äänin 22-5.", (22, 5, None, "for")),
        ("Kaupunginhallitus päätti 11 äänellä 3 ääntä vastaan ja yhden äänestäessä tyhjää.", (11, 3, 1, "for")),
        ("Annettiin 22 JAA-ääntä ja 25 EI-ääntä, 2 tyhjää.", (22, 25, 2, "against")),
        (
            "Annettiin 5 JAA-ääntä ja 5 EI-ääntä. Äänten mennessä tasan ratkaisi puheenjohtajan ääni.",
            (5, 5, None, "tie_chair"),
        ),
        (
            "Salon esityksen puolesta annettiin seitsemän (7) ääntä ja johtajan esityksen puolesta kaksi (2) ääntä.",
            (7, 2, None, "for"),
        ),
        ("Förslaget godkändes med rösterna 22 mot 5.", (22, 5, None, "for")),
        ("Förslaget godkändes med sju röster mot två.", (7, 2, None, "for")),
    ],
)
def test_counts(told: str, counts: tuple[int, int, int | None, str]) -> None:
    [vote] = handled(f"{FINNISH}{told}\n").votes
    assert (vote.for_, vote.against, vote.blank, vote.result) == counts


def test_voters_in_brackets_and_with_parties() -> None:
    told = "Eila Huhta ja Kai Salo puhuivat.\n\nAnnettiin 2 JAA-ääntä (Salo, Ek) ja 1 EI-ääntä (Huhta)."
    [vote] = handled(f"{FINNISH}{told}\n").votes
    assert [(each.name, each.vote) for each in vote.voters] == [
        ("Kai Salo", "for"),
        ("Ek", "for"),
        ("Eila Huhta", "against"),
    ]
    told = "Det avgavs 2 JA-röster och 1 NEJ-röst.\n\nJA: Anna Ek (sfp), Per Ås (sd)\n\nNEJ: Maria Berg (gröna)"
    [vote] = handled(f"{SWEDISH}{told}\n").votes
    assert [(each.name, each.party) for each in vote.voters] == [
        ("Anna Ek", "sfp"),
        ("Per Ås", "sd"),
        ("Maria Berg", "gröna"),
    ]


def test_a_vote_counted_for_two_proposals() -> None:
    told = "Det gavs 3 röster för direktörens förslag och 2 röster för Sebastian Ös förslag."
    [vote] = handled(f"{SWEDISH}{told}\n").votes
    assert (vote.subject, vote.for_, vote.against, vote.result) == ("direktörens förslag", 3, 2, "for")


def test_what_the_sides_stand_for() -> None:
    told = (
        "Ne, jotka kannattavat pohjaehdotusta, äänestävät JAA, ja ne, jotka kannattavat Kai Salon ehdotusta,"
        " äänestävät EI. Annettiin 6 JAA-ääntä ja 3 EI-ääntä."
    )
    [vote] = handled(f"{FINNISH}{told}\n").votes
    assert (vote.proposition_for, vote.proposition_against) == ("pohjaehdotusta", "Kai Salon ehdotusta")


def test_disqualification_without_a_heading() -> None:
    told = "Puheenjohtaja Kai Salo poistui kokoushuoneesta asian käsittelyn ajaksi (osallisuusjäävi)."
    [found] = handled(f"{FINNISH}{told}\n").disqualified
    assert (found.name, found.reason) == ("Kai Salo", "osallisuusjäävi")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Per Ås (sfp), ersättare för Anna Ek", ("Per Ås", "sfp", "Anna Ek")),
        ("Kai Salo, kesk., varajäsen, Matti Karvisen tilalla", ("Kai Salo", "kesk", "Matti Karvinen")),
        ("Kai Salo (Anu Kortesmäen varajäsen)", ("Kai Salo", None, "Anu Kortesmäki")),
    ],
)
def test_substitutes_and_parties(line: str, expected: tuple[str, str | None, str]) -> None:
    found = next(iter(attendees(Passage.of(line, Span(0, len(line))), Gazetteer())), None)
    assert found
    assert (found.name, found.party, found.replaces) == expected


def test_more_votes_than_members_are_a_finding() -> None:
    text = (
        "Harjulan kunta    Pöytäkirja    4/2026    1 (2)\nKunnanvaltuusto    15.06.2026\n"
        "Aika 15.06.2026, klo 18:00 - 20:14\nSaapuvilla olleet jäsenet\nAnna Ek\nKai Salo\nEila Huhta\n"
        "§ 31\nTorin nimi\nPäätös\nAnnettiin {} JAA-ääntä ja 1 EI-ääntä. Ehdotus hyväksyttiin.\n"
    )
    codes = [[found.code for found in parse(text.format(votes).encode()).findings] for votes in (2, 5)]
    assert ["vote-sum" in found for found in codes] == [False, True]


def test_a_vote_for_the_amendment_without_its_movers_name() -> None:
    told = (
        "Jäsen Kai Salo teki ehdotuksesta poikkeavan esityksen: Nimi muutetaan. Anu Ek kannatti Kai Salon esitystä.\n\n"
        "Muuttamisen puolesta annettiin kuusi (6) ääntä ja alkuperäisen päätösehdotuksen puolesta kaksi (2) ääntä."
    )
    [found] = handled(f"{FINNISH}{told}\n").amendments
    assert found.outcome == "carried"
