"""Motions: who handed one in with how many others, when, and what it demands.

Two forms name the signatories: "Sini Juuti och 27 andra ledamöter lämnade 19.5.2025 en motion", "Hannele Kerola sekä
18 muuta valtuutettua ovat jättäneet 12.12.2016 valtuustoaloitteen"; and the short one, "Sini Juutis m.fl. motion
22.5.2025", which gives no count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pydantic import Field

from extractors import dates
from extractors.demands import demands
from extractors.document import Block
from extractors.names import NAME, Gazetteer, is_name, split_role
from extractors.numerals import number_of, numerals
from extractors.passage import Found, Passage
from extractors.values import Value
from extractors.vocabulary import either_of, words


class Motion(Value):
    """A motion, or a council question, that an item answers."""

    title: str | None = Field(None, description="Title of the motion.")
    submitted: str | None = Field(None, description="Day it was handed in, ISO 8601; null when the dates conflict.")
    submitted_as_written: list[str] = Field(default_factory=list, description="The different dates, as printed.")
    first_signatory: str | None = Field(None, description="Who signed first; given name first.")
    signatory_count: int | None = Field(None, description="How many signed it, the first included.")
    demands: list[str] = Field(default_factory=list, description="What it demands.")
    response_days: int | None = Field(None, description="Days from its handing in to this meeting.")


class _Mention(NamedTuple):
    """A place that speaks of the motion's handing in; `genitive` tells the case that the name stands in."""

    signatory: Passage | None
    others: Found[int] | None
    date: dates.Date | None
    genitive: bool


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    # names are read with their capitals, everything else without case
    # "Sini Juuti, Henna Partanen (Gröna) och 27 andra": the first of an enumeration signed first
    aside = r"(?:\s*\([^()]{1,30}\))?"
    name = rf"(?P<name>{NAME}){aside}(?P<more>(?:\s*,\s*{NAME}{aside}){{0,30}}?)"
    number = rf"(?P<count>{numerals()})"
    signers = rf"(?i:(?P<word>{either_of('labels', 'submitter_count')})(?:\s+\w+)?\s+{either_of('motion', 'signers')})"
    others = rf"{name}\s+(?:och|samt|ja|sekä)\s+{number}\s+{signers}"
    date, later = (rf"(?:den\s+)?(?P<{group}>(?i:{dates.pattern()}))" for group in ("date", "later"))
    noun = rf"(?i:{either_of('motion', 'nouns')})"
    submit = rf"(?i:{either_of('motion', 'submit')})"
    several = rf"(?i:{either_of('labels', 'others')})"
    gap = r"[^.;:?!]{0,60}?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            # "Sini Juuti och 27 andra ledamöter lämnade 19.5.2025"; the date also before the verb or not at all
            rf"{others}{gap}{submit}{gap}{date}",
            rf"{others}{gap}{date}(?:{gap}{submit})?",
            rf"{others}",
            # "den 19.5.2025 lämnade Sini Juuti och 27 andra ledamöter"
            rf"{date}{gap}{submit}{gap}{others}",
            # "Sini Juutis m.fl. motion 22.5.2025"
            rf"{name}\s+{several}{gap}{noun}{gap}{date}",
            rf"{name}\s+{several}{gap}{noun}",
            # "Anna Ek lämnade 19.5.2025 en motion", "valtuutettu Anna Ek jätti valtuustokysymyksen 1.6.2026"
            rf"{name}\s+{submit}{gap}{date}{gap}{noun}",
            rf"{name}\s+{submit}{gap}{noun}{gap}{later}",
            rf"{name}\s+{submit}{gap}{noun}",
            # "Anna Ekin 1.6.2026 jättämään valtuustokysymykseen", "Anna Eks motion 19.5.2025"
            rf"{name}\s+{date}{gap}{submit}{gap}{noun}",
            rf"{name}\s+{noun}{gap}{date}",
            # "lämnade 19.5.2025 en motion", where the words before it are not understood
            rf"(?<!\w){submit}{gap}{date}{gap}{noun}",
            rf"(?<!\w){submit}{gap}{noun}{gap}{date}",
            # "motion 19.5.2025"
            rf"{noun}\s+{date}",
        )
    )


def _mentions(text: Passage) -> list[_Mention]:
    found: list[tuple[int, _Mention]] = []
    taken: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text.text):
            groups = match.groupdict()
            signatory = _name(text, match) if groups.get("name") else None
            if groups.get("name") and signatory is None:
                continue
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            mention = _Mention(signatory, _count(text, match), _day(text, match), _genitive(match))
            found.append((match.start(), mention))
    return [mention for _, mention in sorted(found, key=lambda each: each[0])]


def _name(text: Passage, match: re.Match[str]) -> Passage | None:
    """The name in a match, without a title before it; None where the words are no name."""
    _, name = split_role(text.group(match, "name"))
    return name if is_name(name.text) else None


@cache
def _submitting() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('motion', 'submit')}(?!\w)", re.IGNORECASE)


def _genitive(match: re.Match[str]) -> bool:
    """Whether the name stands in the genitive: "Sini Juutis m.fl. motion", "Hannele Kerolan ja 18 muun valtuutetun".

    With a count the word for the others tells ("muun"), else whether no verb of handing in follows.
    """
    word = match.groupdict().get("word")
    if word is not None:
        return word.lower() in words("labels", "submitter_genitive")
    return _submitting().search(match[0]) is None


def _count(text: Passage, match: re.Match[str]) -> Found[int] | None:
    if not match.groupdict().get("count"):
        return None
    others = text.group(match, "count")
    named = 1 + len(re.findall(NAME, match.groupdict().get("more") or ""))
    return others.means(number_of(others.text) + named, "motions/others")


def _day(text: Passage, match: re.Match[str]) -> dates.Date | None:
    for group in ("date", "later"):
        if match.groupdict().get(group):
            found = dates.find(text.group(match, group))
            return found[0] if found else None
    return None


def find(blocks: Sequence[Block], others: Sequence[Passage], names: Gazetteer, language: str) -> Motion | None:
    """The motion that an item answers; None where nothing speaks of one.

    Args:
        blocks: the account, where the motion is told at length.
        others: the proposals, where it is named again.
        names: the names of the document.
        language: the item's language.
    """
    mentions = [mention for text in (*others, *(block.body for block in blocks)) for mention in _mentions(text)]
    told = [mention for mention in mentions if mention.signatory or mention.date]
    if not told:
        return None
    days = {mention.date.day: mention.date for mention in reversed(told) if mention.date}
    days = {mention.date.day: days[mention.date.day] for mention in told if mention.date}
    counted = next((mention for mention in mentions if mention.others), None)
    signatory = _signatory(mentions, counted, names)
    return Motion.model_validate(
        {
            "submitted": next(iter(days.values())).iso if len(days) == 1 else None,
            "submitted_as_written": [day.passage.read("motions/submitted") for day in days.values()],
            "first_signatory": names.turn(signatory).read("motions/signatory") if signatory else None,
            "signatory_count": counted.others if counted else None,
            "demands": [demand.read("motions/demand") for demand in demands(blocks, language)],
        }
    )


def _signatory(mentions: Sequence[_Mention], counted: _Mention | None, names: Gazetteer) -> Passage | None:
    """The first signatory, in the nominative: as the sentence with the count names it, else the first that is named."""
    named = [mention for mention in ([counted] if counted else []) + list(mentions) if mention.signatory]
    if not named or named[0].signatory is None:
        return None
    return names.nominative(named[0].signatory) if named[0].genitive else named[0].signatory
