"""The record: the data contract with consumers. docs/record.schema.json is generated from these models.

Keys have this order; an unknown scalar is null, an empty list is []. Adding a field is a minor version of
`SCHEMA_VERSION`, changing or removing one a major.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, PrivateAttr

from extractors.citations.citation import Citation
from extractors.core.model import Value
from extractors.decisions.amendments.amendment import Amendment
from extractors.decisions.decision import Decision
from extractors.decisions.disqualifications import Disqualification
from extractors.decisions.dissents import Dissent
from extractors.decisions.votes.vote import Vote
from extractors.item.account import Account
from extractors.item.appeal_instructions import Appeal
from extractors.item.attachments import Attachment
from extractors.item.hyperlinks import Hyperlink
from extractors.item.matter_kind import MatterKind
from extractors.item.notes import Note
from extractors.item.proceedings import Proceedings
from extractors.item.proposals import Proposal
from extractors.meeting.meeting import Meeting
from extractors.motions.motion import Motion
from extractors.motions.questions import Question
from extractors.organisations.body import Body
from extractors.people.person import Person
from extractors.structure.case_number import Classification
from extractors.vocabulary import Language

SCHEMA_VERSION = "1.1"

RecordKind = Literal["agenda", "minutes", "agenda_item", "extract", "decision", "bulletin", "motion"]
"""bulletin: a list of decisions without their texts; motion: a motion that stands alone, no document of a meeting."""


class Ocr(Value):
    """Which pages were read by character recognition, and by what."""

    engine: str = Field(description="Name and version of the engine.")
    languages: list[str] = Field(description="Languages it was given, such as swe and fin.")
    pages: list[int] = Field(description="Pages it read, from 1.")


class Source(Value):
    """The document that the record was read from."""

    uri: str | None = Field(None, description="As given; a local file's path relative to the folder ingested.")
    native_id: str | None = Field(None, description="The id that the portal gives the document.")
    media_type: str = Field(description="IANA media type, sniffed from the content.")
    sha256: str = Field(description="Hex digest of the document's bytes.")
    size: int = Field(description="Length in bytes.")
    pages: int | None = Field(None, description="Number of pages; null for formats without pages.")
    reader: str = Field(description="Name and version of the reader.")
    ocr: Ocr | None = Field(None, description="Character recognition; null when none was used.")
    mended_pages: list[int] = Field(default_factory=list, description="Pages whose text layer was mended, from 1.")


class Producer(Value):
    """The program that made the record."""

    name: str = Field(description="kommunprotokoll")
    version: str = Field(description="Version of the program.")
    vocabulary: str = Field(description="Digest of the vocabulary files: 12 hex digits.")


class Handling(Value):
    """What one body did with a matter at one meeting."""

    body: Body | None = Field(None, description="The body that handled the matter.")
    date: str | None = Field(None, description="Day of the meeting, ISO 8601.")
    section: str | None = Field(None, description='Section number in the body\'s minutes, without sign: "89".')
    language: Language | None = Field(None, description="Main language of the handling's text.")
    preparers: list[Person] = Field(default_factory=list, description="Who prepared it and gives information.")
    presenter: Person | None = Field(None, description="Who presented it; a body can: name is then the body's.")
    proposals: list[Proposal] = Field(default_factory=list, description="The base proposal, then later versions.")
    account: Account | None = Field(None, description="The account of the matter and its grounds.")
    proceedings: Proceedings | None = Field(None, description="What happened before the decision.")
    amendments: list[Amendment] = Field(default_factory=list, description="Counter-proposals, in order.")
    votes: list[Vote] = Field(default_factory=list, description="Votes, in order.")
    disqualified: list[Disqualification] = Field(default_factory=list, description="Who was disqualified, and why.")
    dissents: list[Dissent] = Field(default_factory=list, description="Dissenting opinions.")
    notes: list[Note] = Field(default_factory=list, description="Statements noted in the minutes.")
    decision: Decision | None = Field(None, description="The decision; null while there is none.")
    attachments: list[Attachment] = Field(default_factory=list, description="Attachments, in order.")
    supplementary: list[Attachment] = Field(default_factory=list, description="Supplementary documents, in order.")


class Item(Value):
    """A matter on the meeting's agenda."""

    id: str = Field("", description="The record's id, a slash, and the number or a slug of the title.")
    number: str | None = Field(None, description='Number as printed, without the sign: "72".')
    title: str | None = Field(None, description="Title of the matter.")
    language: Language | None = Field(None, description="Main language of the item's text.")
    case_number: str | None = Field(None, description="Diary number as printed.")
    classification: Classification | None = Field(None, description="Class of the matter in the filing plan.")
    kind: MatterKind = Field("other", description="Kind of matter.")
    handling: Handling = Field(default_factory=Handling, description="What this meeting did with it.")
    history: list[Handling] = Field(default_factory=list, description="Earlier handlings, in printed order.")
    motion: Motion | None = Field(None, description="The motion that the matter answers.")
    questions: list[Question] = Field(default_factory=list, description="Its questions with their answers.")
    citations: list[Citation] = Field(default_factory=list, description="Statutes and other sources of law cited.")
    links: list[Hyperlink] = Field(default_factory=list, description="Hyperlinks in the item's text, in order.")
    for_information: list[str] = Field(default_factory=list, description="Who is informed of the decision.")
    appeal: Appeal | None = Field(None, description="How the decision can be appealed.")


class Annex(Value):
    """A document bound in after the items."""

    title: str | None = Field(None, description="Title of the annex.")
    pages: tuple[int, int] = Field(description="Its first and last page, from 1.")
    item: str | None = Field(None, description="Number of the item that it belongs to.")


class Finding(Value):
    """Something that a reader of the record should know."""

    code: str = Field(description="Short name of the kind of finding, such as date-conflict.")
    severity: Literal["info", "warning", "error"] = Field(description="How grave it is.")
    message: str = Field(description="What was found, where, with the values at odds.")
    pointers: list[str] = Field(default_factory=list, description="JSON Pointers to the values it is about.")


class Unclaimed(Value):
    """A run of text that is in no field."""

    start: int = Field(description="Code point where it begins in the text.")
    end: int = Field(description="Code point after its end.")
    text: str = Field(description="Its first 80 characters.")


class Coverage(Value):
    """How much of the text is in some field or is a known label or heading. White space does not count."""

    characters: int = Field(0, description="Characters of the text, page furniture and annexes aside.")
    claimed: int = Field(0, description="How many of them are claimed.")
    ratio: float = Field(1.0, description="claimed / characters, four decimals; 1.0 for an empty text.")
    unclaimed: list[Unclaimed] = Field(default_factory=list, description="What is not, in order.")


class EvidenceBox(Value):
    """A rectangle on a page, in PDF points from the page's top left."""

    page: int = Field(description="Page, from 1.")
    x0: float = Field(description="Left edge.")
    top: float = Field(description="Upper edge.")
    x1: float = Field(description="Right edge.")
    bottom: float = Field(description="Lower edge.")


class EvidenceSpan(Value):
    """A place in the text."""

    start: int = Field(description="Code point where it begins in the text.")
    end: int = Field(description="Code point after its end.")
    page: int | None = Field(None, description="Page, from 1; null for formats without pages.")
    boxes: list[EvidenceBox] = Field(default_factory=list, description="Where it is on the page; [] without geometry.")


class Evidence(Value):
    """Where a value was read."""

    spans: list[EvidenceSpan] = Field(description="Joined by line breaks and healed they give the value.")
    rule: str = Field(
        description="The rule that found it. One that ends in :derived derived the value from the text of the spans."
    )


class MeetingRecord(Value):
    """One source document: an agenda, minutes, an item of either, an officer's decision, a bulletin or a motion."""

    schema_version: str = Field(SCHEMA_VERSION, description="Version of this contract.")
    id: str = Field("", description="Stable id from what the document says of itself.")
    kind: RecordKind = Field("minutes", description="What sort of document it is.")
    language: Language | None = Field(None, description="Main language of the document.")
    source: Source = Field(description="The document that the record was read from.")
    producer: Producer = Field(description="The program that made the record.")
    meeting: Meeting = Field(default_factory=Meeting, description="The meeting.")
    items: list[Item] = Field(default_factory=list, description="The matters, in order.")
    annexes: list[Annex] = Field(default_factory=list, description="Documents bound in after the items.")
    findings: list[Finding] = Field(default_factory=list, description="What a reader should know.")
    coverage: Coverage = Field(default_factory=Coverage, description="How much of the text is in some field.")
    evidence: dict[str, Evidence] = Field(
        default_factory=dict, description="Where each value was read, by JSON Pointer (RFC 6901)."
    )

    _text: str = PrivateAttr("")

    @property
    def text(self) -> str:
        """Returns the document's text, which all spans refer to; it is stored beside the record, not in it."""
        return self._text
