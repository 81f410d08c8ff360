"""What can fill the slots of event frames in a sentence: persons, dates, numbers, words, text in brackets."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.passage import Passage
from extractors.events.frame_data import Frame, Slot, pattern
from extractors.language import dates
from extractors.language.numerals import numerals
from extractors.people.names import WORD, find, is_role_word
from extractors.vocabulary import either_of

# "(S)", "(yhteisöjääviys, hallintolaki (434/2003) 28 §)"
BRACKETS = re.compile(r"\((?:[^()]|\([^()]{0,80}\)){1,240}\)")
# "jäsen Virtanen", "ledamot Ek": a title and a surname
_TITLED = re.compile(rf"(?P<title>[\w-]+)\s+(?P<surname>{WORD})(?![\w-])")
# "27", "kaksi": a number that is no part of a date, a clock time or a section number
_NUMBER = re.compile(rf"(?<![\w.,§:-]){numerals()}(?![.,:]?\d)(?!\w)")


@cache
def _joint() -> re.Pattern[str]:
    """What joins two persons to a list, with titles before the second: "Anna Ek (S), ledamot Bo Aro och Kai Salo"."""
    also = rf"{either_of('clauses', 'and')}\s+"
    return re.compile(
        rf"\s*(?:\([^()]{{1,40}}\)\s*)?(?:,\s*(?:{also})?|{also})(?P<titles>(?:[a-zåäö][\w.-]*\s+){{0,3}})"
    )


class Filler(NamedTuple):
    """What fills a slot: its place in the sentence, and its parts (each person of a list of persons)."""

    start: int
    end: int
    parts: tuple[Passage, ...]
    date: dates.Date | None = None
    places: tuple[tuple[int, int], ...] = ()
    """Where each part begins and ends, if there are several."""

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a part of it has a character of a range of the sentence; what is between its parts does not count."""
        return any(start < last and first < end for first, last in self.places or ((self.start, self.end),))


Finder = Callable[[Passage], Iterable[Filler]]
"""Finds the fillers of a kind of slot in a sentence."""


class Fillers:
    """The fillers of a sentence, found when a slot asks for them, once for each kind."""

    def __init__(self, passage: Passage, frames: Sequence[Frame], finders: Mapping[str, Finder]) -> None:
        """Takes the sentence, the frames whose slots are to be filled, and the caller's own finders by kind."""
        self.passage = passage
        self.text = passage.text
        self._finders = finders
        self._no_names = [words for frame in frames for words in (frame.trigger, frame.light) if words]
        self._found: dict[str, list[Filler]] = {}

    def of(self, slot: Slot) -> list[Filler]:
        """All that can fill a slot, wherever it is in the sentence."""
        if slot.kind == "words":
            return [self._filler(*match.span()) for match in pattern(slot.words).finditer(self.text)]
        if slot.kind == "rest":
            return list(self._rest(slot))
        if slot.kind == "brackets":
            return list(self._brackets(slot))
        if slot.kind not in self._found:
            self._found[slot.kind] = list(self._of_kind(slot.kind))
        return self._found[slot.kind]

    def _of_kind(self, kind: str) -> Iterable[Filler]:
        """All that fills slots of a kind."""
        if kind in self._finders:
            return self._finders[kind](self.passage)
        if kind in ("person", "titled"):
            return _joined(self.text, [self._filler(*span) for span in self._persons(kind == "titled")])
        if kind == "date":
            return [self._date(start, end, day) for start, end, day in dates.places(self.text) if day is not None]
        if kind == "number":
            return [self._filler(*match.span()) for match in _NUMBER.finditer(self.text)]
        raise ValueError(f"no finder for slots of the kind {kind!r}")

    def _persons(self, titled: bool) -> Iterator[tuple[int, int]]:
        """Where persons are named, without words of the frames before or after them: "Valittiin Anna Ek"."""
        at = 0
        for name in find(self.passage):
            start = self.text.index(name.text, at)
            at = start + len(name)
            first = next(filter(None, (pattern(words).match(self.text, start, at) for words in self._no_names)), None)
            start = at - len(self.text[first.end() : at].lstrip()) if first else start
            end = next((cut for cut in _words(self.text, start, at) if self._begins(cut)), at)
            if " " in self.text[start:end].rstrip():
                yield start, len(self.text[:end].rstrip())
        for match in _TITLED.finditer(self.text) if titled else ():
            if is_role_word(match["title"]):
                yield match.span("surname")

    def _begins(self, at: int) -> bool:
        """Whether words that are no name begin here, although a capital does too: "Anna Ek Esteellisyyden syy: ..."."""
        return any(pattern(words).match(self.text, at) for words in self._no_names)

    def _rest(self, slot: Slot) -> Iterator[Filler]:
        """What comes after a marker: "..., eftersom han är medlem i styrelsen, och avlägsnade sig"."""
        for match in pattern(slot.before).finditer(self.text):
            until = pattern(slot.until).search(self.text, match.end()) if slot.until else None
            kept = self.text[match.end() : until.start() if until else None].strip(" ,.:")
            if kept and (not slot.words or pattern(slot.words).fullmatch(kept.rpartition(" ")[2])):
                start = self.text.index(kept, match.end())
                yield self._filler(start, start + len(kept))

    def _brackets(self, slot: Slot) -> Iterator[Filler]:
        """What is in brackets and holds one of the slot's words: "(yhteisöjäävi, hallintolaki (434/2003) 28 §)"."""
        for match in BRACKETS.finditer(self.text):
            if pattern(slot.words).search(self.text, match.start(), match.end()):
                yield self._filler(match.start() + 1, match.end() - 1)

    def _filler(self, start: int, end: int) -> Filler:
        return Filler(start, end, (self.passage[start:end],))

    def _date(self, start: int, end: int, day: datetime.date) -> Filler:
        return Filler(start, end, (self.passage[start:end],), dates.Date(self.passage[start:end], day))


def _words(text: str, start: int, end: int) -> Iterator[int]:
    """Where the words of a range of a text begin, but for the first."""
    return (start + match.end() for match in re.finditer(r"\s+", text[start:end]))


def _joined(text: str, found: Iterable[Filler]) -> Iterator[Filler]:
    """Persons that a list joins together, as one filler: "Anna Ek (S), Bo Aro (S) och Camilla Sten"."""
    last: Filler | None = None
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if last is None:
            last = each
            continue
        if each.start < last.end:
            continue
        joint = _joint().fullmatch(text, last.end, each.start)
        if joint and (not joint["titles"] or any(map(is_role_word, joint["titles"].split()))):
            places = (*(last.places or ((last.start, last.end),)), (each.start, each.end))
            last = Filler(last.start, each.end, last.parts + each.parts, places=places)
        else:
            yield last
            last = each
    if last is not None:
        yield last
