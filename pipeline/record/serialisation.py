"""The record as JSON text: indented or on one line, its content hash, and its ids changed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.record.model import MeetingRecord

_NOT_CONTENT = ("producer", "source", "evidence")


def to_json(record: MeetingRecord, pretty: bool = False) -> str:
    """A record as JSON without ASCII escapes, keys in the contract's order: indented by two, or on one line."""
    return record.model_dump_json(by_alias=True, indent=2 if pretty else None)


def content_hash(record: MeetingRecord) -> str:
    """The SHA-256 (hex) of what a record says, whoever read it and from where: without producer, source, evidence."""
    return hash_of(record.model_dump(mode="json", by_alias=True, exclude=set(_NOT_CONTENT)))


def hash_of(record: dict[str, Any]) -> str:
    """The content hash of a record as parsed JSON."""
    content = {key: value for key, value in record.items() if key not in _NOT_CONTENT}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def with_id(record: dict[str, Any], given: str) -> dict[str, Any]:
    """A record as parsed JSON under another id. The items' ids begin with the record's: they follow it.

    >>> with_id({"id": "granvik/board", "items": [{"id": "granvik/board/7"}]}, "granvik/board-2")
    {'id': 'granvik/board-2', 'items': [{'id': 'granvik/board-2/7'}]}
    """
    old = record["id"]
    items = [{**item, "id": given + item["id"].removeprefix(old)} for item in record["items"]]
    return {**record, "id": given, "items": items}
