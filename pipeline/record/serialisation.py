"""Serialises records as JSON, computes content hashes, and changes ids."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.record.model import MeetingRecord

_NOT_CONTENT = ("producer", "source", "evidence")


def to_json(record: MeetingRecord, pretty: bool = False) -> str:
    """Returns a record as JSON: not ASCII-escaped, keys in model order, indented by two or on one line."""
    return record.model_dump_json(by_alias=True, indent=2 if pretty else None)


def content_hash(record: MeetingRecord) -> str:
    """Returns the SHA-256 (hex) of a record's content, without producer, source and evidence."""
    return hash_of(record.model_dump(mode="json", by_alias=True, exclude=set(_NOT_CONTENT)))


def hash_of(record: dict[str, Any]) -> str:
    """Returns the content hash of a record given as parsed JSON."""
    content = {key: value for key, value in record.items() if key not in _NOT_CONTENT}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def with_id(record: dict[str, Any], given: str) -> dict[str, Any]:
    """Returns a record (parsed JSON) with another id; the items' ids, which begin with it, are changed too.

    >>> with_id({"id": "granvik/board", "items": [{"id": "granvik/board/7"}]}, "granvik/board-2")
    {'id': 'granvik/board-2', 'items': [{'id': 'granvik/board-2/7'}]}
    """
    old = record["id"]
    items = [{**item, "id": given + item["id"].removeprefix(old)} for item in record["items"]]
    return {**record, "id": given, "items": items}
