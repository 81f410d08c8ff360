"""What can become of a document that gives no record: one small hierarchy, each with a message to act on."""

from __future__ import annotations

from typing import ClassVar, Literal

Status = Literal["listing", "skipped", "failed"]


class DocumentError(Exception):
    """A document gave no record. Its message names the reason; whoever knows the file's name puts it in front.

    code: the word that stands in reports; status: what becomes of the document, "listing", "skipped" or
    "failed".
    """

    code: ClassVar[str] = "unreadable"
    status: ClassVar[Status] = "failed"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreadable(DocumentError):
    """The bytes are damaged, or are no text in any encoding."""


class Encrypted(DocumentError):
    """The document needs a password."""

    code = "encrypted"


class Empty(DocumentError):
    """There is no text in the document."""

    code = "empty"


class Unsupported(DocumentError):
    """The format is known, but no reader for it is here."""

    code = "unsupported"


class WrongDocument(DocumentError):
    """The document is not the one that was asked for."""

    code = "wrong_document"


class TooLarge(DocumentError):
    """The document is larger than the limit on bytes, or needed more memory than a worker may have."""

    code = "too_large"


class TimedOut(DocumentError):
    """Reading the document took longer than a worker may take."""

    code = "timed_out"


class NotADocument(DocumentError):
    """The input is no agenda or minutes at all (JSON, a README): it is passed over, and that is no failure."""

    code = "not_a_document"
    status = "skipped"


class ListingPage(DocumentError):
    """The input is a page of references to documents: it gives no record, and that is no failure."""

    code = "listing"
    status = "listing"


ERRORS: dict[str, type[DocumentError]] = {
    error.code: error
    for error in (
        Unreadable,
        Encrypted,
        Empty,
        Unsupported,
        WrongDocument,
        TooLarge,
        TimedOut,
        NotADocument,
        ListingPage,
    )
}
"""Every error by its code, so that one can cross from a worker process as two strings."""
