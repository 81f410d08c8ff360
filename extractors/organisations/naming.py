"""How a text names organisations: a name and a word for what it is ("Granviks kommun", "Harjun hyvinvointialue").

Names are given in the nominative, as printed where the text prints it so. The word tells the kind of organisation.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from extractors.core.passage import Found, Passage
from extractors.core.slugs import ascii_letters, slug
from extractors.organisations import body
from extractors.organisations.register import OrganisationKind, by_name, entries
from extractors.vocabulary import either, either_of, keys, pairs, words


class Naming(NamedTuple):
    """An organisation that a text names.

    name: in the nominative; start, end: the naming's place in the text; inflected: whether the word for what it is
    has an ending, as it never has in a letterhead.
    """

    name: Passage | Found[str]
    kind: OrganisationKind
    start: int
    end: int
    inflected: bool = False

    @property
    def value(self) -> str:
        """The name."""
        return self.name.text if isinstance(self.name, Passage) else self.name.value


def in_capitals(text: str) -> bool:
    """Whether a name is printed in capitals."""
    return text.isupper() and len(text) > 1


# a word's end; a capital follows where two columns of a page run together: "hyvinvointialuePöytäkirja"
_END = r"(?:(?![\w-])|(?<=[a-zåäö])(?=[A-ZÅÄÖ][a-zåäö]))"


@cache
def cased() -> str:
    """A regular expression for a municipality's name: a capitalised word, or a register's name of several words."""
    several = either(name for entry in entries() if entry.kind == "municipality" for name in entry.names if " " in name)
    return rf"(?:(?i:{several})s?|[A-ZÅÄÖ][\w-]+)"


# "Granvik stad", "Esbo stads strategi", "Lapuan kaupunki", "HARJULAN KUNTA": a name and the word for a municipality.
@cache
def _municipality() -> re.Pattern[str]:
    word = rf"(?P<word>(?i:{either((*words('municipality', 'words'), *words('municipality', 'forms')))}))"
    return re.compile(rf"(?<![\w-])(?P<name>{cased()})\s+{word}{_END}")


@cache
def _kinds() -> dict[str, OrganisationKind]:
    """The kinds of organisation by the words behind their names, in small letters, companies aside."""
    plain = {
        word.casefold(): cast(OrganisationKind, kind)
        for kind in keys("organisations")
        if kind != "company"
        for word in words("organisations", kind)
    }
    return plain | {form: plain[word] for form, word in pairs("organisation_parts", "inflected") if word in plain}


# "Järvikylän seurakunta", "TURUN JA KAARINAN SEURAKUNTAYHTYMÄ", "Kainuun maakunta -kuntayhtymä",
# "Mellersta Nylands välfärdsområde", "Granviks svenska församling", "Salon seudun koulutuskuntayhtymä"
@cache
def _organisation() -> re.Pattern[str]:
    words_ = either(word for word in _kinds() if not word.startswith("-"))
    return re.compile(rf"(?<![\w-])(?P<name>{_name()})\s+(?P<word>(?i:{words_})){_END}")


# "Helsingin seudun ympäristöpalvelut -kuntayhtymä": a name of several words with a hyphen behind
@cache
def _hyphened() -> re.Pattern[str]:
    words_ = either(word for word in _kinds() if word.startswith("-"))
    return re.compile(rf"(?<![\w-])(?P<name>{_name()}(?:\s+[^\W\d][\w-]*){{0,3}})\s+(?P<word>(?i:{words_})){_END}")


def _name() -> str:
    """A regular expression for the name before the word: a capitalised word with what may stand before and behind."""
    joining, inner = (rf"(?i:{either_of('organisation_parts', key)})" for key in ("joining", "inner"))
    opening = rf"(?i:{either_of('organisation_parts', 'openings')})"
    return rf"(?:(?=[A-ZÅÄÖ]){opening}\s+)?[A-ZÅÄÖ][\w-]+(?:\s+{joining}\s+[A-ZÅÄÖ][\w-]+)?(?:\s+{inner})*"


# "Region Skåne", "Kommunalförbundet Hälsingland", "Samordningsförbundet Granvik och Harjula"
@cache
def _headed() -> re.Pattern[str]:
    heads = {word: kind for kind in keys("organisation_heads") for word in words("organisation_heads", kind)}
    further = r"(?:\s+(?:och\s+)?[A-ZÅÄÖ][\w-]+|\s+län(?!\w)){0,3}"
    opening = rf"(?:(?i:{either_of('organisation_parts', 'openings')})\s+)?"  # "Regionförbundet södra Småland"
    return re.compile(rf"(?<![\w-])(?P<word>{either(heads)})\s+(?P<name>{opening}[A-ZÅÄÖ][\w-]+{further})(?![\w-])")


@cache
def _heads() -> dict[str, OrganisationKind]:
    return {
        word: cast(OrganisationKind, kind)
        for kind in keys("organisation_heads")
        for word in words("organisation_heads", kind)
    }


# "Granviks Energi AB", "Harjulan Vesi Oy": a company, at the beginning of a line
@cache
def _company() -> re.Pattern[str]:
    form = either_of("organisations", "company")
    return re.compile(rf"(?P<name>[A-ZÅÄÖ][\w&-]+(?:\s(?:&|[A-ZÅÄÖ][\w&-]*)){{0,3}}\s{form})(?![\w-])")


_LETTERS = re.compile(r"[A-ZÅÄÖ]{3,6}\s+(?=[A-ZÅÄÖ])")


def municipalities(text: Passage, genitives: Genitives) -> Iterator[Naming]:
    """The municipalities that a passage names with the word for one, in order."""
    for match in _municipality().finditer(text.text):
        name = text.group(match, "name")
        if name.text in words("municipality", "not_names"):
            continue
        if match["word"].lower().startswith(("kau", "kun")):
            value = genitives.nominative(name)
        else:
            value = known(name) or from_capitals(name) or genitives.plain(name)
        inflected = match["word"].lower() not in words("municipality", "nominatives")
        yield Naming(value, "municipality", match.start(), match.end(), inflected)


def others(text: Passage) -> Iterator[Naming]:
    """The organisations other than municipalities that a passage names, in order."""
    hyphened = _hyphened().finditer(text.text) if " -k" in text.text.casefold() else ()
    for match in (*_organisation().finditer(text.text), *hyphened):
        whole = text[match.start() : match.end()]
        word, name = match["word"].casefold(), match["name"]
        if (by_name(name) or by_name(name[:-1])) and match["word"][0].isupper() and not in_capitals(whole.text):
            continue  # "Borås Församlingen": two lines that run on
        if match[0].partition(" ")[0] in words("municipality", "not_names"):
            continue
        if (letters := _LETTERS.match(whole.text)) is not None and not in_capitals(whole.text):
            whole = whole[letters.end() :]  # "HSL Helsingin seudun liikenne -kuntayhtymä"
        inflected = word in dict(pairs("organisation_parts", "inflected"))
        yield Naming(_nominative(whole, word), _kinds()[" ".join(word.split())], match.start(), match.end(), inflected)
    for match in _headed().finditer(text.text):
        end = match.start("name") + len(_without_body(match["name"]))
        if end > match.start("name"):
            yield Naming(text[match.start() : end], _heads()[match["word"]], match.start(), end)


def company(line: Passage) -> Naming | None:
    """The company that a printed line begins with."""
    match = _company().match(line.text)
    return Naming(line.group(match, "name"), "company", *match.span("name")) if match else None


def _without_body(name: str) -> str:
    """The words of a name before a body's: "Region Skåne Regionstyrelsen" names a region and its board."""
    kept: list[str] = []
    for word in name.split(" "):
        if body.kind(word) is not None or word.casefold() in _document_names():
            break
        kept.append(word)
    while kept and (kept[-1] == "och" or kept[-1].endswith("-")):
        kept.pop()
    joined = " ".join(kept)
    longest = next((known for known in _region_names() if f"{joined} ".startswith(f"{known} ")), None)
    return longest or joined


@cache
def _document_names() -> frozenset[str]:
    """What documents are called, in small letters: "protokoll", "sammanträdesprotokoll"."""
    return frozenset(word.casefold() for kind in keys("documents") for word in words("documents", kind))


@cache
def _region_names() -> tuple[str, ...]:
    """The names of the registers' regions behind the word, the longest first."""
    names = (name for entry in entries() if entry.kind == "region" for name in entry.names)
    return tuple(sorted((name.removeprefix("Region ") for name in names if name.startswith("Region ")), key=len)[::-1])


@cache
def _register_forms() -> dict[str, str]:
    return {name.casefold(): name for entry in entries() if entry.kind != "municipality" for name in entry.names}


def _nominative(whole: Passage, word: str) -> Passage | Found[str]:
    """An organisation's name with its word in the nominative, not in capitals."""
    inflected = dict(pairs("organisation_parts", "inflected"))
    plain = whole.text
    if (nominative := inflected.get(word)) is not None:
        plain = plain[: len(plain) - len(word)] + (nominative.upper() if in_capitals(plain) else nominative)
    if in_capitals(plain):
        plain = _register_forms().get(plain.casefold()) or _small(plain)
    if plain == whole.text:
        return whole
    if whole.text.startswith(plain):
        return whole[: len(plain)]
    return whole.means(plain, "municipalities/organisation")


def _small(name: str) -> str:
    """A name in capitals as it is written else: "TURUN JA KAARINAN SEURAKUNTA" is "Turun ja Kaarinan seurakunta"."""
    small = name.lower().split(" ")
    joining = words("organisation_parts", "joining")
    openings = {word.lower() for word in words("organisation_parts", "openings")}
    for at, word in enumerate(small):
        if at == 0 or small[at - 1] in joining or small[at - 1] in openings:
            small[at] = capitalised(word)
    return " ".join(small)


def capitalised(name: str) -> str:
    """A name with a capital at the beginning and after hyphens: "keski-suomen" is "Keski-Suomen"."""
    return "-".join(part[:1].upper() + part[1:] for part in name.split("-"))


def known(name: Passage) -> Passage | None:
    """The part of a printed name that is a register's nominative: "Esbos" and "Lapuan" lose their ending."""
    for cut in (name, name[: len(name) - 1]):
        if by_name(cut.text) is not None:
            return cut
    return None


def from_capitals(name: Passage) -> Found[str] | None:
    """A Swedish name that is printed in capitals, as the register has it: "LUMPARLANDS" in "LUMPARLANDS KOMMUN"."""
    if not in_capitals(name.text):
        return None
    for printed in (name.text, name.text.removesuffix("S")):
        plain = " ".join(capitalised(word) for word in printed.lower().split(" "))
        if by_name(plain) is not None:
            return name.means(plain, "municipalities/name")
    return None


class Genitives:
    """Finds the nominatives of Finnish names in the genitive, with what else a document says.

    Args:
        text: the document's text.
        domains: the domains of its addresses.
    """

    def __init__(self, text: Passage, domains: list[Passage]) -> None:
        self._text = text
        self._domains = domains
        self._known: dict[str, Passage | Found[str]] = {}
        self._mentions: dict[str, Passage | None] = {}
        self._capitalised: dict[str, re.Match[str]] | None = None

    def nominative(self, name: Passage) -> Passage | Found[str]:
        """A Finnish name in the nominative: it is known, or a domain of the document shows it.

        "Lapuan" loses its ending and is known; for "Kuusirannan" the address @kuusiranta.fi tells; else the ending
        goes ("Harjulan").
        """
        if (cut := known(name)) is not None:
            return cut
        if name.text not in self._known:
            self._known[name.text] = self._nominative(name)
        return self._known[name.text]

    def _nominative(self, name: Passage) -> Passage | Found[str]:
        stem = slug(name.text)
        if (town := by_genitive(stem)) is not None:
            return self.mention(town) or name.means(town, "municipalities/genitive")
        for domain in self._domains:
            town = domain.text.lower().rpartition(".")[0]
            common = len(os.path.commonprefix([town, stem]))
            if common >= max(4, len(town) - 3) and abs(len(stem) - len(town)) <= 2:
                return self.capitalised(town) or domain.means(town.capitalize(), "municipalities/domain")
        small = name.text.lower()
        for ending, plain in pairs("organisation_parts", "places"):
            if small.endswith(ending) and len(small) > len(ending) + 1:
                return name.means(capitalised(small[: -len(ending)] + plain), "municipalities/genitive")
        return _written(name[: len(name) - 1] if name.text[-1] in "nN" else name)

    def plain(self, name: Passage) -> Passage | Found[str]:
        """A Swedish name that no register has, without the genitive's "s": the document shows it, or how names end."""
        cut = name[: len(name) - 1]
        if name.text[-1] in "sS" and len(cut) > 2:
            whole, shorter = (
                re.compile(
                    rf"(?<![\w-]){re.escape(each)}(?![\w-])(?!\s+(?i:{either_of('municipality', 'words')})(?!\w))"
                )
                for each in (name.text, cut.text)
            )
            stems = {domain.text.lower().rpartition(".")[0] for domain in self._domains}
            if slug(cut.text) in stems or shorter.search(self._text.text):
                return _written(cut)
            kept = name.text.casefold().endswith(words("organisation_parts", "endings_in_s"))
            if not kept and slug(name.text) not in stems and not whole.search(self._text.text):
                return _written(cut)
        return _written(name)

    def mention(self, name: str) -> Passage | None:
        """Where the document prints a name as it is."""
        if name not in self._mentions:
            match = re.search(rf"(?<![\w-]){re.escape(name)}(?!-)", self._text.text)
            self._mentions[name] = self._text.group(match) if match else None
        return self._mentions[name]

    def capitalised(self, wanted: str) -> Passage | None:
        """The first capitalised word whose slug is this."""
        if self._capitalised is None:
            self._capitalised = {}
            for match in re.finditer(r"(?<![\w@.-])[A-ZÅÄÖ][\w-]+", self._text.text):
                self._capitalised.setdefault(ascii_letters(match[0]), match)
        found = self._capitalised.get(wanted)
        return self._text.group(found) if found is not None else None


def _written(name: Passage) -> Passage | Found[str]:
    """A name, not in capitals."""
    return name.means(capitalised(name.text.lower()), "municipalities/name") if in_capitals(name.text) else name


@cache
def by_genitive(stem: str) -> str | None:
    """The municipality whose genitive a Finnish name is, as a slug: "helsingin", "turun", "uudenkaupungin".

    >>> [by_genitive(name) for name in ("helsingin", "turun", "siilinjarven", "uudenkaupungin", "iin", "kuusirannan")]
    ['Helsinki', 'Turku', 'Siilinjärvi', 'Uusikaupunki', 'Ii', None]
    """
    if re.search(r"[aeiouy]n$", stem) is None:
        return None
    best: list[tuple[int, str]] = []
    for entry in entries():
        if entry.kind != "municipality" or entry.country == "SE":
            continue
        if entry.genitive and slug(entry.genitive) == stem:
            return entry.names[0]
        town = slug(entry.names[0])
        common = len(os.path.commonprefix([town, stem]))
        if common >= max(3, len(town) - 3) and abs(len(stem) - len(town)) <= 2:
            best.append((common, entry.names[0]))
    best.sort(reverse=True)
    return best[0][1] if best and (len(best) == 1 or best[0][0] > best[1][0]) else None
