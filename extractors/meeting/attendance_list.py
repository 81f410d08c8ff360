"""Lists of who was there, whichever way they are set: who, in which office, of which party, from when to when.

One person a line ("Jarkko Panu, Rakennustarkastaja, poistui 17:18"), several on one, an entry over three lines
(name, office, party), columns, boxes to tick, and labels in the list ("Jäsenet: ...", "Närvarande tjänstemän").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractors.core.passage import Found, Passage
from extractors.meeting.attendance_times import Presence, presence
from extractors.meeting.substitutes import deputy, replaced, title
from extractors.people.inflection import full_name
from extractors.people.names import Gazetteer, is_given, is_name, is_role_word
from extractors.people.person import Person, person
from extractors.people.person_line import (
    BOX,
    columns,
    folded,
    is_office,
    is_party,
    is_role,
    named,
    parts,
    split_party,
    ticked,
)
from extractors.vocabulary import fold, grouped, list_label

Kind = Literal["present", "absent", "others"]

_LABEL = re.compile(r"(?P<label>[^:|,()\d]{2,60}):(?:\s+|$)")


@dataclass(slots=True)
class Entry:
    """A person of a list: `kind` is the part of the list, `ticked` the box before the name (None: no box)."""

    person: Person
    kind: Kind
    ticked: bool | None = None
    substitute: bool = False
    title: Found[str] | None = None  # the office that the heading gives
    lines: list[Passage] = field(default_factory=list)


def attendee(line: Passage, names: Gazetteer) -> Person | None:
    """The first person of a line of an attendance list; None where the line names none.

    >>> from extractors.core.passage import Span
    >>> text = "Jarkko Panu, Rakennustarkastaja, poistui 17:18"
    >>> found = attendee(Passage.of(text, Span(0, len(text))), Gazetteer())
    >>> found.name, found.role, found.left
    ('Jarkko Panu', 'Rakennustarkastaja', '17:18')
    """
    reader = Reader(names)
    reader.take(line)
    return reader.entries[0].person if reader.entries and not reader.led else None


class Reader:
    """Takes a list's lines one by one; `entries` are its persons, `labels` what was read and is nobody's value."""

    def __init__(self, names: Gazetteer, order: bool | None = None, kind: Kind = "present") -> None:
        self.entries: list[Entry] = []
        self.labels: list[Passage] = []
        self.kind: Kind = kind
        self.led = False  # the first line began with something else than a person
        self._names = names
        self._order = order
        self._substitutes = False
        self._office = False
        self._both = False  # columns of members and of substitutes
        self._timed = False
        self._title: Found[str] | None = None  # of all under a heading: "varajäsen"
        self._now = Passage("", ())
        self._open: Entry | None = None  # lines that name nobody go on about this person

    def section(self, kind: Kind, order: bool | None, heading: Passage | None = None) -> None:
        """Begins a part of the list under a heading of its own."""
        self.kind, self._order, self._open = kind, order, None
        self._substitutes = self._both = False
        self._title = None
        if heading is not None:
            self._label(heading)

    def gap(self) -> None:
        """Notes that a line stands apart from the one before: the second column may begin."""
        if self._both and self.entries and self.entries[-1].ticked is not None:
            self._substitutes = True

    def take(self, line: Passage) -> None:
        """Takes the next line."""
        self._now = line
        if over := self._over(line):
            self.labels.append(line)
            self._open = None
            self._both = over == "both"
            return
        boxes = [match.start() for match in BOX.finditer(line.text)]
        starts = sorted({0, *boxes}) if boxes and boxes[0] else boxes or [0]
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(line)], strict=True)):
            mark, rest = ticked(line[start:end])
            if self._both and number:
                self._substitutes = True
            self._line(line[start:end], rest, mark)
            if self._both and number:
                self._substitutes = False

    def _over(self, line: Passage) -> str | None:
        """What a line is that only stands over others: a label, names of columns, or "ordinarie  ersättare"."""
        text = fold(line.text)
        cells = [fold(each.text) for each in columns(line)] if " " in text else [text]
        over = folded("columns") | grouped("members", "mixed", "substitutes")
        if len(cells) > 1 and all(cell in over for cell in cells):
            both = cells[0] in grouped("members", "mixed") and cells[-1] in grouped("substitutes")
            return "both" if both else "columns"
        if (
            self._open
            and self._open.person.role is None
            and len(self.entries[0].lines) > 1
            and text in grouped("substitutes")
        ):
            return None  # an office on a line of its own, as in the entries above
        return "label" if self._label(line) or text in folded("columns") else None

    def _label(self, label: Passage) -> bool:
        """Reads a label over or before persons; whether it was one."""
        known = list_label(label.text)
        if known is None:
            return False
        self._substitutes = known.group == "substitutes"
        self._title = title(label)
        if known.group == "others" or known.group == "absent":
            self.kind = known.group
        return True

    def _line(self, whole: Passage, line: Passage, mark: bool | None) -> None:
        role = None
        if line.text.startswith((",", ";")):
            self._open = None  # the name itself is missing
            return
        if match := _LABEL.match(line.text):
            said = line.group(match, "label")
            if self._label(said):
                self.labels.append(line[: match.end()])
                line = line[match.end() :]
            elif is_role(said):
                role, line = said, line[match.end() :]
                self._office = True  # "Sihteeri: Liisa Laine", who may stand in the list already
        else:
            cells = columns(line)
            if len(cells) > 1 and self._label(cells[0]):
                self.labels.append(cells[0])
                line = line[len(cells[0]) + 1 :].strip("| ")
            elif len(cells) > 1 and is_office(cells[0]) and is_name(re.split(r"[,(]", cells[1].text)[0].strip()):
                role, line = cells[0], line[len(cells[0]) :].strip()  # "Puheenjohtaja    Ek Anna"
        told = presence(line)
        self._timed = bool(told.cuts)  # "poissa klo 18–18.30": was there
        count = len(self.entries)
        for part, bracketed in parts(line, told.cuts):
            self._part(part, bracketed, mark, role)
        new = self.entries[count:]
        if not self.entries:
            self.led = True
        going_on = self._open if not new else new[-1]
        if going_on is not None:
            _mark_presence(going_on.person, told)
        for entry in new or ([self._open] if self._open else []):
            entry.lines.append(whole)
            entry.person.at(Passage.join(entry.lines, "\n"), "meetings/attendee")
        self._office = False

    def _part(self, part: Passage, bracketed: bool, mark: bool | None, role: Passage | None) -> None:
        """Reads one part of a line: a person, or something that is said of the last one."""
        open_entry = self._open
        if match := deputy(part.text, self._substitutes):
            if match["as"] and is_name((own := part[: match.start()]).text):  # "Bo Dahl i stället för Nils Lund"
                self._part(own, bracketed, mark, role)
                open_entry = self._open
            if open_entry is None:
                return
            whom = replaced(part, match, self._names, self._order)
            if whom is not None and whom.value != open_entry.person.name:
                _set(open_entry.person, "replaces", whom)
            office = part.group(match, "as" if match["as"] else "deputy")
            word = next((each for each in re.finditer(r"\w+", office.text) if is_role_word(each[0])), None)
            if word is not None:
                _add_role(open_entry.person, office[: word.end()], self._now)
            open_entry.substitute = True
            return
        if open_entry is not None and is_party(part, bracketed):
            _set_party(open_entry.person, part)
            return
        if fold(part.text) in folded("remote", "away_marks"):
            self._note_away(open_entry, part)
            return
        if bracketed and open_entry is not None:
            part = part[4:] if part.text.startswith("för ") else part  # "ersättare (för Maria Ås)"
        if bracketed and open_entry is not None and is_name(part.text):
            if open_entry.substitute:
                _set(open_entry.person, "replaces", full_name(part, self._names, "meetings/replaces"))
            return
        found = list(named(part))
        beside = open_entry is not None and not open_entry.lines and open_entry.person.role is not None
        if found and not (beside and not any(is_given(word) for word in part.text.split())):
            for name, before, behind in found:
                self._begin(name, before or role, behind, mark)
        elif (
            open_entry is not None
            and re.match(r"(?:\d(?:\.|:[ae])?\s+)?[^\W\d_]", part.text)
            and len(part.text.split()) <= 12
        ):
            self._of_open(part, open_entry)

    def _note_away(self, entry: Entry | None, said: Passage) -> None:
        """Notes that somebody was away, where that stands behind the name: "poissa", "anmält förhinder"."""
        if entry is not None and entry.kind != "absent" and not self._timed and fold(said.text) in folded("away_marks"):
            entry.ticked = False

    def _of_open(self, part: Passage, entry: Entry) -> None:
        rest, group = split_party(part)
        if group is not None and (not rest or is_role(rest)):
            _set_party(entry.person, group)
            part = rest
        if entry.kind == "absent" and not is_role(part):
            return  # why somebody is absent: "este"
        # Behind a name on its own line stands an office, whatever it is called; below it only what is surely one.
        if part and (not entry.lines or is_role(part)):
            _add_role(entry.person, part, self._now)
            entry.substitute = entry.substitute or _stands_in(part)

    def _begin(self, name: Passage, role: Passage | None, behind: Passage | None, mark: bool | None) -> None:
        found = person(name, self._names, "meetings/attendee", role, self._order)
        known = next((each for each in self.entries if each.person.name == found.name), None)
        if self._office and known is not None:
            if known.person.role is None and role is not None:
                _add_role(known.person, role, self._now)
            self._open = known
            return
        kind: Kind = "others" if self._office and self.kind == "absent" else self.kind
        entry = Entry(found, kind, mark, self._substitutes, self._title)
        self.entries.append(entry)
        self._open = entry
        if behind:
            rest, group = split_party(behind)
            if group is not None:
                _set_party(found, group)
            self._note_away(entry, rest)
            if rest and fold(rest.text) not in folded("remote", "away_marks"):
                _add_role(found, rest, self._now)
                entry.substitute = entry.substitute or _stands_in(rest)


def _stands_in(role: Passage) -> bool:
    return fold(role.text) in grouped("substitutes") | folded("replaces_genitive")


def _set(of: Person, key: str, value: Found[str]) -> None:
    setattr(of, key, value.value)
    of.note(key, value)


def _set_party(of: Person, group: Passage) -> None:
    if of.party is None:
        _set(of, "party", group.strip(".").read("meetings/party"))


def _add_role(of: Person, role: Passage, line: Passage) -> None:
    """Gives a person an office, behind the one that is known: "Hallintosihteeri, sihteeri"."""
    before = of._places.get("/role")
    if before is None or of.role is None:
        _set(of, "role", role.read("persons/role"))
    elif (at := line.text.find(both := f"{of.role}, {role.text}")) >= 0:
        _set(of, "role", line[at : at + len(both)].read("persons/role"))
    elif fold(role.text) != fold(of.role):
        _set(of, "role", Found(f"{of.role}, {role.text}", (*before.spans, *role.spans), "persons/role:derived"))


def _mark_presence(of: Person, told: Presence) -> None:
    for key, value in (("arrived", told.arrived), ("left", told.left)):
        if value is not None and getattr(of, key) is None:
            _set(of, key, value)


def entitle(entries: Sequence[Entry]) -> None:
    """Gives those the office of their heading who have none of their own: "varajäsen" under "Varajäsenet"."""
    for entry in entries:
        if entry.person.role is None and entry.title is not None:
            _set(entry.person, "role", entry.title)


def order(lines: Sequence[Passage], names: Gazetteer) -> bool | None:
    """Whether a list puts surnames first, by those of its names that tell; None where as many say otherwise."""
    reader = Reader(names)
    for line in lines:
        reader.take(line)
    told = [own for each in reader.entries if (own := names.surname_first(each.person.as_written or "")) is not None]
    return None if sum(told) * 2 == len(told) else sum(told) * 2 > len(told)
