"""Motions, questions, citations, decisions and lists in the wordings that real documents use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractors.citations import citation
from extractors.core.passage import Passage, Span
from pipeline import parse
from pipeline.record.model import Item, MeetingRecord

HEAD = "Fullmäktige 20.4.2026\n\n## Motion om torget\n\n"


def item(text: str) -> Item:
    [found] = parse((HEAD + text).encode()).items
    return found


@pytest.mark.parametrize(
    ("told", "first", "count"),
    [
        ("Anna Berg och 27 andra ledamöter", "Anna Berg", 28),
        ("Anna Berg och tjugosju andra ledamöter", "Anna Berg", 28),
        ("Anna Berg och 27 övriga ledamöter", "Anna Berg", 28),
        ("Anna Berg, Kaj Holm och 12 andra ledamöter", "Anna Berg", 14),
        ("Anna Berg (Gröna) och en annan ledamot", "Anna Berg", 2),
    ],
)
def test_signatories(told: str, first: str, count: int) -> None:
    motion = item(f"### Redogörelse\n\n{told} lämnade 19.5.2025 en motion om torget.\n").motion
    assert motion
    assert (motion.first_signatory, motion.signatory_count, motion.submitted) == (first, count, "2025-05-19")


def test_a_date_is_read_where_the_signatories_are_not() -> None:
    motion = item("### Redogörelse\n\nNågra ledamöter lämnade 19.5.2025 en motion om torget.\n").motion
    assert motion
    assert (motion.first_signatory, motion.submitted) == (None, "2025-05-19")


def test_answers_found_by_likeness() -> None:
    found = item(
        "### Redogörelse\n\nI motionen ställs följande frågor:\n\n"
        "1. Hur säkras belysningen på torget om vintern?\n2. När byts bänkarna på torget ut?\n\n"
        "#### Belysningen på torget om vintern\n\nLamporna byts.\n\n#### När byts bänkarna ut på torget\n\nI maj.\n"
    )
    assert [(each.matched_by, each.answer) for each in found.questions] == [
        ("similarity", "Lamporna byts."),
        ("similarity", "I maj."),
    ]


def test_questions_that_stand_as_paragraphs() -> None:
    found = item(
        "### Redogörelse\n\nI motionen ställs följande frågor:\n\nHur lyses torget upp?\n\nNär lagas bänkarna?\n\n"
        "#### Hur lyses torget upp?\n\nMed lampor.\n\n#### När lagas bänkarna?\n\nI maj.\n"
    )
    assert [each.answer for each in found.questions] == ["Med lampor.", "I maj."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 och 15 § i kommunallagen (410/2015)", ("410/2015", ["14 §", "15 §"])),
        ("5 § diskrimineringslagen (1325/2014)", ("1325/2014", ["5 §"])),
        ("22 § (delaktighet) i kommunallagen", (None, ["22 §"])),
        ("28 § 1 mom. 5 punkten i förvaltningslagen (434/2003)", ("434/2003", ["28 §"])),
        ("kuntalain (410/2015) 14 ja 15 §:n mukaan", ("410/2015", ["14 §", "15 §"])),
    ],
)
def test_sections_of_citations(text: str, expected: tuple[str | None, list[str]]) -> None:
    [found] = citation.find(Passage.of(text, Span(0, len(text))))
    assert (found.number, found.sections) == expected


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        ("Äänestysjärjestys hyväksyttiin. Asia pöydättiin.", "tabled"),
        ("Valtuusto hyväksyi asemakaavan muutoksen.", "approved"),
        ("Merkittiin raportti ajalta 1.1. - 30.9.2024 tiedoksi.", "noted"),
        ("Asia palautettiin valmisteltavaksi.", "returned"),
        ("Kokous keskusteli.", "other"),
    ],
)
def test_outcomes(decision: str, outcome: str) -> None:
    record = parse(f"Valtuusto 20.4.2026 § 5\n\nTorin nimi\n\nPäätös\n\n{decision}\n".encode())
    found = record.items[0].handling.decision
    assert found
    assert found.outcome == outcome
    assert "/items/0/handling/decision/outcome" in record.evidence


def test_an_earlier_handling_of_a_body_with_no_word_for_one() -> None:
    found = item("### Beslut\n\n## Beslutshistoria\n\nSvenska rum 16.3.2026 § 89\n\n### Beslut\n\nBordlades.\n")
    assert found.handling.decision is None
    [earlier] = found.history
    assert earlier.body
    assert (earlier.body.name, earlier.section) == ("Svenska rum", "89")


def test_a_presenter_with_a_long_title() -> None:
    found = item(
        "### Förslag\n\nFöredragande\nDirektör för sektorn för fostran och lärande Maria Ek\n\nTorget lagas.\n"
    )
    presenter = found.handling.presenter
    assert presenter
    assert (presenter.name, presenter.role) == ("Maria Ek", "Direktör för sektorn för fostran och lärande")


def test_clauses_are_plain_texts() -> None:
    found = item("### Förslag\n\nFullmäktige beslutar\n\n1) laga torget,\n2) byta bänkarna.\n")
    assert found.handling.proposals[0].clauses == ["laga torget,", "byta bänkarna."]


def test_markers_torn_from_their_list_are_no_text() -> None:
    text = "Valtuusto 20.4.2026 § 5\n\nTorin nimi\n\nPäätös\n\nEhdotus hyväksyttiin.\n1.\n2.\n3.\n"
    found = parse(text.encode()).items[0].handling.decision
    assert found
    assert found.text == "Ehdotus hyväksyttiin."


def test_relative_links_are_made_absolute() -> None:
    text = HEAD + "### Redogörelse\n\nSe [planen](plan.html).\n"
    [link] = parse(text.encode(), uri="https://example.org/motion/1").items[0].links
    assert link.url == "https://example.org/motion/plan.html"


def test_ids_of_items_are_distinct() -> None:
    text = "".join(f"{n} § Val\n\nBeslut\n\nBordlades.\n\n" for n in (5, 6))
    record = parse(f"Granvik stad | Protokoll | Stadsstyrelsen | 3.2.2026 | Sida 1 / 1\n\n{text}".encode())
    assert len({each.id for each in record.items}) == 2


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/p\xf6yt.md"
    Path(os.fsdecode(path)).write_text(HEAD + "### Beslut\n\nBordlades.\n", encoding="utf-8")
    record = parse(os.fsdecode(path))
    assert record.source.uri == "p\ufffdyt.md"
    assert MeetingRecord.model_validate_json(record.model_dump_json(by_alias=True)).id == record.id
