"""Checks: what a reader of the record should know, found in the record itself.

Each finding has a code, a severity, a message that says what, where and both values, and pointers to the values.
"""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Iterator

from extractors import citations
from extractors.bodies import same
from extractors.meetings import Meeting
from extractors.slugs import slug
from pipeline.parts import Outline
from pipeline.record import Finding, Handling, Item, MeetingRecord

MUST_HOLD_TEXT = frozenset({"proposal", "account", "presenter", "preparers"})
"""Sections that say something wherever they have a heading; an empty Behandling or Beslut only means not yet."""
LONG = 40
"""Characters of unclaimed text in one run that are worth a finding."""


def findings(record: MeetingRecord, outline: Outline) -> list[Finding]:
    """All findings that one document allows."""
    found = [*_meeting(record, outline), *_numbering(record), *_contents(record, outline), *_index(record, outline)]
    for at, item in enumerate(record.items):
        found.extend(_item(item, f"/items/{at}"))
        found.extend(_attended(item.handling, len(record.meeting.present), f"/items/{at}/handling"))
    found.extend(_sections(outline))
    found.extend(_undecided(record))
    found.extend(_unclaimed(record))
    return found


def response_time(item: Item, meeting: Meeting) -> None:
    """Sets the days from a motion's handing in to the meeting, where both days are known."""
    motion = item.motion
    if motion is None or motion.submitted is None or meeting.date is None:
        return
    days = datetime.date.fromisoformat(meeting.date) - datetime.date.fromisoformat(motion.submitted)
    if days.days >= 0:
        motion.response_days = days.days


def _meeting(record: MeetingRecord, outline: Outline) -> Iterator[Finding]:
    """Head lines, running heads among them, that name another day than the meeting's."""
    body = record.meeting.body.name if record.meeting.body else None
    days = {
        head.date.day.isoformat(): head.date.passage.text
        for head in outline.heads
        if head.date and (head.body_name in (body, None))
    }
    if len(days) > 1 and record.meeting.date:
        yield Finding(
            code="date-conflict",
            severity="warning",
            message=f"head lines give different days for the meeting: {', '.join(days.values())}",
            pointers=["/meeting/date"],
        )
    numbers = {head.number.value for head in outline.heads if head.number}
    if len(numbers) > 1:
        yield Finding(
            code="number-conflict",
            severity="warning",
            message=f"head lines give different numbers for the meeting: {', '.join(sorted(numbers))}",
            pointers=["/meeting/number"],
        )


def _numbering(record: MeetingRecord) -> Iterator[Finding]:
    """Paragraph numbers that skip, or come twice, from one item to the next."""
    numbered = [
        (at, int(item.number)) for at, item in enumerate(record.items) if item.number and item.number.isdecimal()
    ]
    for (_, before), (at, number) in itertools.pairwise(numbered):
        if number != before + 1:
            missing = f"§ {before + 1}" if number == before + 2 else f"§ {before + 1}–{number - 1}"
            what = f"{missing} missing" if number > before else "out of order"
            yield Finding(
                code="numbering-gap",
                severity="warning",
                message=f"§ {before} is followed by § {number}: {what}",
                pointers=[f"/items/{at}/number"],
            )


def _contents(record: MeetingRecord, outline: Outline) -> Iterator[Finding]:
    """Items that the contents list lacks, or names otherwise, and rows that no item follows."""
    if not outline.contents:
        return
    listed = {number: title.text for number, title in outline.contents}
    for at, item in enumerate(record.items):
        title = listed.pop(item.number or "", None)
        if title is None:
            what = f"§ {item.number} {item.title!r} is not in the contents list"
        elif slug(title, 1000) != slug(item.title or "", 1000):
            what = f"§ {item.number} is {item.title!r}, the contents list calls it {title!r}"
        else:
            continue
        yield Finding(code="contents-mismatch", severity="warning", message=what, pointers=[f"/items/{at}/title"])
    for number, title in listed.items():
        yield Finding(
            code="contents-mismatch",
            severity="warning",
            message=f"the contents list names § {number} {title!r}, which is not in the document",
            pointers=["/items"],
        )


def _index(record: MeetingRecord, outline: Outline) -> Iterator[Finding]:
    """Lists of handlings over an item that differ from the handlings under it."""
    for at, (item, parts) in enumerate(zip(record.items, outline.items, strict=True)):
        listed = {(head.body_name or "", head.date and head.date.day.isoformat()) for head in parts.index}
        told = [(each.body.name or "" if each.body else "", each.date) for each in [item.handling, *item.history]]
        missing = [(name, day) for name, day in listed if not any(same(name, n) and day == d for n, d in told)]
        if missing:
            names = ", ".join(sorted(f"{body} {day}" for body, day in missing))
            yield Finding(
                code="contents-mismatch",
                severity="warning",
                message=f"the list of handlings over the item names {names}, which does not follow",
                pointers=[f"/items/{at}/history"],
            )


def _item(item: Item, at: str) -> Iterator[Finding]:
    motion = item.motion
    if motion is not None and len(motion.submitted_as_written) > 1:
        yield Finding(
            code="date-conflict",
            severity="warning",
            message=f"the motion is dated differently in two places: {' and '.join(motion.submitted_as_written)}",
            pointers=[f"{at}/motion/submitted_as_written/{n}" for n in range(len(motion.submitted_as_written))],
        )
    for n in citations.unnumbered(item.citations):
        citation = item.citations[n]
        known = f" ({citation.number_inferred} by the bundled table)" if citation.number_inferred else ""
        yield Finding(
            code="statute-unnumbered",
            severity="info",
            message=f"{citation.name!r} is cited without its number{known}: {citation.as_written!r}",
            pointers=[f"{at}/citations/{n}"],
        )
    for n, question in enumerate(item.questions):
        if question.answer is None:
            yield Finding(
                code="question-unanswered",
                severity="warning",
                message=f"no answer was found to question {question.number}: {question.text[:60]!r}",
                pointers=[f"{at}/questions/{n}"],
            )
    yield from _section_number(item, at)
    for n, handling in enumerate([item.handling, *item.history]):
        yield from _votes(handling, f"{at}/handling" if n == 0 else f"{at}/history/{n - 1}")


def _section_number(item: Item, at: str) -> Iterator[Finding]:
    section = item.handling.section
    if item.number and section and section != item.number:
        yield Finding(
            code="number-conflict",
            severity="warning",
            message=f"the item is § {item.number}, its handling's head says § {section}",
            pointers=[f"{at}/number", f"{at}/handling/section"],
        )


def _votes(handling: Handling, at: str) -> Iterator[Finding]:
    """Votes whose lists of voters do not add up to their counts."""
    for n, vote in enumerate(handling.votes):
        cast = Counter(voter.vote for voter in vote.voters)
        for side, count in (("for", vote.for_), ("against", vote.against), ("blank", vote.blank)):
            if cast[side] and count is not None and cast[side] != count:  # type: ignore[index]
                yield Finding(
                    code="vote-sum",
                    severity="error",
                    message=f"{count} votes {side!r} are counted, but {cast[side]} voters are named",  # type: ignore[index]
                    pointers=[f"{at}/votes/{n}/{side}"],
                )


def _attended(handling: Handling, present: int, at: str) -> Iterator[Finding]:
    """Votes of this meeting in which more were cast than members were present, where the cover lists these."""
    for n, vote in enumerate(handling.votes):
        cast = sum(count or 0 for count in (vote.for_, vote.against, vote.blank))
        if 0 < present < cast:
            yield Finding(
                code="vote-sum",
                severity="warning",
                message=f"{cast} votes were cast, but {present} members are listed as present",
                pointers=[f"{at}/votes/{n}"],
            )


def _sections(outline: Outline) -> Iterator[Finding]:
    """Sections with a heading and nothing under it, and headings that no rule knows."""
    for at, item in enumerate(outline.items):
        for n, handling in enumerate([item.own, *item.history]):
            pointer = f"/items/{at}/handling" if n == 0 else f"/items/{at}/history/{n - 1}"
            for section in handling.sections:
                if section.kind in MUST_HOLD_TEXT and section.label and not section.blocks:
                    yield Finding(
                        code="empty-section",
                        severity="info",
                        message=f"nothing stands under {section.label.text!r}",
                        pointers=[pointer],
                    )
                if section.kind in ("account", "appeal"):
                    continue
                for block in section.blocks:
                    if block.heading and block.level:
                        yield Finding(
                            code="unknown-heading",
                            severity="info",
                            message=f"no rule knows the heading {block.text[:80]!r}; it stays in the {section.kind}",
                            pointers=[pointer],
                        )


def _undecided(record: MeetingRecord) -> Iterator[Finding]:
    """One finding a document that tells which items hold no decision."""
    open_items = [at for at, item in enumerate(record.items) if item.handling.decision is None]
    if open_items:
        every = len(open_items) == len(record.items)
        yield Finding(
            code="undecided",
            severity="info",
            message="nothing is decided yet"
            if every
            else f"{len(open_items)} of {len(record.items)} items hold no decision",
            pointers=[f"/items/{at}/handling/decision" for at in open_items],
        )


def _unclaimed(record: MeetingRecord) -> Iterator[Finding]:
    for run in record.coverage.unclaimed:
        if run.end - run.start >= LONG:
            yield Finding(
                code="unclaimed-text",
                severity="info",
                message=f"characters {run.start}–{run.end} stand in no field: {run.text!r}",
                pointers=["/coverage"],
            )
