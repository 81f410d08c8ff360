"""Invents a meeting: the same seed always gives the same one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from tests.layouts import matters, wording
from tests.layouts.truth import Body, Item, Meeting, Organisation, Person, Variety


def meeting(variety: Variety, seed: int) -> Meeting:
    """A meeting with all kinds of matters, in an order that the seed gives."""
    words, random = wording.of(variety), Random(f"{variety} {seed}")  # noqa: S311
    people = _people(words, random)
    chair = replace(people.pop(), role=words["roles"]["chair"][0])
    vice = replace(people.pop(), role=random.choice(words["roles"]["vice"]))
    members = [people.pop() for _ in range(random.choice((5, 7)))]
    absent = tuple(people.pop() for _ in range(random.choice((0, 1, 2))))
    substitutes = [
        replace(people.pop(), role=words["roles"]["substitute"][0], replaces=away)
        for away in absent[: random.choice((0, 1))]
    ]
    officers = random.sample(words["roles"]["officers"], 3)
    others = [replace(people.pop(), role=role, party=None) for role in officers]
    secretary = replace(people.pop(), role=random.choice(words["roles"]["secretary"]), party=None)
    municipality = Organisation(**random.choice(words["municipalities"]))
    start = random.choice(("13:00", "15:30", "17:00", "18:15"))
    made = Meeting(
        variety=variety,
        organisation=municipality,
        body=_body(random.choice(words["bodies"][:4])),
        day=date(2026, random.randint(2, 11), random.randint(1, 28)),
        number=random.randint(2, 14),
        place=random.choice(words["places"]),
        start=start,
        end=f"{int(start[:2]) + 2}:{random.randint(10, 55)}",
        chair=chair,
        secretary=secretary,
        present=(chair, vice, *members, *substitutes),
        absent=absent,
        others=(*others, secretary),
        adjusters=(members[0], members[1]),
    )
    return replace(made, items=_items(made, words, random))


def _people(words: dict[str, Any], random: Random) -> list[Person]:
    given, family = random.sample(words["given"], 20), random.sample(words["family"], 20)
    return [Person(*names, party=random.choice(words["parties"])) for names in zip(given, family, strict=True)]


def _body(row: dict[str, str]) -> Body:
    return Body(row["name"], row["of"], row["short"])


def bodies(words: dict[str, Any], but: Body) -> list[Body]:
    """The other bodies of the municipality."""
    return [_body(row) for row in words["bodies"] if row["name"] != but.name]


def _items(made: Meeting, words: dict[str, Any], random: Random) -> tuple[Item, ...]:
    """The matters: formalities first and last, the others between them in any order."""
    setting = matters.Setting(made, words, random, bodies(words, made.body))
    between = [
        *(setting.plain(kind) for kind in random.sample(("approved", "tabled", "returned", "rejected", "amended"), 3)),
        setting.plain("approved", history=random.choice((1, 2))),
        setting.debated(),
        setting.disqualifying(),
        setting.election(),
        setting.motion(),
        setting.received(),
    ]
    random.shuffle(between)
    if random.random() < 0.5:  # a short meeting
        del between[random.randint(4, 7) :]
    row = [setting.formality("opening"), setting.adjusters(), *between, setting.formality("closing")]
    first = random.choice((1, 8, 31, 96, 118))
    return tuple(replace(each, number=first + at) for at, each in enumerate(row))
