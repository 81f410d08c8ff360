"""What a document gave when it was read, and where it came from: what goes into the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Fate = Literal["record", "listing", "skipped", "failed"]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What came of one document.

    uri: its name in its source; sha256 and size (bytes) of what was read, "" and 0 where it could not be read.
    A record comes with its id, its JSON, the document's text, the content hash and a summary; anything else with the
    error's code and reason.
    """

    uri: str
    sha256: str = ""
    size: int = 0
    status: Fate
    id: str | None = None
    json: str | None = None
    text: str | None = None
    content_hash: str | None = None
    schema_version: str | None = None
    summary: dict[str, Any] | None = None
    code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a document's bytes came from: its address, its media type, and what its server calls this state of it."""

    address: str | None = None
    media_type: str | None = None
    validators: dict[str, Any] | None = None
