"""Minutes in the forms of Swedish municipalities, with invented bodies, persons and matters."""

from __future__ import annotations

from tests.support.paths import read

BOARD = """\
Kommunstyrelsen
Protokoll

2026-02-03

§ 14 2026.031 KS

Motion om cykelparkering vid torget

Ärendebeskrivning
Motionären vill att torget får fler platser för cyklar.

Taxan för torgplatser antogs senast av kommunstyrelsen på sammanträdet
den 22 mars 2021, § 5 KS.

Ajournering
Mötet ajourneras mellan kl. 10.05 och 10.20.

Beslut
Kommunstyrelsens förslag till kommunfullmäktige
Motionen avslås.

Anteckning
Anna Ek (S) och Kai Berg (S) lämnar följande protokollsanteckning:
Vi beklagar att torget inte får fler platser.

Expedieras till
Sökanden, Torghandlarna, Gatuavdelningen.

Beslutsunderlag
• Ritning
• Ritning
• Tjänsteskrivelse om torget

Paragrafen är omedelbart justerad

Justerandes sign    Utdragsbestyrkande

Sida 1 av 1
"""


def test_a_proposal_to_the_council_is_the_decision_of_the_board() -> None:
    [item] = read(BOARD).items
    assert item.handling.decision is not None
    assert (item.handling.decision.text, item.handling.decision.outcome) == ("Motionen avslås.", "rejected")
    assert not item.history
    assert [note.by for note in item.handling.notes] == ["Anna Ek"]


def test_feet_and_formulas_are_no_entries_of_lists() -> None:
    [item] = read(BOARD).items
    assert item.for_information == ["Sökanden", "Torghandlarna", "Gatuavdelningen"]
    titles = [each.title for each in item.handling.supplementary]
    assert titles == ["Ritning", "Ritning", "Tjänsteskrivelse om torget"]


def municipality(text: str) -> tuple[str | None, str | None] | None:
    found = read(text).meeting.municipality
    return (found.name, found.code) if found is not None else None


def test_the_municipality_is_the_one_that_the_document_names_most_often() -> None:
    end = "\nProtokollet är justerat. Det har tillkännagivits på Säters kommuns digitala anslagstavla.\n"
    assert municipality(BOARD + end) == ("Säter", "2082")
    assert municipality(BOARD + "\nFrågor: registrator@hjo.se\n") == ("Hjo", "1497")
    assert municipality(BOARD) is None


def test_an_organisation_that_is_no_municipality_keeps_its_name() -> None:
    text = BOARD.replace("Kommunstyrelsen\nProtokoll\n", "Harjun hyvinvointialue\nAluehallitus\nPöytäkirja\n", 1)
    assert municipality(text) == ("Harjun hyvinvointialue", None)


COVER = """\
Protokoll

Tid och plats Tisdagen den 3 mars 2026 kl. 18.00-19.30 i sessionssalen, Ekgården.

Beslutande

Ledamöter Anna Ek (S), ordförande
Kai Berg (M)

Övriga närvarande

Ersättare Maria Lind (S)

Protokoll

Tjänstemän Per Holm, kommundirektör
"""


def test_substitutes_among_the_others_are_present_and_a_page_head_ends_no_list() -> None:
    meeting = read(COVER).meeting
    assert meeting.place == "sessionssalen, Ekgården"
    assert [each.name for each in meeting.present] == ["Anna Ek", "Kai Berg", "Maria Lind"]
    assert [(each.name, each.role) for each in meeting.others] == [("Per Holm", "kommundirektör")]
