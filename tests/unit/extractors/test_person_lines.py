"""Lists of persons as real documents set them."""

from __future__ import annotations

import pytest

from extractors.core.passage import Passage, Span
from extractors.people.names import Gazetteer
from extractors.people.person import Person, entries
from pipeline import parse


def listed(text: str) -> list[Person]:
    source = Passage.of(text, Span(0, len(text)))
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    lines = [Passage.of(text, Span(start, end)) for start, end in zip(starts, ends, strict=True)]
    return entries(lines, Gazetteer(source))


def test_numbers_between_persons_are_each_ones_own() -> None:
    found = listed("Berg Anna\nTelefon 043 826 5230\nEk Marianne\nTelefon 046 877 3377")
    assert [(person.name, person.phone) for person in found] == [
        ("Anna Berg", "043 826 5230"),
        ("Marianne Ek", "046 877 3377"),
    ]


def test_names_pattern_and_number_on_one_line() -> None:
    found = listed("Berg Anna, Ek Marianne, fornamn.efternamn@granvik.fi, telefon 09 816 21")
    assert [(person.email, person.phone) for person in found] == [
        ("anna.berg@granvik.fi", "09 816 21"),
        ("marianne.ek@granvik.fi", "09 816 21"),
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("von Hellens Anna-Maija", "Anna-Maija von Hellens"),
        ("Af Hällström Marianne", "Marianne Af Hällström"),
        ("de la Cruz José", "José de la Cruz"),
        ("Çelik Marianne", "Marianne Çelik"),
        ("O'Brien Marianne", "Marianne O'Brien"),
        ("McDonald Marianne", "Marianne McDonald"),
        ("Wałęsa Marianne", "Marianne Wałęsa"),
    ],
)
def test_particles_and_foreign_letters(written: str, name: str) -> None:
    [person] = listed(written)
    assert (person.name, person.as_written, person.role) == (name, written, None)


def test_the_order_of_a_list_holds_for_all_of_it() -> None:
    assert [person.name for person in listed("Sepponen Marianne\nXu Wei")] == ["Marianne Sepponen", "Wei Xu"]


def test_no_address_is_derived_where_nothing_states_the_order() -> None:
    [person] = listed("Xu Wei\nfornamn.efternamn@granvik.fi")
    assert (person.name, person.email) == ("Xu Wei", None)


def test_a_label_word_as_an_entry_of_a_list_is_an_entry() -> None:
    text = "Stadsstyrelsen 3.2.2026\n\n## Torgets namn\n\n### Beslut\n\nÄrendet bordlades.\n\n"
    text += "### Bilaga\n\n- Motion\n- Karta\n"
    handling = parse(text.encode()).items[0].handling
    assert [each.title for each in handling.attachments] == ["Motion", "Karta"]
    assert handling.account is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("suomenkielinen opetus Anna Ek", ("Anna Ek", None, None)),
        ("suomenkielisen koulutuksen päällikkö Anna Ek", ("Anna Ek", "suomenkielisen koulutuksen päällikkö", None)),
        ("svenskspråkig undervisning Kai Berg", ("Kai Berg", None, None)),
        ("Kaupunginjohtaja Mikko Malli § 24", ("Mikko Malli", "Kaupunginjohtaja", None)),
        ("sivistysjohtaja Anna Ek (kok.)", ("Anna Ek", "sivistysjohtaja", "kok")),
        ("MALLI Mikko, suunnittelija", ("Mikko Malli", "suunnittelija", None)),
        ("Hallinto Anna Ek", ("Anna Ek", None, None)),
    ],
)
def test_what_is_a_title_and_what_is_none(line: str, expected: tuple[str, str | None, str | None]) -> None:
    [person] = listed(line)
    assert (person.name, person.role, person.party) == expected


def test_two_persons_with_numbers_on_a_line() -> None:
    found = listed("Anna Ek, johtaja, puh. 02 555 0100 ja Kai Berg, suunnittelija, puh. 02 555 0101")
    assert [(each.name, each.role, each.phone) for each in found] == [
        ("Anna Ek", "johtaja", "02 555 0100"),
        ("Kai Berg", "suunnittelija", "02 555 0101"),
    ]


def test_a_line_of_delivery_is_no_title() -> None:
    assert [each.role for each in listed("Anna Ek\nBeslutet delges bildningsdirektören")] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "direktör Bo Ek, bo.ek@granvik.fi, tfn 0500 123 456; chef Kai Ås, kai.as@granvik.fi",
            [("Bo Ek", "direktör", "0500 123 456", "bo.ek@granvik.fi"), ("Kai Ås", "chef", None, "kai.as@granvik.fi")],
        ),
        (
            "suunnittelija Anna Ek (050 555 0123), lakimies (OTM) Kai Salo (050 555 0124)",
            [("Anna Ek", "suunnittelija", "050 555 0123", None), ("Kai Salo", "lakimies", "050 555 0124", None)],
        ),
        (
            "kunnanjohtaja Mirva Aho\npuh. 044 555 0125\nmirva.aho@harjula.fi",
            [("Mirva Aho", "kunnanjohtaja", "044 555 0125", "mirva.aho@harjula.fi")],
        ),
        ("Tekniset palvelut, Anna Ek", [("Anna Ek", None, None, None)]),
        (
            "toimialajohtaja Anna Ek, päällikkö Kai Salo ja lakimies Per Aho",
            [
                ("Anna Ek", "toimialajohtaja", None, None),
                ("Kai Salo", "päällikkö", None, None),
                ("Per Aho", "lakimies", None, None),
            ],
        ),
        (
            "Anna Ek\nkaupunginsihteeri\nKai Salo\nkaupunginjohtaja",
            [("Anna Ek", "kaupunginsihteeri", None, None), ("Kai Salo", "kaupunginjohtaja", None, None)],
        ),
    ],
)
def test_preparers_with_titles_numbers_and_addresses(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert [(each.name, each.role, each.phone, each.email) for each in listed(text)] == expected
