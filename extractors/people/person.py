"""Persons: names with title, party, e-mail and telephone, from lists and from lines of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.core.slugs import ascii_letters
from extractors.people.contact_details import address, contacts, telephone
from extractors.people.inflection import uncapitalised
from extractors.people.names import PARTICLES, Gazetteer, find, is_name, is_no_role, is_role_word, split_role
from extractors.people.person_line import party
from extractors.vocabulary import label


class Person(Value):
    """A person, or a body that acts as one (a board that presents)."""

    name: str | None = Field(None, description="Given name first; a body's own name where a body presents.")
    as_written: str | None = Field(None, description="The name as printed.")
    role: str | None = Field(None, description="Title or office as printed.")
    party: str | None = Field(None, description="Party or group as printed.")
    email: str | None = Field(None, description="E-mail address.")
    email_derived: bool = Field(False, description="True where the document gives only a pattern of addresses.")
    phone: str | None = Field(None, description="Telephone number as printed; a shared one stands with each person.")
    arrived: str | None = Field(None, description='When the person came: "18:02" or "§ 74".')
    left: str | None = Field(None, description='When the person left: "18:02" or "§ 74".')
    replaces: str | None = Field(None, description="Whom a substitute stands in for.")


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
    """The person of a short passage: "Kai Ek", "stadsdirektör Kai Ek", "Mirva Korpi, Tekninen johtaja"."""
    passage = _bare(passage)
    first, _, rest = passage.text.partition(",")
    role, name = split_role(passage[: len(first)].strip())
    if not is_name(name.text):
        return None
    behind = passage[len(first) + 1 :].strip() if rest else None
    found = person(name, names, rule, role or (behind if behind and is_role_word(behind.text.split()[-1]) else None))
    found.at(passage, rule)
    return found


class _Entry:
    """A person of a list while it is being read: the lines that speak of it."""

    def __init__(self, person: Person, line: Passage) -> None:
        self.person = person
        self.lines = [line]


def speaks_of_person(line: Passage) -> bool:
    """Whether a line is part of an entry in a list of persons: names, titles, addresses, numbers, nothing else.

    >>> from extractors.core.passage import Span
    >>> def speaks(text):
    ...     return speaks_of_person(Passage.of(text, Span(0, len(text))))
    >>> speaks("Satu Ek, Minna Ås"), speaks("satu.ek@lapua.fi"), speaks("Talousjohtaja, Hallintopäällikkö")
    (True, True, True)
    >>> speaks("Lapuan Virkiä saavutti vuonna 2024 hopeaa"), speaks("Kunta hyväksyi tilinpäätöksen")
    (False, False)
    """
    rest, mails, phones, pattern = contacts(line)
    parts = _parts(rest)
    told = all(is_name(part.text) or party().fullmatch(part.text) or _titled(part) for part in parts)
    return told and bool(parts or mails or phones or pattern) and len(line) < 120


def _is_title(part: Passage) -> bool:
    """Whether a part ends as titles do and tells of no delivery: "Beslutet delges personalchefen"."""
    told = (label(word) for word in part.text.split())
    return is_role_word(part.text.split()[-1]) and not any(each and each.kind == "for_information" for each in told)


def _titled(part: Passage) -> bool:
    """Whether a part is a title, or begins with one before a name."""
    return split_role(part)[0] is not None or is_role_word(part.text.split()[-1])


def entries(lines: Sequence[Passage], names: Gazetteer) -> list[Person]:
    r"""The persons of a list of preparers, whichever way it is set.

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
    lines = [piece for line in lines for piece in _apart(line)]
    order = _order(lines, names)
    found: list[_Entry] = []
    group = 0  # persons from here on were named on the last line with names
    domain: Found[str] | None = None
    numbers: list[tuple[int, Found[str]]] = []  # those on lines without a name, with how many persons stand above
    for line in lines:
        rest, mails, phones, pattern = contacts(line)
        people = _people(rest, names, order)
        if people:
            group = len(found)
            found.extend(_Entry(each, line) for each in people)
        else:
            roles = [part for part in _parts(rest) if _is_title(part)]
            _deal(found[group:], "role", [part.read("persons/role") for part in roles])
        domain = pattern or domain
        _deal(found[group:], "email", [address(mail) for mail in mails])
        if phones and not people:
            numbers.append((len(found), phones[0].read("persons/phone")))
        elif len(phones) == 1 and len(people) > 1 and pattern is not None:
            numbers.append((len(found), phones[0].read("persons/phone")))  # names, a pattern and a number on one line
        else:
            _deal(found[group:], "phone", [phone.read("persons/phone") for phone in phones])
        if found and not people:
            for entry in found[group:]:
                entry.lines.append(line)
    _share(found, numbers)
    return [_finish(entry, domain, names, order) for entry in _once(found)]


def _once(found: Sequence[_Entry]) -> list[_Entry]:
    """The persons of a list that names one twice, once: first the name alone, then how to reach him or her."""
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


def _order(lines: Sequence[Passage], names: Gazetteer) -> bool | None:
    """Whether a list puts surnames first, by those of its names that tell; None where none does."""
    told: list[bool] = []
    for line in lines:
        for part in _parts(contacts(line)[0]):
            role, name = split_role(part)
            own = names.surname_first(name.text) if is_name(name.text) else None
            if own is not None or role is not None:
                told.append(bool(own))
    return sum(told) * 2 > len(told) if told else None


def _share(found: Sequence[_Entry], numbers: Sequence[tuple[int, Found[str]]]) -> None:
    """Gives numbers on lines of their own to the persons since the last such line; a single one is shared by all."""
    start = 0
    for end, number in numbers:
        of_all = len(numbers) == 1
        for entry in found if of_all else found[start:end]:
            if entry.person.phone is None:
                _set(entry.person, "phone", number)
        start = end


_AND = re.compile(r"\s+(?:och|samt|ja|sekä)\s+")


def _parts(passage: Passage) -> list[Passage]:
    """The parts between commas, semicolons and slashes, and between two names joined by "och" or "ja"."""
    found: list[Passage] = []
    for match in re.finditer(r"[^,;/()]+", passage.text):
        part = _bare(passage.group(match))
        halves = _AND.split(part.text)
        if (
            len(halves) == 2
            and halves[0][-1:] != "-"
            and all(is_name(half) or split_role(part[part.text.index(half) :])[0] for half in halves)
        ):
            found.extend((part[: len(halves[0])], part[len(part) - len(halves[1]) :]))
        else:
            found.append(part)
    return [kept for part in found if (kept := part.strip(" .:"))]


_SECTION = re.compile(r"\s*§{1,2}\s*\d[\d\s,–-]*$")


def _bare(part: Passage) -> Passage:
    """A part without paragraphs behind it ("Kaupunginjohtaja § 24"); nothing where it only tells of a language."""
    part = part[: match.start()] if (match := _SECTION.search(part.text)) else part
    kept = part.strip(" .:")
    named = is_name(split_role(kept)[1].text)
    told = not kept or named or is_role_word(kept.text.split()[-1])
    return part if told or not is_no_role(kept.text.split()[0]) else part[:0]


def _apart(line: Passage) -> Iterator[Passage]:
    """A line in pieces where a person begins behind the number or address of another."""
    for match in telephone().finditer(line.text):
        digits = sum(letter.isdigit() for letter in match["number"])
        joint = re.match(r"\s*(?:[,;]|(?:ja|och|sekä|samt)(?=\s))\s*", line.text[match.end() :])
        if digits < 6 or joint is None:
            continue
        rest = line[match.end() + joint.end() :]
        first = next(iter(_parts(rest)), rest)
        if rest and is_name(split_role(first)[1].text) and next(find(line[: match.start()]), None):
            yield line[: match.end()]
            yield from _apart(rest)
            return
    yield line


def _people(passage: Passage, names: Gazetteer, order: bool | None) -> list[Person]:
    """The persons named on a line, each with the title before or after the name."""
    found: list[Person] = []
    for part in _parts(passage):
        role, name = split_role(part)
        if is_name(name.text):
            found.append(person(name, names, "persons/entry", role, order))
        elif found and party().fullmatch(part.text):
            _set(found[-1], "party", part.read("persons/party"))
        elif found and found[-1].role is None and _is_title(part):
            _set(found[-1], "role", part.read("persons/role"))
    return found


def _set(person: Person, field: str, value: Found[str]) -> None:
    setattr(person, field, value.value)
    person.note(field, value)


def _deal(entries: Sequence[_Entry], field: str, values: Sequence[Found[str]]) -> None:
    """Gives the values of a line to the persons it speaks of: one each, or a single one to the last person."""
    if len(values) == len(entries):
        for entry, value in zip(entries, values, strict=True):
            _set(entry.person, field, value)
    elif entries and values and getattr(entries[-1].person, field) is None:
        _set(entries[-1].person, field, values[-1])


def _finish(entry: _Entry, domain: Found[str] | None, names: Gazetteer, order: bool | None) -> Person:
    """Derives a person's address from the list's pattern, and notes the place of the whole entry.

    No address is derived where nothing tells which part of the name is the given name, or a particle is in it.
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
