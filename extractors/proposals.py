"""Proposals: who proposes, the text, and its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from extractors.document import Block
from extractors.passage import Found, Passage
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
            "clauses": [clause.read("proposals/clause") for clause in _clauses(blocks)],
        }
    )


def _clauses(blocks: Sequence[Block]) -> list[Passage]:
    """The clauses of a proposal: what stands behind numbers that are alone on their lines, else its list.

    Word and Dynasty print "1" over "hyväksyy suunnitelman, ja"; lists inside such a clause belong to it.
    """
    found: list[list[Passage]] = []
    for block in blocks:
        lines = block.lines if block.kind != "item" else (block.printed,)
        if lines and lines[0].text == str(len(found) + 1):
            found.append([])
            lines = lines[1:]
        if found and lines:
            found[-1].append(block.printed if len(lines) == len(block.lines) else Passage.join(lines, " "))
    if len(found) > 1 and all(found):
        return [Passage.join(parts, "\n") for parts in found]
    return [block.body for block in blocks if block.kind == "item"]
