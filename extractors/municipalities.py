"""Which municipality a document belongs to, and its code.

Codes are those of Statistics Finland's municipality classification (`vocabulary/municipalities.csv`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from pydantic import Field

from extractors.passage import Passage
from extractors.slugs import slug
from extractors.values import Value
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
        for domain in (*row["domains"].split(), *(slug(name) + ".fi" for name in whole[1:])):
            found.setdefault(domain, whole)
    return found


def code(name: str) -> str | None:
    """The code of a municipality by its name in either language.

    >>> code("Esbo"), code("Espoo"), code("Granvik")
    ('049', '049', None)
    """
    return _codes().get(name)


# "Granvik stad", "Esbo stads strategi", "Lapuan kaupunki", "Harjulan kunta": a name and the word for a municipality.
@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?P<name>[A-ZÅÄÖ][\w-]+(?:-[A-ZÅÄÖ]\w+)?)\s+(?P<word>{either_of('municipality', 'words')})(?![\w-])"
    )


_DOMAIN = re.compile(r"@(?:[\w-]+\.)*?(?P<name>[\w-]+)\.fi\b", re.IGNORECASE)


def _known(passage: Passage) -> Passage | None:
    """The part of a printed name that is the nominative: "Esbos" and "Lapuan" lose their ending, if known so."""
    for cut in (passage, passage[: len(passage) - 1]):
        if cut.text in _codes():
            return cut
    return None


def named(passage: Passage) -> list[Passage]:
    """The municipalities that a passage names with the word for one, in the nominative, in order."""
    found = []
    for match in _named().finditer(passage.text):
        name = passage.group(match, "name")
        finnish = match["word"].lower().startswith(("kau", "kun"))
        if (known := _known(name)) is not None:
            found.append(known)
        elif finnish and name.text.endswith("n"):  # "Harjulan kunta"
            found.append(name[: len(name) - 1])
        elif not finnish:
            found.append(name)
    return found


def find(head: Iterable[Passage], text: Passage) -> Municipality | None:
    """The municipality of a document: named in its head, else by its addresses' domain, else named most often.

    head: running heads and the lines above the first item; text: the whole document.
    """
    for passage in head:
        for name in named(passage):
            return _municipality(name)
    mentions = named(text)
    domains = [text.group(match, "name") for match in _DOMAIN.finditer(text.text)]
    for domain, _ in Counter(each.text.lower() for each in domains).most_common():
        where = next(each for each in domains if each.text.lower() == domain)
        for name in mentions:
            if slug(name.text) == domain:
                return _municipality(name)
        if (known := _domains().get(f"{domain}.fi")) is not None:
            whole = known[1] if domain == slug(known[1]) else known[2]
            return _by_code(text, whole, known) or Municipality.model_validate(
                {"name": where.means(whole, "municipalities/domain"), "code": where.means(known[0], "municipalities/domain")}
            )
    counted = Counter(name.text for name in mentions if code(name.text)).most_common(1)
    if counted:
        return _municipality(next(name for name in mentions if name.text == counted[0][0]))
    return None


def _by_code(text: Passage, whole: str, known: tuple[str, str, str]) -> Municipality | None:
    """A printed mention of a municipality that is known by its domain, in the name that the domain uses or another."""
    for name in dict.fromkeys((whole, *known[1:])):
        if match := re.search(rf"(?<![\w-]){re.escape(name)}", text.text):
            return _municipality(text.group(match))
    return None


def _municipality(name: Passage) -> Municipality:
    number = code(name.text)
    return Municipality.model_validate(
        {
            "name": name.read("municipalities/name"),
            "code": name.means(number, "municipalities/code") if number else None,
        }
    )
