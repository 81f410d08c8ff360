"""Proposals: who proposes, the text, and its clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from pydantic import Field

from extractors.core.block_text import prose
from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.language.phrases import sentences
from extractors.people.names import find, is_role_word
from extractors.vocabulary import either_of


class Proposal(Value):
    """A proposal for a decision."""

    by: str | None = Field(None, description="Who proposes: a name, a title or a body, as printed.")
    text: str = Field("", description="The whole proposal, without its label.")
    clauses: list[str] = Field(default_factory=list, description="Its clauses, where it has a list of them.")


def proposal(blocks: Sequence[Block], by: Found[str] | None) -> Proposal | None:
    """Builds a proposal from a section's blocks; None if they have no text."""
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


def changed(blocks: Sequence[Block], language: str) -> list[Proposal]:
    """The amended versions of a proposal that the proceedings or the decision quote in full.

    "Kaupunginjohtaja muutti ehdotustaan siten, että ..." · "Direktören ändrade sitt förslag enligt följande:" and a
    list or a paragraph. A sentence that states the decision ends the version.
    """
    found = []
    for at, block in enumerate(blocks):
        match = _changing().search(block.text)
        if match is None:
            continue
        start = block.text.rfind(". ", 0, match.start()) + 1
        rest = block.body[match.end() :]
        said = sentences(rest, language)
        kept = list(takewhile(lambda sentence: not _decided().search(sentence.text), said))
        parts = [rest[: rest.text.find(kept[-1].text) + len(kept[-1])]] if kept else []
        clauses: list[Passage] = []
        if len(kept) == len(said):
            clauses = [each.printed for each in takewhile(lambda each: each.kind == "item", blocks[at + 1 :])]
            if not clauses and not said and at + 1 < len(blocks):
                parts = [blocks[at + 1].body]
        text = Passage.join([*parts, *clauses], "\n").strip('"”“ ')
        if text:
            holder = _holder(block.body[start : match.start()])
            values = {"by": holder.read("proposals/changed_by") if holder else None}
            clause = [each.read("proposals/clause") for each in clauses]
            found.append(Proposal.model_validate(values | {"text": text.read("proposals/changed"), "clauses": clause}))
    return found


@cache
def _changing() -> re.Pattern[str]:
    changes, begins = (either_of("amendments", key) for key in ("changes", "change_begins"))
    return re.compile(rf"(?<!\w){changes}(?!\w)(?:[^.:]{{0,80}}?\s?{begins}|[^.:]{{0,60}}:)\s*", re.IGNORECASE)


@cache
def _decided() -> re.Pattern[str]:
    words = "|".join(either_of("amendments", key) for key in ("carried", "lost"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _holder(before: Passage) -> Passage | None:
    """Who amends the proposal, from the words before the verb: an officer's title with its modifiers, else a name."""
    tokens = list(re.finditer(r"[\w-]+", before.text))
    for index in range(len(tokens) - 1, -1, -1):
        if is_role_word(tokens[index][0]):
            first = index
            while first and re.search(r"(?:inen|n)$", tokens[first - 1][0]) and tokens[first - 1][0][0].isupper():
                first -= 1  # "Kaupunginhallituksen puheenjohtaja"
            if first and tokens[first - 1][0].endswith("inen"):
                first -= 1  # "tekninen johtaja"
            return before[tokens[first].start() : tokens[index].end()]
    return next(find(before), None)


def _clauses(blocks: Sequence[Block]) -> list[Passage]:
    """The clauses of a proposal: the text after each number that is alone on its line, else its list items.

    Word and Dynasty print "1" above "hyväksyy suunnitelman, ja"; lists inside such a clause belong to it.
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
