"""The meeting: which body, when, where, and who was there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from extractors.core.columns import columns
from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.language import dates
from extractors.meeting.attendance_list import attendee
from extractors.organisations.body import Body
from extractors.organisations.municipality import Municipality
from extractors.people.names import Gazetteer, is_name, split_role
from extractors.people.person import Person
from extractors.people.titles import is_office
from extractors.people.word_classes import folded
from extractors.vocabulary import fold, grouped, label, words


class Signature(Value):
    """A signature under the minutes."""

    name: str | None = Field(None, description="Given name first.")
    role: str | None = Field(None, description="Office as printed.")
    date: str | None = Field(None, description="Day of signing, ISO 8601, where printed.")


class Meeting(Value):
    """A meeting."""

    municipality: Municipality | None = Field(None, description="The municipality.")
    body: Body | None = Field(None, description="The body that met.")
    date: str | None = Field(None, description="Day of the meeting, ISO 8601.")
    start: str | None = Field(None, description='Time of opening: "17:00".')
    end: str | None = Field(None, description='Time of closing: "19:35".')
    place: str | None = Field(None, description="Place as printed.")
    number: str | None = Field(None, description='Number of the meeting as printed: "3/2025".')
    chair: Person | None = Field(None, description="Who chaired; stands in `present` too.")
    secretary: Person | None = Field(None, description="Who kept the minutes.")
    adjusters: list[Person] = Field(default_factory=list, description="Who checks the minutes.")
    present: list[Person] = Field(default_factory=list, description="Members and substitutes who were present.")
    absent: list[Person] = Field(default_factory=list, description="Members who were absent.")
    others: list[Person] = Field(default_factory=list, description="Others who were present.")
    signed: list[Signature] = Field(default_factory=list, description="Signatures, in order.")
    checked_on: str | None = Field(None, description="Day the minutes were checked, ISO 8601; the last of several.")
    displayed_on: str | None = Field(None, description="Day the minutes were put on public display, ISO 8601.")


def has_role(person: Person, table: str) -> bool:
    """Whether a person holds the office of "chair" or "secretary": the title's last word, and no deputy's."""
    known = {fold(word) for word in words("roles", table)}
    # "sekreterare för rådet": what follows only says of whom.
    return any(re.split(r"\s+(?:för|i|vid)\s+", part)[0] in known for part in offices(person))


def offices(person: Person) -> list[str]:
    """The offices of a person, folded: "1. varapuheenjohtaja, esittelijä" is two."""
    return [re.sub(r"^\d\.?:?\s+", "", fold(part)) for part in (person.role or "").split(",")]


def is_deputy(person: Person) -> bool:
    """Whether a person is a vice chair."""
    return any(word in folded("deputy") for part in offices(person) for word in (part, *part.split()))


def is_official(of: Person) -> bool:
    """Whether a person's office is none of a member: in a list of all who were there, an officer or a guest."""
    offices = [each.strip() for each in (of.role or "").split(",")]
    member = folded("deputy", "short_roles") | grouped("members", "mixed", "substitutes")
    chairs = words("roles", "chair")
    return bool(of.role) and not any(
        fold(each) in member or fold(each).endswith(chairs) or fold(each).endswith(("jäsen", "ledamot", "valtuutettu"))
        for each in offices
    )


def officer(people: Sequence[Person], table: str) -> Person | None:
    """Who chaired or kept the minutes: the first who holds the office, a deputy who stood in only where none does.

    >>> told = [Person(name="Kai Berg", role="vice ordförande, ordförande"), Person(name="Anna Ek", role="ordförande")]
    >>> officer(told, "chair").name, officer(told[:1], "chair").name
    ('Anna Ek', 'Kai Berg')
    """
    holders = [each for each in people if has_role(each, table)]
    first = next((each for each in holders if not is_deputy(each)), None)
    chosen = first or next(iter(holders), None)
    return chosen.model_copy() if chosen else None


def clock_range(lines: Sequence[Passage]) -> tuple[Found[str] | None, Found[str] | None]:
    """Start and end of a meeting from the lines under "Aika" or "Sammanträdestid"."""
    found = [time for line in lines for time in dates.times(line)]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def signatures(lines: Sequence[Passage], names: Gazetteer) -> list[Signature]:
    """The signatures under minutes: a name, and the office or date on the line beside or below it.

    Two that stand beside each other have their offices below in the same order, or above them.
    """
    found: list[Signature] = []
    above: list[Passage] = []
    date: Found[str] | None = None
    for line in lines:
        for part in _signing(line):
            role, name = split_role(part)
            days = dates.find(part)
            if is_name(name.text) and label(name.text) is None:
                fields = {"name": names.turn(name).read("meetings/signature"), "date": date}
                office = role or (above.pop(0) if above else None)
                fields |= {"role": office.read("meetings/signature")} if office else {}
                found.append(Signature.model_validate(fields))
            elif days:
                date = days[-1].iso
            elif is_office(part):
                bare = next((each for each in found if each.role is None), None)
                if bare is None:
                    above.append(part)
                else:
                    bare.role = part.text
                    bare.note("role", part.read("meetings/signature"))
    return found


# Behind an office: "Ordförande:", "puheenjohtaja §:t 20-23", "Ordförande (ej § 7)", "Sekreterare ................"
_TAIL = re.compile(r"\s*(?:[(§].*|:?\s*[.…_]{3,}.*|:)$")


def _signing(line: Passage) -> Iterator[Passage]:
    """The parts of a line of signatures: between commas, and columns."""
    for match in re.finditer(r"[^,;]+", line.text):
        for part in columns(line.group(match).strip()):
            tail = _TAIL.search(part.text)
            if told := part[: tail.start()] if tail else part:
                yield told


def stamps(lines: Sequence[Passage], signed: list[Signature], names: Gazetteer) -> None:
    """Adds what electronic signatures say: "Kai Ek, ordförande 30.05.2026" dates a signature, or is one by itself."""
    for line in lines:
        if not is_stamp(line) or (signer := attendee(line, names)) is None:
            continue
        day = dates.find(line)[-1].iso
        known = next((each for each in signed if each.name == signer.name and each.date is None), None)
        if known is None:
            name = signer._places.get("/name") or line.means(signer.name, "meetings/stamp")
            signed.append(Signature.model_validate({"name": name, "date": day}))
            signed[-1].at(line, "meetings/stamp")
        else:
            known.date = day.value
            known.note("date", day)


def is_stamp(line: Passage) -> bool:
    """Whether a line is an electronic signature's: a name, and the day behind it."""
    return "," in line.text and line.text[-1].isdigit() and bool(dates.find(line)) and is_name(line.text.split(",")[0])
