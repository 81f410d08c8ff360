"""Persons: names with title, party, e-mail and telephone, from lists and from lines of prose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.core.slugs import ascii_letters
from extractors.people.contact_details import address, address_pattern
from extractors.people.inflection import uncapitalised
from extractors.people.names import PARTICLES, Gazetteer
from extractors.people.person_line import read
from extractors.people.person_line_model import Facts, PersonLine
from extractors.people.person_tokens import tokens
from extractors.vocabulary import label


class Person(Value):
    """A person, or a body that acts as one (a board that presents)."""

    name: str | None = Field(None, description="Given name first; the body's name where a body presents.")
    as_written: str | None = Field(None, description="The name as printed.")
    role: str | None = Field(None, description="Role or title as printed.")
    party: str | None = Field(None, description="Party or group as printed.")
    email: str | None = Field(None, description="E-mail address.")
    email_derived: bool = Field(False, description="True where the document gives only a pattern of addresses.")
    phone: str | None = Field(None, description="Telephone number as printed; a shared one is given for each person.")
    arrived: str | None = Field(None, description='When the person came: "18:02" or "§ 74".')
    left: str | None = Field(None, description='When the person left: "18:02" or "§ 74".')
    replaces: str | None = Field(None, description="Whom a substitute replaces.")


def person(
    name: Passage, names: Gazetteer, rule: str, role: Passage | None = None, order: bool | None = None
) -> Person:
    """A person by the passage of the name, and of the title where there is one; `order` is that of the list."""
    return Person.model_validate(
        {
            "name": uncapitalised(names.turn(name, order), rule),
            "as_written": name.read(rule),
            "role": role.read("persons/role") if role else None,
        }
    )


def named(passage: Passage, names: Gazetteer, rule: str = "persons/title-name") -> Person | None:
    """The person named in a short passage: "Kai Ek", "stadsdirektör Kai Ek", "Mirva Korpi, Tekninen johtaja"."""
    signs = tokens(passage.text, passage.gaps())
    if signs and signs[-1].kind == "span":
        passage, signs = passage[: signs[-1].start], signs[:-1]  # "Kaupunginjohtaja Mikko Malli § 24"
    first = [sign.kind for sign in takewhile(lambda sign: sign.kind not in ("sep", "open"), signs)]
    if first not in (["name"], ["role", "name"], ["words", "name"]):
        return None
    entry = read(passage)[0]
    if entry.name is None:
        return None
    titles = [office.text for office in entry.offices if office.sure]
    role = titles[0] if titles else None
    if len(titles) > 1 and passage.text.endswith(both := ", ".join(title.text for title in titles)):
        role = passage[len(passage) - len(both) :]  # "Mirva Korpi, Ympäristöinsinööri, vs. tekninen johtaja"
    found = person(entry.name, names, rule, role)
    found.at(passage, rule)
    return found


class _Entry:
    """A person of a list while it is being read, with the lines about that person."""

    def __init__(self, person: Person, line: Passage) -> None:
        self.person = person
        self.lines = [line]


def _titles(of: PersonLine) -> list[Passage]:
    """The titles that a line gives; "Beslutet delges personalchefen" concerns delivery and gives none."""
    found = [office.text for office in of.offices if office.sure]
    return [each for each in found if not any(_delivers(word) for word in each.text.split())]


def _delivers(word: str) -> bool:
    known = label(word)
    return known is not None and known.kind == "for_information"


def entries(lines: Sequence[Passage], names: Gazetteer) -> list[Person]:
    r"""The persons of a list of preparers, in any layout.

    One line a person ("Mauno Rönkkö, erityissuunnittelija, puhelin: 310 36279"); name, e-mail and title on three
    lines; a pattern of addresses ("fornamn.efternamn@esbo.fi") and a telephone number at the end for all.

    >>> from extractors.core.passage import Span
    >>> text = "Sepponen Marianne\nfornamn.efternamn@esbo.fi\nTelefon 09 816 21"
    >>> ends = [0, 18, 44, len(text) + 1]
    >>> lines = [Passage.of(text, Span(a, b - 1)) for a, b in zip(ends, ends[1:])]
    >>> [found] = entries(lines, Gazetteer())
    >>> found.name, found.email, found.email_derived, found.phone
    ('Marianne Sepponen', 'marianne.sepponen@esbo.fi', True, '09 816 21')
    >>> text = "Ulla Ek, planerare, tfn 040 123 4567, ulla.ek(at)granvik.fi"
    >>> [found] = entries([Passage.of(text, Span(0, len(text)))], Gazetteer())
    >>> found.email, found.role
    ('ulla.ek@granvik.fi', 'planerare')
    """
    read_lines = [(line, read(line, Facts(offices=False))) for line in lines]
    order = _order([each for _, persons in read_lines for each in persons], names)
    found: list[_Entry] = []
    group = 0  # persons from here on were named on the last line with names
    domain: Found[str] | None = None
    numbers: list[tuple[int, Found[str]]] = []  # those on lines without a name, with how many persons are listed above
    for line, persons in read_lines:
        own_contacts = _each_has_contact(persons)
        new = [_entry(each, each.name, line, own_contacts, names, order) for each in persons if each.name is not None]
        if new:
            group = len(found)
            found.extend(new)
        else:
            roles = [role for each in persons for role in _titles(each)]
            _deal(found[group:], "role", [role.read("persons/role") for role in roles])
            for entry in found[group:]:
                entry.lines.append(line)
        pattern = next((each.pattern for each in persons if each.pattern is not None), None)
        domain = _domain(pattern) if pattern is not None else domain
        if own_contacts:
            continue
        _deal(found[group:], "email", [address(mail) for each in persons for mail in each.emails])
        phones = [phone.read("persons/phone") for each in persons for phone in each.phones]
        if phones and (not new or (len(phones) == 1 and len(new) > 1 and pattern is not None)):
            numbers.append((len(found), phones[0]))  # of all: names, a pattern and a number on one line
        else:
            _deal(found[group:], "phone", phones)
    _share(found, numbers)
    return [_finish(entry, domain, names, order) for entry in _once(found)]


def _each_has_contact(persons: Sequence[PersonLine]) -> bool:
    """Whether several persons of a line are each followed by a number or address."""
    return sum(bool(each.name and (each.phones or each.emails)) for each in persons) > 1


def _entry(
    of: PersonLine, name: Passage, line: Passage, own_contacts: bool, names: Gazetteer, order: bool | None
) -> _Entry:
    titles = _titles(of)
    found = person(name, names, "persons/entry", titles[0] if titles else None, order)
    if of.party is not None:
        _set(found, "party", of.party.read("persons/party"))
    if own_contacts and of.phones:
        _set(found, "phone", of.phones[0].read("persons/phone"))
    if own_contacts and of.emails:
        _set(found, "email", address(of.emails[0]))
    return _Entry(found, of.text if own_contacts else line)


def _domain(pattern: Passage) -> Found[str] | None:
    """The domain of an address pattern: for "fornamn.efternamn@granvik.fi" it is "granvik.fi"."""
    match = address_pattern().search(pattern.text)
    return pattern.means(match["domain"], "persons/address-pattern") if match else None


def _once(found: Sequence[_Entry]) -> list[_Entry]:
    """Merges persons listed twice: first by name alone, then with contact details."""
    kept: dict[str | None, _Entry] = {}
    for entry in found:
        known = kept.setdefault(entry.person.name, entry)
        if known is not entry:
            known.lines.extend(line for line in entry.lines if line not in known.lines)
            for field in ("role", "party", "email", "phone"):
                if getattr(known.person, field) is None and (value := getattr(entry.person, field)) is not None:
                    setattr(known.person, field, value)
                    known.person.note(field, entry.person._places[f"/{field}"])
    return list(kept.values())


def _order(persons: Sequence[PersonLine], names: Gazetteer) -> bool | None:
    """Whether a list puts surnames first, by its unambiguous names; None if there are none."""
    found: list[bool] = []
    for each in persons:
        if each.name is None:
            continue
        stated = names.surname_first(each.name.text)
        titled = each.role is not None and each.role.start < each.name.start
        if stated is not None or titled:
            found.append(bool(stated))
    return sum(found) * 2 > len(found) if found else None


def _share(found: Sequence[_Entry], numbers: Sequence[tuple[int, Found[str]]]) -> None:
    """Assigns numbers on separate lines to the persons since the last such line; a single one is shared by all."""
    start = 0
    for end, number in numbers:
        of_all = len(numbers) == 1
        for entry in found if of_all else found[start:end]:
            if entry.person.phone is None:
                _set(entry.person, "phone", number)
        start = end


def _set(person: Person, field: str, value: Found[str]) -> None:
    setattr(person, field, value.value)
    person.note(field, value)


def _deal(entries: Sequence[_Entry], field: str, values: Sequence[Found[str]]) -> None:
    """Assigns the values of a line to its persons: one each, or a single one to the last person."""
    if len(values) == len(entries):
        for entry, value in zip(entries, values, strict=True):
            _set(entry.person, field, value)
    elif entries and values and getattr(entries[-1].person, field) is None:
        _set(entries[-1].person, field, values[-1])


def _finish(entry: _Entry, domain: Found[str] | None, names: Gazetteer, order: bool | None) -> Person:
    """Derives a person's address from the list's pattern, and records the location of the whole entry.

    No address is derived if the given name can't be identified, or the name has a particle.
    """
    found = entry.person
    written = found.as_written or ""
    known = names.surname_first(written) is not None or order is not None
    plain = not any(word.lower() in PARTICLES for word in written.split())
    if found.email is None and domain is not None and found.name and known and plain:
        given, *_, surname = found.name.split()
        local = f"{ascii_letters(given)}.{ascii_letters(surname)}".replace("'", "").replace("’", "")
        address = f"{local}@{domain.value}"
        _set(found, "email", Found(address, domain.spans, domain.rule))
        found.email_derived = True
    found.at(Passage.join(entry.lines, "\n"), "persons/entry")
    return found
