"""How a meeting is printed: the choices, and random ones."""

from __future__ import annotations

from dataclasses import dataclass, fields
from random import Random
from typing import Any, Literal, get_args, get_type_hints

from tests.layouts.truth import Variety

HEADS = (
    "number / title / case",
    "number title / case",
    "number case / title",
    "number / case / title",
    "case number / title",
    "title / number case",
    "case / number title",
    "number | title / case",
    "number case | title",
    "number title",
    "title / case / number",
    "title / case",
)
"""Where number, title and diary number of a matter stand: "/" ends a line, "|" a column.
The last has no number: that stands above, where a portal names meeting and section."""
ORDERS = (
    "preparers account proposal talk decision dissents attachments recipients appeal",
    "attachments preparers account proposal talk decision dissents recipients appeal",
    "preparers proposal talk decision dissents account attachments recipients appeal",
    "decision dissents account attachments proposal talk recipients appeal preparers",
    "account proposal talk decision dissents recipients attachments appeal preparers",
)
"""In which order a matter's sections stand."""
REFERENCES = (
    "{body} {day} § {section}",
    "{body}, {day}, § {section}",
    "{body} § {section} {day}",
    "{short} {day} § {section}",
)
"""How an earlier handling is named; the third only where the body is written out."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices; the defaults are a plain page of minutes. Random ones come from `random_choices`."""

    variety: Variety
    form: Literal["pdf", "html", "docx", "text"] = "pdf"
    kind: Literal["minutes", "agenda", "extract", "bulletin"] = "minutes"
    head: str = HEADS[0]
    sign: Literal["before", "after", "dot", "bare", "short"] = "before"
    case_label: Literal["", "short", "long"] = ""
    title: Literal["plain", "caps", "bold"] = "bold"
    labels: Literal["above", "beside", "run_in"] = "above"
    colon: bool = False
    wording: int = 0
    """Which of several words for a label: the same for all labels, as far as there are so many."""
    order: str = ORDERS[0]
    account_label: bool = True
    history: Literal["none", "first", "last", "table", "index"] = "first"
    """Where earlier handlings stand: in full, as a table above, or as an index of references below."""
    reference: str = REFERENCES[0]
    current: Literal["none", "top", "behind_account"] = "none"
    """Whether the meeting's own handling is headed like earlier ones, and where."""
    cover: Literal["none", "lines", "labels", "cells"] = "lines"
    contents: Literal["none", "plain", "dots", "table"] = "none"
    people: Literal["lines", "run", "marks", "table"] = "lines"
    surname_first: bool = False
    signatures: Literal["none", "one", "two"] = "two"
    running: Literal["none", "line", "lines", "broken", "portal"] = "line"
    footer: Literal["none", "page", "seals", "address"] = "none"
    day: Literal["usual", "padded", "words"] = "usual"
    talk: Literal["own", "in_decision"] = "own"
    lists: Literal["numbers", "bullets", "dashes", "plain"] = "numbers"
    gaps: bool = True
    page_lines: int = 46
    columns: int = 88
    transcript: bool = False
    """Line breaks are lost: each page is one line of text."""
    alone: bool = False
    """Nothing but the cover."""
    spaced: bool = False
    """The letters of the kind of document stand apart: "P R O T O K O L L"."""
    hyphens: bool = False


def random_choices(seed: int) -> Choices:
    """Choices of a seed: all that a person could still read. `settled` takes back what nobody prints together."""
    random = Random(f"choices {seed}")  # noqa: S311
    return settled({name: random.choice(options) for name, options in options_of().items()})


def options_of() -> dict[str, list[Any]]:
    """What may be chosen, by choice."""
    hints = get_type_hints(Choices)
    found: dict[str, list[Any]] = {
        "head": list(HEADS[:-1]),
        "order": list(ORDERS),
        "reference": list(REFERENCES),
        "wording": [0, 1, 2],
        "page_lines": [30, 38, 46, 54],
        "columns": [72, 88, 100],
        "kind": ["minutes", "minutes", "minutes", "agenda", "extract"],
        "transcript": [False],
        "alone": [False],
        "running": ["none", "line", "lines", "broken"],
        "spaced": [False, False, True],
    }
    for each in fields(Choices):
        if each.name not in found:
            found[each.name] = [False, True] if hints[each.name] is bool else list(get_args(hints[each.name]))
    return {each.name: found[each.name] for each in fields(Choices)}


def settled(chosen: dict[str, Any]) -> Choices:
    """The choices without those that no system combines, or that leave a person guessing."""
    chosen = dict(chosen)
    if chosen["sign"] == "bare" and not chosen["head"].startswith(("number title", "number |")):
        chosen["sign"] = "after"  # a figure alone on its line, or beside a diary number, tells nobody what it is
    if chosen["title"] == "plain" and chosen["head"].startswith("title") and not chosen["gaps"]:
        chosen["gaps"] = True  # a title above its number needs air
    if chosen["kind"] == "extract":
        chosen["cover"], chosen["contents"], chosen["signatures"] = "none", "none", "none"
        chosen["running"] = "line" if chosen["running"] == "none" else chosen["running"]
    elif chosen["cover"] == "none":
        chosen["cover"] = "lines"
    if chosen["kind"] == "agenda":
        chosen["signatures"] = "none"
    if chosen["current"] == "behind_account" and chosen["kind"] != "extract":
        chosen["current"] = "top"
    if chosen["history"] == "first" and chosen["current"] == "none":
        chosen["current"] = "top"  # else the current sections read as the last earlier body's
    if chosen["history"] != "first" and chosen["current"] == "top":
        chosen["current"] = "none"
    if not chosen["account_label"] and "account proposal" not in chosen["order"]:
        chosen["account_label"] = True
    return Choices(**chosen)
