"""The meeting from a document's head lines, its cover, and what its addresses tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from extractors import dates, municipalities
from extractors.bodies import Body, body, kind, names_body, nominative
from extractors.document import Block
from extractors.heads import Head
from extractors.meetings import Meeting, attendee, clock_range, has_role, is_stamp, signatures, stamps, ticked
from extractors.names import Gazetteer
from extractors.passage import Found, Passage
from extractors.persons import Person
from extractors.prose import printed_lines, prose
from extractors.vocabulary import words
from pipeline.entries import is_prose
from pipeline.parts import Outline, Section


def meeting(outline: Outline, names: Gazetteer, text: Passage) -> Meeting:
    """The meeting that a document tells of."""
    time = _lines(outline.cover_of("time"))
    start, end = clock_range(time or [head.line for head in outline.heads if dates.times(head.line)][:1])
    date = next((day.iso for line in time for day in dates.find(line)), None)
    place = outline.cover_of("place")
    present, absent = _attendance(outline, names)
    others = _people(outline.cover_of("others"), names)
    signed = signatures(_lines(outline.cover_of("signatures")), names)
    stamps(_lines(outline.cover_of("checked", "signatures")), signed, names)
    adjusters = _people(outline.cover_of("adjusters"), names) or _checkers(outline, names)
    return Meeting.model_validate(
        {
            "municipality": municipalities.Finder(text).find(head.line for head in outline.heads),
            "body": main_body(outline.heads) or _decider(outline),
            "date": date
            or next((head.date.iso for head in outline.heads if head.date and head.body), None)
            or next((head.date.iso for head in outline.heads if head.date), None),
            "start": start,
            "end": end,
            "place": prose(place[0].blocks[:1]).read("cover/place") if place and place[0].blocks else None,
            "number": _first(head.number for head in outline.heads),
            "chair": _officer([*present, *_signers(outline, names)], "chair"),
            "secretary": _officer([*others, *present, *_signers(outline, names)], "secretary"),
            "adjusters": adjusters,
            "present": present,
            "absent": absent,
            "others": others,
            "signed": signed,
            "checked_on": _last_day(outline.cover_of("checked", "signatures")[-1:], outline, "checked"),
            "displayed_on": _last_day(outline.cover_of("displayed"), outline, "displayed"),
        }
    )


def main_body(heads: Sequence[Head]) -> Body | None:
    """The body that met: the first that a head line names, in full rather than in short."""
    named = [head.body for head in heads if head.body]
    return next((body(each) for each in named if kind(nominative(each).value)), body(named[0]) if named else None)


def _decider(outline: Outline) -> Body | None:
    """The body that decided, where a page of one matter names it nowhere else: "Kaupunginhallitus päätti ..."."""
    if len(outline.items) != 1:
        return None
    text = prose(outline.items[0].own.blocks("decision"))
    words_of = list(re.finditer(r"\S+", text.text[:160]))
    for count in range(min(6, len(words_of) - 1), 0, -1):
        name = text[: words_of[count - 1].end()]
        if words_of[count][0][0].islower() and names_body(name.text):
            return body(name)
    return None


def _first(values: Iterable[Found[str] | None]) -> Found[str] | None:
    return next((value for value in values if value is not None), None)


def _lines(sections: Sequence[Section]) -> list[Passage]:
    return [line for section in sections for line in printed_lines(section.blocks)]


def _people(sections: Sequence[Section], names: Gazetteer) -> list[Person]:
    """The persons of a list; "Ulla Forsgård och Stig Nybrand" on one line are two."""
    return _persons(_lines(sections), names)


def _persons(lines: Iterable[Passage], names: Gazetteer) -> list[Person]:
    return [person for line in _entries(lines) if (person := attendee(line, names)) is not None]


def _checkers(outline: Outline, names: Gazetteer) -> list[Person]:
    """Who checked the minutes: the names under their heading, up to what is said of anything else behind them."""
    found: list[Person] = []
    for section in outline.cover_of("checked"):
        for block in section.blocks:
            persons = _persons([line for line in printed_lines([block]) if not is_stamp(line)], names)
            if found and (is_prose(block) or (not persons and len(block.text.split()) > 4)):
                return found
            found.extend(persons)
    return found


def _entries(lines: Iterable[Passage]) -> list[Passage]:
    entries: list[Passage] = []
    for line in lines:
        cut = next((cut for word in (" och ", " ja ", " samt ", " sekä ") if (cut := line.text.find(word)) > 0), -1)
        behind = line[cut:].text.split()
        if cut > 0 and len(behind) >= 3 and behind[1][0].isupper():
            entries.extend((line[:cut], line[cut + len(behind[0]) + 1 :]))
        else:
            entries.append(line)
    return entries


def _attendance(outline: Outline, names: Gazetteer) -> tuple[list[Person], list[Person]]:
    """Who was present and who was absent; an open box in the list of members means absent.

    In a list of substitutes ("ersättare" over a column) it only means that nobody needed one.
    """
    present: list[Person] = []
    absent = _people(outline.cover_of("absent"), names)
    substitutes = False
    for line in _entries(_lines(outline.cover_of("present"))):
        if (over := line.text.casefold()) in words("attendance", "substitutes") + words("attendance", "members"):
            substitutes = over in words("attendance", "substitutes")
            outline.labels.append(line)
            continue
        person = attendee(line, names)
        if person is None:
            continue
        mark, _ = ticked(line)
        if mark is False:
            if substitutes or any(person.name == other.name for other in absent):
                outline.labels.append(line)  # not needed, or named again among the absent
            else:
                absent.append(person)
        else:
            present.append(person)
    return present, absent


def _signers(outline: Outline, names: Gazetteer) -> list[Person]:
    """The persons who signed the minutes or the notice of the meeting, with their offices."""
    found: list[Person] = []
    blocks: Sequence[Block] = [block for section in outline.cover_of("signatures") for block in section.blocks]
    lines = printed_lines([*blocks, *outline.loose])
    for line, below in zip_longest(lines, lines[1:]):
        person = attendee(line, names)
        if person is None:
            continue
        if person.role is None and below is not None and len(below.text.split()) <= 3:
            person.role = below.text
            person.note("role", below.read("cover/office"))
        found.append(person)
    return found


def _officer(people: Sequence[Person], table: str) -> Person | None:
    """Who chaired or kept the minutes."""
    return next((person.model_copy() for person in people if has_role(person, table)), None)


def _last_day(sections: Sequence[Section], outline: Outline, kind: str) -> Found[str] | None:
    """The last day that a section on checking or display names."""
    chosen = outline.cover_of(kind) or sections if kind == "checked" else sections
    days = [day for line in _lines([each for each in chosen if each.kind == kind]) for day in dates.find(line)]
    return max(days, key=lambda day: day.day).iso if days else None
