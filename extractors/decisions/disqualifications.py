"""Disqualification: who took no part in a matter, and why, under a heading of its own or in prose.

The events are the frames of `vocabulary/frames/disqualifications.toml`. Nobody is disqualified where a challenge is
rejected ("ei katsottu esteelliseksi", "avslog jävsinvändningen") or a rule is stated for members in general, and
neither is who chaired, presented or sat in as a substitute in the meantime.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.events.frame_data import shared
from extractors.events.frame_fillers import Filler
from extractors.events.frames import Event, events, of_sentence
from extractors.language import phrases
from extractors.meeting.meeting import offices
from extractors.people.inflection import full_name
from extractors.people.names import Gazetteer, find, is_role_word
from extractors.people.person import Person

FAMILY = "disqualifications"
STATED = ("disqualification.stated", "disqualification.found", "disqualification.meanwhile")
REASON, REJECTED = "disqualification.reason", "disqualification.rejected"
SECTION = "disqualification.section"
"""The rule of a person that only a heading makes a disqualified one."""


class Disqualification(Value):
    """A person who took no part in a matter."""

    name: str | None = Field(None, description="Given name first.")
    reason: str | None = Field(None, description="The reason as printed.")


def disqualified(blocks: Sequence[Block], names: Gazetteer) -> list[Disqualification]:
    """The persons that a section on disqualification names, and why; no words but the heading need say so."""
    found: list[Disqualification] = []
    for block in blocks:
        for sentence in phrases.sentences(block.body, "sv"):
            stated = of_sentence(sentence, FAMILY, {"office": _offices})
            _take(sentence, stated, block.body, names, found)
            if not any(event.frame.name in (*STATED, REJECTED) and event.all("agent") for event in stated):
                _by_heading(sentence, stated, block.body, names, found)
    return found


def stated_disqualified(blocks: Sequence[Block], names: Gazetteer) -> list[Disqualification]:
    """The persons that prose states to be disqualified, where no section does.

    "Kai Ek ilmoitti olevansa esteellinen" · "Ledamot Anna Berg anmälde jäv" · "Puheenjohtaja Kai Ek poistui
    kokoushuoneesta asian käsittelyn ajaksi (osallisuusjäävi)" · "Esteellisenä poistui Kai Ek".
    """
    found: list[Disqualification] = []
    for block in blocks:
        stated = events(block.body, FAMILY, {"office": _offices})
        if any(event.frame.name in (*STATED, REJECTED) for event in stated):
            for sentence in dict.fromkeys(id(event.sentence) for event in stated):
                here = [event for event in stated if id(event.sentence) == sentence]
                _take(here[0].sentence, here, here[0].sentence, names, found)
    return found


def _take(
    sentence: Passage, stated: Sequence[Event], whole: Passage, names: Gazetteer, found: list[Disqualification]
) -> None:
    """Takes what the events of a sentence say: who was disqualified, who was not, and why."""
    if any(event.negated or event.frame.name == REJECTED for event in stated):
        found[:] = [each for each in found if not _names_person(sentence.text, each.name or "")]
        return
    for event in stated:
        if event.frame.name in STATED:
            genitive = event.frame.slots["agent"].genitive
            for person in event.fillers.get("agent", ()):
                for part in person.parts:
                    name = full_name(part, names, event.rule, genitive)
                    _add(name, _reason(stated, sentence, person, part), whole, found)
    for event in stated:
        if event.frame.name == REASON and (reason := event.one("reason")):
            _explain(reason, event.rule, found)


def _by_heading(
    sentence: Passage, stated: Sequence[Event], whole: Passage, names: Gazetteer, found: list[Disqualification]
) -> None:
    """Takes the persons of a sentence under a heading for disqualification that no event of it speaks of."""
    others = [each for event in stated for fillers in event.fillers.values() for each in fillers]
    at = 0
    for name in find(sentence):
        start = sentence.text.index(name.text, at)
        at = start + len(name)
        if not any(each.start < at and start < each.end for each in others):
            _add(names.turn(name).read(SECTION), None, whole, found)
    for event in stated:
        if event.frame.name == REASON and (reason := event.one("reason")):
            _explain(reason, event.rule, found)


def _add(name: Found[str], reason: Found[str] | None, whole: Passage, found: list[Disqualification]) -> None:
    if not any(each.name == name.value for each in found):
        person = Disqualification.model_validate({"name": name, "reason": reason})
        person.at(whole, name.rule.removesuffix(":derived"))
        found.append(person)


def _explain(reason: Passage, rule: str, found: Sequence[Disqualification]) -> None:
    """Gives a reason to those disqualified persons that have none yet."""
    for person in found:
        if person.reason is None and not _is_bare(reason):
            person.reason = reason.text
            person.note("reason", reason.read(rule))


def _reason(stated: Sequence[Event], sentence: Passage, person: Filler, part: Passage) -> Found[str] | None:
    """The reason in brackets or as what somebody is: after the person, else the only one of the sentence."""
    asides = [
        (event.rule, each) for event in stated for slot in ("aside", "as") for each in event.fillers.get(slot, ())
    ]
    at = sentence.text.index(part.text, person.start) + len(part)
    for rule, each in asides:
        alone = each.start > at and not sentence.text[at : each.start].strip(" (")
        if (alone or len(asides) == 1) and not _is_bare(each.parts[0]):
            return each.parts[0].read(rule)
    return None


def _is_bare(reason: Passage) -> bool:
    """Whether a reason only says that there is one: "på grund av jäv"."""
    return reason.text.casefold() in shared(FAMILY, "bare")


def _names_person(text: str, name: str) -> bool:
    """Whether a text names a person, in whatever case ("Anna Ekiä")."""
    given, _, surname = name.rpartition(" ")
    return given in text and surname[: max(2, len(surname) - 2)] in text


# "Rehtori poistui ...", "Rektorn anmälde jäv": the sentence begins with a title and goes on with a small word
_OFFICE = re.compile(r"(?P<title>[A-ZÅÄÖ][\w-]+)\s+(?=[a-zåäö])")


def _offices(sentence: Passage) -> Iterator[Filler]:
    match = _OFFICE.match(sentence.text)
    if match and any(is_role_word(match["title"].removesuffix(article)) for article in ("", "n", "en")):
        yield Filler(*match.span("title"), (sentence.group(match, "title"),))


def by_office(blocks: Sequence[Block], people: Sequence[Person]) -> list[Disqualification]:
    """Those whom sentences call disqualified by their office alone; a name where one of `people` alone holds it."""
    found: list[Disqualification] = []
    for event in (each for block in blocks for each in events(block.body, FAMILY, {"office": _offices})):
        office = event.one("office")
        if office is None or event.negated or event.all("agent"):
            continue
        holders = [each for each in people if any(_is(held, office.text) for held in offices(each))]
        name = office.means(holders[0].name, event.rule) if len(holders) == 1 else None
        aside = event.one("aside") or event.one("as")
        reason = aside.read(event.rule) if aside and not _is_bare(aside) else None
        found.append(Disqualification.model_validate({"name": name, "reason": reason}))
        found[-1].at(event.sentence, event.rule)
    return found


def _is(office: str, title: str) -> bool:
    """Whether an office is the one that a sentence begins with, in Swedish with the article: "Rektorn"."""
    return any(title.lower() == f"{office}{article}" for article in ("", "n", "en"))
