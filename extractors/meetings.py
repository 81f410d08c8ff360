"""The meeting: which body, when, where, and who was there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pydantic import Field

from extractors import dates
from extractors.bodies import Body
from extractors.inflection import full_name
from extractors.municipalities import Municipality
from extractors.names import NAME, Gazetteer, is_name, is_role_word, split_role
from extractors.passage import Found, Passage
from extractors.persons import Person, person
from extractors.values import Value
from extractors.vocabulary import either_of, words


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


# "[X] Kai Ek", "[ ] Per Ås", "☒ ..."
_BOX = re.compile(r"^\s*(?:\[(?P<mark>[ xX]?)\]|(?P<ticked>[☒☑])|(?P<open>☐))\s*")
_CLOCK = r"(?P<clock>\d{1,2}[.:]\d{2})"
_AT_SECTION = r"(?P<section>§\s*\d+|\d+\s*§)"


@cache
def _came() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{either_of('attendance', 'arrived')})[^\d§]{{0,40}}?(?:{_CLOCK}|{_AT_SECTION})", re.IGNORECASE
    )


@cache
def _went() -> re.Pattern[str]:
    return re.compile(rf"(?:{either_of('attendance', 'left')})[^\d§]{{0,40}}?(?:{_CLOCK}|{_AT_SECTION})", re.IGNORECASE)


@cache
def _instead() -> re.Pattern[str]:
    """ "ersättare för Anna Ek", "varajäsen jäsenelle ..."; in Finnish also behind a genitive: "Anna Ekin tilalla"."""
    return re.compile(
        rf"(?i:{either_of('attendance', 'replaces')})\s+(?P<name>[A-ZÅÄÖ].*?)(?=[,);]|$)"
        rf"|(?P<genitive>{NAME})\s+(?i:{either_of('attendance', 'replaces_genitive')})(?!\w)"
    )


@cache
def _party() -> re.Pattern[str]:
    return re.compile(rf"(?i:{either_of('attendance', 'parties')})\.?")


def ticked(line: Passage) -> tuple[bool | None, Passage]:
    """Whether a line's box is ticked (None: it has none), and the line without the box."""
    match = _BOX.match(line.text)
    if match is None:
        return None, line
    return bool(match["ticked"] or (match["mark"] or "").strip()), line[match.end() :]


def attendee(line: Passage, names: Gazetteer) -> Person | None:
    """The person of a line of an attendance list; None where the line names none.

    >>> from extractors.passage import Span
    >>> text = "Jarkko Panu, Rakennustarkastaja, poistui 17:18"
    >>> found = attendee(Passage.of(text, Span(0, len(text))), Gazetteer())
    >>> found.name, found.role, found.left
    ('Jarkko Panu', 'Rakennustarkastaja', '17:18')
    """
    whole = line
    _, line = ticked(line)
    parts = [line.group(match).strip(" .") for match in re.finditer(r"[^,;()]+", line.text)]
    parts = [part for part in parts if part]
    if not parts:
        return None
    role, name = split_role(parts[0])
    if not is_name(name.text):
        return None
    roles = [part for part in parts[1:] if _is_role(part.text)]
    found = person(name, names, "meetings/attendee", role or (roles[0] if roles else None))
    if len(roles) > 1 and not role:
        start = line.text.index(roles[0].text, len(parts[0]))
        both = line[start : line.text.index(roles[-1].text, start) + len(roles[-1])]
        found.role = both.text
        found.note("role", both.read("persons/role"))
    for field, pattern in (("arrived", _came()), ("left", _went())):
        if match := pattern.search(line.text):
            where = line.group(match, "clock" if match["clock"] else "section")
            value = where.text.replace(".", ":") if match["clock"] else where.text
            setattr(found, field, value)
            found.note(field, where.means(value, f"meetings/{field}"))
    if match := _instead().search(line.text):
        by_genitive = match["genitive"] is not None
        told = line.group(match, "genitive" if by_genitive else "name")
        if is_name(told.text) and told.text != name.text:
            replaced = full_name(told, names, "meetings/replaces", by_genitive)
            found.replaces = replaced.value
            found.note("replaces", replaced)
    if (party := next((part for part in parts[1:] if _party().fullmatch(part.text)), None)) is not None:
        found.party = party.text
        found.note("party", party.read("meetings/party"))
    found.at(whole, "meetings/attendee")
    return found


def _is_role(text: str) -> bool:
    return is_role_word(text.split()[-1]) and not re.search(r"\d{2}", text) and not _instead().match(text)


def has_role(person: Person, table: str) -> bool:
    """Whether a person holds the office of "chair" or "secretary": the title's last word, and no deputy's."""
    parts = [part.strip().lower() for part in (person.role or "").split(",")]
    # "sekreterare för rådet": what follows only says of whom.
    return any(re.split(r"\s+(?:för|i|vid)\s+", part)[0] in words("roles", table) for part in parts)


def clock_range(lines: Sequence[Passage]) -> tuple[Found[str] | None, Found[str] | None]:
    """Start and end of a meeting from the lines under "Aika" or "Sammanträdestid"."""
    found = [time for line in lines for time in dates.times(line)]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def signatures(lines: Sequence[Passage], names: Gazetteer) -> list[Signature]:
    """The signatures under minutes: a name, and the office or date on the line beside or below it."""
    found: list[Signature] = []
    date: Found[str] | None = None
    for line in lines:
        parts = [line.group(match).strip() for match in re.finditer(r"[^,;]+?(?=\s{2,}|[,;]|$)", line.text)]
        for part in parts:
            role, name = split_role(part)
            days = dates.find(part)
            if is_name(name.text):
                fields = {"name": names.turn(name).read("meetings/signature"), "date": date}
                fields |= {"role": role.read("meetings/signature")} if role else {}
                found.append(Signature.model_validate(fields))
            elif days:
                date = days[-1].iso
            elif part and is_role_word(part.text.split()[-1]) and len(part.text.split()) <= 4:
                for signature in found:
                    if signature.role is None:
                        signature.role = part.text
                        signature.note("role", part.read("meetings/signature"))
                        break
    return found


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
