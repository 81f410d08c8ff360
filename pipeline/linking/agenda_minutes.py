"""Pairs agenda and minutes of one meeting item by item, and compares proposals with decisions."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import Field

from extractors.core.model import Value
from extractors.decisions.decision import Outcome
from pipeline.linking.load import Placed
from pipeline.linking.matching import Place, body, case, date, place, plain, same_body, same_title, section, town

LONGEST = 20
"""Maximum number of changes listed; with more, the texts are considered unrelated."""


MANY = 2000
"""Length in words from which frequent words are ignored in the comparison, which would otherwise take seconds."""


class Change(Value):
    """A place where two texts differ."""

    was: str = Field(description="The words of the agenda; empty where words were added.")
    now: str = Field(description="The words of the minutes; empty where words were left out.")


class ItemChange(Value):
    """An item of the agenda and what the minutes say of it."""

    status: Literal["kept", "added", "dropped"] = Field(
        description="In both; only in the minutes; only in the agenda, where both hold the whole meeting."
    )
    agenda: Place | None = Field(None, description="The item in the agenda.")
    minutes: Place | None = Field(None, description="The item in the minutes.")
    title: str | None = Field(None, description="Its title, as the minutes or else the agenda gives it.")
    title_was: str | None = Field(None, description="The agenda's title, where it differs.")
    proposal: Literal["same", "changed", "added", "removed", "none"] = Field(
        "none", description="The base proposal in the minutes beside that in the agenda; none where neither has one."
    )
    changes: list[Change] = Field(default_factory=list, description="Where the proposal was changed; at most 20.")
    later_proposals: int = Field(0, description="Proposals that came after the base proposal, at the meeting.")
    amendments: int = Field(0, description="Counter-proposals made at the meeting.")
    outcome: Outcome | None = Field(None, description="What the decision came to.")


class MeetingPair(Value):
    """Agenda and minutes of one meeting."""

    body: str | None = Field(None, description="The body, as the minutes name it.")
    date: str = Field(description="Day of the meeting, ISO 8601.")
    agenda: list[str] = Field(description="Files of the agenda: one, or its single items.")
    minutes: list[str] = Field(description="Files of the minutes: one, or extracts.")
    items: list[ItemChange] = Field(
        default_factory=list, description="The items in order of the minutes, dropped last."
    )


def meetings(items: Iterable[Placed]) -> list[MeetingPair]:
    """Returns the meetings with both agenda and minutes in one language, ordered by date and file."""
    days: dict[tuple[str | None, ...], list[list[Placed]]] = defaultdict(list)
    for item in items:
        if not date(item) or not body(item):
            continue
        groups = days[date(item), town(item), item.record.language]
        for group in groups:
            if same_body(body(group[0]), body(item)) == "same":
                group.append(item)
                break
        else:
            groups.append([item])
    found = []
    for group in (group for groups in days.values() for group in groups):
        agenda = [each for each in group if each.record.kind in ("agenda", "agenda_item")]
        minutes = [each for each in group if each.record.kind in ("minutes", "extract", "decision")]
        if agenda and minutes:
            found.append(_pair(agenda, minutes))
    found = [each for each in found if any(item.status == "kept" for item in each.items)]
    return sorted(found, key=lambda each: (each.date, each.agenda, each.minutes))


def _pair(agenda: Sequence[Placed], minutes: Sequence[Placed]) -> MeetingPair:
    free = list(agenda)
    rows: list[ItemChange] = []
    whole = (
        any(each.record.kind == "agenda" for each in agenda),
        any(each.record.kind == "minutes" for each in minutes),
    )
    partners: dict[tuple[str, int], Placed] = {}
    for matches in (_surely, _likely):
        for item in minutes:
            if item.key in partners:
                continue
            partner = next((each for each in free if matches(each, item)), None)
            if partner is not None:
                partners[item.key] = partner
                free.remove(partner)
    for item in minutes:
        if (partner := partners.get(item.key)) is not None:
            rows.append(_kept(partner, item))
        elif whole[0]:
            outcome = item.item.handling.decision.outcome if item.item.handling.decision else None
            rows.append(ItemChange(status="added", minutes=place(item), title=item.item.title, outcome=outcome))
    if whole[1]:
        rows += [ItemChange(status="dropped", agenda=place(each), title=each.item.title) for each in free]
    named = body(minutes[0])
    return MeetingPair(
        body=named.name if named else None,
        date=str(date(minutes[0])),
        agenda=sorted({each.loaded.file for each in agenda}),
        minutes=sorted({each.loaded.file for each in minutes}),
        items=rows,
    )


def _surely(agenda: Placed, minutes: Placed) -> bool:
    """Whether at least two of section number, case number and title agree."""
    cases = case(agenda.item.case_number), case(minutes.item.case_number)
    numbers = section(agenda), section(minutes)
    titles = same_title(agenda.item.title, minutes.item.title)
    signs = [titles, None not in cases and cases[0] == cases[1], None not in numbers and numbers[0] == numbers[1]]
    return sum(signs) >= 2


def _likely(agenda: Placed, minutes: Placed) -> bool:
    """Whether the titles agree and the case numbers do not differ; numbering may differ in an agenda."""
    cases = case(agenda.item.case_number), case(minutes.item.case_number)
    return (cases[0] == cases[1] or None in cases) and same_title(agenda.item.title, minutes.item.title)


def _kept(agenda: Placed, minutes: Placed) -> ItemChange:
    was, now = ([each.text for each in item.item.handling.proposals[:1]] for item in (agenda, minutes))
    changes = _changes(was[0], now[0]) if was and now else []
    handling = minutes.item.handling
    titles = agenda.item.title, minutes.item.title
    return ItemChange.model_validate(
        {
            "status": "kept",
            "agenda": place(agenda),
            "minutes": place(minutes),
            "title": titles[1] or titles[0],
            "title_was": titles[0] if titles[1] and plain(titles[0]) != plain(titles[1]) else None,
            "proposal": ("changed" if changes else "same")
            if was and now
            else "added"
            if now
            else "removed"
            if was
            else "none",
            "changes": changes[:LONGEST],
            "later_proposals": max(0, len(handling.proposals) - 1),
            "amendments": len(handling.amendments),
            "outcome": handling.decision.outcome if handling.decision else None,
        }
    )


def _changes(was: str, now: str) -> list[Change]:
    """Returns the differences of two texts in words, ignoring punctuation and line breaks.

    >>> [(each.was, each.now) for each in _changes("beviljar 900 euro, till A", "beviljar 800 euro till A")]
    [('900', '800')]
    """
    left, right = (re.findall(r"\w+(?:[.,:/–-]\w+)*|%|€", text) for text in (was, now))
    matcher = difflib.SequenceMatcher(
        None, [w.casefold() for w in left], [w.casefold() for w in right], autojunk=len(right) > MANY
    )
    return [
        Change(was=" ".join(left[a:b]), now=" ".join(right[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
