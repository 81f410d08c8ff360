"""Labels: the headings of sections, rows of `sv/labels.toml` and `fi/labels.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from extractors.vocabulary.lookup import LANGUAGES, fold, tables
from extractors.vocabulary.section_kinds import SectionKind, section_kinds

Group = Literal["members", "substitutes", "mixed", "others", "absent"]

_GROUPS: dict[SectionKind, Group] = {"present": "members", "others": "others", "absent": "absent"}
"""The group of a label of those present that names none."""

_ADDRESS = re.compile(r"\s*\([^)]*@[^)]*\)")  # "Valmistelija (etunimi.sukunimi@granvik.fi)"
_COUNT = re.compile(r"^\d{1,2}[.)]?\s+")  # "2 äänestys", "3. Beslut"
_HALVES = re.compile(r"\s*/\s*|\s+[–-]\s+")  # "Förslag / Päätösehdotus", "TID - AIKA"


class Label(NamedTuple):
    """A label as it is printed, and what it opens.

    kind: the kind of section.
    only: the one place where it is a label: "genitive", after the name of an officer or a body in the genitive; "list",
    inside a list of those present; "title", directly under an item's title. None: everywhere.
    alone: it is an ordinary word too, and opens a section only on a line of its own.
    paragraph: of these, whether it also opens one at the beginning of a paragraph, with a colon.
    group: of a label of those present, whom it stands over.
    role: the role of the persons under it.
    also: a second kind of section that it opens at once.
    genitive: the name of an officer or a body in the genitive may come before it.
    demand: inside an account it heads what somebody demands.
    """

    text: str
    kind: SectionKind
    only: Literal["genitive", "list", "title"] | None = None
    alone: bool = False
    paragraph: bool = False
    group: Group | None = None
    role: str | None = None
    also: SectionKind | None = None
    genitive: bool = False
    demand: bool = False


def label_rows(language: str) -> Iterator[Label]:
    """The labels of a language, in the order of the file.

    Raises:
        TypeError: a row has an attribute that is not known, or lacks its text or kind.
        ValueError: a row names a kind of section that is not known.
    """
    for row in tables(language)["label"]:
        found = Label(**row)
        if not {found.kind, found.also or found.kind} <= section_kinds().keys():
            raise ValueError(f"{language}/labels.toml: {found.text!r} has an unknown kind of section")
        yield found if found.group else found._replace(group=_GROUPS.get(found.kind))


@cache
def label_table(only: str | None = None) -> dict[str, Label]:
    """The labels of both languages that hold everywhere, or those that hold in one place only, by their folded text."""
    every = (row for language in LANGUAGES for row in label_rows(language))
    return {fold(row.text): row for row in every if row.only == only}


@cache
def labelled(kind: SectionKind) -> tuple[str, ...]:
    """The labels that open a kind of section anywhere.

    >>> labelled("title")[:2]
    ('Ärende', 'Ärendets rubrik')
    """
    return tuple(row.text for row in label_table().values() if row.kind == kind)


@cache
def genitive_labels(kind: SectionKind) -> tuple[str, ...]:
    """The labels of a kind of section that an officer's or a body's name in the genitive may come before.

    >>> "Förslag till fullmäktige" in genitive_labels("proposal"), "Behandling" in genitive_labels("proceedings")
    (True, False)
    """
    every = (*label_table().values(), *label_table("genitive").values())
    return tuple(row.text for row in every if row.kind == kind and (row.genitive or row.only))


def list_label(text: str) -> Label | None:
    """The label over persons that a text inside a list of those present is; None where it is none.

    >>> list_label("Varajäsenet:").group, list_label("Beslut") is None
    ('substitutes', True)
    """
    folded = fold(text)
    found = label_table().get(folded) or label_table("list").get(folded)
    return found if found is not None and found.group else None


@cache
def grouped(*groups: Group) -> frozenset[str]:
    """The folded labels over persons of these groups."""
    every = (*label_table().values(), *label_table("list").values())
    return frozenset(fold(row.text) for row in every if row.group in groups)


def label(text: str) -> Label | None:
    """The label that a heading is; a bilingual heading counts where its halves agree.

    >>> label("Päätösehdotus:").kind, label("Förslag / Päätösehdotus").kind
    ('proposal', 'proposal')
    >>> label("Slutord") is None
    True
    """
    return _label(text) if len(text) <= 80 else None


@lru_cache(maxsize=8192)
def _label(text: str) -> Label | None:
    known = label_table()
    folded = fold(_ADDRESS.sub("", text) if "@" in text else text)
    if folded in known:
        return known[folded]
    counted = known.get(fold(_COUNT.sub("", text))) if text[:1].isdigit() else None
    if counted is not None and counted.kind == "vote":
        return counted  # "2 äänestys": one of several
    if "/" not in text and "-" not in text and "–" not in text:
        return None
    for cut in _HALVES.finditer(text):
        one, other = (known.get(fold(half)) for half in (text[: cut.start()], text[cut.end() :]))
        if one and other and one.kind == other.kind:
            return one._replace(also=one.also or other.also)
    return None
