"""The report of an ingest run, and its renderings for the terminal and for Prefect's server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, Field

from pipeline.storage.catalogue import Document

LISTED = 200
"""Maximum number of failures listed in the Markdown; the report has all."""


class Failure(BaseModel):
    """A document that could not be fetched or parsed."""

    uri: str
    code: str
    reason: str


class Report(BaseModel):
    """Result of a run over a source. Findings and coverage cover only documents parsed in this run."""

    source: str = Field("", description="Its name.")
    documents: int = Field(0, description="Documents in the source.")
    records: int = Field(0, description="Of them, those with a record.")
    skipped: int = Field(0, description="Of them, those that are no agenda or minutes.")
    failed: int = Field(0, description="Of them, those that could not be read, now or in the run that read them.")
    new: int = Field(0, description="Of them, those that no run had read before.")
    changed: int = Field(0, description="Of them, those that are not what they were, or are read differently.")
    gone: int = Field(0, description="Documents that the source has no more.")
    forgotten: int = Field(0, description="Documents that were erased because of their age.")
    unchanged: int = Field(0, description="Of them, those that were not read again.")
    infos: int = Field(0, description="Findings of severity info.")
    warnings: int = Field(0, description="Findings of severity warning.")
    errors: int = Field(0, description="Findings of severity error.")
    coverage: float | None = Field(None, description="Mean coverage; null where no record was made.")
    seconds: float = Field(0.0, description="Duration of the run, without the start of Prefect's server.")
    failures: list[Failure] = Field(default_factory=list, description="The documents that failed, in order.")
    gaps: list[str] = Field(
        default_factory=list, description="Paragraphs that lie between two minutes and are missing."
    )
    agendas: list[str] = Field(default_factory=list, description="Agendas whose minutes have not come.")
    alarms: list[str] = Field(default_factory=list, description="What an operator must look at.")

    @property
    def documents_per_second(self) -> float:
        """Number of documents divided by the run's duration in seconds."""
        return self.documents / self.seconds if self.seconds else 0.0

    def count(self, uri: str, document: Document) -> None:
        """Adds a document to the counts by its catalogue entry."""
        self.documents += 1
        failed = document.status == "failed" or document.state == "failed"
        there = not failed and document.state != "gone"
        self.records += document.status == "record" and there
        self.skipped += document.status in ("skipped", "listing") and there
        self.failed += failed
        if failed:
            self.failures.append(Failure(uri=uri, code=str(document.code), reason=str(document.reason)))


def rows(report: Report) -> list[tuple[str, str]]:
    """Returns the report as rows of label and figure."""
    coverage = "–" if report.coverage is None else f"{report.coverage:.1%}"
    return [
        ("Documents", f"{report.documents}"),
        ("Records", f"{report.records}"),
        ("Skipped", f"{report.skipped}"),
        ("Failed", f"{report.failed}"),
        ("Unchanged", f"{report.unchanged}"),
        *([("Gone", f"{report.gone}")] if report.gone else []),
        *([("Erased", f"{report.forgotten}")] if report.forgotten else []),
        ("Findings", f"{report.errors} errors, {report.warnings} warnings, {report.infos} notes"),
        ("Coverage", coverage),
        ("Time", f"{report.seconds:.1f} s, {report.documents_per_second:.1f} documents/s"),
    ]


def table(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Returns the reports as a table for Prefect: one row per source and status."""
    return [
        {"source": report.source, "status": status, "documents": number}
        for report in reports
        for status, number in (
            ("record", report.records),
            ("skipped", report.skipped),
            ("failed", report.failed),
            ("unchanged", report.unchanged),
            ("gone", report.gone),
        )
    ]


def markdown(reports: Sequence[Report]) -> str:
    """Returns the reports as Markdown: counts, and failures with name and reason, without documents' text."""
    return "\n".join(line for report in reports for line in _markdown(report)) + "\n"


def _markdown(report: Report) -> list[str]:
    first, *others = (f"| {label} | {figure} |" for label, figure in rows(report))
    lines = [f"# {_cell(report.source)}", "", first, "|---|---|", *others]  # an empty table header looks broken
    for name, found in (
        ("Alarms", report.alarms),
        ("Missing paragraphs", report.gaps),
        ("Agendas without minutes", report.agendas),
    ):
        if found:
            lines += ["", f"## {name}", "", *(f"- {_cell(each)}" for each in found[:LISTED])]
        if len(found) > LISTED:
            lines += ["", f"and {len(found) - LISTED} more"]
    if report.failures:
        lines += ["", "## Failures", "", "| Document | Code | Reason |", "|---|---|---|"]
        lines += [f"| {_cell(f.uri)} | {f.code} | {_cell(f.reason)} |" for f in report.failures[:LISTED]]
    if len(report.failures) > LISTED:
        lines += ["", f"and {len(report.failures) - LISTED} more"]
    return [*lines, ""]


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
