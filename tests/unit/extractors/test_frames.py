"""Event frames: every file is sound, and the matcher takes words in any order."""

from __future__ import annotations

import pytest

from extractors.core.passage import Passage, Span
from extractors.events.frame_data import family, marked
from extractors.events.frame_fillers import Filler
from extractors.events.frames import Event, events
from extractors.vocabulary.lookup import HERE

FAMILIES = sorted(file.name.removesuffix(".toml") for file in (HERE / "frames").iterdir())


def stated(text: str, name: str) -> list[Event]:
    def office(_: Passage) -> list[Filler]:
        return []

    return events(Passage.of(text, Span(0, len(text))), name, {"office": office})


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_sound(name: str) -> None:
    frames = family(name)
    assert len({frame.name for frame in frames}) == len(frames)
    for frame in frames:
        assert all(frame.trigger), frame.name
        assert {slot for choice in frame.requires for slot in choice.split("|")} <= set(frame.slots), frame.name
        for slot in frame.slots.values():
            assert slot.words or slot.kind not in ("words", "brackets"), frame.name


@pytest.mark.parametrize(
    "text",
    [
        "Irene Ek lämnade 19.5.2025 en motion om bryggan.",
        "Den 19.5.2025 lämnade Irene Ek en motion om bryggan.",
        "En motion om bryggan lämnade Irene Ek den 19.5.2025.",
        "Irene Ek (S) har till kommunfullmäktige den 19.5.2025 lämnat en motion om bryggan.",
        "Irene Ek jätti valtuustoaloitteen 19.5.2025.",
    ],
)
def test_the_order_of_words_is_free(text: str) -> None:
    [event] = stated(text, "motions")
    assert event.rule == "motion.submitted"
    assert [each.text for each in event.all("agent")] == ["Irene Ek"]
    date = event.date()
    assert date is not None
    assert date.iso.value == "2025-05-19"


def test_each_person_belongs_to_one_event() -> None:
    first, second = stated("Kai Ek anmälde jäv och Anna Berg fungerade som ordförande.", "disqualifications")
    assert [first.rule, second.rule] == ["disqualification.stated", "substitute.stated"]
    assert [[each.text for each in event.all("agent")] for event in (first, second)] == [["Kai Ek"], ["Anna Berg"]]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Anna Ek ansågs inte jävig.", True),
        ("Anna Ekiä ei katsottu esteelliseksi.", True),
        ("Anna Ek deltog inte i behandlingen på grund av jäv.", False),
        ("Anna Ek deltog inte i behandlingen som jävig.", False),
    ],
)
def test_a_word_of_negation_denies_what_comes_after_it(text: str, negated: bool) -> None:
    assert {event.negated for event in stated(text, "disqualifications")} == {negated}


def test_what_others_do_is_vetoed() -> None:
    assert stated("Nämnden lämnade 12.3.2025 ett utlåtande om motionen.", "motions") == []


@pytest.mark.parametrize(("name", "found"), [("Lars Ek", True), ("Karin Berg", False)])
def test_a_marker_is_beside_its_filler(name: str, found: bool) -> None:
    text = "Karin Berg (SD) utses till ledamot efter Lars Ek (-)."
    slot = next(frame for frame in family("elections") if frame.name == "election.chosen").slots["replaced"]
    start = text.index(name)
    assert marked(slot, text, start, start + len(name)) is found
