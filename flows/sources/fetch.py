"""Fetches a document unless it has not changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.sources.candidate import Candidate
from flows.sources.config import FilesSource, FolderSource, Source
from flows.sources.http.errors import FetchError
from flows.sources.http.request_policy import Validators
from pipeline.readers import sniff

if TYPE_CHECKING:
    from flows.sources.config import WebSource
    from flows.sources.http.client import Answer, Client

__all__ = ["FetchError", "Fetched", "NotModified", "Validators", "fetch"]


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A fetched document.

    media_type: detected from the content, as servers are unreliable; declared: stated by the server; address: URL after
    redirects; validators: to pass to the next `fetch`.
    """

    data: bytes
    media_type: str
    address: str
    validators: Validators
    declared: str | None = None


@dataclass(frozen=True)
class NotModified:
    """The document has not changed since the given validators."""


def fetch(
    candidate: Candidate, source: Source, client: Client, validators: Validators | None = None
) -> Fetched | NotModified:
    """Fetches a document; returns `NotModified` if the validators still apply.

    Args:
        candidate: from `discover` or `attachments`.
        source: the source of the candidate.
        client: HTTP client.
        validators: from the last `Fetched` of this document; None if its bytes are not stored.

    Raises:
        FetchError: the document can't be fetched.
    """
    match source:
        case FolderSource():
            from flows.sources.files import read_file

            read = read_file(Path(candidate.address), source.max_bytes, validators)
        case FilesSource():
            from flows.sources.files import read_remote

            read = read_remote(source, candidate.address, validators)
        case _:
            return _page(candidate, source, client, validators)
    if read is None:
        return NotModified()
    data, now = read
    return Fetched(data=data, media_type=sniff(data), address=candidate.address, validators=now)


def _page(
    candidate: Candidate, source: WebSource, client: Client, validators: Validators | None
) -> Fetched | NotModified:
    address, policy = candidate.address, source.policy()
    if source.follow_pdf and candidate.kind != "attachment":
        from flows.sources.pdf_link import is_pdf, pdf_of

        if not is_pdf(address):
            # Only the ETag can belong to the page: the PDF may change while the page does not.
            page = client.get(address, policy, Validators(etag=validators.etag) if validators else None)
            found = pdf_of(page.data, page.address) if page and sniff(page.data) == "text/html" else None
            if found is None:
                return _result(page)
            address = found
    return _result(client.get(address, policy, validators))


def _result(answer: Answer | None) -> Fetched | NotModified:
    if answer is None:
        return NotModified()
    return Fetched(
        data=answer.data,
        media_type=sniff(answer.data),
        address=answer.address,
        validators=answer.validators,
        declared=answer.media_type,
    )
