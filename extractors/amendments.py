"""Amendments: who moved what, who seconded it, and what became of it.

"Maria Ek föreslog, understödd av Per Ås, att ärendet bordläggs." · "Kai Salo ehdotti Anu Lehdon kannattamana, että
asia palautetaan valmisteltavaksi."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field

from extractors.document import Block
from extractors.names import NAME, Gazetteer, find
from extractors.nlp import phrases, sentences
from extractors.occurrence import folded, occurs, stems
from extractors.passage import Found, Passage
from extractors.values import Value
from extractors.vocabulary import either_of, words

KINDS = ("tabling", "return", "rejection", "addition", "wish")


class Amendment(Value):
    """A proposal made at the meeting against or beside the base proposal."""

    by: str | None = Field(None, description="Who moved it; given name first.")
    seconded_by: list[str] = Field(default_factory=list, description="Who seconded it; given names first.")
    text: str = Field("", description="The proposal as printed.")
    kind: Literal["amendment", "rejection", "tabling", "return", "addition", "wish"] = Field(
        "amendment", description="What it asks for."
    )
    outcome: Literal["carried", "lost", "lapsed", "withdrawn"] | None = Field(None, description="What became of it.")


class _Patterns(NamedTuple):
    moved: re.Pattern[str]
    seconded: re.Pattern[str]
    lapsed: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    propose = rf"(?i:{either_of('amendments', 'propose').replace(re.escape('..'), '[^.:?!]{0,90}?')})(?!\w)"
    second = rf"(?i:{either_of('amendments', 'seconded')})(?!\w)"
    several = rf"(?:,?\s*(?:och|ja|samt|sekä)\s+{NAME}|,\s*{NAME})*"
    return _Patterns(
        # the mover before the verb, perhaps with the seconder between: "Maria Ek föreslog", or behind it, as Swedish
        # has it when a sentence begins otherwise: "Under diskussionen föreslog ledamot Maria Ek"
        re.compile(
            rf"(?P<before>{NAME})[^.:?!]{{0,90}}?\s*(?<!\w){propose}"
            rf"|(?<!\w){either_of('amendments', 'propose_first')}\s+(?:[a-zåäö.]+\s+){{0,3}}(?P<behind>{NAME})"
        ),
        # "understödd av Per Ås" · "Anu Lehdon kannattamana" · "ehdotusta kannatti Anu Lehto"
        re.compile(
            rf"{second}\s+(?:[a-zåäö.]+\s+){{0,3}}(?P<after>{NAME}{several})|(?P<before>{NAME}{several})\s+(?:ym\.\s+)?{second}"
        ),
        re.compile(either_of("amendments", "lapsed"), re.IGNORECASE),
    )


@cache
def _proposing() -> tuple[str, ...]:
    return stems([*words("amendments", "propose"), *words("amendments", "propose_first")])


def amendments(blocks: Sequence[Block], names: Gazetteer, language: str) -> list[Amendment]:
    """The proposals that members made at the meeting, in order; those of the presenter are none of them."""
    found: list[Amendment] = []
    for block in blocks:
        if not occurs(folded(block.text), _proposing()):
            continue
        for sentence in sentences(block.body, language):
            moved = _patterns().moved.search(sentence.text)
            if moved is None:
                continue
            by = next(find(sentence.group(moved, "before" if moved["before"] else "behind")), None)
            if by is not None:
                found.append(_amendment(by, sentence, block, names, language))
    return found


def _amendment(by: Passage, sentence: Passage, block: Block, names: Gazetteer, language: str) -> Amendment:
    text = block.body if sentence.text.endswith(":") else sentence
    kind = next(phrases(text, "amendments", language, KINDS), None)
    lapsed = _patterns().lapsed.search(block.text)
    return Amendment.model_validate(
        {
            "by": names.turn(by).read("amendments/by"),
            "seconded_by": _seconders(block.body, by, names),
            "text": text.read("amendments/text"),
            "kind": kind.passage.means(kind.key, "amendments/kind") if kind else "amendment",
            "outcome": block.body.group(lapsed).means("lapsed", "amendments/lapsed") if lapsed else None,
        }
    )


def _seconders(text: Passage, by: Passage, names: Gazetteer) -> list[Found[str]]:
    found: dict[str, Found[str]] = {}
    for match in _patterns().seconded.finditer(text.text):
        group = "after" if match["after"] else "before"
        where = text.group(match, group)
        for name in find(where):
            name = names.nominative(name) if group == "before" else name
            if name.text != by.text:
                turned = names.turn(name)
                found.setdefault(turned.text, turned.read("amendments/seconded"))
    return list(found.values())
