"""Model of one person in a line of persons, and of the list that the line belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.core.passage import Found, Passage


class Facts(NamedTuple):
    """Properties of a list that apply to each of its lines.

    `substitutes`: the lines are under a heading of substitutes, so that "för" alone introduces the person replaced;
    `offices`: text after a name on the same line is a role, whatever it is called ("förslagsställare").
    """

    substitutes: bool = False
    offices: bool = True


ANY_LIST = Facts()
"""What is so where nothing is known of a list."""


class Office(NamedTuple):
    """A title as printed; `sure`: a word of it ends like a title or is an abbreviated title."""

    text: Passage
    sure: bool


@dataclass(slots=True)
class PersonLine:
    """The values that a line gives of one person; `name` is None if it continues the person before.

    `box`: whether a box before the name is ticked (None: there is none); `group`: the label before the person that
    begins a part of the list; `labelled`: a title and a colon precede the name ("Sihteeri: Liisa Laine");
    `replaces`: whom the person replaces, in the genitive where `genitive`; `substitute`: a word says that the person
    is one; `absent`: a word says that the person was away; `asides`: text that belongs to no field.
    """

    text: Passage
    name: Passage | None = None
    offices: list[Office] = field(default_factory=list)
    party: Passage | None = None
    phones: list[Passage] = field(default_factory=list)
    emails: list[Passage] = field(default_factory=list)
    pattern: Passage | None = None
    arrived: Found[str] | None = None
    left: Found[str] | None = None
    replaces: Passage | None = None
    genitive: bool = False
    substitute: bool = False
    absent: bool = False
    box: bool | None = None
    group: Passage | None = None
    labelled: bool = False
    timed: bool = False
    asides: list[Passage] = field(default_factory=list)

    @property
    def role(self) -> Passage | None:
        """The first title of the person."""
        return self.offices[0].text if self.offices else None

    @property
    def says_anything(self) -> bool:
        """Whether anything but a name, a box or a label was read."""
        people = (self.offices, self.party, self.replaces, self.substitute, self.absent)
        reached = (self.phones, self.emails, self.pattern)
        return any(map(bool, (*people, *reached, self.arrived, self.left, self.timed, self.asides)))
