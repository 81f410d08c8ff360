"""What a sentence of a debate states: who moves a proposal, and who seconds which.

The statements are event frames (`vocabulary/frames/amendments.toml`). This module finds the persons that can fill
their slots: whole names, and surnames, of which minutes write many ("Elo Hyrkön ym. kannattamana teki seuraavan
muutosehdotuksen").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.passage import Passage
from extractors.events.frame_data import pattern, shared
from extractors.events.frame_fillers import Filler
from extractors.events.frames import Event, of_sentence
from extractors.language.prefilter import folded
from extractors.organisations.body import kind as body_kind
from extractors.people.names import NAME, WORD, Gazetteer, find, is_role_word
from extractors.vocabulary import either_of, words

OBJECT = 80
"""Characters before or after a verb of seconding that tell whose proposal it is."""

_PARTY = r"(?:\s*\([^()]{1,25}\))?"  # "(sfp)"
_STOP = re.compile(r"[.:?!]")
# a capitalised word, perhaps with a genitive's ending after a colon
_CAPITALISED = re.compile(rf"(?<![\w-]){WORD}(?::s)?(?![\w-])")


class Seconding(NamedTuple):
    """Who seconds, whether in the genitive, and the words that tell whose proposal."""

    people: list[Passage]
    genitive: bool
    what: str


class Statements(NamedTuple):
    """What a sentence states: who moves a proposal (several do it together), and who seconds."""

    movers: list[Passage]
    secondings: list[Seconding]


def statements(sentence: Passage, names: Gazetteer) -> Statements:
    """What a sentence states about moving and seconding proposals.

    >>> from extractors.core.passage import Span
    >>> told = "Anu Ekin ja Matti Ahon kannattamana Kai Salo ehdotti, että nimi säilyy."
    >>> found = statements(Passage.of(told, Span(0, len(told))), Gazetteer())
    >>> [each.text for each in found.movers], [each.text for each in found.secondings[0].people]
    (['Kai Salo'], ['Anu Ekin', 'Matti Ahon'])
    """
    people = _People(sentence, names)
    finders: dict[str, Callable[[Passage], list[Filler]]] = {
        "mover": lambda _: people.movers,
        "member": lambda _: people.members,
        "leading": lambda _: people.leading,
    }
    found = of_sentence(sentence, "amendments", finders)
    secondings = [each for event in found for each in _secondings(event)]
    movers = next((moved for event in found if (moved := _movers(event))), [])
    return Statements(movers, secondings)


def _movers(event: Event) -> list[Passage]:
    """Who moves a proposal by an event; where officers may do so too, only members do."""
    if "member" in event.fillers:
        return event.all("member") if _is_member(event, event.fillers["member"]) else []
    return event.all("mover") or event.all("surname")


def _secondings(event: Event) -> Iterator[Seconding]:
    """The seconding of an event, with what is said after its verb, or before it where those who second come after."""
    text = event.sentence.text
    if people := event.all("seconder"):
        yield Seconding(people, event.frame.slots["seconder"].genitive, "")
    elif people := event.all("seconder_first"):
        yield Seconding(people, False, _STOP.split(text[event.end : event.end + OBJECT])[0])
    elif people := event.all("seconder_last"):
        yield Seconding(people, False, _STOP.split(text[max(event.start - OBJECT, 0) : event.start])[-1])


def _is_member(event: Event, group: Sequence[Filler]) -> bool:
    """Whether who proposes in the present tense is a member, with a party or a member's title; officers do it too."""
    text = event.sentence.text
    party = re.match(r"\s*\([^()\d]{1,25}\)", text[group[-1].end :])
    title = re.search(rf"(?<!\w){either_of('motion', 'signers')}\s+$", text[: group[0].start], re.IGNORECASE)
    return party is not None or title is not None


class _People:
    """The persons of a sentence, as they can move or second a proposal."""

    def __init__(self, sentence: Passage, names: Gazetteer) -> None:
        self._sentence = sentence
        self._names = names
        first, listed = self._first()
        taken = 0 if first is None else first.end + len(listed)
        whole = [each for each in self._whole() if each.start >= taken]
        seconding = [_part(sentence, *match.span()) for match in _CAPITALISED.finditer(sentence.text, 0, taken)][1:]
        self.leading = [first._replace(end=taken, places=((first.start, first.end),))] if first is not None else []
        self.movers = list(_grouped(sentence.text, whole))
        self.members = list(_grouped(sentence.text, [*seconding, *whole, *self._surnames(taken, whole)]))

    def _whole(self) -> Iterator[Filler]:
        """The persons with their whole names."""
        at = 0
        for name in find(self._sentence):
            at = self._sentence.text.index(name.text, at)
            yield _part(self._sentence, at, at + len(name))
            at += len(name)

    def _surnames(self, first: int, whole: Sequence[Filler]) -> Iterator[Filler]:
        """Single capitalised words that may be surnames, from a place of the sentence on."""
        for match in _CAPITALISED.finditer(self._sentence.text, first):
            if not any(each.overlaps(*match.span()) for each in whole) and not _is_ordinary(match[0]):
                yield _part(self._sentence, *match.span())

    def _first(self) -> tuple[Filler | None, str]:
        """The person named by surname at the beginning, and the text up to the end of those who second it, if any.

        "Elo Hyrkön ym. kannattamana teki ...", "Byman teki ...".
        """
        text = self._sentence.text
        match = _CAPITALISED.match(text)
        if match is None or _is_ordinary(match[0]):
            return None, ""
        word, listed = match[0], _listed(text, match.end())
        names = listed.strip()
        if names and re.fullmatch(NAME, f"{word} {names}") and next(find(self._sentence), None) is None:
            return None, ""  # "Anna Ekin kannattamana": one person with both names
        known = names or self._names.of_surname(word) or word.lower() not in folded(text[len(word) :])
        alone = names or text[match.end() :].lstrip()[:1].islower()
        return (_part(self._sentence, *match.span()), listed) if known and alone else (None, "")


@cache
def _others() -> re.Pattern[str]:
    """ "m.fl.", "ym." after a name."""
    return re.compile(rf"\s*{either_of('amendments', 'others')}\s*$")


def _listed(text: str, start: int) -> str:
    """The names in the genitive from a place on, if "kannattamana" and a verb come after: " Hyrkön ja Laihon ym."."""
    backed = pattern(shared("amendments", "genitive")).search(text, start)
    if backed is None or not text[backed.end() :].lstrip()[:1].islower():
        return ""
    listed = text[start : backed.start()]
    parts = re.split(rf",\s*|\s+{either_of('motion', 'and')}\s+", _others().sub("", listed).strip())
    return listed if all(re.fullmatch(WORD, part) or re.fullmatch(NAME, part) for part in parts) else ""


def _is_ordinary(word: str) -> bool:
    """Whether a capitalised word is no surname: "Hon", "Ordförande", "Stadsstyrelsen", "Vastaehdotus"."""
    known = (*words("amendments", "nobody"), *words("amendments", "label"))
    return word.lower() in known or is_role_word(word) or body_kind(word) is not None


def _part(sentence: Passage, start: int, end: int) -> Filler:
    return Filler(start, end, (sentence[start:end],))


@cache
def _joint() -> re.Pattern[str]:
    """What joins two persons of one group: ", ", " ja ", " (sfp) och ledamot "."""
    return re.compile(rf"{_PARTY}(?:,|,?\s+{either_of('motion', 'and')})\s+(?:[a-zåäö.]+\s+){{0,3}}")


def _grouped(text: str, people: Sequence[Filler]) -> Iterator[Filler]:
    """Persons that a comma or "och" joins, as one filler; of whole names and surnames together, the whole names."""
    group: list[Filler] = []
    for person in sorted(people, key=lambda each: each.start):
        if group and not _joint().fullmatch(text, group[-1].end, person.start):
            yield _together(group)
            group = []
        group.append(person)
    if group:
        yield _together(group)


def _together(group: Sequence[Filler]) -> Filler:
    parts = [part for each in group for part in each.parts]
    whole = tuple(part for part in parts if " " in part.text) or tuple(parts)
    return Filler(group[0].start, group[-1].end, whole, places=tuple((each.start, each.end) for each in group))
