"""Proposals: who proposes, the text, and its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from extractors.document import Block
from extractors.passage import Found
from extractors.prose import prose
from extractors.values import Value


class Proposal(Value):
    """A proposal for a decision."""

    by: str | None = Field(None, description="Who proposes: a name, a title or a body, as printed.")
    text: str = Field("", description="The whole proposal, without its label.")
    clauses: list[str] = Field(default_factory=list, description="Its clauses, where it has a list of them.")


def proposal(blocks: Sequence[Block], by: Found[str] | None) -> Proposal | None:
    """The proposal that a section's blocks make up; None where they have no text."""
    text = prose(blocks)
    if not text:
        return None
    return Proposal.model_validate(
        {
            "by": by,
            "text": text.read("proposals/text"),
            "clauses": [block.body.read("proposals/clause") for block in blocks if block.kind == "item"],
        }
    )
