"""Selects documents of a catalogue by source, body, date, state, program and finding."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from extractors.core.slugs import slug
from pipeline.storage.catalogue import Document


class Selection(BaseModel):
    """Selection criteria; an empty list or null matches everything."""

    model_config = ConfigDict(frozen=True)

    sources: list[str] = Field(default_factory=list, description="Names of sources.")
    bodies: list[str] = Field(default_factory=list, description="Bodies, in any spelling that gives the same slug.")
    since: str | None = Field(None, description="First date of meeting, ISO 8601.")
    until: str | None = Field(None, description="Last date of meeting, ISO 8601.")
    states: list[str] = Field(default_factory=list, description="new, changed, failed, quarantined, gone.")
    producers: list[str] = Field(default_factory=list, description='Beginnings of producers: "kommunprotokoll 0.1".')
    findings: list[str] = Field(default_factory=list, description="Codes of findings.")
    reviewed: bool | None = Field(None, description="Only records that are, or are not, marked as reviewed.")

    def meets(self, document: Document) -> bool:
        """Whether a document meets the criteria."""
        summary = document.summary or {}
        day = summary.get("date")
        return (
            (not self.sources or document.source in self.sources)
            and (not self.bodies or slug(summary.get("body") or "") in {slug(body) for body in self.bodies})
            and (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day <= self.until))
            and (not self.states or document.state in self.states)
            and (not self.producers or document.producer.startswith(tuple(self.producers)))
            and (not self.findings or bool(set(self.findings) & set(summary.get("findings", ()))))
            and (self.reviewed is None or document.reviewed == self.reviewed)
        )

    def of(self, documents: Sequence[Document]) -> list[Document]:
        """Returns the documents that meet the criteria and have a stored original, reviewed ones first."""
        kept = [each for each in documents if each.sha256 and each.state != "forgotten" and self.meets(each)]
        return sorted(kept, key=lambda each: (not each.reviewed, each.source, each.uri))
