"""Motions: signatories, submission date and demands, collected from the parts of an item."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import Field

from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.language import dates
from extractors.motions.demands import demands
from extractors.motions.submission import CouncilHandling, Mention, of_title, signed_at, submitted_at
from extractors.motions.submission import mentions as mentions_of
from extractors.people.inflection import full_name
from extractors.people.names import Gazetteer, is_given


class Motion(Value):
    """A motion, or a council question, that an item answers."""

    title: str | None = Field(None, description="Title of the motion.")
    submitted: str | None = Field(None, description="Date of submission, ISO 8601; null when the dates conflict.")
    submitted_as_written: list[str] = Field(default_factory=list, description="The different dates, as printed.")
    first_signatory: str | None = Field(None, description="Who signed first; given name first.")
    signatory_count: int | None = Field(None, description="How many signed it, the first included.")
    demands: list[str] = Field(default_factory=list, description="What it demands.")
    response_days: int | None = Field(None, description="Days from its submission to this meeting.")


class MotionParts(NamedTuple):
    """The parts of an item about its motion: title, proposals, account, earlier accounts, the council's handlings."""

    title: Passage | None
    proposals: Sequence[Passage]
    account: Sequence[Block]
    earlier: Sequence[Block] = ()
    council: Sequence[CouncilHandling] = ()


def find(parts: MotionParts, names: Gazetteer, language: str) -> Motion | None:
    """The motion that an item answers; None if no part of the item mentions one.

    The account and the proposals are read first; missing fields are looked for in accounts of
    earlier handlings, in the title, and in the council's handling at which it was submitted.

    Args:
        parts: the parts of the item that describe it.
        names: the names of the document.
        language: the item's language.
    """
    mentions = [mention for text in (*parts.proposals, *_bodies(parts.account)) for mention in mentions_of(text)]
    earlier = [mention for text in _bodies(parts.earlier) for mention in mentions_of(text)]
    if (signature := signed_at(parts.account)) is not None:
        earlier.append(signature)
    signed = mentions if any(each.signatory or each.others for each in mentions) else earlier
    dated = mentions if any(each.date for each in mentions) else earlier
    days: dict[datetime.date, dates.Date] = {}
    for mention in dated:
        if mention.date:
            days.setdefault(mention.date.day, mention.date)
    written = [day.passage.read("motion.submitted") for day in days.values()]
    submitted = next(iter(days.values())).iso if len(days) == 1 else None
    if not days and (first_day := submitted_at(parts.council)) is not None:
        submitted, written = first_day.iso, [first_day.passage.read("motion.referred")]
    counted = next((mention for mention in signed if mention.others), None)
    alone = next((mention.alone for mention in signed if mention.alone and mention.signatory), None)
    signatory = _signatory(signed, counted, names) or _of_title(parts.title, names)
    demanded = demands(parts.account, language) or demands(parts.earlier, language)
    if not (submitted or written or signatory or counted or demanded):
        return None
    return Motion.model_validate(
        {
            "title": parts.title.read("items/title") if parts.title else None,
            "submitted": submitted,
            "submitted_as_written": written,
            "first_signatory": signatory,
            "signatory_count": counted.others if counted else alone,
            "demands": [demand.read("motion.demand") for demand in demanded],
        }
    )


def _bodies(blocks: Sequence[Block]) -> Iterator[Passage]:
    return (block.body for block in blocks)


def _signatory(mentions: Sequence[Mention], counted: Mention | None, names: Gazetteer) -> Found[str] | None:
    """The first signatory, in the nominative: from the sentence that states the count, else the first one named."""
    for mention in ([counted] if counted else []) + list(mentions):
        if mention.signatory is not None:
            return _nominative(mention.signatory, names, mention.genitive, mention.rule)
    return None


def _of_title(title: Passage | None, names: Gazetteer) -> Found[str] | None:
    """The signatory that a title names: "Valtuutettu Anna Ekin aloite leikkipuistosta"."""
    for name in of_title(title) if title else ():
        if is_given(name.text.split()[0]):
            return _nominative(name, names, genitive=True, rule="motion.of")
    return None


def _nominative(name: Passage, names: Gazetteer, genitive: bool, rule: str) -> Found[str]:
    """A name in the nominative. A name known to be in the genitive must end like one: "Ojaluoman" is no "Ekman"."""
    found = full_name(name, names, rule, genitive)
    return names.nominative(name).read(rule) if genitive and found.value == name.text else found
