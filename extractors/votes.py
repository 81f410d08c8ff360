"""Votes: what was put against what, how it was taken, the counts, and how each voted where the minutes say so.

`for` counts JAA/JA. Counts are read from "JA-röster: 6, NEJ-röster: 3, blanka: 1", "9 JAA-ääntä ja 5 EI-ääntä, 1
äänesti tyhjää", "med 9 röster mot 6", "9 äänellä 6 ääntä vastaan".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from pydantic import ConfigDict, Field

from extractors.document import Block
from extractors.names import NAME, Gazetteer
from extractors.nlp import first_phrase
from extractors.passage import Found, Passage
from extractors.prose import prose
from extractors.values import Value
from extractors.vocabulary import LANGUAGES, either, either_of, tables

VoteWord = Literal["for", "against", "blank", "absent"]
METHODS = ("roll_call", "raised_hands", "electronic", "ballot")


class Voter(Value):
    """How one person voted."""

    name: str | None = Field(None, description="Given name first.")
    party: str | None = Field(None, description="Party or group as printed.")
    vote: VoteWord | None = Field(None, description="What the person voted.")


class Vote(Value):
    """A vote."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    subject: str | None = Field(None, description="What the vote was about.")
    method: Literal["roll_call", "raised_hands", "electronic", "ballot"] | None = Field(None, description="How.")
    proposition_for: str | None = Field(None, description="What JAA or JA stood for.")
    proposition_against: str | None = Field(None, description="What EI or NEJ stood for.")
    for_: int | None = Field(None, alias="for", description="Votes of JAA or JA.")
    against: int | None = Field(None, description="Votes of EI or NEJ.")
    blank: int | None = Field(None, description="Blank votes.")
    absent: int | None = Field(None, description="Members who did not vote.")
    result: Literal["for", "against", "tie_chair"] | None = Field(None, description="Which side won.")
    voters: list[Voter] = Field(default_factory=list, description="How each voted, where printed.")


@cache
def _numbers() -> dict[str, int]:
    return {word: number for each in LANGUAGES for word, number in tables(each)["numbers"].items()}


@cache
def _counts() -> re.Pattern[str]:
    number = rf"(?:\d{{1,3}}|{either(_numbers())})"
    sides = []
    for side in ("for", "against", "blank", "absent"):
        word = rf"{either_of('votes', side)}(?:[-\s]?(?:röst(?:er|erna)?|ään(?:tä|et|ten)?))?(?!\w)"
        sides.append(rf"(?<!\w){word}\s*:?\s*(?P<{side}_behind>\d{{1,3}})(?![\d.])")
        sides.append(rf"(?<![\w.])(?P<{side}_before>{number})\s+{word}")
    return re.compile("|".join(sides))


# "med 9 röster mot 6", "9 äänellä 6 ääntä vastaan", "äänin 9-6"
_AGAINST = re.compile(
    r"(?P<for>\d{1,3})\s+(?:röster|röst|äänellä|ääntä)\s+(?:mot\s+)?(?P<against>\d{1,3})(?:\s+(?:ääntä\s+vastaan|röster|röst))?"
    r"|äänin\s+(?P<for2>\d{1,3})\s*[-–]\s*(?P<against2>\d{1,3})",
)


@cache
def _propositions() -> re.Pattern[str]:
    # "JA-förslag: stadsdirektörens förslag", "JAA-ehdotus: ...", "de som röstar JA", "JAA = pohjaehdotus"
    word = either_of("votes", "proposition")
    return re.compile(
        rf"(?<!\w)(?:(?P<for>{either_of('votes', 'for')})|(?P<against>{either_of('votes', 'against')}))"
        rf"(?:[-\s]?{word})?\s*[:=]\s*(?P<text>[^\d\s][^\n.;]{{3,200}}?)(?=[.;]|\s+(?:NEJ|EI|Nej|Ei)(?:-|\s*[:=])|$)",
        re.MULTILINE,
    )


def votes(blocks: Sequence[Block], names: Gazetteer, language: str) -> list[Vote]:
    """The votes that a handling's blocks tell, in order.

    A vote begins with the votes for; counts that follow, up to the next votes for, belong to it.
    """
    found: list[dict[str, object]] = []
    propositions: dict[str, object] = {}
    method: Found[str] | None = None
    voting: str | None = None
    for block in blocks:
        text = prose([block])
        for match in _propositions().finditer(text.text):
            side = "for" if match["for"] else "against"
            propositions[f"proposition_{side}"] = text.group(match, "text").read("votes/proposition")
        if phrase := first_phrase(text, "votes", language):
            method = phrase.passage.means(phrase.key, "votes/method") if phrase.key in METHODS else method
        counts = _read_counts(text)
        for side, count in counts:
            if side == "for" and (not found or "for" in found[-1]):
                found.append({"voters": []})
            if found:
                found[-1].setdefault(side, count)
                found[-1].update(propositions)
                if method:
                    found[-1].setdefault("method", method)
                propositions = {}
        voting = counts[-1][0] if counts else voting
        if found and voting and (not counts or len(counts) == 1):
            listed = _voters(text, voting, names)  # type: ignore[arg-type]
            found[-1]["voters"] = [*found[-1]["voters"], *listed]  # type: ignore[misc]
            if not counts and not listed:
                voting = None
    return [_vote(each) for each in found]


def _read_counts(text: Passage) -> list[tuple[str, Found[int]]]:
    counts: list[tuple[int, str, Found[int]]] = []
    for match in _counts().finditer(text.text):
        group = next(name for name, value in match.groupdict().items() if value)
        value = match[group].lower()
        number = int(value) if value.isdecimal() else _numbers()[value]
        counts.append((match.start(), group.partition("_")[0], text.group(match, group).means(number, "votes/count")))
    if not any(side == "for" for _, side, _ in counts):
        counts = []
        for match in _AGAINST.finditer(text.text):
            for side in ("for", "against"):
                group = side if match[side] else f"{side}2"
                value = text.group(match, group)
                counts.append((match.start(group), side, value.means(int(value.text), "votes/against")))
    return [(side, count) for _, side, count in sorted(counts, key=lambda each: each[0])]


def _voters(text: Passage, side: VoteWord, names: Gazetteer) -> list[Voter]:
    """The names of a roll call: a paragraph that is a list of names and nothing else."""
    matches = list(re.finditer(NAME, text.text))
    named = sum(len(match[0]) for match in matches)
    if len(matches) < 2 or named < 0.7 * len(re.sub(r"^[^:]{0,40}:", "", text.text)):
        return []
    return [
        Voter.model_validate({"name": names.turn(text.group(match)).read("votes/voter"), "vote": side})
        for match in matches
    ]


def _vote(parts: dict[str, object]) -> Vote:
    yes, no = parts.get("for"), parts.get("against")
    if isinstance(yes, Found) and isinstance(no, Found):
        result = "for" if yes.value > no.value else "against" if no.value > yes.value else None
        if result:
            parts["result"] = Found(result, (*yes.spans, *no.spans), "votes/result:derived")
    return Vote.model_validate(parts)
