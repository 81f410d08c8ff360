"""Bulletins: lists of a meeting's decisions, an item a line, without the texts of its minutes.

"§ 82 Torin nimi – Hyväksyttiin esityksen mukaan." · "§ 82 Torgets namn" and below it "Godkändes enligt förslaget."
"""

from __future__ import annotations

import re

from extractors.core.document import Block
from extractors.core.passage import Passage
from extractors.language.identification import identify
from extractors.language.phrases import first_phrase
from pipeline.structure.item_phrases import did
from pipeline.structure.model import ItemOutline, Outline, Section

# between a title and what was decided on the same line; a full stop only before a capital
_BETWEEN = re.compile(r"\s+[–—-]\s+|:\s+|\.\s+(?=[A-ZÅÄÖ])|;\s+")


def is_bulletin(outline: Outline) -> bool:
    """Whether a document calls itself a list of decisions."""
    first = next((reference for reference in outline.references if reference.document), None)
    return first is not None and first.document_is("bulletin")


def read(outline: Outline) -> None:
    """Gives the items of a bulletin their decisions: what is printed below a title, or behind it on its line."""
    for item in outline.items if is_bulletin(outline) else ():
        current = item.current
        if current.has("decision"):
            continue
        told = current.of("account")
        if told and told == current.sections:
            current.sections = [Section("decision", each.label, each.by, blocks=each.blocks) for each in told]
        elif not current.sections:
            _split(item)


def _split(item: ItemOutline) -> None:
    """Parts a title from the decision behind it, at the last sign between them that one follows."""
    if item.title is None:
        return
    language = identify(item.title.text) or "fi"
    for match in reversed(list(_BETWEEN.finditer(item.title.text))):
        behind = item.title[match.end() :]
        sentence = match[0].strip() in ("–", "—", "-") and behind.text.endswith(".")
        if sentence or did(behind.text) or first_phrase(behind, "outcomes", language) is not None:
            block = _block(behind)
            item.title = item.title[: match.start()]
            item.current.sections.append(Section("decision", blocks=[block]))
            item.blocks.append(block)
            return


def _block(text: Passage) -> Block:
    return Block("paragraph", text, (text,), spans=text.spans)
