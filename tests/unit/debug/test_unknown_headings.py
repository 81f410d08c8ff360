"""Headings that the vocabulary does not list, and what they may open."""

from __future__ import annotations

import pytest

from pipeline.debug.unknown_headings import Place, kinds_for, places, unknown
from pipeline.parsing import parts

AGENDA = """Kuusirannan kunta
Esityslista
Kunnanhallitus 4.5.2026

§ 7 Torin nimi

Asiasta vastaa

Anna Kivelä, suunnittelija, anna.kivela@kuusiranta.example

Taustatiedot nimistöstä

Tori on ollut ilman nimeä siitä asti, kun vanha kauppahalli purettiin.

{heading}

{below}

Päätös

Hyväksyttiin.
"""


def found(text: str) -> dict[str, Place]:
    return {place.heading: place for place in unknown(parts(text.encode()))}


def test_listed_headings_titles_bodies_and_persons_are_no_unknown_headings() -> None:
    headings = found(AGENDA.format(heading="Päätösehdotus", below="Kunnanhallitus päättää antaa torille nimen."))
    assert headings.keys() == {"Asiasta vastaa", "Taustatiedot nimistöstä"}


def test_a_place_has_the_lines_around_it_and_what_became_of_it() -> None:
    place = found(AGENDA.format(heading="Päätösehdotus", below="Kunnanhallitus päättää antaa torille nimen."))[
        "Asiasta vastaa"
    ]
    assert place.near[place.at] == "Asiasta vastaa"
    assert place.near[place.at - 1] == "§ 7 Torin nimi"
    assert place.near[place.at + 1].startswith("Anna Kivelä")
    assert (place.line, place.page, place.language) == (5, None, "fi")
    assert place.role.startswith("item 7")


@pytest.mark.parametrize(
    ("heading", "below", "kind"),
    [
        ("Asian vastuuhenkilö", "Anna Kivelä, suunnittelija", "preparers"),
        ("Mukana seuraa", "Torikartta.pdf\n\nKuvaliite.pdf", "attachments"),
        ("Toimielimen linjaus", "Kunnanhallitus päättää antaa torille nimen Markkinatori.", "proposal"),
        ("Toimielimen ratkaisu", "Kunnanhallitus päätti antaa torille nimen Markkinatori.", "decision"),
        ("Äänten laskenta", "Annettiin 7 JAA-ääntä ja 4 EI-ääntä.", "vote"),
        ("Kenelle lähetetään", "Tekninen keskus\n\nMuseo", "for_information"),
        ("Vaiheiden kuvaus", "Tori on ollut ilman nimeä siitä asti, kun halli purettiin.", "account"),
    ],
)
def test_what_is_printed_below_a_heading_states_its_kind(heading: str, below: str, kind: str) -> None:
    place = found(AGENDA.format(heading=heading, below=below))[heading]
    assert place.guess is not None
    assert place.guess.kind == kind


def test_a_heading_like_a_listed_one_is_of_its_kind() -> None:
    place = found(AGENDA.format(heading="Päätösehdotuss", below="Torille annetaan nimi."))["Päätösehdotuss"]
    assert place.guess is not None
    assert (place.guess.kind, "päätösehdotus" in place.guess.why) == ("proposal", True)


def test_words_before_a_colon_are_a_heading_and_counts_and_addresses_are_none() -> None:
    text = AGENDA.format(heading="Liitetiedot", below="Vastuuvirkamies: Anna Kivelä\n\nPuhelin: 09 555 0100")
    assert "Vastuuvirkamies" in found(text)
    assert "Puhelin" not in found(text)


def test_a_word_that_running_text_has_too_is_an_ordinary_one() -> None:
    text = AGENDA.format(heading="Vaikutukset", below="Nimellä on hyviä vaikutukset, sanoo museo.")
    assert found(text)["Vaikutukset"].ordinary
    assert not found(text)["Asiasta vastaa"].ordinary


def test_every_place_of_a_heading_known_or_not() -> None:
    text = AGENDA.format(heading="Päätös:", below="Jätettiin pöydälle.") + "\nPäätös: Hyväksyttiin.\n"
    lines = [place.near[place.at] for place in places(parts(text.encode()), "päätös")]
    assert lines == ["Päätös:", "Päätös", "Päätös: Hyväksyttiin."]
    assert places(parts(text.encode()), "Ehdotelma") == []


def test_a_cover_has_other_kinds_than_an_item() -> None:
    assert {"present", "signatures"} <= set(kinds_for(["cover.time"]))
    assert not set(kinds_for(["cover"])) & set(kinds_for(["item 7 current.account"]))
