r"""Event frames: who did what, when and how many, in any order of words, described as data.

A *frame* describes one kind of event that prose states within a clause: a motion that was submitted, a member who was
disqualified, a person who was elected. It has *triggers* (the words that signal the event), *slots* (what takes part
in it: persons, dates, counts, nouns) that may be filled in any order, a limit on the words between them, *vetoes*
that make the words mean something else, and *negations*. All of it is data in `vocabulary/frames/*.toml`, one file
per family of frames, and the name of a frame is the rule of the values that it yields.

`events` finds them. A text is looked at only where one of the family's triggers can occur (plain string searches),
each sentence once. The candidates for all slots of all triggers of a sentence compete: the cheapest pair of trigger
and filler is taken first, and a filler belongs to one event. The cost of a pair counts the letters between the two
that are no part of another filler, of brackets or of the frame's `light` words, and some more for each border of a
clause. So "Kai Ek anmälde jäv och Anna Berg fungerade som ordförande" gives each person to the verb that is about
them, whatever the order.

>>> from extractors.core.passage import Passage, Span
>>> def found(text, family):
...     for event in events(Passage.of(text, Span(0, len(text))), family):
...         yield event.frame.name, {slot: [each.text for each in event.all(slot)] for slot in event.fillers}
>>> list(found("Den 5 november 2025 lämnade Heidi Hank (C) och Bo Aro (C) en motion om bryggan.", "motions"))
[('motion.submitted', {'agent': ['Heidi Hank', 'Bo Aro'], 'date': ['5 november 2025'], 'object': ['motion']})]
>>> list(found("Anna Ekin 1.6.2026 jättämä valtuustoaloite koskee puistoa.", "motions"))
[('motion.submitted_by', {'agent': ['Anna Ekin'], 'date': ['1.6.2026'], 'object': ['valtuustoaloite']})]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.passage import Passage
from extractors.events.frame_data import Frame, Slot, after, before, family, marked, needs, pattern
from extractors.events.frame_fillers import BRACKETS, Filler, Fillers, Finder
from extractors.language import dates
from extractors.language.phrases import sentences
from extractors.language.prefilter import folded, occurs
from extractors.people.names import is_role_word
from extractors.vocabulary import either_of

# "den 24 september 2025, § 204": where in the minutes it is
_SECTION = re.compile(r",?\s*§{1,2}\s*\d+[a-z]?(?!\w)")

BORDER = 15
"""How many letters a border between clauses counts for."""

ASIDE = 40
"""How many letters it counts for that a filler is not on the side of the trigger where it usually is."""

MARKED = 1000
"""How much cheaper a filler is that stands beside a marker of its slot: "efter Lars Jaeg" is never the agent."""

# "valtuutettu ", "ledamoten " before a name
_TITLE = re.compile(r"(?P<title>[\w-]+)\s+$")

_WORD = re.compile(r"\s+(?P<word>\w+)")


@cache
def _borders() -> re.Pattern[str]:
    """Where another clause begins: ", joka", ", eftersom", " att ", " medan "."""
    return re.compile(rf",\s+(?=[a-zåäö])|\s(?={either_of('clauses', 'openings')}\s)")


class Event(NamedTuple):
    """An event that a sentence states: its frame, where its trigger begins and ends, and what fills its slots."""

    frame: Frame
    sentence: Passage
    start: int
    end: int
    fillers: Mapping[str, tuple[Filler, ...]]
    negated: bool

    @property
    def trigger(self) -> Passage:
        """The words that signal the event."""
        return self.sentence[self.start : self.end]

    @property
    def rule(self) -> str:
        """The rule of the values that the event yields: the name of its frame."""
        return self.frame.name

    @property
    def extent(self) -> tuple[int, int]:
        """Where the event's first word begins in the sentence and where its last one ends."""
        places = [each for fillers in self.fillers.values() for each in fillers]
        return min([self.start, *(each.start for each in places)]), max([self.end, *(each.end for each in places)])

    def all(self, slot: str) -> list[Passage]:
        """Everything that fills a slot: each person, date or word."""
        return [part for filler in self.fillers.get(slot, ()) for part in filler.parts]

    def one(self, slot: str) -> Passage | None:
        """The first thing that fills a slot; None where it is empty."""
        return next(iter(self.all(slot)), None)

    def date(self, slot: str = "date") -> dates.Date | None:
        """The first date in a slot."""
        return next((each.date for each in self.fillers.get(slot, ()) if each.date), None)


def events(text: Passage, name: str, finders: Mapping[str, Finder] | None = None) -> list[Event]:
    """The events of a family of frames that a text states, in order; those that it denies are marked `negated`.

    Args:
        text: the text, a paragraph or more.
        name: the name of the family.
        finders: how to find what fills slots of kinds that are not built in, by kind.
    """
    small = folded(text.text)
    triggers = [frame.trigger for frame in family(name) if occurs(small, needs(frame.trigger))]
    if not any(pattern(trigger).search(text.text) for trigger in triggers):
        return []  # before the text is parted into sentences, which costs more
    return [event for sentence in sentences(text, "sv") for event in of_sentence(sentence, name, finders)]


def of_sentence(sentence: Passage, name: str, finders: Mapping[str, Finder] | None = None) -> list[Event]:
    """The events of a family that a single sentence states; see `events`."""
    small = folded(sentence.text)
    frames = [frame for frame in family(name) if occurs(small, needs(frame.trigger))]
    return _Sentence(sentence, frames, finders or {}).events() if frames else []


class _Trigger(NamedTuple):
    """A frame's trigger in a sentence, with the frame's place in its family."""

    rank: int
    start: int
    end: int


class _Candidate(NamedTuple):
    """A filler that a slot of an event may have; the cheapest one is taken."""

    cost: int
    distance: int
    """All characters between trigger and filler, which decides where two cost the same."""
    slot: str
    filler: Filler


_Filled = dict[_Trigger, dict[str, list[Filler]]]


class _Sentence:
    """A sentence while its events are looked for."""

    def __init__(self, passage: Passage, frames: Sequence[Frame], finders: Mapping[str, Finder]) -> None:
        self.passage = passage
        self.text = passage.text
        self._frames = frames
        self._fillers = Fillers(passage, frames, finders)

    def events(self) -> list[Event]:
        """The events of the sentence in the order of their triggers.

        A trigger goes that cannot have what its frame requires, alone or beside the others; of two triggers in the
        same words, and of a trigger that fills another's slot, the one of the frame that comes first stays.
        """
        triggers = list(self._triggers())
        candidates = {each: list(self._candidates(each)) for each in triggers}
        triggers = [each for each in triggers if self._complete(each, self._assigned([each], candidates))]
        while triggers:
            filled = self._assigned(triggers, candidates)
            complete = [each for each in triggers if self._complete(each, filled)]
            out = [each for each in triggers if each not in complete or _shadowed(each, complete, filled)]
            if not out:
                found = [self._event(each, filled[each]) for each in triggers]
                return [event for event in found if not self._vetoed(event)]
            triggers.remove(max(out))
        return []

    def _triggers(self) -> Iterator[_Trigger]:
        """Where triggers are; not those that are only a part of another frame's longer one."""
        found = [
            _Trigger(rank, *match.span())
            for rank, frame in enumerate(self._frames)
            if not frame.context or pattern(frame.context).search(self.text)
            for match in pattern(frame.trigger).finditer(self.text)
        ]
        for each in sorted(found, key=lambda each: (each.start, each.rank)):
            if not any(_overlap(each, other) and other.end - other.start > each.end - each.start for other in found):
                yield each

    def _assigned(self, triggers: Sequence[_Trigger], candidates: Mapping[_Trigger, Sequence[_Candidate]]) -> _Filled:
        """Gives fillers to the slots of events, the cheapest pair first; a filler takes part in one event."""
        filled: _Filled = {each: {} for each in triggers}
        taken: list[Filler] = []
        offers = [(*candidate, trigger) for trigger in triggers for candidate in candidates[trigger]]
        for _, _, name, filler, trigger in sorted(offers, key=lambda each: (each[0], each[1], each[4].rank)):
            slot = self._frames[trigger.rank].slots[name]
            if (name in filled[trigger] and not slot.many) or _taken(filler, taken):
                continue
            taken.append(filler)
            filled[trigger].setdefault(name, []).append(filler)
        return filled

    def _complete(self, trigger: _Trigger, filled: _Filled) -> bool:
        """Whether an event has what its frame requires."""
        requires = self._frames[trigger.rank].requires
        return all(any(slot in filled[trigger] for slot in choice.split("|")) for choice in requires)

    def _candidates(self, trigger: _Trigger) -> Iterator[_Candidate]:
        """The fillers that are near enough to a trigger, for each slot of its frame."""
        frame = self._frames[trigger.rank]
        blank = self._blanked(frame)
        for name, slot in frame.slots.items():
            limit = frame.window if slot.gap is None else slot.gap
            for filler in self._fillers.of(slot):
                around = slot.kind == "brackets" and filler.start <= trigger.start and trigger.end <= filler.end
                if not around and (
                    filler.overlaps(trigger.start, trigger.end) or not self._placed(trigger, slot, filler)
                ):
                    continue
                cost = self._letters(trigger, filler, blank, frame.stops)
                if cost is not None and cost <= limit:
                    cost += ASIDE * (slot.prefer not in ("any", _side(trigger, filler)))
                    distance = max(filler.start - trigger.end, trigger.start - filler.end)
                    yield _Candidate(cost - MARKED * bool(slot.before or slot.after), distance, name, filler)

    def _placed(self, trigger: _Trigger, slot: Slot, filler: Filler) -> bool:
        """Whether a filler is on the right side of the trigger, and beside a marker of the slot."""
        if slot.side not in ("any", _side(trigger, filler)):
            return False
        if slot.kind == "rest":
            return True
        return marked(slot, self.text, filler.start, filler.end)

    def _letters(self, trigger: _Trigger, filler: Filler, blank: str, stops: str) -> int | None:
        """How many letters are between trigger and filler; None where something parts them."""
        first, last = (filler.end, trigger.start) if filler.start < trigger.start else (trigger.end, filler.start)
        between = blank[first:last]
        if any(stop in between for stop in stops):
            return None
        borders = len(_borders().findall(self.text, first, last))
        return sum(map(str.isalnum, between)) + BORDER * borders

    def _blanked(self, frame: Frame) -> str:
        """The sentence with blanks in place of what does not count between a trigger and a filler."""
        spans = [match.span() for pattern_of in (BRACKETS, _SECTION) for match in pattern_of.finditer(self.text)]
        spans += [match.span() for match in pattern(frame.light).finditer(self.text)] if frame.light else []
        for slot in frame.slots.values():
            if slot.kind == "rest":
                spans += [match.span() for match in pattern(slot.before).finditer(self.text)]
                continue
            for filler in self._fillers.of(slot):
                spans.append((filler.start, filler.end))
                title = _TITLE.search(self.text, 0, filler.start)
                if slot.kind in ("person", "titled") and title and is_role_word(title["title"]):
                    spans.append(title.span())
                if slot.before and (marker := before(slot, self.text, filler.start)) is not None:
                    spans.append((marker, filler.start))
                if slot.after and (tail := after(slot, self.text, filler.end)) is not None:
                    spans.append((filler.end, tail))
        blank = self.text
        for start, end in spans:
            blank = blank[:start] + " " * (end - start) + blank[end:]
        return blank

    def _event(self, trigger: _Trigger, filled: Mapping[str, Sequence[Filler]]) -> Event:
        frame = self._frames[trigger.rank]
        fillers = {slot: tuple(sorted(filled[slot], key=_start)) for slot in frame.slots if slot in filled}
        return Event(frame, self.passage, trigger.start, trigger.end, fillers, self._negated(trigger, frame))

    def _negated(self, trigger: _Trigger, frame: Frame) -> bool:
        """Whether a word of negation is before a trigger in its clause or right after it, and in no trigger itself."""
        if not frame.negation:
            return False
        first = max((match.start() for match in _borders().finditer(self.text, 0, trigger.start + 1)), default=0)
        blank = self.text
        for each in self._triggers():
            blank = blank[: each.start] + " " * (each.end - each.start) + blank[each.end :]
        negation = pattern(frame.negation)
        following = _WORD.match(blank, trigger.end)
        return bool(
            negation.search(blank, first, trigger.start) or (following and negation.fullmatch(following["word"]))
        )

    def _vetoed(self, event: Event) -> bool:
        """Whether a word among the event's words, or the word before them, tells that it is another event."""
        veto = event.frame.veto
        if not veto:
            return False
        if event.frame.veto_scope == "sentence":
            return pattern(veto).search(self.text) is not None
        start, end = event.extent
        start = self.text[:start].rstrip().rfind(" ") + 1
        return pattern(veto).search(self.text, start, end) is not None


def _shadowed(trigger: _Trigger, complete: Sequence[_Trigger], filled: _Filled) -> bool:
    """Whether a trigger's words are the trigger, or fill a slot, of a complete event whose frame comes first."""
    return any(
        other.rank < trigger.rank
        and (
            _overlap(trigger, other)
            or any(each.overlaps(trigger.start, trigger.end) for fillers in filled[other].values() for each in fillers)
        )
        for other in complete
    )


def _taken(filler: Filler, taken: Iterable[Filler]) -> bool:
    """Whether another filler has some of the words of a filler."""
    places = filler.places or ((filler.start, filler.end),)
    return any(other.overlaps(*place) for other in taken for place in places)


def _overlap(one: _Trigger, other: _Trigger) -> bool:
    return one.start < other.end and other.start < one.end


def _side(trigger: _Trigger, filler: Filler) -> str:
    return "before" if filler.start < trigger.start else "after"


def _start(filler: Filler) -> int:
    return filler.start
