"""The kinds of section and what is known of each: `section_kinds.toml`, a table for each kind."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, Literal, NamedTuple

from extractors.vocabulary.lookup import HERE

SectionKind = Literal[
    "preparers",
    "presenter",
    "proposal",
    "proceedings",
    "decision",
    "account",
    "summary",
    "motion",
    "answer",
    "history",
    "attachments",
    "supplementary",
    "for_information",
    "vote",
    "dissent",
    "disqualification",
    "note",
    "appeal",
    "time",
    "place",
    "present",
    "absent",
    "others",
    "adjusters",
    "signatures",
    "checked",
    "displayed",
    "contents",
    "title",
]
"""The tables of `section_kinds.toml`, for the type checker; a test holds the two equal."""

Scope = Literal["cover", "closing", "item", "handling", "account"]
Content = Literal["prose", "persons", "documents", "recipients", "items", "handlings", "title"]
Stage = Literal["early", "proposal", "talk", "decision", "late"]


class SectionKindRow(NamedTuple):
    """What is known of a kind of section; `section_kinds.toml` says what each attribute means."""

    scope: Scope
    content: Content
    ends: tuple[str, ...] = ()
    stage: Stage | None = None
    holder: tuple[str, ...] = ()
    after_decision: bool = False
    comings: bool = False


@cache
def section_kinds() -> dict[SectionKind, SectionKindRow]:
    """Every kind of section, in the order of the file.

    Raises:
        TypeError: a table has an attribute that is not known, or lacks one that every kind has.
    """
    tables: dict[Any, Any] = tomllib.loads((HERE / "section_kinds.toml").read_text(encoding="utf-8"))
    found: dict[SectionKind, SectionKindRow] = {}
    for kind, table in tables.items():
        row: dict[str, Any] = {key: tuple(each) if isinstance(each, list) else each for key, each in table.items()}
        found[kind] = SectionKindRow(**row)
    return found


def section_kind(name: SectionKind) -> SectionKindRow:
    """What is known of a kind of section.

    >>> section_kind("presenter").content, section_kind("dissent").stage
    ('persons', 'late')

    Raises:
        KeyError: there is no such kind.
    """
    return section_kinds()[name]


@cache
def kinds(
    *,
    scope: Scope | None = None,
    content: Content | None = None,
    ends: str | None = None,
    stage: Stage | None = None,
    holder: str | None = None,
    after_decision: bool | None = None,
    comings: bool | None = None,
) -> frozenset[SectionKind]:
    """The kinds of section that have all the attributes given; `ends` and `holder` are one of several values.

    >>> sorted(kinds(content="documents")), sorted(kinds(scope="account"))
    (['attachments', 'supplementary'], ['answer', 'motion', 'summary'])
    """
    return frozenset(
        kind
        for kind, row in section_kinds().items()
        if (scope is None or row.scope == scope)
        and (content is None or row.content == content)
        and (ends is None or ends in row.ends)
        and (stage is None or row.stage == stage)
        and (holder is None or holder in row.holder)
        and (after_decision is None or row.after_decision == after_decision)
        and (comings is None or row.comings == comings)
    )
