"""Lists of who was there, whichever way they are set: who, in which office, of which party, from when to when.

One person a line ("Jarkko Panu, Rakennustarkastaja, poistui 17:18"), several on one, an entry over three lines
(name, office, party), columns, boxes to tick, and labels in the list ("Jäsenet: ...", "Närvarande tjänstemän").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractors.core.columns import columns
from extractors.core.passage import Found, Passage
from extractors.meeting.substitutes import replaced, title
from extractors.organisations import body
from extractors.people.contact_details import address
from extractors.people.names import Gazetteer
from extractors.people.person import Person, person
from extractors.people.person_line import read
from extractors.people.person_line_model import Facts, PersonLine
from extractors.people.word_classes import folded
from extractors.vocabulary import fold, grouped, list_label

Kind = Literal["present", "absent", "others"]

LABEL = 80
"""Characters of a label over persons at most."""


@dataclass(slots=True)
class Entry:
    """A person of a list: `kind` is the part of the list, `ticked` the box before the name (None: no box)."""

    person: Person
    kind: Kind
    ticked: bool | None = None
    substitute: bool = False
    title: Found[str] | None = None  # the office that the heading gives
    lines: list[Passage] = field(default_factory=list)


def attendees(line: Passage, names: Gazetteer) -> list[Person]:
    """The persons of a line as an attendance list has them, given name first.

    >>> from extractors.core.passage import Span
    >>> text = "Jarkko Panu, Rakennustarkastaja, poistui 17:18"
    >>> [found] = attendees(Passage.of(text, Span(0, len(text))), Gazetteer())
    >>> found.name, found.role, found.left
    ('Jarkko Panu', 'Rakennustarkastaja', '17:18')
    """
    reader = Reader(names)
    reader.take(line)
    return [entry.person for entry in reader.entries]


class Reader:
    """Takes a list's lines one by one; `entries` are its persons, `labels` what was read and is nobody's value."""

    def __init__(self, names: Gazetteer, order: bool | None = None, kind: Kind = "present") -> None:
        self.entries: list[Entry] = []
        self.labels: list[Passage] = []
        self.kind: Kind = kind
        self._names = names
        self._order = order
        self._substitutes = False
        self._both = False  # columns of members and of substitutes
        self._title: Found[str] | None = None  # of all under a heading: "varajäsen"
        self._now = Passage("", ())
        self._open: Entry | None = None  # lines that name nobody go on about this person
        self._over_names = False  # offices are printed over those who hold them, each on a line of its own

    def section(self, kind: Kind, order: bool | None, heading: Passage | None = None) -> None:
        """Begins the part of the list under another heading."""
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
        if labels := self._column_labels(line):
            self.labels.append(line)
            self._open = None
            self._both = labels == "both"
            return
        if line.text.startswith((",", ";")):
            self._open = None  # the name itself is missing
            return
        found = read(line, Facts(substitutes=self._substitutes))
        if self._stands_over(found):
            return
        several = sum(each.name is not None for each in found) > 1
        new: set[int] = set()
        for each in found:
            if each.group is not None:
                self._label(each.group)
                self.labels.append(each.group)
                self._open = None
            if each.name is not None:
                substitute = self._both and each.box is not None and bool(new)
                self._begin(each, each.name, substitute or self._substitutes)
            elif self._open is not None:
                self._go_on(each, self._open)
            if self._open is not None and (each.name is not None or id(self._open) not in new):
                new.add(id(self._open))
                self._open.lines.append(each.text if several else line)
                self._open.person.at(Passage.join(self._open.lines, "\n"), "meetings/attendee")

    def _stands_over(self, found: Sequence[PersonLine]) -> bool:
        """Takes an office alone on its line, where a list has them over the names: the first line of it is one."""
        offices = [office for each in found for office in each.offices if each.name is None and office.sure]
        alone = len(found) == 1 and len(offices) == 1 and not (found[0].party or found[0].asides or found[0].timed)
        if not alone or not (self._over_names or not (self._open or self.entries)):
            return False
        self._over_names, self._open = True, None
        self._title = offices[0].text.read("persons/role")
        return True

    def _column_labels(self, line: Passage) -> str | None:
        """What a line is that only stands over others: a label, names of columns, or "ordinarie  ersättare"."""
        text = fold(line.text)
        cells = [fold(each.text) for each in columns(line)] if " " in text else [text]
        known = folded("columns") | grouped("members", "mixed", "substitutes")
        if len(cells) > 1 and all(cell in known for cell in cells):
            both = cells[0] in grouped("members", "mixed") and cells[-1] in grouped("substitutes")
            return "both" if both else "columns"
        if (
            self._open
            and self._open.person.role is None
            and len(self.entries[0].lines) > 1
            and text in grouped("substitutes")
        ):
            return None  # a role alone on its line, as in the entries above
        return "label" if self._label(line) or text in folded("columns") else None

    def _label(self, label: Passage) -> bool:
        """Reads a label over or before persons; whether it was one."""
        known = list_label(label.text) or list_label(_without_body(label).text)
        if known is None:
            return False
        self._substitutes = known.group == "substitutes"
        self._title = title(label)
        if known.group == "others" or known.group == "absent":
            self.kind = known.group
        elif known.group == "substitutes" and self.kind == "others":
            self.kind = "present"  # substitutes who do not serve are there too: "Övriga närvarande", "Ersättare"
        return True

    def _begin(self, of: PersonLine, name: Passage, substitute: bool) -> None:
        """Begins an entry, or goes on with one who is named again with an office before a colon."""
        found = person(name, self._names, "meetings/attendee", None, self._order)
        known = next((each for each in self.entries if each.person.name == found.name), None)
        if of.labelled and known is not None:
            if known.person.role is None:
                self._say_offices(of, known)
            self._open = known
            return
        kind: Kind = "others" if of.labelled and self.kind == "absent" else self.kind
        self._open = Entry(found, kind, of.box, substitute, self._title)
        self.entries.append(self._open)
        self._say(of, self._open)

    def _go_on(self, of: PersonLine, entry: Entry) -> None:
        """Takes a line that names nobody: below a name stands only what is surely an office."""
        of.offices = [office for office in of.offices if office.sure]
        self._say(of, entry)

    def _say(self, of: PersonLine, entry: Entry) -> None:
        """Adds what a line states of a person."""
        self._say_offices(of, entry)
        if of.party is not None:
            _set_party(entry.person, of.party)
        if of.replaces is not None:
            whom = replaced(of.replaces, self._names, self._order, of.genitive)
            if whom is not None and whom.value != entry.person.name:
                _set(entry.person, "replaces", whom)
        entry.substitute = entry.substitute or of.substitute
        if of.absent and entry.kind != "absent" and not of.timed:
            entry.ticked = False
        for key, value in (("arrived", of.arrived), ("left", of.left)):
            if value is not None and getattr(entry.person, key) is None:
                _set(entry.person, key, value)
        if of.emails and entry.person.email is None:
            _set(entry.person, "email", address(of.emails[0]))
        if of.phones and entry.person.phone is None:
            _set(entry.person, "phone", of.phones[0].read("persons/phone"))

    def _say_offices(self, of: PersonLine, entry: Entry) -> None:
        for office in of.offices:
            if office.sure or entry.kind != "absent":  # who is absent has a reason there: "este"
                _add_role(entry.person, office.text, self._now)


def _without_body(label: Passage) -> Passage:
    """A label without a body's name in the genitive before it: "Direktionens ledamöter"."""
    for space in re.finditer(r"\s+", label.text[:LABEL]):
        name = label[: space.start()]
        if body.kind(whole := body.nominative(name).value) and whole != name.text:
            return label[space.end() :]
    return label


def _set(of: Person, key: str, value: Found[str]) -> None:
    setattr(of, key, value.value)
    of.note(key, value)


def _set_party(of: Person, group: Passage) -> None:
    if of.party is None:
        _set(of, "party", group.strip(".").read("meetings/party"))


def _add_role(of: Person, role: Passage, line: Passage) -> None:
    """Gives a person an office, after the one that is known: "Hallintosihteeri, sihteeri"."""
    before = of._places.get("/role")
    if before is None or of.role is None:
        _set(of, "role", role.read("persons/role"))
    elif (at := line.text.find(both := f"{of.role}, {role.text}")) >= 0:
        _set(of, "role", line[at : at + len(both)].read("persons/role"))
    elif fold(role.text) != fold(of.role):
        _set(of, "role", Found(f"{of.role}, {role.text}", (*before.spans, *role.spans), "persons/role:derived"))


def entitle(entries: Sequence[Entry]) -> None:
    """Gives persons without a role that of their heading: "varajäsen" under "Varajäsenet"."""
    for entry in entries:
        if entry.person.role is None and entry.title is not None:
            _set(entry.person, "role", entry.title)


def order(lines: Sequence[Passage], names: Gazetteer) -> bool | None:
    """Whether a list prints surnames first, by the majority of the names whose order is known; None at a tie."""
    orders = [
        found
        for line in lines
        for each in read(line)
        if each.name is not None and (found := names.surname_first(each.name.text)) is not None
    ]
    return None if sum(orders) * 2 == len(orders) else sum(orders) * 2 > len(orders)
