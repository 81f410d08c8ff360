"""Matters: all handlings of one case over time, from all documents that mention it."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pydantic import Field

from extractors.core.model import Value
from extractors.core.slugs import slug
from extractors.item.matter_kind import MatterKind
from extractors.organisations.municipality import Municipality
from pipeline.linking.contradictions import Contradiction, of_handling, of_motion, submitted
from pipeline.linking.load import Placed
from pipeline.linking.matching import case, language, same_title, town
from pipeline.linking.timeline import Handled, Mention, handled, handlings, mentions, same_handling
from pipeline.linking.translations import Twin

MATTER_VERSION = "1.0"

OPEN = (None, "tabled", "returned", "other")
"""Outcomes that leave a matter open."""


class Response(Value):
    """How long a motion waited. The council decides on it; days are null where a date is unknown."""

    submitted: str | None = Field(None, description="Date of submission, ISO 8601; null where documents differ.")
    first_handled: str | None = Field(
        None, description="Date of the first handling on or after that date; of the first of all, where it is null."
    )
    decided: str | None = Field(None, description="Day the council decided it; null while it has not.")
    days_to_first: int | None = Field(None, description="Days from its submission to the first handling.")
    days_to_decision: int | None = Field(None, description="Days from its submission to the decision.")


class Matter(Value):
    """A matter with its handlings over time."""

    matter_version: str = Field(MATTER_VERSION, description="Version of this contract.")
    id: str = Field(description="Municipality's slug, a slash, and a slug of the case number, or of title and date.")
    municipality: Municipality | None = Field(None, description="The municipality.")
    case_number: str | None = Field(None, description="Diary number as the newest document prints it.")
    titles: list[str] = Field(default_factory=list, description="Its titles, the newest first; another one's last.")
    kind: MatterKind = Field("other", description="Kind of matter.")
    records: list[str] = Field(default_factory=list, description="Files that mention it, in order.")
    timeline: list[Handled] = Field(default_factory=list, description="Its handlings, in order of date and section.")
    response: Response | None = Field(None, description="How long a motion waited; null for what is no motion.")
    contradictions: list[Contradiction] = Field(
        default_factory=list, description="What documents of the same handling, or motion, give differently."
    )


def matters(items: Iterable[Placed], twins: Sequence[Twin] = ()) -> list[Matter]:
    """Groups items into matters: those with a case number, a motion, or several handlings; ordered by id.

    Items belong to one matter if they have the same case number in one municipality, or are translations of each other;
    or, if one of them lacks a case number, if they share the title and one quotes a handling of the other as an earlier
    one.
    """
    everything = list(items)
    towns = _towns(everything)
    groups = [group for group in _groups(everything, twins) if _worth(group)]
    made = [(_id(group, towns), group) for group in groups]
    made.sort(key=lambda each: (each[0], each[1][0].key))
    found = []
    count: Counter[str] = Counter()
    taken = {given for given, _ in made}
    for given, group in made:
        count[given] += 1
        name = given
        while count[given] > 1 and name in taken:
            name = f"{given}-{count[given]}"
            count[given] += name in taken
        taken.add(name)
        found.append(_matter(name, group, towns))
    return sorted(found, key=lambda matter: matter.id)


def _worth(group: Sequence[Placed]) -> bool:
    return any(item.item.case_number or item.item.motion or item.item.history for item in group) or len(group) > 1


class _Sets:
    """Disjoint sets of items (union-find)."""

    def __init__(self) -> None:
        self._parents: dict[tuple[str, int], tuple[str, int]] = {}

    def find(self, key: tuple[str, int]) -> tuple[str, int]:
        while (parent := self._parents.get(key, key)) != key:
            self._parents[key] = key = self._parents.get(parent, parent)
        return key

    def join(self, one: Placed, other: Placed) -> None:
        first, second = sorted((self.find(one.key), self.find(other.key)))
        self._parents[second] = first


def _groups(items: Sequence[Placed], twins: Sequence[Twin]) -> list[list[Placed]]:
    sets = _Sets()
    for same in _by_case(items):
        for item in same[1:]:
            sets.join(same[0], item)
    places = {(item.loaded.file, item.pointer): item for item in items}
    for twin in twins:
        sets.join(places[twin.fi.file, twin.fi.pointer], places[twin.sv.file, twin.sv.pointer])
    by_day: dict[tuple[str | None, str], list[Mention]] = defaultdict(list)
    for item in items:
        for mention in mentions(item):
            if mention.date:
                by_day[town(item), mention.date].append(mention)
    for group in by_day.values():
        for at, one in enumerate(group):
            for other in group[:at]:
                if _continues(one, other):
                    sets.join(one.item, other.item)
    found: dict[tuple[str, int], list[Placed]] = defaultdict(list)
    for item in items:
        found[sets.find(item.key)].append(item)
    return list(found.values())


def _by_case(items: Sequence[Placed]) -> Iterable[list[Placed]]:
    """Groups items by case number and municipality.

    An item without a municipality gets that of the others with its number, if they agree and the number begins with a
    register's letters, which are unique to a municipality.
    """
    groups: dict[str, dict[str | None, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if number := case(item.item.case_number):
            groups[number][town(item)].append(item)
    for number, by_town in groups.items():
        homeless = by_town.pop(None, [])
        if homeless and len(by_town) == 1 and number[0].isalpha():
            next(iter(by_town.values())).extend(homeless)
        elif homeless:
            by_town[None] = homeless
        yield from by_town.values()


def _continues(one: Mention, other: Mention) -> bool:
    """Whether two items, at least one without a case number, mention the same handling.

    At least one must mention it as an earlier handling, and titles in one language must agree.
    """
    if one.history is None and other.history is None:
        return False
    if one.item.key == other.item.key or None not in (
        case(one.item.item.case_number),
        case(other.item.item.case_number),
    ):
        return False
    if not (one.section and other.section and same_handling(one, other)):
        return False
    return language(one.item) != language(other.item) or same_title(one.item.item.title, other.item.item.title)


def _towns(items: Iterable[Placed]) -> dict[str | None, Municipality]:
    """Returns the most frequent form of each municipality: its name with code, country and kind."""
    forms: dict[str | None, Counter[tuple[str | None, ...]]] = defaultdict(Counter)
    for record, key in {item.loaded.file: (item.record, town(item)) for item in items}.values():
        if (found := record.meeting.municipality) and found.name:
            forms[key][found.name, found.code, found.country, found.kind] += 1
    best = {key: min(count, key=lambda each: (-count[each], each[0] or "")) for key, count in forms.items()}
    return {
        key: Municipality.model_validate(dict(zip(("name", "code", "country", "kind"), form, strict=True)))
        for key, form in best.items()
    }


def _home(group: Sequence[Placed]) -> str | None:
    return next((key for item in group if (key := town(item))), None)


def _id(group: Sequence[Placed], towns: dict[str | None, Municipality]) -> str:
    """Returns `<municipality>/<case number>`, else `<municipality>/<title>-<first date>`; "unknown" if unknown."""
    home = towns.get(_home(group))
    numbers = sorted({number for item in group if (number := case(item.item.case_number))})
    if numbers:
        name = slug(numbers[0])
    else:
        days = sorted(day for item in group for mention in mentions(item) if (day := mention.date))
        titles = [slug(item.item.title, 60) for item in group if item.item.title]
        name = "-".join(part for part in (titles[0] if titles else "", *days[:1]) if part)
    return f"{slug(home.name or '') if home else 'unknown'}/{name or 'matter'}"


def _matter(given: str, group: Sequence[Placed], towns: dict[str | None, Municipality]) -> Matter:
    ordered = sorted(group, key=lambda item: (_day(item), item.key), reverse=True)
    groups = handlings(group)
    titles = dict.fromkeys(item.item.title for item in ordered if item.item.title)
    kinds = Counter(item.item.kind for item in ordered if item.item.kind != "other")
    home = towns.get(_home(group))
    timeline = [handled(each) for each in groups]
    return Matter.model_validate(
        {
            "id": given,
            "municipality": home.model_dump() if home else None,
            "case_number": next((item.item.case_number for item in ordered if item.item.case_number), None),
            "titles": list(titles),
            "kind": kinds.most_common(1)[0][0] if kinds else "other",
            "records": sorted({item.loaded.file for item in group}),
            "timeline": timeline,
            "response": _response(group, timeline),
            "contradictions": [
                *(found for index, each in enumerate(groups) for found in of_handling(index, each)),
                *of_motion(sorted(group, key=lambda item: item.key)),
            ],
        }
    )


def _day(item: Placed) -> str:
    return item.item.handling.date or item.record.meeting.date or ""


def _response(group: Sequence[Placed], timeline: Sequence[Handled]) -> Response | None:
    """Returns how long the motion waited for an answer; None if no item answers a motion."""
    if not any(item.item.motion for item in group):
        return None
    days = {day for item in group for day in submitted(item)}
    submission_day = days.pop() if len(days) == 1 else None
    after = [each for each in timeline if each.date and (submission_day is None or each.date >= submission_day)]
    first = after[0].date if after else None
    decided = next(
        (
            each.date
            for each in after
            if each.body and each.body.kind == "council" and each.outcome not in OPEN and each.date != submission_day
        ),
        None,
    )
    return Response(
        submitted=submission_day,
        first_handled=first,
        decided=decided,
        days_to_first=_between(submission_day, first),
        days_to_decision=_between(submission_day, decided),
    )


def _between(start: str | None, end: str | None) -> int | None:
    try:
        return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days if start and end else None
    except ValueError:  # "2025-02-31", in a record not written by this program
        return None
