"""Compares two records of one document value by value, with the rule that extracted each value.

Items and handlings are matched by number, case number, body, date and section, never by position; entries of other
lists by an identifying value, then in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from extractors.core.slugs import slug

_NOT_COMPARED = ("producer", "source", "evidence")
_MISSING: Any = None


class Difference(NamedTuple):
    """A value that differs. pointer: JSON Pointer in the new record, or in the old one if it was removed."""

    pointer: str
    old: Any
    new: Any
    rule: str

    @property
    def field(self) -> str:
        """The pointer with * for each list index: "/items/*/handling/decision/outcome"."""
        return re.sub(r"/\d+(?=/|$)", "/*", self.pointer)


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Returns the differences between two records (parsed JSON), in the order of the model's keys.

    Producer, source and evidence are not compared, as they are not content of the document.

    >>> old = {"items": [{"number": "1", "title": "A"}, {"number": "2", "title": "B"}], "evidence": {}}
    >>> new = {"items": [{"number": "2", "title": "C"}], "evidence": {"/items/0/title": {"rule": "items/title"}}}
    >>> for each in differences(old, new):
    ...     print(each.pointer, each.old, each.new, each.rule)
    /items/0/title B C items/title
    /items/0 {'number': '1', 'title': 'A'} None -
    """
    return list(_Comparison(old, new).values(old, new, "", ""))


class _Comparison:
    def __init__(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        self._rules = (old.get("evidence") or {}, new.get("evidence") or {})

    def values(self, old: Any, new: Any, was: str, now: str) -> Iterator[Difference]:
        if isinstance(old, dict) and isinstance(new, dict):
            for key in [*new, *(key for key in old if key not in new)]:
                if now or key not in _NOT_COMPARED:
                    step = f"/{key}"
                    yield from self.values(old.get(key), new.get(key), was + step, now + step)
        elif isinstance(old, list) and isinstance(new, list):
            yield from self._lists(old, new, was, now)
        elif old != new:
            yield Difference(now or was, old, new, self._rule(was, now))

    def _lists(self, old: list[Any], new: list[Any], was: str, now: str) -> Iterator[Difference]:
        for before, after in _pairs(old, new, _key_of(now)):
            if before is None and after is not None:
                pointer = f"{now}/{after}"
                yield Difference(pointer, _MISSING, new[after], self._rule(pointer, pointer))
            elif after is None:
                pointer = f"{was}/{before}"
                yield Difference(pointer, old[before or 0], _MISSING, self._rule(pointer, ""))
            else:
                yield from self.values(old[before or 0], new[after], f"{was}/{before}", f"{now}/{after}")

    def _rule(self, was: str, now: str) -> str:
        """Returns the rule that extracted a value or its parent, from the new record or else the old one."""
        for evidence, pointer in ((self._rules[1], now), (self._rules[0], was)):
            while pointer:
                if pointer in evidence:
                    return str(evidence[pointer]["rule"])
                pointer = pointer.rpartition("/")[0]
        return "-"


def _key_of(pointer: str) -> Callable[[Any], Any]:
    """Returns the function that computes the matching key of the entries of a list."""
    name = pointer.rpartition("/")[2]
    if name == "items":
        return lambda item: (item.get("number"), item.get("case_number") or slug(item.get("title") or ""))
    if name == "history":
        return lambda each: ((each.get("body") or {}).get("name"), each.get("date"), each.get("section"))
    if name == "findings":
        return lambda each: (each.get("code"), each.get("message"))
    return _name


def _name(entry: Any) -> Any:
    if isinstance(entry, dict):
        for key in ("name", "as_written", "by", "title", "url", "heading", "subject", "text"):
            if entry.get(key):
                return str(entry[key])
    return repr(entry)


def _pairs(
    old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Any]
) -> Iterator[tuple[int | None, int | None]]:
    """Yields pairs of indices of matching entries; None for an entry without a match."""
    before, after = [key(each) for each in old], [key(each) for each in new]
    match: dict[int, int] = {}
    taken: set[int] = set()
    for at, wanted in enumerate(after):
        found = next((n for n, each in enumerate(before) if n not in taken and each == wanted), None)
        if found is not None:
            match[at] = found
            taken.add(found)
    for at, wanted in enumerate(after):  # the remaining entries, by similarity of their keys
        if at not in match:
            likes = [
                (SequenceMatcher(None, repr(before[n]), repr(wanted)).ratio(), -n)
                for n in range(len(before))
                if n not in taken
            ]
            if likes and (best := max(likes))[0] > 0.6:
                match[at] = -best[1]
                taken.add(-best[1])
    for at in range(len(after)):
        yield match.get(at), at
    for n in range(len(before)):
        if n not in taken:
            yield n, None
