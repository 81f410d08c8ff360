"""The result of parsing a document and its origin, as passed to the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Fate = Literal["record", "listing", "skipped", "failed"]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The result of parsing one document.

    uri: name of the document in its source; sha256 (hex) and size in bytes of the document, "" and 0 if it could not be
    opened. A record has its id, JSON, text, content hash and summary; any other result has an error code and a reason.
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
    """Origin of a document's bytes: URL or path, media type, and validators (such as ETag) of this version."""

    address: str | None = None
    media_type: str | None = None
    validators: dict[str, Any] | None = None
