"""Ids: made from what a document says of itself, so that the same document always gets the same one."""

from __future__ import annotations

import hashlib
import re

from extractors.core.slugs import slug
from pipeline.record.model import Item, MeetingRecord

WHOLE = frozenset({"agenda", "minutes", "bulletin"})
"""Kinds of document that hold a whole meeting; the others hold one item, which their id names."""


def record_id(record: MeetingRecord, text: str) -> str:
    """The id of a record.

    `<municipality>/<body>/<date>/<kind>[/<number or title>]`; without a body or date the portal's native id; without
    that `<municipality or unknown>/text-<first 12 hex digits of the SHA-256 of the normalised text>`.
    """
    meeting = record.meeting
    town = slug(meeting.municipality.name) if meeting.municipality and meeting.municipality.name else "unknown"
    body = slug(meeting.body.name) if meeting.body and meeting.body.name else ""
    if body and meeting.date:
        parts = [town, body, meeting.date, record.kind]
        if record.kind not in WHOLE and record.items:
            parts.append(_item_part(record.items[0]))
        return "/".join(part for part in parts if part)
    if record.source.native_id:
        return f"{town}/{slug(record.source.native_id)}"
    normal = re.sub(r"\s+", " ", text).strip().casefold()
    return f"{town}/text-{hashlib.sha256(normal.encode()).hexdigest()[:12]}"


def item_ids(record_id: str, items: list[Item]) -> list[str]:
    """The ids of a record's items: the record's id, a slash, and number or title; `-2`, `-3` where two are alike."""
    ids: dict[str, None] = {}
    for at, item in enumerate(items, 1):
        wanted = f"{record_id}/{_item_part(item) or at}"
        number, free = 1, wanted
        while free in ids:
            number += 1
            free = f"{wanted}-{number}"
        ids[free] = None
    return list(ids)


def _item_part(item: Item) -> str:
    return slug(item.number or "") or slug(item.title or "")
