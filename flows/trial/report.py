"""The report of the command `try`: what a sample of documents gives, put together from the workers' reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from flows.workers.job import Job, Limits, Outcome, not_read
from flows.workers.pool import read_all

if TYPE_CHECKING:
    from flows.trial.sample import Sample
    from pipeline.debug.document_report import DocumentReport
    from pipeline.debug.unknown_headings import Place

WORST = 5
"""How many of the documents with the lowest coverage are named."""

WHOLE = 0.9995
"""Coverage that is printed as 100 %."""

FREE = frozenset({"account", "appeal", None})
"""Sections inside which a document may have headings that no other document has: they need no row."""


class Document(BaseModel):
    """What became of one document of the sample."""

    name: str = Field(description="Its path below the folder, or its address.")
    reason: str | None = Field(None, description="Why it gave no record.")
    coverage: float | None = Field(None, description="Share of its text that stands in some field.")


class EmptyField(BaseModel):
    """A field that a kind of document usually has."""

    field: str = Field(description="In the record; after `items.`, in each item.")
    empty: int = Field(description="Of how many records or items it is empty.")
    of: int = Field(description="Of how many it is expected.")


class Kind(BaseModel):
    """The records of one kind of document."""

    kind: str = Field(description="agenda, minutes, …")
    records: int = Field(description="How many there are.")
    items: int = Field(description="How many items they have.")
    empty: list[EmptyField] = Field(description="Expected fields that are empty somewhere.")


class Occurrence(BaseModel):
    """A place of a heading."""

    document: str
    line: int = Field(description="Its number in `kommunprotokoll tags`.")
    page: int | None = None
    role: str = Field(description="What the grammar made of it.")
    near: list[str] = Field(description="The lines around it.")
    at: int = Field(description="Which of them it is, from 0.")


class Heading(BaseModel):
    """A heading that the vocabulary does not list."""

    text: str
    places: int = Field(description="How often it is printed.")
    documents: int = Field(description="In how many documents.")
    example: Occurrence
    file: str = Field(description="The file that a row for it belongs to.")
    row: str = Field(description="The row; its kind is the likeliest, or `…` where nothing speaks for any.")
    likeliest: str | None = None
    why: str | None = Field(None, description="What speaks for the likeliest kind.")
    kinds: list[str] = Field(description="The kinds to choose from.")
    read_as: str | None = Field(None, description="The kind that it is read as already, by its words alone.")
    divider: bool = Field(description="Whether it only divides one document's section, and needs no row.")


class Report(BaseModel):
    """What a sample of a source gives."""

    source: str
    found: int = Field(description="Documents of the source, as far as it was listed.")
    sample: int = Field(description="Documents that were tried.")
    read: int
    skipped: list[Document] = []
    listings: list[Document] = []
    failed: list[Document] = []
    coverage: float | None = Field(None, description="The median.")
    worst: list[Document] = []
    kinds: list[Kind] = []
    headings: list[Heading] = []
    places: list[Occurrence] = Field([], description="Where the heading that was asked for is printed.")


@dataclass(frozen=True, kw_only=True)
class Tried(Outcome):
    """Outcome of one document: the report on it."""

    report: DocumentReport


def report_of(source: str, sample: Sample, heading: str | None, workers: int) -> Report:
    """Reads the documents of a sample in guarded workers and puts the reports on them together.

    Args:
        source: the folder or URL, as the user wrote it.
        sample: the documents.
        heading: a heading whose places are wanted instead of the unknown ones.
        workers: number of worker processes.
    """
    outcomes = list(read_all(sample.jobs, min(workers, sample.taken), Limits(), partial(try_document, heading=heading)))
    report = Report(source=source, found=sample.found, sample=sample.taken, read=0)
    report.failed = [Document(name=name, reason=reason) for name, reason in sample.unfetched]
    for outcome in outcomes:
        if outcome.status == "record":
            report.read += 1
        else:
            unread = {"skipped": report.skipped, "listing": report.listings}.get(outcome.status, report.failed)
            unread.append(Document(name=outcome.uri, reason=outcome.reason))
    tried = [each for each in outcomes if isinstance(each, Tried)]
    covered = [(each.report.coverage, each.uri) for each in tried if each.report.coverage is not None]
    if covered:
        report.coverage = median(ratio for ratio, _ in covered)
        worst = sorted(each for each in covered if each[0] < WHOLE)[:WORST]
        report.worst = [Document(name=name, coverage=ratio) for ratio, name in worst]
    report.kinds = _kinds([each.report for each in tried])
    if heading is not None:
        report.places = [_occurrence(each.uri, place) for each in tried for place in each.report.headings]
    else:
        report.headings = _headings(tried)
    return report


def try_document(job: Job, limits: Limits, heading: str | None = None) -> Outcome:
    """Reports on a document in a worker. Errors are returned in the outcome, never raised."""
    from pathlib import Path

    from pipeline.debug.document_report import report
    from pipeline.errors import DocumentError, TooLarge
    from pipeline.parsing import read_file

    try:
        data = read_file(Path(job.path)) if job.data is None else job.data
        if len(data) > limits.size:
            raise TooLarge(f"the document has {len(data):,} bytes, the limit is {limits.size:,}")
        found = report(data, job.uri, heading)
    except DocumentError as error:
        return not_read(job, error)
    if found.error is not None:
        return Tried(**vars(not_read(job, found.error)), report=found)
    return Tried(path=job.path, uri=job.uri or job.path, status="record", report=found)


def _kinds(reports: Sequence[DocumentReport]) -> list[Kind]:
    found = []
    for kind, records in Counter(each.kind for each in reports if each.kind).most_common():
        same = [each for each in reports if each.kind == kind]
        fields: dict[str, tuple[int, int]] = {}
        for field, (empty, of) in (pair for each in same for pair in each.fields.items()):
            before = fields.get(field, (0, 0))
            fields[field] = before[0] + empty, before[1] + of
        empty_ones = [EmptyField(field=name, empty=empty, of=of) for name, (empty, of) in fields.items() if empty]
        items = sum(each.items for each in same)
        found.append(Kind(kind=str(kind), records=records, items=items, empty=empty_ones))
    return found


def _headings(tried: Sequence[Tried]) -> list[Heading]:
    """The unknown headings, those in most documents first; those that accounts only divide their text by come last."""
    from extractors.vocabulary import fold

    found: dict[str, list[tuple[str, Place]]] = {}
    for each in tried:
        for place in each.report.headings:
            found.setdefault(fold(place.heading), []).append((each.uri, place))
    headings = [_heading(each) for each in found.values()]
    return sorted(headings, key=lambda each: (each.divider, -each.documents, -each.places, each.text))


def _heading(where: Sequence[tuple[str, Place]]) -> Heading:
    from pipeline.debug.unknown_headings import kinds_for

    texts = Counter(place.heading for _, place in where)
    text = texts.most_common(1)[0][0]
    guesses = Counter(place.guess for _, place in where if place.guess is not None)
    guess = guesses.most_common(1)[0][0] if guesses else None
    languages = Counter(place.language for _, place in where if place.language in ("sv", "fi"))
    language = languages.most_common(1)[0][0] if languages else "fi"
    documents = len({name for name, _ in where})
    kind = guess.kind if guess is not None else None
    alone = ", alone = true" if any(place.ordinary for _, place in where) else ""
    name, example = max(where, key=lambda each: each[1].guess == guess)
    inside = {place.role.rpartition(" ")[2].rpartition(".")[2] for _, place in where}
    divider = documents == 1 and inside <= FREE and {kind} <= FREE
    return Heading(
        text=text,
        places=len(where),
        documents=documents,
        example=_occurrence(name, example),
        file=f"extractors/vocabulary/{language}/labels.toml",
        row=f'{{ text = "{text}", kind = "{kind or "…"}"{alone} }},',
        likeliest=kind,
        why=guess.why if guess is not None else None,
        kinds=kinds_for(place.role for _, place in where),
        read_as=next((place.read_as for _, place in where if place.read_as), None),
        divider=divider,
    )


def _occurrence(name: str, place: Place) -> Occurrence:
    return Occurrence(
        document=name, line=place.line, page=place.page, role=place.role, near=list(place.near), at=place.at
    )
