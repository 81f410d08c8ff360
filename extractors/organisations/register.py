"""Registers of organisations: municipalities of Finland, Åland and Sweden, regions, wellbeing services counties.

Codes are those of Statistics Finland's municipality classification (`vocabulary/municipalities.csv`), and Statistics
Sweden's municipality and county codes (`vocabulary/municipalities_se.csv`, `vocabulary/organisations.csv`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from extractors.core.slugs import slug
from extractors.vocabulary import rows

Country = Literal["FI", "AX", "SE"]
OrganisationKind = Literal[
    "municipality", "parish", "wellbeing_county", "joint_authority", "region", "company", "other"
]


class Entry(NamedTuple):
    """An organisation of the registers.

    names: its name in each language in which it has one; short: names in short; domains: its domains;
    genitive: the Finnish name's genitive where no rule gives it; diary: letters that its diary numbers begin with.
    """

    code: str | None
    country: Country
    kind: OrganisationKind
    names: tuple[str, ...]
    domains: tuple[str, ...]
    short: tuple[str, ...] = ()
    genitive: str = ""
    diary: str = ""


@cache
def entries() -> tuple[Entry, ...]:
    """All organisations of the registers, municipalities first."""
    return (*_finland(), *_sweden(), *_others())


def _finland() -> Iterator[Entry]:
    for row in rows("municipalities.csv"):
        names = tuple(dict.fromkeys((row["name_fi"], row["name_sv"])))
        domains = (*row["domains"].split(), *(f"{slug(name)}.{top}" for name in names for top in ("fi", "ax")))
        country = cast(Country, row["country"])
        yield Entry(
            row["code"], country, "municipality", names, domains, genitive=row["genitive_fi"], diary=row["diary"]
        )


def _sweden() -> Iterator[Entry]:
    for row in rows("municipalities_se.csv"):
        stems = sorted({slug(row["name"]), slug(row["name"]).replace("-", "")})
        domains = tuple(row["domains"].split()) or tuple(f"{stem}.se" for stem in stems)
        yield Entry(row["code"], "SE", "municipality", (row["name"],), domains)


def _others() -> Iterator[Entry]:
    for row in rows("organisations.csv"):
        names = tuple(filter(None, (row["name_fi"], row["name_sv"])))
        kind, country = cast(OrganisationKind, row["kind"]), cast(Country, row["country"])
        short = tuple(filter(None, row["short"].split("|")))
        yield Entry(row["code"] or None, country, kind, names, tuple(row["domains"].split()), short)


@cache
def _names() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries():
        for name in (*entry.names, *entry.short):
            found[name] = (*found.get(name, ()), entry)
    return found


def by_name(name: str, country: Country | None = None) -> Entry | None:
    """The organisation of this name; of two of one name that of the country, else the first of the registers.

    >>> [entry and (entry.code, entry.country) for entry in map(by_name, ("Esbo", "Mariehamn", "Örebro", "Granvik"))]
    [('049', 'FI'), ('478', 'AX'), ('1880', 'SE'), None]
    >>> [entry and entry.code for entry in (by_name("Övertorneå", "FI"), by_name("Övertorneå", "SE"))]
    ['976', '2518']
    """
    found = _names().get(name, ())
    return next((entry for entry in found if entry.country == country), found[0] if found else None)


@cache
def _domains() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries():
        for domain in entry.domains:
            found.setdefault(domain, entry)
    return found


def by_domain(domain: str) -> Entry | None:
    """The organisation whose domain this is: "esbo.fi", "hel.fi", "boras.se".

    >>> [entry and entry.names[0] for entry in map(by_domain, ("hel.fi", "vgregion.se", "granvik.fi"))]
    ['Helsinki', 'Västra Götalandsregionen', None]
    """
    return _domains().get(domain)


@cache
def by_diary(letters: str) -> Entry | None:
    """The municipality whose diary numbers begin with these letters.

    >>> by_diary("TRE").names[0], by_diary("VAASA").names[0], by_diary("KS")
    ('Tampere', 'Vaasa', None)
    """
    whole = letters.casefold()
    known = next((entry for entry in entries() if letters and entry.diary == letters), None)
    return known or next((entry for entry in entries() if whole in map(str.casefold, entry.names)), None)


def code(name: str) -> str | None:
    """The code of a municipality or region by its name.

    >>> code("Esbo"), code("Espoo"), code("Örebro"), code("Granvik")
    ('049', '049', '1880', None)
    """
    entry = by_name(name)
    return entry.code if entry is not None else None
