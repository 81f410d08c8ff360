"""What an operator who adds a source asks of one document: was it read, what is empty, which headings are unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.assembly.assemble import assemble
from pipeline.debug.unknown_headings import Place, places, unknown
from pipeline.errors import DocumentError, NotADocument
from pipeline.parsing import parts
from pipeline.record.model import MeetingRecord

_WHERE = ("meeting.municipality", "meeting.body", "meeting.date")
_THERE = ("meeting.start", "meeting.place")
_OFFICERS = ("meeting.chair", "meeting.secretary", "meeting.present")
_MATTER = ("number", "title", "case_number", "handling.preparers", "handling.presenter", "handling.proposals")
_DECIDED = ("handling.decision", "handling.decision.outcome")

EXPECTED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "agenda": ((*_WHERE, *_THERE), (*_MATTER, "handling.account")),
    "minutes": ((*_WHERE, *_THERE, *_OFFICERS), (*_MATTER, "handling.account", *_DECIDED)),
    "agenda_item": (_WHERE, (*_MATTER, "handling.account")),
    "extract": (_WHERE, (*_MATTER, "handling.account", *_DECIDED)),
    "bulletin": (_WHERE, ("number", "title", *_DECIDED)),
    "motion": ((), ("title", "motion.submitted", "motion.first_signatory", "motion.demands")),
    "decision": (_WHERE, ("title", "case_number", *_DECIDED)),
}
"""By kind of document: the fields of the record and of each item that such a document usually gives."""

MATTERS_ONLY = frozenset({"case_number", "handling.preparers", "handling.presenter", "handling.account"})
"""Fields that the opening of a meeting, the choice of adjusters and the like seldom have."""


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one document.

    kind, id, coverage: the record's, None where there is none; items: how many it has; error: why there is no record;
    fields: by field, of how many records or items it is empty and how many it is expected of; headings: unknown ones,
    or all places of the one that was asked for.
    """

    kind: str | None
    id: str | None
    coverage: float | None
    items: int
    error: DocumentError | None
    fields: dict[str, tuple[int, int]]
    headings: tuple[Place, ...]


def report(data: bytes, uri: str | None = None, heading: str | None = None) -> DocumentReport:
    """The report on one document.

    Args:
        data: its bytes.
        uri: where it comes from.
        heading: a heading whose places are asked for, instead of those that are unknown.

    Raises:
        DocumentError: it can't be read. What is read and is no document of a meeting has `error` instead.
    """
    found = parts(data, uri=uri)
    record, error = None, None
    try:
        record = assemble(data, uri, *found)
    except NotADocument as refused:
        error = refused
    headings = unknown(found) if heading is None else places(found, heading)
    return DocumentReport(
        record.kind if record else None,
        record.id if record else None,
        record.coverage.ratio if record else None,
        len(record.items) if record else 0,
        error,
        empty_fields(record) if record else {},
        tuple(headings),
    )


def empty_fields(record: MeetingRecord) -> dict[str, tuple[int, int]]:
    """By field: of how many of the record and its items it is empty, and of how many it is expected.

    >>> empty_fields(MeetingRecord.model_construct(kind="agenda"))["meeting.date"]
    (1, 1)
    """
    of_record, of_items = EXPECTED[record.kind]
    found: dict[str, tuple[int, int]] = {field: (int(_is_empty(record, field)), 1) for field in of_record}
    for field in of_items:
        owners = [item for item in record.items if not (item.kind == "formality" and field in MATTERS_ONLY)]
        if field == "handling.decision.outcome":
            owners = [item for item in owners if item.handling.decision is not None]
        found[f"items.{field}"] = (sum(_is_empty(item, field) for item in owners), len(owners))
    return {field: counts for field, counts in found.items() if counts[1]}


def _is_empty(owner: object, field: str) -> bool:
    value: Any = owner
    for name in field.split("."):
        value = getattr(value, name, None)
    return value is None or value in ([], "")
