"""The main values of a record as tuples, for tests that compare them with what is printed in a text."""

from __future__ import annotations

from pipeline.record.model import MeetingRecord
from tests.support.paths import read

ITEM_FI = "\n1 § Kokouksen avaus\n\nEhdotus: Avataan.\n\nPäätös: Kokous avattiin.\n"
ITEM_SV = "\n1 § Mötets öppnande\n\nFörslag: Mötet öppnas.\n\nBeslut: Mötet öppnades.\n"


def body(record: MeetingRecord) -> tuple[str | None, str] | None:
    met = record.meeting.body
    return (met.name, met.kind) if met is not None else None


def titles(record: MeetingRecord) -> list[tuple[str | None, str | None]]:
    return [(item.number, item.title) for item in record.items]


def people(record: MeetingRecord, kind: str) -> list[tuple[str | None, str | None]]:
    return [(each.name, each.role) for each in getattr(record.meeting, kind)]


COVER_FI = """\
Kuusirannan kunta      Pöytäkirja    3/2026
Kunnanhallitus

Aika       4.5.2026 klo 17.00-18.40

{listed}

1 § Kokouksen avaus

Päätös: Kokous avattiin.
"""


def cover(listed: str) -> MeetingRecord:
    return read(COVER_FI.format(listed=listed))
