"""Assembly: the parts of a document become its record, with evidence, findings and coverage."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from extractors import vocabulary
from extractors.core.document import Document
from extractors.core.passage import Found, Passage, Span
from extractors.item.attachments import sent
from extractors.language.identification import identify
from extractors.meeting.meeting import Meeting
from extractors.organisations.country import by_wording
from extractors.organisations.municipality import TOP, Finder
from extractors.people.names import Gazetteer
from pipeline.assembly.annexes import annexes
from pipeline.assembly.evidence import coverage, evidence
from pipeline.assembly.identifiers import item_ids, record_id
from pipeline.assembly.items import Context, item
from pipeline.assembly.meeting import meeting
from pipeline.checks import record_checks, text_layer_checks
from pipeline.errors import NotADocument
from pipeline.layout.blocks import Layout
from pipeline.record.model import MeetingRecord, Ocr, Producer, RecordKind, Source
from pipeline.structure import appeal_ranges, letters, standalone_motions
from pipeline.structure.model import ItemOutline, Outline
from pipeline.structure.section_kinds import WITH_PRESENT

FORMULA = 200
"""Characters of a cover's formula at most; what is longer is text that some field should hold."""


def producer() -> Producer:
    """The program as it stands: name, version, digest of its vocabulary."""
    return Producer(name="kommunprotokoll", version=_version(), vocabulary=vocabulary.digest())


@cache
def _version() -> str:
    try:
        return version("kommunprotokoll")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def assemble(data: bytes, uri: str | None, document: Document, layout: Layout, outline: Outline) -> MeetingRecord:
    """Makes the record of a document.

    Raises:
        NotADocument: nothing in the text says that it is an agenda, minutes or an item of either, and it is no motion.
    """
    alone = standalone_motions.find(layout.blocks, outline)
    if alone is not None:
        outline = alone.outline(outline)
    elif not _municipal(outline) or letters.letter(layout.blocks, outline) is not None:
        raise NotADocument(letters.reason(layout.blocks, outline))
    text = document.passage(Span(0, len(document.text)))
    names = Gazetteer(text)
    language = identify(_sample(layout)) or "sv"
    country = by_wording(document.text, language)
    top = [document.passage(line.span) for line in document.lines if line.start < line.end][:TOP]
    met = meeting(outline, names, Finder(text, top, country, uri))
    home = met.municipality.country if met.municipality is not None else None
    links = {link.span: link.url for link in document.links}
    context = Context(document.text, language, names, links, uri, met, home or country)
    appeal_ranges.distribute(outline.items)
    items = [item(each, context) for each in outline.items]
    kind: RecordKind | Found[RecordKind]
    if alone is not None:
        items[0].motion = alone.motion(items[0].motion)
        kind = Found("motion", alone.title.spans, "assembly/motion:derived")
    else:
        kind = _kind(outline, [each.handling.decision is not None for each in items], met)
    record = MeetingRecord.model_validate(
        {
            "kind": kind,
            "language": language,
            "source": _source(data, uri, document),
            "producer": producer(),
            "meeting": met,
            "items": items,
            "annexes": list(annexes(layout.annexes, outline, [_page(each, document) for each in outline.items])),
        }
    )
    record.id = record_id(record, document.text)
    for each, its_id in zip(record.items, item_ids(record.id, record.items), strict=True):
        each.id = its_id
    for each in record.items:
        record_checks.response_time(each, met)
    record.evidence = evidence(record, document)
    labels = [span for label in (*outline.labels, *_formulas(outline)) for span in label.spans] + _markers(layout)
    pages = [page for annex in layout.annexes for page in range(annex.first, annex.last + 1)]
    aside = [*layout.furniture, *layout.rules, *(document.pages[page - 1] for page in pages)]
    record.coverage = coverage(document, record.evidence.values(), labels, aside)
    record.findings = [
        *record_checks.findings(record, outline, document),
        *text_layer_checks.findings(record, document),
    ]
    record._text = document.text
    return record


def _source(data: bytes, uri: str | None, document: Document) -> Source:
    return Source(
        uri=uri,
        native_id=document.native_id,
        media_type=document.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        pages=len(document.pages) if document.paged else None,
        reader=document.reader,
        ocr=_ocr(document),
        mended_pages=[repair.page for repair in document.repairs if repair.how != "unread"],
    )


def _ocr(document: Document) -> Ocr | None:
    if document.recognition is None:
        return None
    engine, languages = document.recognition
    pages = [repair.page for repair in document.repairs if repair.how == "ocr"]
    return Ocr(engine=engine, languages=list(languages), pages=pages)


def _page(item: ItemOutline, document: Document) -> int | None:
    """The page on which an item begins."""
    if item.number is None or not item.number.spans:
        return None
    return document.page_at(item.number.spans[0].start)


def _formulas(outline: Outline) -> list[Passage]:
    """What is known and no value: the cover's formulas ("Pöytäkirja on nähtävänä ..."), what recipients are sent.

    What is printed under a heading for contents counts where items were read: else it is what could not be read.
    """
    listed = ("contents",) if outline.items else ()
    kinds = ("time", "place", "checked", "displayed", "signatures", "adjusters", *listed)
    said = [
        block.body for section in outline.cover_of(*kinds) for block in section.blocks if len(block.body) <= FORMULA
    ]
    informed = [section for item in outline.items for section in item.sections if section.kind == "for_information"]
    return said + [document for section in informed for document in sent(section.blocks)]


def _municipal(outline: Outline) -> bool:
    """Whether a document has anything of an agenda or minutes."""
    if any(reference.body for reference in outline.references) or any(
        item.number or item.case for item in outline.items
    ):
        return True
    if outline.cover_of("present") and outline.cover_of(*WITH_PRESENT):
        return True
    return any(
        section.label is not None for item in outline.items for section in (*item.current.sections, *item.sections)
    ) and any(item.current.has("proposal", "decision") for item in outline.items)


def _sample(layout: Layout) -> str:
    """Running text enough to tell the main language by: the longest blocks."""
    blocks = sorted(layout.blocks, key=lambda block: -len(block.text))[:12]
    return "\n".join(block.text[:400] for block in blocks)


def _markers(layout: Layout) -> list[Span]:
    return [span for each in layout.blocks if each.block.marker for span in each.block.marker.spans]


def _kind(outline: Outline, decided: list[bool], met: Meeting) -> RecordKind | Found[RecordKind]:
    """What sort of document it is: what its head says, else by how many items it holds and whether they are decided."""
    first = next((reference for reference in outline.references if reference.document), None)
    said = first.document if first is not None and not first.either else None
    whole = len(outline.items) > 1 or bool(outline.contents) or bool(outline.cover_of("present"))
    if said is not None and said.value in ("decision", "bulletin"):
        return Found(said.value, said.spans, said.rule)  # type: ignore[arg-type]
    if said is None and met.body is not None and met.body.kind == "officeholder":
        return Found("decision", met.body._places["/kind"].spans, "assembly/office:derived")
    if whole:
        signed = any(section.blocks for section in outline.cover_of("signatures", "adjusters"))
        kind: RecordKind = "minutes" if any(decided) or signed else "agenda"
        if said is not None and said.value in ("minutes", "agenda"):
            return Found(said.value, said.spans, said.rule)  # type: ignore[arg-type]
        return kind
    if said is not None:
        return Found("agenda_item" if said.value == "agenda" else "extract", said.spans, said.rule)
    return "extract" if any(decided) else "agenda_item"
