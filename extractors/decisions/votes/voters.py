"""How each voted: lists of names under or behind the votes of a side."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Passage
from extractors.people.inflection import full_name
from extractors.people.names import NAME, WORD, Gazetteer, find
from extractors.vocabulary import either_of

_PARTY = re.compile(r"\s*\((?P<party>[^()\d]{1,25})\)")  # "Anna Ek (sfp)"

SIDES = ("for", "against", "blank", "absent")


class Voter(Value):
    """How one person voted."""

    name: str | None = Field(None, description="Given name first.")
    party: str | None = Field(None, description="Party or group as printed.")
    vote: Literal["for", "against", "blank", "absent"] | None = Field(None, description="What the person voted.")


@cache
def word(side: str) -> str:
    """The regular expression for a side's word: "JAA-ääntä", "blanka"."""
    # JAA and EI are words of their own right when small: "ei" is Finnish for not
    flag = "" if side in ("for", "against") else "i"
    return rf"(?{flag}:{either_of('votes', side)})(?:[-\s]?(?:röst(?:er|erna)?|ään(?:tä|et|ten|estä)?))?(?!\w)"


@cache
def lists() -> re.Pattern[str]:
    """A side's word before its voters: "JAA: Anna Ek, ...", "Jaa-äänet: 14 Anna Ek, ..."."""
    return re.compile("|".join(rf"(?<![\w-])(?P<{side}>{word(side)})\s*:\s*(?:\d{{1,3}}(?!\d))?" for side in SIDES))


@cache
def _bracketed() -> re.Pattern[str]:
    """A side's voters in brackets behind its votes: "5 JAA-ääntä (Harjasuo, Koivulahti, Ek)"."""
    one = rf"(?:{NAME}|{WORD})"
    return re.compile(
        "|".join(rf"{word(side)}\s*\((?P<{side}>{one}(?:(?:,|\s+(?:ja|och))\s+{one})*)\)" for side in SIDES)
    )


def bracketed(text: Passage, names: Gazetteer) -> list[Voter]:
    """The voters that stand in brackets behind the votes of a side, by surname or by the whole name."""
    found: list[Voter] = []
    for match in _bracketed().finditer(text.text):
        side = match.lastgroup or ""
        listed = text.group(match, side)
        for each in re.finditer(rf"{NAME}|{WORD}", listed.text):
            name = full_name(listed.group(each), names, "votes/voter")
            found.append(Voter.model_validate({"name": name, "vote": side}))
    return found


def voters(text: Passage, side: str, names: Gazetteer) -> list[Voter]:
    """The voters in a text that is a list of names and little else."""
    listed = list(find(text))
    parties = sum(len(match[0]) for match in _PARTY.finditer(text.text))
    if not listed or sum(len(name) for name in listed) < 0.6 * (len(text) - parties):
        return []
    found: list[Voter] = []
    at = 0
    for name in listed:
        at = text.text.index(name.text, at) + len(name)
        party = _PARTY.match(text.text, at)
        fields = {"name": names.turn(name).read("votes/voter"), "vote": side}
        fields |= {"party": text.group(party, "party").read("votes/party")} if party else {}
        found.append(Voter.model_validate(fields))
    return found
