"""The meeting: which body, when, where, and who was there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.language import dates
from extractors.meeting.attendance_list import attendees
from extractors.organisations.body import Body
from extractors.organisations.municipality import Municipality
from extractors.people.names import Gazetteer
from extractors.people.person import Person
from extractors.people.person_line import read
from extractors.people.person_tokens import tokens
from extractors.people.word_classes import folded
from extractors.vocabulary import fold, grouped, label, words


class Signature(Value):
    """A signature under the minutes."""

    name: str | None = Field(None, description="Given name first.")
    role: str | None = Field(None, description="Role as printed.")
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
    chair: Person | None = Field(None, description="Who chaired; also listed in `present`.")
    secretary: Person | None = Field(None, description="Who kept the minutes.")
    adjusters: list[Person] = Field(default_factory=list, description="Who checks the minutes.")
    present: list[Person] = Field(default_factory=list, description="Members and substitutes who were present.")
    absent: list[Person] = Field(default_factory=list, description="Members who were absent.")
    others: list[Person] = Field(default_factory=list, description="Others who were present.")
    signed: list[Signature] = Field(default_factory=list, description="Signatures, in order.")
    checked_on: str | None = Field(None, description="Day the minutes were checked, ISO 8601; the last of several.")
    displayed_on: str | None = Field(None, description="Day the minutes were put on public display, ISO 8601.")


def has_role(person: Person, table: str) -> bool:
    """Whether a person's role is "chair" or "secretary", by the title's last word; deputies do not count."""
    known = {fold(word) for word in words("roles", table)}
    # "sekreterare för rådet": what follows only names the body.
    return any(re.split(r"\s+(?:för|i|vid)\s+", part)[0] in known for part in offices(person))


def offices(person: Person) -> list[str]:
    """The roles of a person, case-folded: "1. varapuheenjohtaja, esittelijä" is two."""
    return [re.sub(r"^\d\.?:?\s+", "", fold(part)) for part in (person.role or "").split(",")]


def is_deputy(person: Person) -> bool:
    """Whether a person is a vice chair."""
    return any(word in folded("deputy") for part in offices(person) for word in (part, *part.split()))


def is_official(of: Person) -> bool:
    """Whether a person's role is not that of a member: an officer or a guest in a list of all attendees."""
    offices = [each.strip() for each in (of.role or "").split(",")]
    member = folded("deputy", "short_roles") | grouped("members", "mixed", "substitutes")
    chairs = words("roles", "chair")
    return bool(of.role) and not any(
        fold(each) in member or fold(each).endswith(chairs) or fold(each).endswith(("jäsen", "ledamot", "valtuutettu"))
        for each in offices
    )


def officer(people: Sequence[Person], table: str) -> Person | None:
    """Who chaired or kept the minutes: the first person with the role, else a deputy.

    >>> both = [Person(name="Kai Berg", role="vice ordförande, ordförande"), Person(name="Anna Ek", role="ordförande")]
    >>> officer(both, "chair").name, officer(both[:1], "chair").name
    ('Anna Ek', 'Kai Berg')
    """
    holders = [each for each in people if has_role(each, table)]
    first = next((each for each in holders if not is_deputy(each)), None)
    chosen = first or next(iter(holders), None)
    return chosen.model_copy() if chosen else None


# ":00-20:17": a range whose first hour is missing
_HALF_LOST = re.compile(r"\W*(?:klo|kl\.?)?\s*:\d{2}\s*[-–]\s*")


def clock_range(lines: Sequence[Passage]) -> tuple[Found[str] | None, Found[str] | None]:
    """Start and end of a meeting from the lines under "Aika" or "Sammanträdestid"; ":00-20:17" has lost its start."""
    for line in lines[:1]:
        if (half := _HALF_LOST.match(line.text)) is not None:
            return None, next(iter(dates.times(line[half.end() :])), None)
    found = [time for line in lines for time in dates.times(line)]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


class Signer(NamedTuple):
    """A signer as printed, with the role beside, below or above the name, and the date of signing."""

    name: Passage
    office: Passage | None
    party: Passage | None
    date: Found[str] | None
    line: Passage


def signers(lines: Sequence[Passage]) -> list[Signer]:
    """The signers in these lines; for two names side by side, roles follow or precede in the same order."""
    found: list[Signer] = []
    above: list[Passage] = []
    date: Found[str] | None = None
    for line in lines:
        days = dates.find(line)
        persons = [each for each in read(line) if each.name is None or label(each.name.text) is None]
        first = next((each.name.start for each in persons if each.name is not None), None)
        if days and (first is None or days[0].passage.start < first):
            date = days[-1].iso
        for each in persons:
            if each.name is not None:
                office = each.role or (above.pop(0) if above else None)
                found.append(Signer(each.name, office, each.party, date, each.text))
                continue
            for title in (office.text for office in each.offices if office.sure):
                bare = next((at for at, one in enumerate(found) if one.office is None), None)
                if bare is None:
                    above.append(title)
                else:
                    found[bare] = found[bare]._replace(office=title)
        date = days[-1].iso if days else date
    return found


def signatures(lines: Sequence[Passage], names: Gazetteer) -> list[Signature]:
    """The signatures under minutes: a name, and the role or date beside, below or above it."""
    found = []
    for each in signers(lines):
        fields = {"name": names.turn(each.name).read("meetings/signature"), "date": each.date}
        fields |= {"role": each.office.read("meetings/signature")} if each.office else {}
        found.append(Signature.model_validate(fields))
    return found


def stamps(lines: Sequence[Passage], signed: list[Signature], names: Gazetteer) -> None:
    """Adds the data of electronic signatures: "Kai Ek, ordförande 30.05.2026" dates a signature, or is one itself."""
    for line in lines:
        signer = next(iter(attendees(line, names)), None) if is_stamp(line) else None
        if signer is None:
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
    """Whether a line is an electronic signature: a name followed by a date."""
    found = tokens(line.text) if line.text[-1:].isdigit() and "," in line.text else ()
    return bool(found) and found[0].kind == "name" and bool(dates.find(line))
