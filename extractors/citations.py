"""Citations of acts: "5 § i kommunallagen (410/2015)", "kuntalain (410/2015) 23 §", "diskrimineringslagen 5 §".

A citation needs a statute number or a section; a bare mention of an act is none. Government bills ("HE 251/2016",
"RP 251/2016") and decisions of courts are no acts and are kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field

from extractors.passage import Found, Passage
from extractors.values import Value
from extractors.vocabulary import either, either_of, words


class Citation(Value):
    """A source of law that the text cites."""

    kind: Literal["act", "eu_act", "bill", "court", "municipal"] = Field("act", description="What is cited.")
    name: str | None = Field(None, description="Name as printed, in the form that the text gives it.")
    number: str | None = Field(None, description='Number as printed: "410/2015".')
    number_inferred: str | None = Field(None, description="Number from the bundled table, where none is printed.")
    sections: list[str] = Field(default_factory=list, description='Sections as printed: "5 §".')
    eli: str | None = Field(None, description="European Legislation Identifier of the act at Finlex.")
    as_written: str | None = Field(None, description="The citation as printed.")


NUMBER = r"\d{1,4}/(?:1[89]|20)\d{2}"
_NUMBER = re.compile(NUMBER)
_GOVERNED = ("laki", "lain", "laissa", "lakia", "asetus", "asetuksen")
_SECTION = r"(?:\d+\s*(?:kap\.|luvun|luku)\s*)?\d+(?:\s?[a-z])?(?:\s*[-–]\s*\d+(?:\s?[a-z])?)?\s*§"


_NUMBERS = r"(?:(?<!\d)\d{1,3}(?:\s?[a-z])?(?:\s*,\s*|\s+(?:och|samt|ja|sekä)\s+)){0,6}"  # "14 och" before "15 §"
# "1 mom.", "1 mom. 5 punkten", "1 och 3 punkten"
_WITHIN = r"(?:\s*\d+\s*mom(?:ent(?:et)?|\.))?(?:\s*\d+(?:\s+och\s+\d+)?\s*punkt(?:en|erna)?)?"


@cache
def _act() -> str:
    """An act's name: one word that ends as acts do, or "lagen om ..." up to its number or the clause's end."""
    ending = either_of("statutes", "endings")
    word = rf"(?<![\w-])(?:[\w-]+\s(?:ja|och)\s)?[\w-]*{ending}(?![\w-])"
    to_number = rf"\s+[^.,;:()]{{3,120}}?(?=\s*\(\s*{NUMBER})"
    long_sv = rf"(?<![\w-])(?:statsrådets\s+)?{either(words('statutes', 'long', 'sv'))}{to_number}"
    # "kadun ja eräiden alueiden puhtaanapidosta annettu laki": genitives and an elative before the participle
    governed = r"(?:(?:(?!mukaan\b)[\w-]*(?:n|-|sta|stä)|ja|sekä)\s+){0,12}[\w-]+(?:sta|stä)\s+annet(?:tu|un|ussa|tua)"
    participle = rf"(?<![\w-]){governed}\s+{either(_GOVERNED)}(?!\w)"
    long_fi = rf"{participle}|(?<![\w-])laki{to_number}"
    municipal = rf"(?<![\w-]){either_of('statutes', 'municipal')}(?![\w-])"
    return rf"(?:{long_sv}|{long_fi}|{municipal}|{word})"


class _Form(NamedTuple):
    """A form of a citation.

    holds: what each of its matches holds; in_clause: whether nothing but one clause stands before that in a match.
    """

    pattern: re.Pattern[str]
    holds: re.Pattern[str]
    in_clause: bool = False

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """What the pattern's `finditer` gives, without a look at text that can't match: an act may be any word."""
        at = 0
        while held := self.holds.search(text, at):
            if self.in_clause:
                at = max(at, *(text.rfind(sign, at, held.start()) + 1 for sign in ".,;:()"))
            match = self.pattern.search(text, at)
            if match is None:
                return
            yield match
            at = match.end()


@cache
def _forms() -> tuple[_Form, ...]:
    act = rf"(?P<name>{_act()})"
    number = rf"\s*\(\s*(?P<number>{NUMBER})\s*\)"
    sections = rf"(?P<sections>{_NUMBERS}{_SECTION}(?:(?:\s*,\s*|\s+(?:och|samt|ja|sekä)\s+){_SECTION}){{0,20}})"
    behind = rf"{_WITHIN}(?:\s*\([^()]{{1,60}}\))?\s+(?:(?:i|av)\s+)?{act}"
    last = {word[-1] for word in (*words("statutes", "endings"), *words("statutes", "municipal"), *_GOVERNED)}
    return (
        # "5 § i kommunallagen (410/2015)", "28 § 1 mom. 5 punkten i förvaltningslagen"
        _Form(
            re.compile(rf"{sections}{behind}(?:{number})?", re.IGNORECASE),
            re.compile(rf"§{behind}", re.IGNORECASE),
        ),
        # "(Laki säädettyjen määräaikain laskemisesta 150/1930 5 §)"
        _Form(
            re.compile(
                rf"(?<![\w-])(?P<name>(?:laki|lag)\s+[^.,;:()]{{3,120}}?)\s+(?P<number>{NUMBER})(?:\s*{sections})?",
                re.IGNORECASE,
            ),
            _NUMBER,
        ),
        # "kuntalain (410/2015) 23 §:n", "kommunallagen (410/2015)"
        _Form(
            re.compile(rf"{act}{number}(?:\s*{sections})?", re.IGNORECASE),
            re.compile(rf"\(\s*{NUMBER}\s*\)"),
            in_clause=True,
        ),
        # "Kuntalaki 136 §", "kommunallagens 5 §"
        _Form(
            re.compile(rf"{act}\s*,?\s*{sections}", re.IGNORECASE),
            re.compile(rf"[{re.escape(''.join(sorted(last)))}]\s*,?\s*{sections}", re.IGNORECASE),
            in_clause=True,
        ),
    )


# "HE 251/2016", "RP 12/2020": a bill's number looks like an act's
_BILL = re.compile(rf"(?<!\w)(?:HE|RP)\s+(?P<number>{NUMBER})(?:\s*(?:vp|rd))?")


def eli(number: str) -> str:
    """The identifier of an act at Finlex: a citation says 410/2015, the address turns it round.

    >>> eli("410/2015")
    'http://data.finlex.fi/eli/sd/2015/410'
    """
    act, year = number.split("/")
    return f"http://data.finlex.fi/eli/sd/{year}/{act}"


def find(text: Passage) -> list[Citation]:
    """The citations in a text, in order; of several to the same sections of one act the first.

    >>> from extractors.passage import Span
    >>> text = "5 § i diskrimineringslagen, 24 § i ungdomslagen (1285/2016); HE 251/2016; kuntalain (410/2015) 23 §:n"
    >>> [(c.name, c.number, *c.sections) for c in find(Passage.of(text, Span(0, len(text)))) if c.kind == "act"]
    [('diskrimineringslagen', None, '5 §'), ('ungdomslagen', '1285/2016', '24 §'), ('kuntalain', '410/2015', '23 §')]
    """
    if "§" not in text.text and _NUMBER.search(text.text) is None:
        return []
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Citation]] = []
    for match in _BILL.finditer(text.text):
        taken.append(match.span())
        found.append((match.start(), _bill(text, match)))
    for form in _forms():
        for match in form.matches(text.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append((match.start(), _citation(text, match)))
    distinct: dict[tuple[object, ...], Citation] = {}
    for _, citation in sorted(found, key=lambda each: each[0]):
        key = (citation.number or (citation.name or "").lower(), tuple(citation.sections))
        distinct.setdefault(key, citation)
    return list(distinct.values())


def _bill(text: Passage, match: re.Match[str]) -> Citation:
    return Citation.model_validate(
        {
            "kind": "bill",
            "number": text.group(match, "number").read("citations/bill"),
            "as_written": text.group(match).read("citations/bill"),
        }
    )


def _citation(text: Passage, match: re.Match[str]) -> Citation:
    rule = "citations/act"
    name = text.group(match, "name")
    number = text.group(match, "number") if "number" in match.re.groupindex else name[0:0]
    sections = text.group(match, "sections")
    municipal = name.text.lower() in {word.lower() for word in words("statutes", "municipal")}
    return Citation.model_validate(
        {
            "kind": "municipal" if municipal else "act",
            "name": name.read(rule),
            "number": number.read(rule) if number else None,
            "sections": _sections(sections, rule),
            "eli": number.means(eli(number.text), rule) if number and not municipal else None,
            "as_written": text.group(match).read(rule),
        }
    )


def _sections(text: Passage, rule: str) -> list[Found[str]]:
    """The sections of a citation; in "14 och 15 §" the sign stands for both, and the first is derived."""
    found: list[Found[str]] = []
    whole_or_bare = rf"(?P<whole>{_SECTION})|(?P<bare>\d{{1,3}}(?:\s?[a-z](?!\w))?)"
    for match in re.finditer(whole_or_bare, text.text, re.IGNORECASE):
        each = text.group(match)
        found.append(each.read(rule) if match["whole"] else each.means(f"{each.text} §", rule))
    return found


def unnumbered(citation: Citation) -> bool:
    """Whether an act is cited without its number."""
    return citation.kind == "act" and citation.number is None
