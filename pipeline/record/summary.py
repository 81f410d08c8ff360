"""Summaries of records, stored in the catalogue for selections and alarms."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.record.model import MeetingRecord


def summary(record: MeetingRecord) -> dict[str, Any]:
    """Returns kind, body, date, item numbers, coverage, number of filled values, and findings by code."""
    meeting = record.meeting
    return {
        "kind": record.kind,
        "municipality": meeting.municipality.name if meeting.municipality else None,
        "body": meeting.body.name if meeting.body else None,
        "date": meeting.date,
        "numbers": [item.number for item in record.items if item.number],
        "items": len(record.items),
        "coverage": record.coverage.ratio,
        "values": len(record.evidence),
        "findings": dict(Counter(finding.code for finding in record.findings)),
    }
