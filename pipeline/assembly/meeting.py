"""The meeting, from a document's meeting references, its cover and the domains of its addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, cast

from extractors.core.block_text import printed_lines, prose
from extractors.core.document import Block
from extractors.core.passage import Found, Passage
from extractors.decisions.decision import verb_of_decision
from extractors.decisions.elections import Elected, adjusters, elected, elects
from extractors.language import dates
from extractors.language.identification import SAMPLE, identify
from extractors.language.phrases import sentences
from extractors.meeting.arrivals_in_minutes import add_times, alike
from extractors.meeting.attendance_list import Kind, Reader, attendees, entitle, order
from extractors.meeting.attendance_times import drop_whole
from extractors.meeting.meeting import (
    Meeting,
    Signature,
    clock_range,
    is_deputy,
    is_official,
    is_stamp,
    officer,
    signatures,
    signers,
    stamps,
)
from extractors.meeting.venue import of_both, venue
from extractors.organisations import municipality
from extractors.organisations.body import Body, body, kind, names_body, nominative
from extractors.people.names import Gazetteer, is_role_word
from extractors.people.person import Person, person
from extractors.people.person_line import is_person_line
from extractors.structure.meeting_reference import MeetingReference
from extractors.vocabulary import either_of, fold, kinds, list_label, words
from pipeline.structure.list_entries import is_prose
from pipeline.structure.model import Outline, Section

GENERIC = 10
"""Letters at most of a word that any body of its kind can be called: "nämnden", "lautakunta"."""

OPENING = 3
"""Items at most among which that of the meeting's opening is."""

ACTS = 2000
"""Characters of a text in which the body that acts is looked for."""


def meeting(outline: Outline, names: Gazetteer, finder: municipality.Finder) -> Meeting:
    """The meeting that a document tells of.

    Args:
        outline: the document's parts.
        names: the names that it prints.
        finder: finds the organisation whose document it is.
    """
    time = _lines(outline.cover_of("time"))
    start, end = clock_range(
        time or [reference.line for reference in outline.references if dates.times(reference.line)][:1]
    )
    date = next((day.iso for line in time for day in dates.find(line)), None)
    there = _attendance(outline, names)
    present, absent, others = there["present"], there["absent"], there["others"]
    for each in (*present, *others):
        drop_whole(each, start, end, [item.number.value for item in outline.items if item.number])
    talks = ((item.current.blocks(*kinds(comings=True)), item.number) for item in outline.items)
    add_times((([block.body for block in blocks], number) for blocks, number in talks), [*present, *others])
    signed = signatures(_lines(outline.cover_of("signatures")), names)
    stamps(_lines(outline.cover_of("checked", "signatures")), signed, names)
    officers = _signers(outline, names)
    checking = _people(outline.cover_of("adjusters"), names) or _checkers(outline, names) or _chosen(outline, names)
    for each in checking:
        _know(each, [*present, *absent])
    met = main_body(outline.references) or _decider(outline) or _convened(outline)
    return Meeting.model_validate(
        {
            "municipality": finder.find(
                (reference.line for reference in outline.references), met.name if met else None
            ),
            "body": met,
            "date": date
            or next((reference.date.iso for reference in outline.references if reference.date and reference.body), None)
            or next((reference.date.iso for reference in outline.references if reference.date), None),
            "start": start,
            "end": end,
            "place": _place(outline),
            "number": _first(reference.number for reference in outline.references),
            "chair": _chair(there, officers),
            "secretary": officer([*others, *present, *officers], "secretary"),
            "adjusters": checking,
            "present": present,
            "absent": absent,
            "others": others,
            "signed": signed,
            "checked_on": _last_day(outline, "checked"),
            "displayed_on": _last_day(outline, "displayed"),
        }
    )


def _place(outline: Outline) -> Found[str] | None:
    """Where the meeting was held: under a label of its own, else under the time's."""
    for section in outline.cover_of("place")[:1]:
        if section.blocks and not names_body(section.blocks[0].text):  # a label without its value over the body
            return prose(section.blocks[:1]).read("cover/place")
    for section in outline.cover_of("time"):
        both = section.label is not None and of_both(section.label.text)
        found = venue([printed_lines([block]) for block in section.blocks], both)
        if found is not None:
            return found.read("cover/place")
    return None


def _know(of: Person, listed: Sequence[Person]) -> None:
    """Gives a person the name that the list of those present has, where another spelling of it is printed."""
    known = alike(of.name or "", listed)
    written = of._places.get("/name")
    if known is not None and written is not None and known.name != of.name:
        of.name = known.name
        of.note("name", Found(known.name, written.spans, "cover/listed:derived"))


def main_body(references: Sequence[MeetingReference]) -> Body | None:
    """The body that met: the first that a meeting reference names, in full rather than abbreviated."""
    named = [reference.body for reference in references if reference.body]
    return next((body(each) for each in named if kind(nominative(each).value)), body(named[0]) if named else None)


def _decider(outline: Outline) -> Body | None:
    """The body that decided, where a page of one matter names it nowhere else: "Kaupunginhallitus päätti ...".

    An office holder's decision names the office. Undecided, the proposal says who is to decide; where that is the
    council, it can be another body's proposal to it.
    """
    if len(outline.items) != 1:
        return None
    current = outline.items[0].current
    if text := prose(current.blocks("decision")):
        acted = [prose(current.blocks(kind)) for kind in ("proceedings", "account")]
        texts = [each for each in (text, *acted) if each]
        return _subject(text) or _office(text) or next(filter(None, map(_acting, texts)), None)
    offered = _subject(prose(current.blocks("proposal")))
    return offered if offered is not None and offered.kind != "council" else None


def _convened(outline: Outline) -> Body | None:
    """The body that the first items say has met: "Konstateras att kommunstyrelsen sammanträder i beslutfört antal"."""
    verb = either_of("labels", "convenes")
    met = re.compile(rf"(?P<name>[\w-]+(?:[ ,]+[\w-]+){{0,3}})\s+{verb}(?!\w)", re.IGNORECASE)
    for block in (block for item in outline.items[:OPENING] for block in item.blocks):
        for match in met.finditer(block.text):
            name = block.body.group(match, "name")
            ends = [word.start() for word in re.finditer(r"(?<!\S)\S", name.text)]
            for part in (name[start:] for start in reversed(ends)):
                if kind(part.text) is not None and len(part.text) > GENERIC:
                    return body(part)
    return None


def _acting(text: Passage) -> Body | None:
    """The body that a sentence begins with, followed by what it did: "Hyväksyi. Kunnanvaltuusto otti ..."."""
    language = identify(text.text[:SAMPLE]) or "fi"
    for sentence in sentences(text[:ACTS], language):
        at = verb_of_decision(sentence)
        if at and not dates.find(sentence[at : at + 80]):
            return body(sentence[:at].strip())
    return None


def _subject(text: Passage) -> Body | None:
    """The body that a text begins with, before a verb: a name within one sentence."""
    words_of = list(re.finditer(r"\S+", text.text[:160]))
    for count in range(min(6, len(words_of) - 1), 0, -1):
        name = text[: words_of[count - 1].end()]
        if re.search(r"[.!?]\s", name.text):
            continue
        if words_of[count][0][0].islower() and names_body(name.text):
            return body(name)
    return None


def _office(text: Passage) -> Body | None:
    """The office whose holder decided: "Vs. kansliapäällikkö päätti ...", "Keskustan terveysaseman ylilääkäri ..."."""
    match = re.match(rf"([A-ZÅÄÖ][^,:;\n]{{3,120}}?)\s+{either_of('outcome_words', 'generic')}(?!\w)", text.text)
    title = match[1].rstrip(" 0123456789.").split() if match else []  # "Terveysinsinööri 3"
    if match is None or not title or not is_role_word(title[-1]) or fold(title[-1]) in words("roles", "chair"):
        return None
    name = text.group(match, 1)
    return Body.model_validate({"name": name.read("cover/office"), "kind": name.means("officeholder", "cover/office")})


def _first(values: Iterable[Found[str] | None]) -> Found[str] | None:
    return next((value for value in values if value is not None), None)


def _lines(sections: Sequence[Section]) -> list[Passage]:
    return [line for section in sections for line in printed_lines(section.blocks)]


def _people(sections: Sequence[Section], names: Gazetteer) -> list[Person]:
    """The persons of a list, or of a sentence that elects them; "Ulla Forsgård och Kai Ek" on one line are two."""
    lines = _lines(sections)
    if chosen := [each for line in lines for each in elected(line, names) if elects(line.text)]:
        return [_person(each) for each in chosen]
    return list({each.name: each for each in reversed(_persons(lines, names))}.values())[::-1]


def _persons(lines: Iterable[Passage], names: Gazetteer) -> list[Person]:
    found: list[Person] = []
    for line in lines:
        persons = attendees(line, names)
        if found and not persons and len(line.text.split()) > 3 and not is_person_line(line):
            break  # "Justeringens plats och tid ...": what follows is of others
        found.extend(persons)
    return found


def _checkers(outline: Outline, names: Gazetteer) -> list[Person]:
    """Who checked the minutes: the names under their heading, up to what is said of anything else after them."""
    found: list[Person] = []
    for section in outline.cover_of("checked"):
        for block in section.blocks:
            persons = _persons([line for line in printed_lines([block]) if not is_stamp(line)], names)
            if found and (is_prose(block) or (not persons and len(block.text.split()) > 4)):
                return found
            found.extend(persons)
    return found


def _chosen(outline: Outline, names: Gazetteer) -> list[Person]:
    """Whom a decision of the meeting chose to check the minutes, or a sentence among the lists of persons."""
    listed = (block for section in outline.cover_of("present", "absent", "others") for block in section.blocks)
    told = [_person(each) for each in adjusters(filter(_tells_checkers, listed), names)]
    decided = (
        block
        for item in outline.items
        for block in item.current.blocks(
            "decision", "proceedings", *([] if item.current.has("decision") else ["account"])
        )
    )
    return told or [_person(each) for each in adjusters(decided, names)]


def _tells_checkers(block: Block) -> bool:
    """Whether a block among the lists of persons is a sentence: "Att jämte ordföranden justera valdes Anna Ek." """
    return is_prose(block) and elects(block.text)


def _attendance(outline: Outline, names: Gazetteer) -> dict[Kind, list[Person]]:
    """Who was there, who was not, and who else was there; an open box in the list of members means absent.

    In a list of substitutes ("ersättare" over a column) it only means that nobody needed one.
    """
    reader = Reader(names)
    mixed: set[int] = set()
    # "Beslutande", "Övriga närvarande" one after the other, and all persons below them
    lost = any(section.label is not None and not section.blocks for section in outline.cover_of("others"))
    for section in outline.cover_of("present", "absent", "others"):
        kind = cast(Kind, section.kind)
        heading = section.label.body if section.label else None
        known = list_label(heading.text) if heading is not None else None
        reader.section(kind, order(printed_lines(section.blocks), names), heading)
        first = len(reader.entries)
        for block in section.blocks:
            reader.gap()
            for line in () if _tells_checkers(block) else block.lines:
                reader.take(line)
        if (lost or (known and known.group == "mixed")) and all(entry.kind == kind for entry in reader.entries[first:]):
            mixed |= {id(entry) for entry in reader.entries[first:]}
    outline.labels.extend(reader.labels)
    entitle(reader.entries)
    found: dict[Kind, list[Person]] = {"present": [], "absent": [], "others": []}
    absent = {entry.person.name for entry in reader.entries if entry.kind == "absent"}
    for entry in reader.entries:
        if entry.ticked is False and (entry.kind != "present" or entry.substitute or entry.person.name in absent):
            outline.labels.extend(entry.lines)  # not needed, or named again among the absent
        elif entry.ticked is False:
            found["absent"].append(entry.person)
        else:
            official = id(entry) in mixed and not entry.substitute and _is_official(entry.person, lost)
            listed = found["others" if official else entry.kind]
            if (again := next((each for each in listed if _comes_back(entry.person, each)), None)) is not None:
                _stay(again, entry.person)
                outline.labels.extend(entry.lines)
            else:
                listed.append(entry.person)
    return found


def _is_official(of: Person, lost: bool) -> bool:
    """Whether somebody in a list of all attendees is an officer; where labels are lost, only with a known title."""
    title = (of.role or "").split(",")[0].split()
    return is_official(of) and (not lost or any(map(is_role_word, title)))


def _comes_back(of: Person, listed: Person) -> bool:
    """Whether somebody who left is listed again for later: "Per Ås §§ 45-50", and further down "Per Ås §§ 51-58"."""
    return of.name == listed.name and None not in (of.arrived, of.left, listed.arrived, listed.left)


def _stay(of: Person, until: Person) -> None:
    """Makes a person leave when the second mention does."""
    of.left = until.left
    of.note("left", Found(until.left, until._places["/left"].spans, until._places["/left"].rule))


def _signers(outline: Outline, names: Gazetteer) -> list[Person]:
    """Those who signed the minutes or the notice of the meeting with their offices.

    Where nothing says "signatures", they stand after what is said of the checking: "Sekreterare", "Mona Ås".
    """
    signed, checked = (_lines(outline.cover_of(kind)) for kind in ("signatures", "checked"))
    found = []
    for each in (*signers(signed), *signers([*checked, *printed_lines(outline.loose)])):
        if each.office is not None:
            found.append(person(each.name, names, "cover/signer", each.office))
            found[-1].at(each.line, "cover/signer")
            if each.party is not None:
                found[-1].party = each.party.text
                found[-1].note("party", each.party.read("cover/signer"))
    return found


def _person(of: Elected | Signature) -> Person:
    """Who was elected or signed, as a person; with the office under the signature."""
    name, role = of._places["/name"], of._places.get("/role")
    return Person.model_validate({"name": name, "as_written": name, "role": role})


def _chair(there: Mapping[Kind, Sequence[Person]], signers: Sequence[Person]) -> Person | None:
    """Who chaired: by office, else by signature; a deputy where the chair is known to be away."""
    away = officer(there["absent"], "chair") is not None
    deputies = [each for each in there["present"] if away and is_deputy(each)]
    found = officer([*there["present"], *signers], "chair")
    return found or next((each.model_copy() for each in deputies), None)


def _last_day(outline: Outline, kind: Literal["checked", "displayed"]) -> Found[str] | None:
    """The last day that the cover names for checking or display.

    What tells of publication among the signatures is the day of display: "Det justerade protokollet publiceras ...".
    """
    chosen = outline.cover_of(kind)
    if kind == "checked":
        days = _days(chosen, published=False) or _days(chosen)
    else:
        days = _days(chosen) or _days(outline.cover_of("checked", "signatures"), published=True)
    return max(days, key=lambda day: day.day).iso if days else None


def _days(sections: Sequence[Section], published: bool | None = None) -> list[dates.Date]:
    """The days in these sections; only those in blocks that tell of publication, or in others, where that is asked."""
    label = re.compile(rf"(?<!\w){either_of('labels', 'published')}(?!\w)", re.IGNORECASE)
    blocks = [block for section in sections for block in section.blocks]
    return [
        day
        for block in blocks
        if published is None or published == (label.search(block.text) is not None)
        for line in printed_lines([block])
        for day in dates.find(line)
    ]
