"""Parses agendas and minutes of Finnish and Swedish-language municipal bodies into records; see `parse`."""

from pipeline import parse
from pipeline.errors import (
    DocumentError,
    Empty,
    Encrypted,
    ListingPage,
    NotADocument,
    TimedOut,
    TooLarge,
    Unreadable,
    Unsupported,
    WrongDocument,
)
from pipeline.record.model import MeetingRecord

__all__ = [
    "DocumentError",
    "Empty",
    "Encrypted",
    "ListingPage",
    "MeetingRecord",
    "NotADocument",
    "TimedOut",
    "TooLarge",
    "Unreadable",
    "Unsupported",
    "WrongDocument",
    "parse",
]
