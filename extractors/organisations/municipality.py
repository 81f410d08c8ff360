"""Which municipality or other organisation a document belongs to.

Everything in a document that names an organisation is gathered as a sign of it: the letterhead and running heads, the
notice board, e-mail addresses, buildings, diary numbers, companies, prose. The organisation with the highest sum of
weights (`vocabulary/organisation_scores.toml`) is taken, or none where none stands out.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.core.slugs import slug
from extractors.organisations import naming, signs
from extractors.organisations.naming import Genitives, Naming
from extractors.organisations.register import (
    Country,
    Entry,
    OrganisationKind,
    by_diary,
    by_domain,
    by_name,
    code,
)
from extractors.vocabulary import keys, words
from extractors.vocabulary.lookup import HERE

__all__ = ["Finder", "Municipality", "code"]


class Municipality(Value):
    """The municipality, or another organisation, whose body met."""

    name: str | None = Field(None, description="Name as printed, in the nominative.")
    code: str | None = Field(
        None,
        description="Statistics Finland's three digits (049), Statistics Sweden's four (1489) or, for a region, its "
        "county code (14); null when unknown or none.",
    )
    country: Country | None = Field(None, description="FI, AX (Åland) or SE; null when unknown.")
    kind: OrganisationKind | None = Field(
        None, description="What sort of organisation it is; null in records of schema 1.0, which did not say."
    )


_LONG = 5
"""Letters that a bare name has at least; shorter ones are too often other words."""
_TIMES = 3
"""How often letters alone must be declined in a document to be the name of the organisation whose document it is."""

TOP = 12
"""Printed lines at the beginning of a document in which its organisation is named."""
_NAME_LINES = 3
"""Of these lines, so many can begin with a company's name."""
_SHORT = 120
"""Characters of such a line at most; of a longer one, only what it begins with is taken for a letterhead."""
# what may stand before the name in a long first line: a page number
_PAGE = re.compile(r"[\d\s()]*$")
# what may stand behind it: nothing, "PÖYTÄKIRJA 2/2026", a number, the name in the other language
_REST = re.compile(r"\s*(?:$|[-–/|]?\s*[A-ZÅÄÖ\d])")
_MOST = 3.0
"""How many times its weight a sign counts at most, however often it is seen."""


@cache
def _weights(table: str) -> dict[str, float]:
    found: dict[str, dict[str, float]] = tomllib.loads((HERE / "organisation_scores.toml").read_text(encoding="utf-8"))
    return found[table]


def kind_of_body(name: str) -> OrganisationKind | None:
    """The only kind of organisation that has a body of this name; None where several have.

    >>> [kind_of_body(name) for name in ("Kommunstyrelsens arbetsutskott", "Aluehallitus", "Kyrkorådet", "Hallitus")]
    ['municipality', 'wellbeing_county', 'parish', None]
    """
    plain = name.casefold()
    found = {
        kind for kind in keys("organisation_bodies") for word in words("organisation_bodies", kind) if word in plain
    }
    return found.pop() if len(found) == 1 else None  # type: ignore[return-value]


@dataclass(slots=True)
class Candidate:
    """An organisation that a document may belong to, with how often each sign of it is seen."""

    name: Passage | Found[str]
    kind: OrganisationKind
    entry: Entry | None
    sign: str
    seen: Counter[str] = field(default_factory=Counter)
    extra: float = 0.0

    @property
    def score(self) -> float:
        """The sum of its weights."""
        return self.extra + self.signs

    @property
    def signs(self) -> float:
        """The sum of the weights of its signs."""
        weights = _weights("signs")
        return sum(weights[sign] * min(math.sqrt(times), _MOST) for sign, times in self.seen.items())


class Finder:
    """Finds the organisation of one document.

    Args:
        text: the document's text.
        top: its first printed lines.
        country: its country, as far as its wording says.
        uri: the address that it was fetched from.
    """

    def __init__(
        self,
        text: Passage,
        top: Sequence[Passage] = (),
        country: Country | None = None,
        uri: str | None = None,
    ) -> None:
        self._text = text
        self._country = country
        self._uri = uri
        self._emails = [text.group(match, "name") for match in signs.EMAIL.finditer(text.text)]
        self._diaries = list(signs.DIARY.finditer(text.text))
        self._genitives = Genitives(text, self._emails)
        self._top = top
        self._found: dict[str, Candidate] = {}

    def find(self, head: Iterable[Passage], body: str | None = None) -> Municipality | None:
        """The organisation with the most signs; None where none has enough, or two have nearly the same.

        Args:
            head: running heads and the lines above the first item.
            body: the name of the body that met.
        """
        lines = list(head)
        self._gather(lines)
        self._fit(kind_of_body(body) if body else None)
        limits = _weights("limits")
        enough = [each for each in self._found.values() if each.signs >= limits["least"]]
        ranked = sorted(enough, key=lambda each: -each.score)
        if not ranked or ranked[0].score < limits["least"]:
            return None
        if len(ranked) > 1 and ranked[0].score < ranked[1].score + limits["ahead"]:
            return None
        return self._municipality(ranked[0])

    def _gather(self, lines: Sequence[Passage]) -> None:
        for line in lines:
            self._head(line)
        for line in self._top:
            self._letterhead(line)
        for line in self._top[:_NAME_LINES]:
            if (company := naming.company(line)) is not None:
                self._add("top", company.name, "company")
        self._addresses()
        self._prose()
        self._possessions()
        self._letters()
        self._diary()
        for match in signs.ALONE.finditer(self._text.text):
            name = next((name for name in (match[0], match[0][:-1]) if by_name(name) is not None), "")
            if len(name) >= _LONG:
                self._add("alone", self._text[match.start() : match.start() + len(name)], "municipality")

    def _add(self, sign: str, name: Passage | Found[str], kind: OrganisationKind) -> None:
        """Adds a sign of an organisation; its name is printed as the weightiest sign has it."""
        value = name.text if isinstance(name, Passage) else name.value
        entry = by_name(value, self._country)
        if entry is not None and entry.kind != kind and entry.kind == "municipality":
            entry = None  # "Mora församling" is no municipality
        key = _key(kind, value, entry)
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = Candidate(name, entry.kind if entry else kind, entry, sign)
        elif _weights("signs")[sign] > _weights("signs")[known.sign]:
            known.name, known.sign = name, sign
        known.seen[sign] += 1

    def _namings(self, passage: Passage) -> Iterator[Naming]:
        yield from naming.municipalities(passage, self._genitives)
        yield from naming.others(passage)

    def _named(self, passage: Passage, sign: str) -> bool:
        found = list(self._namings(passage))
        for each in found:
            self._add(sign, each.name, each.kind)
        return bool(found)

    def _head(self, line: Passage) -> None:
        if self._named(line, "head"):
            return
        first = re.match(r"[A-ZÅÄÖ][\w-]+(?=\s)", line.text)
        if first is not None and code(first[0]):
            self._add("head", line.group(first), "municipality")  # "Kangasniemi  Pöytäkirja  5/2015"

    def _letterhead(self, line: Passage) -> None:
        """An organisation that one of the first lines names; not what a sentence is about."""
        text = line.text
        short = len(text) <= _SHORT and text[-1:] not in (".", ",", ";")
        for each in self._namings(line):
            first = _PAGE.match(text, 0, each.start) is not None
            alone = _REST.match(text, each.end) is not None
            if each.inflected or not (short or (first and naming.in_capitals(text[each.start : each.end]))):
                continue
            if first and alone:
                self._add("top", each.name, each.kind)
            elif each.kind != "municipality" or by_name(each.value) is not None:
                self._add("crumb", each.name, each.kind)

    def _prose(self) -> None:
        """What running text names; an unknown municipality only where a letterhead or an address names it too."""
        text = self._text.text
        for each in self._namings(self._text):
            if (
                each.kind == "municipality"
                and not by_name(each.value)
                and _key(each.kind, each.value, None) not in self._found
            ):
                continue
            behind = signs.behind().match(text, each.end)
            if behind is not None:
                sign = behind.lastgroup or "word"
            elif each.kind != "municipality" or signs.elsewhere().search(text, max(0, each.start - 20), each.start):
                sign = "aside"
            else:
                sign = "word"
            self._add(sign, each.name, each.kind)

    def _possessions(self) -> None:
        """Its bodies and buildings, by its name, and its companies."""
        text = self._text
        for match in (*signs.seated(text.text), *signs.building().finditer(text.text)):
            sign = "body" if match.re is signs.IN else "office"
            if (name := self._known(text.group(match, "name"))) is not None:
                self._add(sign, name, "municipality")
        for match in signs.possessed().finditer(text.text):
            if (name := self._known(text.group(match, "name"))) is not None:
                self._add(match.lastgroup or "body", name, "municipality")
        for match in signs.companies().finditer(text.text):
            if (name := naming.known(text.group(match, "name"))) is not None:
                self._add("company", name, "municipality")

    def _known(self, name: Passage) -> Passage | Found[str] | None:
        """A name that a register has, in the nominative; of Finland in the genitive too."""
        if (cut := naming.known(name) or naming.from_capitals(name)) is not None:
            return cut
        town = naming.by_genitive(slug(name.text)) if name.text[-1] in "nN" else None
        return self._genitives.mention(town) or name.means(town, "municipalities/genitive") if town else None

    def _letters(self) -> None:
        """The letters that an organisation goes by: declined often, or in the address of the portal's page too."""
        counted = Counter(match["name"] for match in signs.LETTERS.finditer(self._text.text))
        hosts = {match["host"].lower() for line in self._top for match in signs.HOST.finditer(line.text)}
        for line in self._top:
            for match in signs.CAPITALS.finditer(line.text):
                if counted[match[0]] >= _TIMES or match[0].lower() in hosts:
                    entry = by_name(match[0])
                    self._add("letters", line.group(match), entry.kind if entry else "joint_authority")
                    return

    def _addresses(self) -> None:
        """The domains of e-mail addresses and of other addresses in the text, and of the document's own."""
        for sign, found in (
            ("email", self._emails),
            ("web", [self._text.group(match, "name") for match in signs.WEB.finditer(self._text.text)]),
        ):
            for domain in found:
                if domain.text.lower() not in words("municipality", "foreign_domains"):
                    self._domain(sign, domain)
        host = urlsplit(self._uri).hostname if self._uri and "//" in self._uri else None
        labels = (host or "").lower().split(".")
        entry = by_domain(".".join(labels[-2:]))
        if entry is not None:
            name = self._printed(entry, labels[-2])
            self._add("address", name or Found(entry.names[0], (), "municipalities/address:derived"), entry.kind)

    def _domain(self, sign: str, domain: Passage) -> None:
        """An organisation by its domain: as the text names it, else by the register."""
        stem, _, top = domain.text.lower().rpartition(".")
        entry = by_domain(domain.text.lower())
        if entry is None:
            # a company's: the municipalities of Sweden are all known
            mention = self._genitives.capitalised(stem) if top != "se" else None
            if mention is not None:
                self._add(sign, mention, "municipality")
            return
        names = sorted(entry.names, key=lambda name: slug(name) != stem)
        whole = domain.means(names[0], "municipalities/domain")
        self._add(sign, self._printed(entry, stem) or whole, entry.kind)

    def _printed(self, entry: Entry, stem: str) -> Passage | None:
        """An organisation's name where the text prints it; of two languages the one that its domain uses first."""
        for name in sorted(entry.names, key=lambda name: slug(name) != stem):
            if mention := self._genitives.mention(name):
                return mention
        return None

    def _diary(self) -> None:
        """The letters before diary numbers that a register has, or that are a municipality's name."""
        for match in self._diaries:
            entry = by_diary(match["letters"])
            if entry is not None:
                letters = self._text.group(match, "letters")
                self._add(
                    "diary",
                    self._printed(entry, "") or letters.means(entry.names[0], "municipalities/diary"),
                    entry.kind,
                )

    def _fit(self, kind: OrganisationKind | None) -> None:
        """Weighs what speaks for or against each candidate as a whole: the body, the country, diary numbers."""
        weights = _weights("fits")
        diaries = {match["letters"] for match in self._diaries if match["dno"].startswith("D")}
        for each in self._found.values():
            if kind is not None:
                each.extra += weights["bodies" if each.kind == kind else "against"]
            if (
                each.entry is not None
                and self._country is not None
                and (each.entry.country == "SE") != (self._country == "SE")
            ):
                each.extra += weights["abroad"]
            names = each.entry.names if each.entry is not None else (_value(each.name),)
            if any(_abbreviates(letters, name) for letters in diaries for name in names):
                each.extra += weights["diary"]

    def _municipality(self, chosen: Candidate) -> Municipality:
        name = chosen.name
        found = name.read("municipalities/name") if isinstance(name, Passage) else name
        fields: dict[str, object] = {"name": found if found.spans else found.value, "kind": chosen.kind}
        entry = chosen.entry
        country = entry.country if entry is not None else self._country
        for key, value in (("code", entry.code if entry is not None else None), ("country", country)):
            if value is not None:
                fields[key] = Found(value, found.spans, f"municipalities/{key}:derived") if found.spans else value
        return Municipality.model_validate(fields)


def _key(kind: OrganisationKind, name: str, entry: Entry | None) -> str:
    return f"{entry.country}/{entry.code or entry.names[0]}" if entry is not None else f"{kind}/{slug(name)}"


def _value(name: Passage | Found[str]) -> str:
    return name.text if isinstance(name, Passage) else name.value


def _abbreviates(letters: str, name: str) -> bool:
    """Whether letters are those of a name in its order, the first one included: "ROI" and "LAP".

    >>> _abbreviates("ROI", "Rovaniemi"), _abbreviates("LAP", "Lapua"), _abbreviates("LAP", "Oulu")
    (True, True, False)
    """
    left = iter(name.casefold())
    return name.casefold()[:1] == letters[:1].casefold() and all(each in left for each in letters.casefold())
