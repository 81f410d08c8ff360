"""Finds contradictions between documents about the same handling or the same motion."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from pydantic import Field
from rapidfuzz import fuzz

from extractors.core.model import Value
from extractors.core.slugs import slug
from extractors.language import dates
from pipeline.linking.load import Placed
from pipeline.linking.matching import place, plain
from pipeline.linking.timeline import Mention

SAME_TEXT = 97.0
"""Similarity (0 to 100) from which two decision texts are assumed to differ only by parsing."""

SHORTENED = 0.5
"""A text shorter than this fraction of another is treated as its summary, not as a contradiction."""


class StatedValue(Value):
    """A value and the document that gives it."""

    value: str = Field(description="The value as that document gives it.")
    record: str = Field(description="Id of the record.")
    file: str = Field(description="Its file, relative to the folder that was read.")
    pointer: str = Field(description="JSON Pointer to the value, or to what has it, in that file.")


class Contradiction(Value):
    """A value that documents give differently."""

    about: Literal["outcome", "decision", "votes", "presenter", "submitted"] = Field(description="Which value.")
    handling: int | None = Field(None, description="Which handling of the timeline, from 0; null for the motion's.")
    values: list[StatedValue] = Field(description="Two values or more, each with its document.")


def of_handling(index: int, group: Sequence[Mention]) -> Iterator[Contradiction]:
    """Yields the contradictions between mentions of one handling. Omitted values are not contradictions."""
    readers: list[tuple[str, str, Callable[[Mention], str | None], Callable[[str, str], bool]]] = [
        ("outcome", "/decision/outcome", _outcome, str.__eq__),
        ("decision", "/decision/text", _decision, same_decision),
        ("votes", "/votes", _votes, str.__eq__),
        ("presenter", "/presenter", _presenter, same_person),
    ]
    for about, inside, read, same in readers:
        for spoken in sorted({each.language or "" for each in group}) if about == "decision" else [None]:
            mentions = [each for each in group if spoken is None or (each.language or "") == spoken]
            different = _different([(each, value) for each in mentions if (value := read(each))], same)
            if len(different) > 1:
                values = [_stated(each.item, each.pointer + inside, value) for each, value in different]
                yield Contradiction(about=about, handling=index, values=values)


def of_motion(items: Sequence[Placed]) -> Iterator[Contradiction]:
    """Yields a contradiction if documents state different submission dates of a motion."""
    given: dict[tuple[str, ...], tuple[Placed, str]] = {}
    for item in items:
        if days := submitted(item):
            given.setdefault(tuple(days), (item, ", ".join(days)))
    if len(given) > 1:
        yield Contradiction(
            about="submitted",
            values=[_stated(item, "/motion/submitted_as_written", value) for item, value in given.values()],
        )


def submitted(item: Placed) -> list[str]:
    """Returns the submission dates (ISO 8601) of an item's motions."""
    motion = item.item.motion
    if motion is None:
        return []
    days: set[datetime.date] = {day for each in motion.submitted_as_written if (day := dates.parse(each)) is not None}
    return sorted({day.isoformat() for day in days} | ({motion.submitted} if motion.submitted else set()))


def _stated(item: Placed, inside: str, value: str) -> StatedValue:
    at = place(item, inside)
    return StatedValue(value=value, record=at.record, file=at.file, pointer=at.pointer)


def _different(stated: list[tuple[Mention, str]], same: Callable[[str, str], bool]) -> list[tuple[Mention, str]]:
    """Removes values that are equivalent to an earlier one."""
    kept: list[tuple[Mention, str]] = []
    for each in stated:
        if not any(same(value, each[1]) for _, value in kept):
            kept.append(each)
    return kept


def _outcome(mention: Mention) -> str | None:
    return None if mention.outcome in (None, "other") else mention.outcome


def _decision(mention: Mention) -> str | None:
    return mention.handling.decision.text if mention.handling.decision else None


def _votes(mention: Mention) -> str | None:
    counted = [vote for vote in mention.handling.votes if vote.for_ is not None and vote.against is not None]
    if not counted or len(counted) < len(mention.handling.votes):
        return None
    return ", ".join(f"{vote.for_}–{vote.against}" for vote in counted)


def _presenter(mention: Mention) -> str | None:
    return mention.handling.presenter.name if mention.handling.presenter else None


def same_person(one: str, other: str) -> bool:
    """Whether two names can belong to one person: one name's words are a subset of the other's, in any order.

    A single word is the name of a body or a role, which does not identify a person and matches any name.

    >>> same_person("Anna Ek", "Ek Anna"), same_person("Anna Maria Ek", "Anna Ek"), same_person("Anna Ek", "Per Ås")
    (True, True, False)
    """
    first, second = set(slug(one).split("-")), set(slug(other).split("-"))
    return first <= second or second <= first or min(len(first), len(second)) < 2


def same_decision(one: str, other: str) -> bool:
    """Whether two decision texts in one language are equal apart from formatting or abridgement.

    >>> same_decision("Bidraget är 900 euro.", "Bidraget är 900 euro"), same_decision("900 euro", "800 euro")
    (True, False)
    """
    first, second = plain(one), plain(other)
    shorter, longer = sorted((first, second), key=len)
    if first == second or f" {shorter} " in f" {longer} ":
        return True
    small, large = re.findall(r"\d+", shorter), re.findall(r"\d+", longer)
    if len(shorter) < SHORTENED * len(longer):
        return set(small) <= set(large)
    return sorted(small) == sorted(large) and fuzz.ratio(first, second) >= SAME_TEXT
