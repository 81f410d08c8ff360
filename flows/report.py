"""The report of an ingest: what became of the documents, for a caller, for a terminal, and for Prefect's server."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from pipeline.store import Entry

LISTED = 200
"""Failures that the Markdown names; the report has all."""


class Failure(BaseModel):
    """A document that could not be read."""

    uri: str
    code: str
    reason: str


class Report(BaseModel):
    """What became of the documents of a folder. Findings and coverage are of the documents read in this run."""

    documents: int = Field(0, description="Files in the folder.")
    records: int = Field(0, description="Of them, those with a record.")
    skipped: int = Field(0, description="Of them, those that are no agenda or minutes.")
    failed: int = Field(0, description="Of them, those that could not be read, now or in the run that read them.")
    unchanged: int = Field(0, description="Of them, those that were not read again.")
    infos: int = Field(0, description="Findings of severity info.")
    warnings: int = Field(0, description="Findings of severity warning.")
    errors: int = Field(0, description="Findings of severity error.")
    coverage: float | None = Field(None, description="Mean coverage; null where no record was made.")
    seconds: float = Field(0.0, description="Duration of the run, without the start of Prefect's server.")
    failures: list[Failure] = Field(default_factory=list, description="The documents that failed, in order.")

    @property
    def documents_per_second(self) -> float:
        """Documents in the folder by the run's duration."""
        return self.documents / self.seconds if self.seconds else 0.0

    def count(self, uri: str, entry: Entry) -> None:
        """Counts a document by its entry in the catalogue."""
        self.documents += 1
        self.records += entry.status == "record"
        self.skipped += entry.status in ("skipped", "listing")
        self.failed += entry.status == "failed"
        if entry.status == "failed":
            self.failures.append(Failure(uri=uri, code=str(entry.code), reason=str(entry.reason)))


def rows(report: Report) -> list[tuple[str, str]]:
    """The report as rows of a label and a figure."""
    coverage = "–" if report.coverage is None else f"{report.coverage:.1%}"
    return [
        ("Documents", f"{report.documents}"),
        ("Records", f"{report.records}"),
        ("Skipped", f"{report.skipped}"),
        ("Failed", f"{report.failed}"),
        ("Unchanged", f"{report.unchanged}"),
        ("Findings", f"{report.errors} errors, {report.warnings} warnings, {report.infos} notes"),
        ("Coverage", coverage),
        ("Time", f"{report.seconds:.1f} s, {report.documents_per_second:.1f} documents/s"),
    ]


def table(report: Report) -> list[dict[str, Any]]:
    """The report as a table for Prefect: one row a status."""
    return [
        {"status": status, "documents": number}
        for status, number in (
            ("record", report.records),
            ("skipped", report.skipped),
            ("failed", report.failed),
            ("unchanged", report.unchanged),
        )
    ]


def markdown(report: Report) -> str:
    """The report as Markdown, with the failures by name and reason; no document's text is in it."""
    lines = ["# Ingest", "", "| | |", "|---|---|", *(f"| {label} | {figure} |" for label, figure in rows(report))]
    if report.failures:
        lines += ["", "## Failures", "", "| Document | Code | Reason |", "|---|---|---|"]
        lines += [f"| {_cell(f.uri)} | {f.code} | {_cell(f.reason)} |" for f in report.failures[:LISTED]]
    if len(report.failures) > LISTED:
        lines += ["", f"and {len(report.failures) - LISTED} more"]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
