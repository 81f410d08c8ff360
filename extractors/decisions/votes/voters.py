"""How each voted: lists of names under or after the votes of a side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Passage
from extractors.decisions.votes.tokens import Side, may_count_votes, tokens
from extractors.people.inflection import full_name
from extractors.people.names import NAME, WORD, Gazetteer
from extractors.people.person_line import read
from extractors.people.person_line_model import PersonLine
from extractors.vocabulary import either_of

# "Anna Ek (sfp)"
_PARTY = re.compile(r"\s*\((?P<party>[^()\d]{1,25})\)")
# what parts the names of a list in brackets: "(Ek, Ås och Per Berg)"
_BETWEEN = re.compile(rf"\s*[,;]\s*|\s+{either_of('motion', 'and')}\s+")


class Voter(Value):
    """How one person voted."""

    name: str | None = Field(None, description="Given name first.")
    party: str | None = Field(None, description="Party or group as printed.")
    vote: Side | None = Field(None, description="What the person voted.")


class Listed(NamedTuple):
    """A side's word with a colon, after which its voters can stand: from where to where, and the side."""

    start: int
    end: int
    side: Side


def lists(text: str) -> list[Listed]:
    """The beginnings of lists of voters: "JAA: Anna Ek, ...", "Jaa-äänet: 14 Anna Ek, ...", "Ja-röst: Anna Ek (s)".

    >>> lists("JAA: Anna Ek, EI: Per Ås")
    [Listed(start=0, end=4, side='for'), Listed(start=14, end=17, side='against')]
    """
    if ":" not in text or not may_count_votes(text):
        return []
    found = []
    read = tokens(text)
    for at, token in enumerate(read):
        colon = next((each for each in read[at + 1 : at + 3] if text[each.start : each.end] == ":"), None)
        between = text[token.end : colon.start].strip() if colon else ""
        if token.side is None or colon is None or (between and read[at + 1].kind != "filler"):
            continue
        after = next((each for each in read[at + 1 :] if each.start >= colon.end), None)
        counted = after is not None and after.kind == "count" and text[after.start].isdecimal()
        found.append(Listed(token.start, after.end if after and counted else colon.end, token.side))
    return found


def _is_name(text: str) -> bool:
    """Whether a text is a whole name or a surname, and nothing else."""
    return re.fullmatch(WORD, text) is not None or re.fullmatch(NAME, text) is not None


def in_brackets(text: Passage, side: Side, names: Gazetteer) -> list[Voter]:
    """The voters of a side that stand in brackets after its votes, by surname or by the whole name.

    None where the brackets hold anything else: "(liite 2)".
    """
    found: list[Voter] = []
    for part in _parted(text):
        party = _PARTY.search(part.text)
        name = part[: party.start()] if party else part
        if not _is_name(name.text):
            return []
        fields = {"name": full_name(name, names, "votes/voter"), "vote": side}
        fields |= {"party": part.group(party, "party").read("votes/party")} if party else {}
        found.append(Voter.model_validate(fields))
    return found


def _parted(text: Passage) -> Iterator[Passage]:
    start = 0
    for cut in _BETWEEN.finditer(text.text):
        yield text[start : cut.start()]
        start = cut.end()
    yield text[start:]


def voters(text: Passage, side: str, names: Gazetteer) -> list[Voter]:
    """The voters in a text that is a list of names and little else."""
    listed = [each for each in read(text) if each.name is not None]
    parties = sum(len(match[0]) for match in _PARTY.finditer(text.text))
    if sum(len(each.name) for each in listed if each.name) < 0.6 * max(1, len(text) - parties):
        return []
    return [voter(each, each.name, side, names) for each in listed if each.name is not None]


def voter(of: PersonLine, name: Passage, side: str, names: Gazetteer) -> Voter:
    """One person of a list of those who voted for a side."""
    fields = {"name": names.turn(name).read("votes/voter"), "vote": side}
    other = _PARTY.search(of.text.text)  # "Anna Ek (Granviks väl)"
    group = of.party or (of.text.group(other, "party") if other else None)
    fields |= {"party": group.read("votes/party")} if group is not None else {}
    return Voter.model_validate(fields)
