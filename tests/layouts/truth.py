"""The truth: a meeting, its people and its matters, as plain data. Days are `datetime.date`, times are "18:00"."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Variety = Literal["fi", "sv_fi", "sv_se"]
"""Finland's Finnish, Finland's Swedish, Sweden's Swedish."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body: its name, its genitive in running text, its short name."""

    name: str
    of: str
    short: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A municipality or another body of local government."""

    name: str
    short: str
    letters: str
    domain: str
    kind: str = "municipality"


@dataclass(frozen=True, slots=True)
class Person:
    """A person, given name first."""

    given: str
    family: str
    party: str | None = None
    role: str | None = None
    replaces: Person | None = None

    @property
    def name(self) -> str:
        """The name, given name first."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class Vote:
    """The counts of a vote; `blank` is None where the text does not tell it."""

    in_favour: int
    against: int
    blank: int | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A proposal made at the meeting."""

    by: Person
    seconded_by: Person
    kind: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A paragraph about what happened before the decision, and what it is about."""

    kind: Literal["disqualified", "moved", "order", "voting"]
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: paragraphs, the seats that were filled, and what it came to."""

    paragraphs: tuple[str, ...]
    outcome: str
    unanimous: bool | None = None
    elected: tuple[tuple[str, str], ...] = ()
    """(name, post) of each."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier body did with the matter."""

    body: Body
    day: date
    section: int
    proposal: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion: who submitted it, and its questions with their answers."""

    text: str
    ask: str
    first: Person
    count: int
    submitted: date
    questions: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A matter on the meeting's table."""

    number: int
    title: str
    case_number: str | None = None
    preparers: tuple[Person, ...] = ()
    presenter: Person | None = None
    account: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    """Rows of a list of minutes that were received: no history."""
    proposal: str | None = None
    talk: tuple[Talk, ...] = ()
    decision: Decision | None = None
    votes: tuple[Vote, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    disqualified: tuple[Person, ...] = ()
    dissents: tuple[tuple[Person, str], ...] = ()
    """(who, the sentence that says so)."""
    history: tuple[Earlier, ...] = ()
    motion: Motion | None = None
    attachments: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    appeal: tuple[str, str] | None = None
    """(text, kind)."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting."""

    variety: Variety
    organisation: Organisation
    body: Body
    day: date
    number: int
    place: str
    start: str
    end: str
    chair: Person
    secretary: Person
    present: tuple[Person, ...]
    absent: tuple[Person, ...]
    others: tuple[Person, ...]
    adjusters: tuple[Person, ...]
    items: tuple[Item, ...] = field(default=())
