"""Human-readable view of a record: the meeting, its items with their decisions, and the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from flows.cli.printing import record_text
from flows.cli.printing.record_text import LENGTH, SHORT, joined, person, said, shorten, words

if TYPE_CHECKING:
    from pipeline.record.model import Handling, Item, MeetingRecord

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def view(record: MeetingRecord) -> RenderableType:
    """Returns a record as a rich renderable that adapts to the console's width."""
    parts: list[RenderableType] = [Rule(characters="═"), _heading(record), _meeting(record)]
    for item in record.items:
        parts += [Text(), _title(item), Padding(_item(item), (0, 0, 0, 2))]
    parts += [Text(), Rule(style="dim"), _reading(record)]
    return Group(*parts, Text())


class _Sheet:
    """A grid with labels on the left and values on the right; rows without a value are left out."""

    def __init__(self) -> None:
        self.grid = Table.grid(padding=(0, 2), expand=True)
        self.grid.add_column(style="dim", width=12, no_wrap=True)
        self.grid.add_column(ratio=1)

    def row(self, label: str, value: str | RenderableType | None) -> None:
        if value:
            self.grid.add_row(label, Text(value) if isinstance(value, str) else value)


def _heading(record: MeetingRecord) -> RenderableType:
    meeting = record.meeting
    municipality = meeting.municipality.name if meeting.municipality else None
    body = meeting.body.name if meeting.body else None
    heading = joined([municipality, body, meeting.date, words(record.kind)], " · ")
    return Group(Text(heading, style="bold"), Text(record.id, style="dim", overflow="fold"))


def _meeting(record: MeetingRecord) -> RenderableType:
    meeting, sheet = record.meeting, _Sheet()
    sheet.row("Number", meeting.number)
    sheet.row("Time", joined([meeting.start, meeting.end], "–"))
    sheet.row("Place", meeting.place)
    sheet.row("Chair", person(meeting.chair) if meeting.chair else None)
    sheet.row("Secretary", person(meeting.secretary) if meeting.secretary else None)
    for label, persons in (
        ("Adjusters", meeting.adjusters),
        ("Present", meeting.present),
        ("Absent", meeting.absent),
        ("Others", meeting.others),
    ):
        sheet.row(label, joined(map(person, persons), "; "))
    sheet.row("Signed", joined((joined([each.name, each.role, each.date]) for each in meeting.signed), "; "))
    sheet.row("Checked", meeting.checked_on)
    sheet.row("Displayed", meeting.displayed_on)
    return sheet.grid


def _title(item: Item) -> RenderableType:
    return Text(joined([f"§ {item.number}" if item.number else None, item.title or "(no title)"], "  "), style="bold")


def _item(item: Item) -> RenderableType:
    sheet = _Sheet()
    sheet.row("Matter", joined([words(item.kind), item.case_number], " · "))
    _handling(sheet, item.handling)
    if item.motion:
        sheet.row("Motion", record_text.motion(item.motion))
    for question in item.questions:
        sheet.row(f"Question {question.number}", record_text.question(question))
    for earlier in item.history:
        sheet.row("Earlier", record_text.earlier(earlier))
    sheet.row("Citations", joined((each.as_written for each in item.citations), "; "))
    sheet.row("Informed", joined(item.for_information))
    sheet.row("Appeal", words(item.appeal.kind if item.appeal else None))
    return sheet.grid


def _handling(sheet: _Sheet, handling: Handling) -> None:
    sheet.row("Prepared by", joined(map(record_text.contact, handling.preparers), "\n"))
    sheet.row("Presented by", person(handling.presenter) if handling.presenter else None)
    for proposal in handling.proposals:
        sheet.row("Proposal", said(proposal.by, proposal.text, LENGTH))
    if handling.account:
        headings = joined(each.heading for each in handling.account.sections)
        sheet.row("Account", joined([f"{len(handling.account.text):,} characters", shorten(headings, SHORT)], ": "))
    sheet.row("Proceedings", shorten(handling.proceedings.text, SHORT) if handling.proceedings else None)
    for amendment in handling.amendments:
        kind = joined([words(amendment.kind), amendment.outcome])
        seconders = joined(amendment.seconded_by, " and ")
        mover = joined([amendment.by, f"seconded by {seconders}" if seconders else None])
        sheet.row("Amendment", said(joined([mover, f"({kind})"], " "), amendment.text, SHORT))
    for vote in handling.votes:
        sheet.row("Vote", record_text.vote(vote))
    if handling.decision:
        sheet.row("Decision", record_text.decision(handling.decision))
        sheet.row("Elected", joined((joined([each.name, each.post]) for each in handling.decision.elected), "; "))
    for dissent in handling.dissents:
        sheet.row("Dissent", said(dissent.by, dissent.text, SHORT))
    for note in handling.notes:
        sheet.row("Note", said(note.by, note.text, SHORT))
    sheet.row("Disqualified", joined((joined([each.name, each.reason], ": ") for each in handling.disqualified), "; "))
    for label, documents in (("Attachments", handling.attachments), ("Supplement", handling.supplementary)):
        sheet.row(label, joined((joined([each.number, each.title], " ") for each in documents), "\n"))


def _reading(record: MeetingRecord) -> RenderableType:
    sheet = _Sheet()
    for finding in record.findings:
        word = Text(f"{finding.severity} {finding.code}  ", style=_COLOURS[finding.severity])
        sheet.row("Finding", word + Text(finding.message, style="default"))
    coverage = record.coverage
    sheet.row("Coverage", f"{coverage.ratio:.1%} of {coverage.characters:,} characters stand in some field")
    for run in coverage.unclaimed[:5]:
        sheet.row("Unclaimed", Text(f"{run.start}–{run.end}  {' '.join(run.text.split())}"))
    source = record.source
    pages = f"{source.pages} pages" if source.pages else None
    sheet.row("Source", joined([source.uri, source.media_type, f"{source.size:,} bytes", pages], " · "))
    return sheet.grid
