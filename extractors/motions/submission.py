"""Submissions of motions: who signed one, with how many others, and when it was submitted.

The events are the frames of `vocabulary/frames/motions.toml`: "Sini Juuti och 27 andra ledamöter lämnade 19.5.2025 en
motion", "Hannele Kerola sekä 18 muuta valtuutettua ovat jättäneet 12.12.2016 valtuustoaloitteen", "Sini Juutis m.fl.
motion 22.5.2025".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors.core.document import Block
from extractors.core.passage import Found, Passage
from extractors.events.frames import Event, events
from extractors.language import dates
from extractors.language.numerals import number_of
from extractors.organisations.body import kind as body_kind
from extractors.people.names import is_role_word
from extractors.people.person_line import read
from extractors.vocabulary import either_of


class Mention(NamedTuple):
    """A statement about a motion's submission or its signatories; `genitive`: whether the name is in the genitive.

    alone: the signatory's party in brackets, where nobody else is named and nobody is counted.
    """

    signatory: Passage | None
    others: Found[int] | None
    date: dates.Date | None
    genitive: bool
    rule: str
    alone: Found[int] | None = None


def mentions(text: Passage) -> list[Mention]:
    """The statements of a text about a motion's submission and its signatories, in order.

    >>> from extractors.core.passage import Span
    >>> def stated(text):
    ...     return [
    ...         (each.signatory and each.signatory.text, each.others and each.others.value, each.date and each.date.day)
    ...         for each in mentions(Passage.of(text, Span(0, len(text))))
    ...     ]
    >>> stated("Irene Ek (S), Bo Aro (S) och Camilla Sten (S) lämnar en motion om bryggan.")
    [('Irene Ek', 3, None)]
    >>> stated("Motionen har undertecknats av 16 ledamöter.")
    [(None, 16, None)]
    """
    return [_mention(event) for event in events(text, "motions") if not _by_body(event)]


def _mention(event: Event) -> Mention:
    slot = event.frame.slots.get("agent")
    genitive = bool(slot and slot.genitive)
    return Mention(event.one("agent"), _count(event), event.date(), genitive, event.rule, _alone(event))


# "Anna Ek (C)"
_PARTY = re.compile(r"\s*\([A-ZÅÄÖ]{1,4}\)(?!\s*(?:m\.?\s?fl|med fler))")


def _alone(event: Event) -> Found[int] | None:
    """That one member alone submitted a motion: one name, with the party, and no word for others."""
    agent = event.one("agent")
    if agent is None or len(event.all("agent")) != 1 or event.fillers.keys() & {"several", "others", "everyone"}:
        return None
    party = _PARTY.match(event.sentence.text, event.sentence.text.find(agent.text) + len(agent.text))
    return agent.means(1, event.rule) if party is not None else None


def _count(event: Event) -> Found[int] | None:
    """The number of signatories: the stated total, else those named plus the stated number of others."""
    named = len(event.all("agent"))
    if everyone := event.one("everyone"):
        return everyone.means(number_of(everyone.text), event.rule)
    if others := event.one("others"):
        return others.means(number_of(others.text) + named, event.rule)
    if named < 2 or "several" in event.fillers:
        return None
    [persons] = event.fillers["agent"]
    return event.sentence[persons.start : persons.end].means(named, event.rule)


def _by_body(event: Event) -> bool:
    """Whether the word before an event names a body: "kaupunginhallitus esitti 12.3.2025 aloitteen ..."."""
    before = event.sentence.text[: event.extent[0]].split()
    return bool(before) and body_kind(before[-1]) in ("board", "committee", "section")


def of_title(title: Passage) -> Iterator[Passage]:
    """The signatories in the genitive in a motion's title: "Valtuutettu Anna Ekin aloite leikkipuistosta"."""
    return (name for event in events(title, "motion_titles") for name in event.all("agent")[:1])


class CouncilHandling(NamedTuple):
    """A handling by the council: its date, and the blocks of its text."""

    date: dates.Date
    blocks: Sequence[Block]


def submitted_at(council: Sequence[CouncilHandling]) -> dates.Date | None:
    """The date of the council's first handling, where that records the motion's submission or refers the motion.

    "Frida Strand inlämnade en motion", "Motionen överfördes till stadsstyrelsen för beredning", "Aloite lähetettiin
    kaupunginhallituksen valmisteltavaksi".
    """
    for first in sorted(council, key=lambda each: each.date.day)[:1]:
        for block in first.blocks:
            if events(block.body, "referrals") or any(
                "object" in each.fillers for each in events(block.body, "motions")
            ):
                return next((each.date for each in mentions(block.body) if each.date), first.date)
    return None


@cache
def _dated() -> re.Pattern[str]:
    """A line with a place and a date: "Granvik den 12 mars 2026", "Granvikissa 12.3.2026"."""
    return re.compile(rf"(?:[A-ZÅÄÖ][\w-]+,?\s+)?(?:den\s+)?(?P<date>(?i:{dates.pattern()}))\.?")


@cache
def _first_person() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('motion', 'demand_first_person')}(?!\w)", re.IGNORECASE)


def signed_at(blocks: Sequence[Block]) -> Mention | None:
    """The date line and the names below it, if the account quotes the motion's text in the first person."""
    lines = [line for block in blocks for line in (block.lines or (block.body,))]
    first_person = False
    for index, line in enumerate(lines):
        first_person = first_person or _first_person().search(line.text) is not None
        match = _dated().fullmatch(line.text) if first_person else None
        if match is None or not (day := dates.find(line.group(match, "date"))):
            continue
        names = list(_signatories(lines[index + 1 :]))
        after = lines[index + 1 + len(names) :][:1]
        if names and not (after and is_role_word(after[0].text.split()[0])):
            everyone = Passage.join(names, "\n").means(len(names), "motion.text_signed") if len(names) > 1 else None
            return Mention(names[0], everyone, day[0], genitive=False, rule="motion.text_signed")
    return None


def _signatories(lines: Iterable[Passage]) -> Iterator[Passage]:
    """The names alone on their lines, with an optional party, up to the first other line."""
    for line in lines:
        found = read(line)
        if len(found) != 1 or found[0].name is None or found[0].offices or found[0].asides:
            return
        yield found[0].name
