"""Pairs Finnish and Swedish versions of an item ("twins"), aligns their clauses and lists differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pydantic import Field

from extractors.core.model import Value
from pipeline.linking.language_neutral import Facts, agreement, align, clauses, facts, only_in, shared
from pipeline.linking.load import Placed
from pipeline.linking.matching import Place, body, case, date, language, place, same_body, section, town

ENOUGH = 0.5
"""Minimum agreement of dates, numbers and names between translations with the same date."""

STRONG = 3
"""Minimum number of dates, long numbers and names that two texts share if the meeting date is unknown."""


MOST = 300
"""Number of lines from which a decision is treated as a table or annex and not aligned."""


class ClausePair(Value):
    """A clause in two languages, and the dates and numbers that only one of them has."""

    fi: str | None = Field(None, description="The clause in Finnish; null where only the Swedish text has it.")
    sv: str | None = Field(None, description="The clause in Swedish; null where only the Finnish text has it.")
    only_fi: list[str] = Field(default_factory=list, description="Dates (ISO) and numbers only the Finnish one has.")
    only_sv: list[str] = Field(default_factory=list, description="Dates (ISO) and numbers only the Swedish one has.")


class Difference(Value):
    """A value that two versions of an item give differently."""

    field: str = Field(description="Which: outcome, unanimous, clauses, votes, number.")
    fi: str | None = Field(None, description="The Finnish item's value.")
    sv: str | None = Field(None, description="The Swedish item's value.")


class Twin(Value):
    """An item in Finnish and the same item in Swedish."""

    fi: Place = Field(description="The Finnish item.")
    sv: Place = Field(description="The Swedish item.")
    matched_by: list[Literal["date", "body", "section", "case_number", "content"]] = Field(
        description="What shows that they are the same."
    )
    agreement: float = Field(description="How much dates, numbers and names in their texts agree, 0 to 1.")
    proposal: list[ClausePair] = Field(default_factory=list, description="The clauses of the base proposal.")
    decision: list[ClausePair] = Field(default_factory=list, description="The clauses of the decision.")
    differences: list[Difference] = Field(default_factory=list, description="What the two give differently.")


class _Side(NamedTuple):
    """An item and the language-independent features of its text."""

    item: Placed
    facts: Facts


def twins(items: Iterable[Placed]) -> list[Twin]:
    """Returns the Finnish-Swedish pairs among items, in the order of the Finnish ones; each item in one at most.

    No value given by both may differ (municipality, date, body, section, case number, agenda or minutes), and enough
    must agree: the meeting date together with the section, the case number or the content; without a date, the case
    number and much of the content. The best match wins.
    """
    sides: dict[str, list[_Side]] = {"fi": [], "sv": []}
    for item in items:
        if (spoken := language(item)) in sides:
            sides[spoken].append(_Side(item, facts(_text(item))))
    by_key: dict[str, list[_Side]] = defaultdict(list)
    for side in sides["sv"]:
        for key in _keys(side.item):
            by_key[key].append(side)
    found: list[tuple[float, _Side, _Side, list[str]]] = []
    for finnish in sides["fi"]:
        seen: set[tuple[str, int]] = set()
        for swedish in (each for key in _keys(finnish.item) for each in by_key[key]):
            if swedish.item.key not in seen and (why := _why(finnish, swedish)):
                found.append((len(why) + agreement(finnish.facts, swedish.facts), finnish, swedish, why))
            seen.add(swedish.item.key)
    found.sort(key=lambda each: (-each[0], each[1].item.key, each[2].item.key))
    taken: set[tuple[str, int]] = set()
    kept = []
    for _, finnish, swedish, why in found:
        if not {finnish.item.key, swedish.item.key} & taken:
            taken |= {finnish.item.key, swedish.item.key}
            kept.append((finnish, swedish, why))
    kept = _of_trusted_meetings(kept)
    return [_twin(*each) for each in sorted(kept, key=lambda each: each[0].item.key)]


def _keys(item: Placed) -> list[str]:
    """Returns the keys of which translations must share one: the meeting date and the case number."""
    return [each for each in (date(item), case(item.item.case_number)) if each]


def _stage(item: Placed) -> str:
    return "agenda" if item.record.kind in ("agenda", "agenda_item") else "minutes"


def _why(finnish: _Side, swedish: _Side) -> list[str]:
    """Returns the reasons for pairing two items; [] if a value differs or too little agrees."""
    one, other = finnish.item, swedish.item
    if one.loaded is other.loaded or _stage(one) != _stage(other):
        return []
    bodies = same_body(body(one), body(other))
    if bodies == "different" or _differ(town(one), town(other)) or _differ(date(one), date(other)):
        return []
    cases = case(one.item.case_number), case(other.item.case_number)
    if _differ(*cases) or _differ(section(one), section(other)):
        return []
    same_case = cases[0] is not None and cases[0] == cases[1]
    same_section = section(one) is not None and section(one) == section(other)
    alike = agreement(finnish.facts, swedish.facts) >= ENOUGH and shared(finnish.facts, swedish.facts) > 0
    why = [
        *(["date"] if date(one) and date(other) else []),
        *(["body"] if bodies == "same" else []),
        *(["section"] if same_section else []),
        *(["case_number"] if same_case else []),
        *(["content"] if alike else []),
    ]
    if "date" in why:
        enough = same_case or (same_section and (bodies == "same" or alike)) or (alike and bodies == "same")
        if bodies == "maybe" and same_section and not same_case and town(one) == town(other) is not None:
            enough = True  # decided per meeting in _of_trusted_meetings
    else:
        enough = same_case and alike and shared(finnish.facts, swedish.facts) >= STRONG
    return why if enough else []


def _of_trusted_meetings(kept: list[tuple[_Side, _Side, list[str]]]) -> list[tuple[_Side, _Side, list[str]]]:
    """Removes pairs that share only date and section, unless another pair shows that their documents belong to one
    meeting: several committees of a municipality may meet on one date.
    """
    sure = {
        (one.item.loaded.file, other.item.loaded.file)
        for one, other, why in kept
        if {"body", "case_number", "content"} & set(why)
    }
    return [
        (one, other, why)
        for one, other, why in kept
        if {"body", "case_number", "content"} & set(why) or (one.item.loaded.file, other.item.loaded.file) in sure
    ]


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _text(item: Placed) -> str:
    """Returns the text of an item: title, proposals, account, decision."""
    of = item.item.handling
    return "\n".join(
        [
            item.item.title or "",
            *(each.text for each in of.proposals),
            *([of.account.text] if of.account else []),
            *([of.decision.text] if of.decision else []),
        ]
    )


def _twin(finnish: _Side, swedish: _Side, why: list[str]) -> Twin:
    one, other = finnish.item, swedish.item
    mine, others = one.item.handling, other.item.handling
    first = mine.proposals[0].text if mine.proposals else "", others.proposals[0].text if others.proposals else ""
    second = mine.decision.text if mine.decision else "", others.decision.text if others.decision else ""
    proposal, decision = (_pairs(clauses(fi), clauses(sv)) for fi, sv in (first, second))
    return Twin.model_validate(
        {
            "fi": place(one),
            "sv": place(other),
            "matched_by": why,
            "agreement": round(agreement(finnish.facts, swedish.facts), 2),
            "proposal": proposal,
            "decision": decision,
            "differences": list(_differences(one, other)),
        }
    )


def _pairs(finnish: Sequence[str], swedish: Sequence[str]) -> list[ClausePair]:
    """Aligns the clauses of two texts. A value that is in another clause of the text is not a difference."""
    if not finnish or not swedish or max(len(finnish), len(swedish)) > MOST:
        return []
    whole = {"fi": _flat(only_in("\n".join(finnish), "\n".join(swedish)))}
    whole["sv"] = _flat(only_in("\n".join(swedish), "\n".join(finnish)))
    pairs = []
    for left, right in align(finnish, swedish):
        fi = finnish[left] if left is not None else None
        sv = swedish[right] if right is not None else None
        alone = fi is None or sv is None
        only = (
            _flat(only_in(fi or "", sv or "")),
            _flat(only_in(sv or "", fi or "")),
        )
        if alone:  # may be in another clause: keep only what the whole other text lacks
            only = (
                [each for each in only[0] if each in whole["fi"]],
                [each for each in only[1] if each in whole["sv"]],
            )
        pairs.append(ClausePair(fi=fi, sv=sv, only_fi=only[0], only_sv=only[1]))
    return pairs


def _flat(found: tuple[list[str], list[str]]) -> list[str]:
    return [*found[0], *found[1]]


def _differences(finnish: Placed, swedish: Placed) -> Iterable[Difference]:
    one, other = finnish.item.handling, swedish.item.handling
    if one.decision and other.decision:
        outcomes = one.decision.outcome, other.decision.outcome
        if "other" not in outcomes and outcomes[0] != outcomes[1]:
            yield Difference(field="outcome", fi=outcomes[0], sv=outcomes[1])
        agreed = one.decision.unanimous, other.decision.unanimous
        if None not in agreed and agreed[0] != agreed[1]:
            yield Difference(field="unanimous", fi=str(agreed[0]).lower(), sv=str(agreed[1]).lower())
    counts = [[(vote.for_, vote.against) for vote in of.votes] for of in (one, other)]
    if counts[0] and counts[1] and counts[0] != counts[1]:
        yield Difference(field="votes", fi=_counts(counts[0]), sv=_counts(counts[1]))
    listed = [len(of.proposals[0].clauses) if of.proposals else 0 for of in (one, other)]
    if listed[0] and listed[1] and listed[0] != listed[1]:
        yield Difference(field="clauses", fi=str(listed[0]), sv=str(listed[1]))


def _counts(votes: Sequence[tuple[int | None, int | None]]) -> str:
    return ", ".join(f"{for_}–{against}" for for_, against in votes)
