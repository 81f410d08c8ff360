"""Which municipality a document belongs to, and its code.

Codes are those of Statistics Finland's municipality classification (`vocabulary/municipalities.csv`) and of Statistics
Sweden's (`vocabulary/municipalities_se.csv`). A parish, a wellbeing services county or a joint authority has none.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.core.slugs import slug
from extractors.vocabulary import either, either_of, rows, words


class Municipality(Value):
    """A municipality."""

    name: str | None = Field(None, description="Name as printed, in the nominative.")
    code: str | None = Field(
        None,
        description="Statistics Finland's three digits (049) or Statistics Sweden's four (1489); null when unknown.",
    )


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("municipalities.csv"):
        for name in (row["name_fi"], row["name_sv"]):
            found.setdefault(name, row["code"])
    for row in rows("municipalities_se.csv"):
        found.setdefault(row["name"], row["code"])
    return found


@cache
def _domains() -> dict[str, tuple[str, str, str]]:
    """A municipality's (code, Finnish name, Swedish name) by its domain: "esbo.fi", "hel.fi"."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in rows("municipalities.csv"):
        whole = (row["code"], row["name_fi"], row["name_sv"])
        for domain in (*row["domains"].split(), *(f"{slug(name)}.{top}" for name in whole[1:] for top in ("fi", "ax"))):
            found.setdefault(domain, whole)
    for row in rows("municipalities_se.csv"):
        for stem in {slug(row["name"]), slug(row["name"]).replace("-", "")}:
            found.setdefault(f"{stem}.se", (row["code"], row["name"], row["name"]))
    return found


def code(name: str) -> str | None:
    """The code of a municipality by its name in either language.

    >>> code("Esbo"), code("Espoo"), code("Örebro"), code("Granvik")
    ('049', '049', '1880', None)
    """
    return _codes().get(name)


# "Granvik stad", "Esbo stads strategi", "Lapuan kaupunki", "HARJULAN KUNTA": a name and the word for a municipality.
@cache
def _named() -> re.Pattern[str]:
    word = rf"(?P<word>(?i:{either_of('municipality', 'words')}))"
    several = either([name for name in _codes() if " " in name])
    cased = rf"(?i:{several})s?|[A-ZÅÄÖ][\w-]+"
    return re.compile(rf"(?<![\w-])(?P<name>{cased})\s+{word}(?![\w-])")


# "Järvikylän seurakunta", "HARJUN HYVINVOINTIALUE", "Kust-Österbottens samkommun"
@cache
def _organisation() -> re.Pattern[str]:
    word = rf"(?P<word>(?i:{either_of('municipality', 'federations')}))"
    return re.compile(rf"(?<![\w-])(?P<name>[A-ZÅÄÖ][\w-]+(?:\s[a-zåäöA-ZÅÄÖ][\w-]+)?)\s+{word}(?![\w-])")


# "kommunfullmäktige i Granvik", "kyrkofullmäktige i Granviks"
@cache
def _seated() -> re.Pattern[str]:
    return re.compile(rf"\b[\w-]*(?i:{either(words('bodies', 'council'))})\s+i\s+(?P<name>[A-ZÅÄÖ][\w-]+)")


# "HSY:n", "ÅUCS:s": an organisation that goes by its letters, declined
_LETTERS = re.compile(r"(?<![\w-])(?P<name>[A-ZÅÄÖ]{3,6}):[a-zåäö]{1,4}(?!\w)")
_CAPITALS = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{3,6}(?![\w-])")
_HOST = re.compile(r"https?://(?:www\.)?(?P<host>[a-z]{3,})\d*\.")  # "https://hsy10.example.org/"
# a name of one word that is no part of a person's or a place's: "Detaljplan för Granvik, skola", not "Anna Granvik"
_ALONE = re.compile(r"(?<![\w-])(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäö-]+(?![\w-])(?!\s[A-ZÅÄÖ])")
_TIMES = 3
"""How often letters alone must be declined in a document to be the name of the organisation whose document it is."""

_DOMAIN = re.compile(r"@(?:[\w-]+\.)*?(?P<name>[\w-]+\.(?:fi|ax|se))\b", re.IGNORECASE)


TOP = 300
"""Characters at the beginning of a document in which its organisation is named."""


class Finder:
    """Finds the municipality of one document in its text."""

    def __init__(self, text: Passage) -> None:
        self._text = text
        self._domains = [text.group(match, "name") for match in _DOMAIN.finditer(text.text)]

    def find(self, references: Iterable[Passage]) -> Municipality | None:
        """The municipality: named in the head, else that of the e-mail addresses, else the one named most often.

        Args:
            references: running heads and the lines above the first item.
        """
        passages = list(references)
        for passage in passages:
            for name in self._named(passage) or _organisations(passage):
                return _municipality(name)
        for passage in passages:
            if (first := re.match(r"[A-ZÅÄÖ][\w-]+(?=\s)", passage.text)) and code(first[0]):
                return _municipality(passage.group(first))  # "Kangasniemi  Pöytäkirja  5/2015"
        for domain, _ in Counter(each.text.lower() for each in self._domains).most_common():
            if (found := self._by_domain(domain)) is not None:
                return found
        return self._by_votes()

    def _by_votes(self) -> Municipality | None:
        """The municipality named most often, else the organisation named in the first lines, else its letters.

        "Granviks kommuns anslagstavla", "kommunfullmäktige i Granvik", "HSY:n hallitus".
        """
        text = self._text
        names = self._named(text)
        for match in _seated().finditer(text.text):
            if (cut := _cut(text.group(match, "name"))) is not None:
                names.append(cut)
        counted = Counter(value for name in names if code(value := _value(name))).most_common(1)
        top = next(iter(_organisations(text[:TOP])), None)
        if counted and (top is None or counted[0][1] >= _TIMES):
            return _municipality(next(name for name in names if _value(name) == counted[0][0]))
        if top is not None:
            return _municipality(top)
        if (letters := self._letters()) is not None:
            return _municipality(letters)
        mentions = [
            cut
            for match in _ALONE.finditer(text.text)
            if (cut := _cut(text.group(match))) is not None and len(cut) >= 5
        ]
        (name, first), *others = [*Counter(each.text for each in mentions).most_common(2), ("", 0)]
        second = others[0][1] if others else 0
        return _municipality(next(each for each in mentions if each.text == name)) if first > 2 * second + 1 else None

    def _letters(self) -> Passage | None:
        """The letters that an organisation goes by: declined often, or in the address of the portal's page too."""
        top = self._text[:TOP]
        letters = [self._text.group(match, "name") for match in _LETTERS.finditer(self._text.text)]
        counted = Counter(each.text for each in letters)
        hosts = {match["host"].lower() for match in _HOST.finditer(top.text)}
        for match in _CAPITALS.finditer(top.text):
            if counted[match[0]] >= _TIMES or match[0].lower() in hosts:
                return top.group(match)
        return None

    def _by_domain(self, domain: str) -> Municipality | None:
        """The municipality whose domain this is: as the text names it, else by the bundled table."""
        stem = domain.rpartition(".")[0]
        known = _domains().get(domain)
        if known is None and domain.endswith(".se"):
            return None  # a company's: the municipalities of Sweden are all known
        if known is None:
            mention = next((each for each in self._capitalised() if slug(each.text) == stem), None)
            return _municipality(mention) if mention else None
        for name in sorted(set(known[1:]), key=lambda name: slug(name) != stem):  # the one that the domain uses first
            if mention := self._mention(name):
                return _municipality(mention)
        where = next(each for each in self._domains if each.text.lower() == domain)
        whole = known[2] if slug(known[2]) == stem and slug(known[1]) != stem else known[1]
        return Municipality.model_validate(
            {
                "name": where.means(whole, "municipalities/domain"),
                "code": where.means(known[0], "municipalities/domain"),
            }
        )

    def _mention(self, name: str) -> Passage | None:
        match = re.search(rf"(?<![\w-]){re.escape(name)}(?!-)", self._text.text)
        return self._text.group(match) if match else None

    def _capitalised(self) -> Iterable[Passage]:
        for match in re.finditer(r"(?<![\w@.-])[A-ZÅÄÖ][\w-]+", self._text.text):
            yield self._text.group(match)

    def _named(self, passage: Passage) -> list[Passage | Found[str]]:
        """The municipalities that a passage names with the word for one, in the nominative, in order."""
        found: list[Passage | Found[str]] = []
        for match in _named().finditer(passage.text):
            name = passage.group(match, "name")
            if match["word"].lower().startswith(("kau", "kun")):
                found.append(self._from_genitive(name))
            else:
                found.append(_cut(name) or _in_capitals(name) or name)
        return found

    def _from_genitive(self, name: Passage) -> Passage | Found[str]:
        """A Finnish name in the genitive: its nominative is known, or a domain of the document shows it.

        "Lapuan" loses its ending and is known; for "Kuusirannan" the address @kuusiranta.fi tells; else the ending
        goes ("Harjulan").
        """
        if (cut := _cut(name)) is not None:
            return cut
        stem = slug(name.text)
        if (town := _by_stem(stem)) is not None:
            return self._mention(town) or name.means(town, "municipalities/genitive")
        for domain in self._domains:
            town = domain.text.lower().rpartition(".")[0]
            common = len(os.path.commonprefix([town, stem]))
            if common >= max(4, len(town) - 3) and abs(len(stem) - len(town)) <= 2:
                mention = next((each for each in self._capitalised() if slug(each.text) == town), None)
                return mention or domain.means(town.capitalize(), "municipalities/domain")
        if name.text[-1] in "nN":
            return _plain_case(name[: len(name) - 1])
        return _plain_case(name)


@cache
def _by_stem(stem: str) -> str | None:
    """The municipality whose genitive a Finnish name is, as a slug: "helsingin", "turun", "siilinjarven"."""
    best: list[tuple[int, str]] = []
    for row in rows("municipalities.csv"):
        town = slug(row["name_fi"])
        common = len(os.path.commonprefix([town, stem]))
        if stem.endswith("n") and common >= max(3, len(town) - 3) and abs(len(stem) - len(town)) <= 2:
            best.append((common, row["name_fi"]))
    best.sort(reverse=True)
    return best[0][1] if best and (len(best) == 1 or best[0][0] > best[1][0]) else None


def _organisations(passage: Passage) -> list[Passage | Found[str]]:
    """The organisations other than municipalities that a passage names, as printed but for capitals."""
    found: list[Passage | Found[str]] = []
    for match in _organisation().finditer(passage.text):
        whole = passage[match.start("name") : match.end("word")]
        if whole.text.isupper():
            plain = whole.text.lower()
            found.append(whole.means(plain[0].upper() + plain[1:], "municipalities/organisation"))
        elif _cut(passage.group(match, "name")) is None or match["word"][0].islower():
            found.append(whole)
    return found


def _value(name: Passage | Found[str]) -> str:
    return name.text if isinstance(name, Passage) else name.value


def _cut(passage: Passage) -> Passage | None:
    """The part of a printed name that is a known nominative: "Esbos" and "Lapuan" lose their ending."""
    for cut in (passage, passage[: len(passage) - 1]):
        if cut.text in _codes():
            return cut
    return None


def _in_capitals(name: Passage) -> Found[str] | None:
    """A Swedish name that is printed in capitals, as the table has it: "LUMPARLANDS" in "LUMPARLANDS KOMMUN"."""
    if not name.text.isupper():
        return None
    for printed in (name.text, name.text.removesuffix("S")):
        plain = "-".join(part.capitalize() for part in printed.split("-"))
        if plain in _codes():
            return name.means(plain, "municipalities/name")
    return None


def _plain_case(name: Passage) -> Passage | Found[str]:
    """A name, not in capitals."""
    return name.means(name.text.capitalize(), "municipalities/name") if name.text.isupper() else name


def _municipality(name: Passage | Found[str]) -> Municipality:
    found = name.read("municipalities/name") if isinstance(name, Passage) else name
    number = code(found.value)
    rule = "municipalities/code:derived"
    return Municipality.model_validate({"name": found, "code": Found(number, found.spans, rule) if number else None})
