"""Abbreviations and statute numbers that an item defines for the acts it cites.

"maa-aineslain (555/1981, jäljempänä MAL)", "bygglagen (751/2023)". A definition applies to the whole item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from extractors.citations import act_names
from extractors.citations.act_mentions import NUMBER, Mention
from extractors.vocabulary import either, either_of, words

# "(410/2015)", "(390 /2015)", "(1705/2009, jäljempänä rahoituslaki)"
_PARENTHESIS = re.compile(rf"\s*\(\s*(?P<number>{NUMBER})\s*(?:[,;](?P<more>[^()]{{0,100}}))?\)")
_OPEN = re.compile(rf",?\s+(?P<number>{NUMBER})")  # "Lukiolaki 714/2018", "(erityisalojen hankintalaki, 1398/2016)"
ASIDE = re.compile(r"\s*\((?P<more>[^()]{1,200})\)")


@dataclass(slots=True)
class ItemActs:
    """Abbreviations and other names that an item defines for its acts, and the numbers printed with their names."""

    day: date | None = None
    country: str | None = None
    aliases: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=dict)

    def number(self, name: str) -> str | None:
        """An act's number from the bundled table; None in items of Finland that cite acts by Swedish numbers."""
        country = self.country
        if any(":" in number for numbers in self.numbers.values() for number in numbers):
            if country not in (None, "SE"):
                return None
            country = "SE"
        known = self.aliases.get(act_key(name), name)
        printed = self.numbers.get(act_key(name), set()) | self.numbers.get(act_key(known), set())
        return act_names.number(known, self.day, printed, country)


def act_key(name: str) -> str:
    """The key shared by all mentions of one act; an abbreviation is its own key."""
    return name if act_names.is_abbreviation(name) else act_names.key(name)


@cache
def _amended() -> re.Pattern[str]:
    stems = either(word.rstrip("*") for word in words("statutes", "amended"))
    return re.compile(rf"\s+{stems}", re.IGNORECASE)


@cache
def _amending() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('statutes', 'amending')}\s+$", re.IGNORECASE)


@cache
def _alias() -> re.Pattern[str]:
    """An alias in brackets after an act's name: "(MRL)", "(jäljempänä rahoituslaki)"."""
    ending = either(words("statutes", "endings"))
    return re.compile(
        rf"\s*(?:{either_of('statutes', 'hereafter')}\s+)?[”\"']?(?P<alias>[\w-]*{ending}|[A-ZÅÄÖ]\w{{0,8}})[”\"']?\s*"
    )


def learn(text: str, named: list[Mention], acts: ItemActs) -> None:
    """Records the aliases and statute numbers that a paragraph defines for its acts."""
    for mention in named:
        if mention.bare or mention.municipal:
            continue
        name = act_names.nominative(mention.name)
        number = printed_number(text, mention)
        if number:
            acts.numbers.setdefault(act_key(name), set()).add(unspaced(number["number"]))
        aside = number if number and "more" in number.re.groupindex else ASIDE.match(text, mention.end)
        if aside and aside["more"] and (alias := _alias().fullmatch(aside["more"])):
            if alias["alias"].lower() in words("statutes", "endings") or act_key(alias["alias"]) == act_key(name):
                continue
            acts.aliases[act_key(alias["alias"])] = name


def unspaced(number: str) -> str:
    """A number without white space and without the name of the statute book: "390 /2015", "SFS 2017:725"."""
    return re.sub(r"\s|SFS", "", number, flags=re.IGNORECASE)


def printed_number(text: str, mention: Mention) -> re.Match[str] | None:
    """The number printed after an act's name, if it is the number of that act.

    A number with a colon beside the name of a municipal rule is a case number. "Lag (2018:12)." alone after a sentence
    is how Sweden's statute book says which act amended the section that it quotes.
    """
    match = _PARENTHESIS.match(text, mention.end) or _OPEN.match(text, mention.end)
    if match is None or _amended().match(text, match.end()) or _amending().search(text[: mention.start]):
        return None
    if mention.bare and match.re is _OPEN and not mention.name.lower().startswith(("asetu", "förordning")):
        return None  # "sellaisena kuin se on laissa 684/2023": an amending act
    if ":" in match["number"]:
        alone = not text[match.end() :].strip(" .") or text[match.end() :].startswith(".")
        if mention.municipal or (mention.bare and alone and text[: mention.start].rstrip()[-1:] in (".", "")):
            return None
    return match
