"""Which municipality a document belongs to, and its code.

Codes are those of Statistics Finland's municipality classification (`vocabulary/municipalities.csv`).
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
from extractors.vocabulary import either_of, rows


class Municipality(Value):
    """A municipality."""

    name: str | None = Field(None, description="Name as printed, in the nominative.")
    code: str | None = Field(None, description="Statistics Finland's three digits, such as 049; null when unknown.")


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("municipalities.csv"):
        for name in (row["name_fi"], row["name_sv"]):
            found.setdefault(name, row["code"])
    return found


@cache
def _domains() -> dict[str, tuple[str, str, str]]:
    """A municipality's (code, Finnish name, Swedish name) by its domain: "esbo.fi", "hel.fi"."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in rows("municipalities.csv"):
        whole = (row["code"], row["name_fi"], row["name_sv"])
        for domain in (*row["domains"].split(), *(f"{slug(name)}.{top}" for name in whole[1:] for top in ("fi", "ax"))):
            found.setdefault(domain, whole)
    return found


def code(name: str) -> str | None:
    """The code of a municipality by its name in either language.

    >>> code("Esbo"), code("Espoo"), code("Granvik")
    ('049', '049', None)
    """
    return _codes().get(name)


# "Granvik stad", "Esbo stads strategi", "Lapuan kaupunki", "HARJULAN KUNTA": a name and the word for a municipality.
@cache
def _named() -> re.Pattern[str]:
    word = rf"(?P<word>(?i:{either_of('municipality', 'words')}))"
    return re.compile(rf"(?<![\w-])(?P<name>[A-ZÅÄÖ][\w-]+)\s+{word}(?![\w-])")


_DOMAIN = re.compile(r"@(?:[\w-]+\.)*?(?P<name>[\w-]+\.(?:fi|ax))\b", re.IGNORECASE)


class Finder:
    """Finds the municipality of one document in its text."""

    def __init__(self, text: Passage) -> None:
        self._text = text
        self._domains = [text.group(match, "name") for match in _DOMAIN.finditer(text.text)]

    def find(self, head: Iterable[Passage]) -> Municipality | None:
        """The municipality: named in the head, else that of the e-mail addresses, else the one named most often.

        Args:
            head: running heads and the lines above the first item.
        """
        passages = list(head)
        for passage in passages:
            for name in self._named(passage):
                return _municipality(name)
        for passage in passages:
            if (first := re.match(r"[A-ZÅÄÖ][\w-]+(?=\s)", passage.text)) and code(first[0]):
                return _municipality(passage.group(first))  # "Kangasniemi  Pöytäkirja  5/2015"
        for domain, _ in Counter(each.text.lower() for each in self._domains).most_common():
            if (found := self._by_domain(domain)) is not None:
                return found
        names = self._named(self._text)
        counted = Counter(value for name in names if code(value := _value(name))).most_common(1)
        return _municipality(next(name for name in names if _value(name) == counted[0][0])) if counted else None

    def _by_domain(self, domain: str) -> Municipality | None:
        """The municipality whose domain this is: as the text names it, else by the bundled table."""
        stem = domain.rpartition(".")[0]
        known = _domains().get(domain)
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
