"""The vocabulary's files do not contradict themselves: whoever adds a word or a label in two places is told where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

import pytest

from extractors.vocabulary import LANGUAGES, Label, document, fold, forms, keys, label, tables, words
from extractors.vocabulary.labels import Group, label_rows
from extractors.vocabulary.lookup import HERE
from extractors.vocabulary.section_kinds import Content, Scope, SectionKind, Stage, section_kinds
from tests.support.paths import PROJECT

PARTED = {
    **dict.fromkeys(("bodies", "abbreviations", "documents", "matters", "outcomes", "weak_outcomes", "appeals")),
    "unanimity": None,
    "tallies": None,
    "votes": ("for", "against", "blank", "absent"),
    "amendments": ("carried", "lost", "lapsed", "withdrawn"),
}
"""Tables whose keys exclude each other: a word of one must not be a word of another. None: all keys of the table."""


def twice(names: Iterable[tuple[str, str]]) -> list[str]:
    """What is named under two keys: pairs of a word, folded here, and where it is."""
    found: dict[str, str] = {}
    return [
        f"{word!r}: {found[each]} and {where}"
        for word, where in names
        if found.setdefault(each := plain(word), where) != where
    ]


def plain(word: str) -> str:
    return " ".join(word.casefold().split())


def rows() -> Iterator[tuple[str, Label]]:
    for language in LANGUAGES:
        for row in label_rows(language):
            yield language, row


def test_the_type_names_every_kind_of_section() -> None:
    assert set(get_args(SectionKind)) == set(section_kinds())


def test_kinds_of_section_have_known_attributes() -> None:
    for kind, row in section_kinds().items():
        assert row.scope in get_args(Scope), kind
        assert row.content in get_args(Content), kind
        assert row.stage is None or row.stage in get_args(Stage), kind
        assert set(row.ends) <= {"prose", "person"}, kind
        assert set(row.holder) <= {"label", "line"}, kind


def test_every_kind_of_section_has_a_label_in_every_language() -> None:
    for language in LANGUAGES:
        assert {row.kind for row in label_rows(language) if row.only is None} == set(section_kinds()), language


def test_labels_have_known_attributes() -> None:
    for _, row in rows():
        assert row.only in (None, "genitive", "list", "title"), row
        assert row.group is None or (row.group in get_args(Group) and row.kind in ("present", "others", "absent")), row
        assert row.alone or not row.paragraph, row
        assert not (row.only and (row.alone or row.genitive or row.demand)), row
        assert row.role is None or row.group == "substitutes", row


def test_no_label_is_listed_twice() -> None:
    """One place for each label; the same one in both languages must open the same kind of section."""
    for language in LANGUAGES:
        listed = [(fold(row.text), row.only or "") for row in label_rows(language)]
        assert sorted(set(listed)) == sorted(listed), sorted({each for each in listed if listed.count(each) > 1})
    assert not twice((f"{fold(row.text)} ({row.only or 'everywhere'})", row.kind) for _, row in rows())


def test_a_label_of_one_place_is_not_one_of_everywhere() -> None:
    everywhere = {fold(row.text) for _, row in rows() if row.only is None}
    assert not [row.text for _, row in rows() if row.only and fold(row.text) in everywhere]


@pytest.mark.parametrize(("table", "parted"), PARTED.items())
def test_a_word_has_one_meaning(table: str, parted: Sequence[str] | None) -> None:
    for language in LANGUAGES:
        named = ((word, f"[{table}] {key}") for key in parted or keys(table) for word in words(table, key, language))
        assert not twice(named), language


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_twice_in_one_list(language: str) -> None:
    for table, entries in tables(language).items():
        for key, listed in entries.items() if isinstance(entries, dict) else ():
            each = (
                [form for word in listed for form in ([tuple(word)] if isinstance(word, list) else forms(word))]
                if isinstance(listed, list)
                else []
            )
            assert len(set(each)) == len(each), (
                f"[{table}] {key}: {sorted({word for word in each if each.count(word) > 1})}"
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_word_a_line(language: str) -> None:
    """A diff then shows which word was added."""
    for file in (HERE / language).iterdir():
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            code = re.sub(r'"[^"]*"', '""', line).partition("#")[0]
            assert re.fullmatch(r'\s*(?:\[\w+\]|[\w"]+ = (?:\[\]?|\d+|"")|\]|"",|\["", ""\],|\{ .* \},)?\s*', code), (
                f"{language}/{file.name}:{number}: {line}"
            )


def test_unknown_attributes_and_kinds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[tuple[dict[str, Any], type[Exception]]] = [
        ({"text": "Ekfrågor", "kind": "present", "lonely": True}, TypeError),
        ({"text": "Ekfrågor", "kind": "oaks"}, ValueError),
    ]
    for row, error in refused:
        monkeypatch.setattr("extractors.vocabulary.labels.tables", {"sv": {"label": [row]}}.__getitem__)
        with pytest.raises(error):
            list(label_rows("sv"))


def test_a_bilingual_label_of_time_and_place() -> None:
    found = label("Aika / Tid och plats")
    assert found is not None
    assert (found.kind, found.also) == ("time", "place")


def test_the_page_on_the_vocabulary_is_up_to_date() -> None:
    assert (PROJECT / "docs" / "vocabulary.md").read_text(encoding="utf-8") == document.page(), "run: make schema"
