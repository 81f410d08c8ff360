"""Arrivals and departures recorded in the items' text, matched to the attendance list.

"Merkittiin, että Mikko Malli poistui kokouksesta klo 18.40" · "Maria Ås anlände till mötet kl. 18.05 under § 45".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from extractors.core.passage import DERIVED, Found, Passage
from extractors.events.frame_fillers import Filler, Finder
from extractors.events.frames import Event, events
from extractors.people.person import Person
from extractors.people.presence import CLOCK, SECTIONS, when

ALIKE = 90
"""How alike (0 to 100) two spellings of a name are that mean one person: a slip of a letter, a hyphen, a genitive."""

# "klo 17.20-17.22": somebody was away for a while
_RANGE = re.compile(rf"{CLOCK}\s*[-–]\s*{CLOCK}")


def alike(name: str, people: Iterable[Person]) -> Person | None:
    """The person of a list that a name refers to, allowing for a typing error; None if none or several match.

    >>> listed = [Person(name="Esko Yli-Karhu"), Person(name="Anna Ek"), Person(name="Anne Ek")]
    >>> alike("Esko Ylikarhu", listed).name, alike("Anne Ek", listed).name, alike("Kai Ek", listed)
    ('Esko Yli-Karhu', 'Anne Ek', None)
    """
    scored = [(fuzz.ratio(name.casefold(), (each.name or "").casefold()), each) for each in people]
    best = max((score for score, _ in scored), default=0.0)
    chosen = [each for score, each in scored if score == best]
    one = {each.name for each in chosen}
    return chosen[0] if best >= ALIKE and len(one) == 1 else None


def add_times(talks: Iterable[tuple[Sequence[Passage], Found[str] | None]], people: Sequence[Person]) -> None:
    """Fills `arrived` and `left` of the persons of the list from the text of the items; the list takes precedence.

    Without a time, the section number of the item is used. Short absences are ignored.

    Args:
        talks: for each item, the paragraphs that may record arrivals and departures, and its section number.
        people: the persons of the attendance list.
    """
    stated: set[tuple[int, str]] = set()
    sentence, meant = None, list[Person]()
    for blocks, number in talks:
        for event in (each for block in blocks for each in _events(block)):
            # "Kai Ek saapui klo 17.10 ja poistui klo 18.20": the second verb has the first one's subject
            meant = _meant(event, people) if event.all("person") or event.sentence is not sentence else meant
            sentence = event.sentence
            field = FIELDS[event.frame.name]
            value = _time(event, field, number)
            if value is None:
                continue
            for person in meant:
                key = (id(person), field)
                if getattr(person, field) is None or (field == "left" and key in stated):
                    stated.add(key)
                    setattr(person, field, value.value)
                    person.note(field, value)


FIELDS = {"arrival.stated": "arrived", "departure.stated": "left"}
"""The field of a person that an event fills, by its frame."""


def _events(block: Passage) -> Iterator[Event]:
    """The arrivals and departures that a paragraph states."""
    finders = {"clock": _finder(CLOCK), "section": _finder(SECTIONS)}
    found = events(block, "arrivals", finders)
    return (event for event in found if _RANGE.search(event.sentence.text) is None)


def _finder(pattern: str) -> Finder:
    def find(sentence: Passage) -> Iterator[Filler]:
        for match in re.finditer(pattern, sentence.text):
            yield Filler(*match.span(), (sentence.group(match),))

    return find


def _time(event: Event, field: str, number: Found[str] | None) -> Found[str] | None:
    """The time of an arrival or departure: the clock time, else the stated section, else that of the item."""
    at = event.one("clock") or event.one("section")
    value = when(at, field) if at is not None else None
    if value is not None:
        return Found(value.value, value.spans, event.rule + DERIVED)
    return event.trigger.means(f"§ {number.value}", event.rule) if number is not None else None


def _meant(event: Event, people: Sequence[Person]) -> list[Person]:
    """The persons of the list that an event names: by full name, else by surname after a title."""
    found: list[Person] = []
    for name in event.all("person"):
        if " " in name.text:
            found += [person] if (person := alike(name.text, people)) is not None else []
        else:
            of_it = [each for each in people if (each.name or "").split()[-1:] == [name.text]]
            found += of_it if len(of_it) == 1 else []
    return found
