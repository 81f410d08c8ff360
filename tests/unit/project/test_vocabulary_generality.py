"""The measure of how much of the vocabulary serves one municipality alone."""

from __future__ import annotations

import pytest

from extractors import vocabulary
from tests.eval import accuracy, generality
from tests.eval.generality import NOTHING, Word, fold, occurs


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("bordl*", "Ärendet bordlades.", True),
        ("bordl*", "Det låg på bordet.", False),
        ("lag", "Enligt kommunallagen", False),
        ("lämna* .. på bordet", "Ärendet lämnades enhälligt på bordet.", True),
        ("lämna* .. på bordet", "Han lämnade rummet.", False),
        ("godkändes|antogs", "Planen antogs.", True),
        ("Tidigare behandling", "TIDIGARE\nBEHANDLING:", True),
        ("m.fl.", "Anna Ek m.fl. motion", True),
    ],
)
def test_phrases_in_texts(phrase: str, text: str, found: bool) -> None:
    assert occurs(phrase, fold(text)) is found


def test_words_of_one_municipality() -> None:
    texts = {"granvik": fold("Redogörelse. Förslag. Beslut."), "rantala": fold("Selostus. Förslag. Beslut.")}
    alone = generality.only_in(texts)
    account = {
        name: [word.phrase for word in words if (word.table, word.key) == ("label", "account")]
        for name, words in alone.items()
    }
    assert account == {"granvik": ["Redogörelse"], "rantala": ["Selostus"]}
    assert not [word for words in alone.values() for word in words if word.phrase in ("Förslag", "Beslut")]


def test_a_vocabulary_without_words() -> None:
    before = vocabulary.tables("sv")
    gone = {Word("sv", "label", "absent", row["text"]) for row in before["label"] if row["kind"] == "absent"}
    gone |= {Word("sv", "months", "names", month) for month in before["months"]["names"]}
    after = generality._without(gone | {Word("sv", "label", "account", "Redogörelse")}, "sv", before)
    assert [row["text"] for row in after["label"] if row["kind"] == "absent"] == [NOTHING + "absent"]
    accounts = [{row["text"] for row in each["label"] if row["kind"] == "account"} for each in (before, after)]
    assert accounts[0] - accounts[1] == {"Redogörelse"}
    assert after["months"]["names"] == [NOTHING]
    same = before.keys() - {"label", "months"}
    assert {key: after[key] for key in same} == {key: before[key] for key in same}


@pytest.mark.parametrize(
    ("phrase", "found"), [("*nämnd", True), ("*utskott", False), ("kultur*", True), ("*jänst", False)]
)
def test_words_with_any_beginning(phrase: str, found: bool) -> None:
    assert occurs(phrase, fold("Kulturnämnden och skolans nämnd.")) is found


def test_words_of_frames_and_names_of_acts_count_too() -> None:
    every = set(generality.all_words())
    assert Word("frames", "adjusters", "words.post", "att justera") in every
    assert Word("acts", "410/2015", "name_fi", "kuntalaki") in every
    assert not [word for word in every if word.phrase.startswith("@")]
    alone = generality.only_in({"granvik": fold("Kuntalain mukaan"), "rantala": fold("Hallintolain mukaan")})
    assert {word.phrase for word in alone["granvik"] if word.language == "acts"} == {"kuntalaki", "KuntaL"}


@pytest.mark.corpus
@pytest.mark.skipif(not (accuracy.SHARED / "corpus").is_dir(), reason="the shared corpus is not here")
def test_no_word_in_code_serves_one_municipality_alone() -> None:
    texts = generality.by_municipality(accuracy.SHARED, {})
    alone = {
        f"{word} ({name}): {', '.join(places)}"
        for word, places in generality.literals().items()
        if len(where := [name for name, text in texts.items() if occurs(f"{word}*", text)]) == 1
        for name in where
    }
    assert not alone


def test_floors() -> None:
    floors: accuracy.Tables = {"whole": {"granvik": {"micro": 0.9, "digest": "a"}}}
    worse: accuracy.Tables = {"whole": {"granvik": {"micro": 0.8, "digest": "a"}}}
    assert accuracy.below(worse, floors) == ["whole, granvik: micro F1 0.8 is below the floor 0.9"]
    assert accuracy.below({"whole": {"granvik": {"micro": 0.8, "digest": "b"}}}, floors) == []
    assert accuracy.raised(floors, worse, lower=False) == floors
    assert accuracy.raised(floors, worse, lower=True) == worse
    fresh: accuracy.Tables = {"without_words": {"granvik": {"micro": 0.7, "digest": "a"}}}
    assert accuracy.raised(floors, fresh, lower=False) == floors | fresh


def test_groups_of_fields() -> None:
    printed = "title              P 1.000  R 0.500  F1 0.667   tp 2 fp 0 fn 2\n"
    printed += "number             P 1.000  R 1.000  F1 1.000   tp 2 fp 0 fn 0\n"
    printed += "fresh              P 0.000  R 0.000  F1 0.000   tp 0 fp 1 fn 0\n"
    assert accuracy.by_group(printed) == {"items": 0.8, "other": 0.0}
