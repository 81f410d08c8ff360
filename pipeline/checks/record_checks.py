"""Checks of the consistency of a record, made on the record itself.

Each finding has a code, a severity, a message with the problem, place and both values, and pointers to the values.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

from extractors.core.document import Document
from extractors.core.slugs import slug
from extractors.meeting.meeting import Meeting
from extractors.organisations.body import same
from extractors.vocabulary import kinds
from pipeline.assembly.identifiers import WHOLE
from pipeline.checks import item_checks
from pipeline.checks.finding_builder import Raised, finding, listed, short, title
from pipeline.record.model import Finding, Item, MeetingRecord
from pipeline.structure.model import Outline, Section

MUST_HOLD_TEXT = frozenset({"proposal", "account", "presenter", "preparers"})
"""Sections that say something wherever they have a heading; an empty Behandling or Beslut only means not yet."""
OFFICERS = kinds(scope="handling", content="persons")
"""Sections of officers: the heading of one can stand over both."""
FREE = frozenset({"account", "appeal"})
"""Sections whose headings are their own."""
LONG = 40
"""Characters of unclaimed text in one run that are worth a finding."""


def findings(record: MeetingRecord, outline: Outline, document: Document) -> list[Finding]:
    """All findings of one document."""
    raised = [*_meeting(record, outline), *_numbering(record), *_contents(record, outline), *_index(record, outline)]
    for at, (item, parts) in enumerate(zip(record.items, outline.items, strict=True)):
        raised.extend(item_checks.raised(item, parts, record.meeting, f"/items/{at}"))
    raised.extend(_sections(outline))
    raised.extend(_itemless(record, outline))
    raised.extend(_undecided(record))
    raised.extend(_unclaimed(record))
    page_at = document.page_at if document.paged else lambda _: None
    return [finding(each, record, page_at) for each in raised]


def response_time(item: Item, meeting: Meeting) -> None:
    """Sets the number of days from a motion's submission to the meeting, if both dates are known."""
    motion = item.motion
    if motion is None or motion.submitted is None or meeting.date is None:
        return
    days = datetime.date.fromisoformat(meeting.date) - datetime.date.fromisoformat(motion.submitted)
    if days.days >= 0:
        motion.response_days = days.days


def _meeting(record: MeetingRecord, outline: Outline) -> Iterator[Raised]:
    """References and running heads that name another date or number than the meeting's.

    The running head of a notice gives the date of writing, which is before the meeting and not a conflict.
    """
    body = record.meeting.body.name if record.meeting.body else None
    days = {
        reference.date.day.isoformat(): reference.date.passage.text
        for reference in outline.references
        if reference.date and (reference.body_name in (body, None))
    }
    met = record.meeting.date
    notice = record.kind in ("agenda", "agenda_item")
    if len(days) > 1 and met and not (notice and all(day <= met for day in days)):
        what = f"references give different dates for the meeting: {', '.join(days.values())}; the record has {met}"
        yield Raised("date-conflict", "warning", what, ["/meeting/date"])
    numbers = {reference.number.value for reference in outline.references if reference.number}
    if len(numbers) > 1:
        what = f"references give different numbers for the meeting: {', '.join(sorted(numbers))}"
        yield Raised("number-conflict", "warning", what, ["/meeting/number"])


def _numbering(record: MeetingRecord) -> Iterator[Raised]:
    """Section numbers that are skipped or repeated from one item to the next."""
    numbered = [
        (at, int(item.number)) for at, item in enumerate(record.items) if item.number and item.number.isdecimal()
    ]
    for (_, before), (at, number) in itertools.pairwise(numbered):
        if number != before + 1:
            missing = f"§ {before + 1}" if number == before + 2 else f"§ {before + 1}–{number - 1}"
            what = f"{missing} missing" if number > before else "out of order"
            message = f"§ {before} is followed by § {number}: {what}"
            yield Raised("numbering-gap", "warning", message, [f"/items/{at}/number"])


def _contents(record: MeetingRecord, outline: Outline) -> Iterator[Raised]:
    """Items missing from the contents list or named differently there, and rows without an item."""
    if not outline.contents:
        return
    rows = dict(outline.contents)
    for at, item in enumerate(record.items):
        row = rows.pop(item.number or "", None)
        if row is None:
            what = "it is not in the contents list"
        elif slug(row.text, 1000) != slug(item.title or "", 1000):
            what = f"over the item stands {item.title!r}, in the contents list {row.text!r}"
        else:
            continue
        yield Raised("contents-mismatch", "warning", what, [f"/items/{at}/title"])
    for number, row in rows.items():
        what = f"the contents list names § {number} {row.text!r}, which is not in the document"
        yield Raised("contents-mismatch", "warning", what, ["/items"], row.spans[0].start if row.spans else None)


def _index(record: MeetingRecord, outline: Outline) -> Iterator[Raised]:
    """Lists of handlings above an item that differ from the handlings below it."""
    for at, (item, parts) in enumerate(zip(record.items, outline.items, strict=True)):
        names = {
            (reference.body_name or "", reference.date and reference.date.day.isoformat()) for reference in parts.index
        }
        handled = [(each.body.name or "" if each.body else "", each.date) for each in [item.handling, *item.history]]
        lost = [(name, day) for name, day in names if not any(same(name, n) and day == d for n, d in handled)]
        if lost:
            missing = ", ".join(sorted(f"{body} {day}" for body, day in lost))
            what = f"the list of handlings over the item names {missing}, which does not follow"
            yield Raised("contents-mismatch", "warning", what, [f"/items/{at}/history"])


def _sections(outline: Outline) -> Iterator[Raised]:
    """Sections with a heading and no text, and unknown headings."""
    for at, item in enumerate(outline.items):
        for n, handling in enumerate([item.current, *item.history]):
            pointer = f"/items/{at}/handling" if n == 0 else f"/items/{at}/history/{n - 1}"
            for section, after in itertools.zip_longest(handling.sections, handling.sections[1:]):
                yield from _section(section, after, pointer)


def _section(section: Section, after: Section | None, pointer: str) -> Iterator[Raised]:
    label = section.label
    joined = after is not None and {section.kind, after.kind} <= OFFICERS  # "Esittelijätiedot" above "Lisätiedot"
    if section.kind in MUST_HOLD_TEXT and label and not section.blocks and not joined:
        yield Raised("empty-section", "info", f"nothing stands under {label.text!r}", [pointer], label.spans[0].start)
    if section.kind in FREE:
        return
    for block in section.blocks:
        # of a lower rank than the section's label: it only divides the section's text
        if block.heading and block.level and not (label and 0 < label.level < block.level):
            what = f"no rule knows the heading {short(block.text)!r}; what it heads stays in the {section.kind}"
            yield Raised("unknown-heading", "info", what, [pointer], block.spans[0].start)


def _itemless(record: MeetingRecord, outline: Outline) -> Iterator[Raised]:
    """A document of a meeting in which no item was found: a cover alone, or text that no rule could tell apart."""
    if record.items or record.kind not in WHOLE:
        return
    listed = [title for _, title in (*outline.contents, *outline.listed)]
    rows = [block.text for section in outline.cover_of("contents") for block in section.blocks]
    if listed:
        what = f"only a contents list of {len(listed)} rows names them, such as {short(listed[-1].text)!r}"
    elif rows:
        what = f"what stands under its heading for contents could not be told apart: {short(' '.join(rows))!r}"
    elif any(run.end - run.start >= LONG for run in record.coverage.unclaimed):
        what = "none begins with a number, and what stands in no field may hold them"
    else:
        what = "it ends with its cover"
    yield Raised("no-items", "warning", f"the document has no items that could be read: {what}", ["/items"])


def _undecided(record: MeetingRecord) -> Iterator[Raised]:
    """One finding per document that lists the items without a decision."""
    if record.kind == "motion":
        return  # nobody has decided on it yet
    undecided = [at for at, item in enumerate(record.items) if item.handling.decision is None]
    if not undecided:
        return
    if len(undecided) == len(record.items):
        what = f"no decision stands under {listed([title(record.items[at]) for at in undecided])}"
    else:
        names = listed([title(record.items[at]) for at in undecided])
        what = f"{len(undecided)} of {len(record.items)} items hold no decision: {names}"
    yield Raised("undecided", "info", what, [f"/items/{at}/handling/decision" for at in undecided])


def _unclaimed(record: MeetingRecord) -> Iterator[Raised]:
    for run in record.coverage.unclaimed:
        if run.end - run.start >= LONG:
            what = f"characters {run.start}–{run.end} stand in no field: {run.text!r}"
            yield Raised("unclaimed-text", "info", what, ["/coverage"], run.start)
