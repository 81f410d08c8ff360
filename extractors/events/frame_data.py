"""The frames of events as `vocabulary/frames/*.toml` describes them: one file per family, one table per frame.

A file has a table `[words]` of lists that its frames share, and `[[frame]]` tables. In any list of words "@name" stands
for the list of that name in `[words]`, "@family:name" for one in another family's file, and "@table.key" for a list of
the vocabulary. The forms of one word are one entry ("valde|valdes"). A word ends with "*" where any ending may follow,
and begins with "*" where any beginning may come before ("*ledamöter": "stadsfullmäktigeledamöter").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from extractors.language.prefilter import folded, stems
from extractors.vocabulary import forms, words

Words = tuple[str, ...]

REACH = 80
"""How many characters before a filler its marker is looked for in."""


class Slot(BaseModel):
    """One participant of an event: what can fill it, and where it may be.

    Attributes:
        kind: what fills it. "person": the names of persons, those that a list joins together; "titled": also a title
            and a surname ("jäsen Virtanen"); "date"; "number": figures or a numeral; "words": one of `words`;
            "brackets": what is in brackets with one of `words`; "rest": the text after one of `before`, up to one of
            `until` or the end of the sentence, if it ends with one of `words` where there are any. Other kinds are
            found by the functions that the caller of `events` gives.
        side: on which side of the trigger it is.
        prefer: on which side it usually is; what is on the other side costs more.
        gap: how many letters may be between it and the trigger, besides those of other fillers and of light words;
            the frame's `window` by default.
        many: whether all that is near enough fills it, and not only the nearest.
        before: words of which one must come directly before it ("efter Lars Jaeg").
        after: words of which one must come directly after it ("Anna Ekin tilalle", "27 andra").
        reach: how many small words may be between it and such a word; 3 before it and none after it by default.
        words: what a slot of the kind "words", "brackets" or "rest" needs.
        until: where a slot of the kind "rest" ends.
        genitive: whether a person is in the genitive here ("Anna Ekin jättämä aloite").
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    side: Literal["before", "after", "any"] = "any"
    prefer: Literal["before", "after", "any"] = "any"
    gap: int | None = None
    many: bool = False
    before: Words = ()
    after: Words = ()
    reach: int | None = None
    words: Words = ()
    until: Words = ()
    genitive: bool = False


class Frame(BaseModel):
    """One kind of event.

    Attributes:
        name: its name, the rule of the values that it yields.
        trigger: the words that signal the event.
        slots: what takes part in it, by name.
        requires: the slots that must be filled; "object|others" where one of two is enough.
        window: how many letters may be between a filler and the trigger, besides those of other fillers.
        light: words between the two that do not count.
        stops: characters that no event crosses.
        context: words of which one must be somewhere in the sentence.
        veto: words that mean another event, where one of them is among the event's words or directly before them.
        veto_scope: where a veto is looked for instead, if it is the whole sentence.
        negation: words that deny the event, in its clause before the trigger or directly after it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    trigger: Words
    slots: Mapping[str, Slot] = Field(default_factory=dict)
    requires: Words = ()
    window: int = 60
    light: Words = ()
    stops: str = ";:"
    context: Words = ()
    veto: Words = ()
    veto_scope: Literal["event", "sentence"] = "event"
    negation: Words = ()


@cache
def tables(name: str) -> dict[str, Any]:
    """The tables of a family's file as it stands there: "words", where it has one, and "frame"."""
    source = files("extractors.vocabulary") / "frames" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def family(name: str) -> tuple[Frame, ...]:
    """The frames of a family in the order of its file."""
    data = tables(name)
    lists: Mapping[str, Sequence[str]] = data.get("words", {})
    return tuple(Frame.model_validate(_resolved(frame, lists)) for frame in data["frame"])


def _resolved(value: Any, lists: Mapping[str, Sequence[str]]) -> Any:
    """A value of the file with the lists in place of the references to them."""
    if isinstance(value, dict):
        return {key: tuple(each) if key == "requires" else _resolved(each, lists) for key, each in value.items()}
    return tuple(_words(value, lists)) if isinstance(value, list) else value


def _words(given: Iterable[str], lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for word in given:
        if not word.startswith("@"):
            yield from forms(word)
        elif word[1:] in lists:
            yield from _words(lists[word[1:]], lists)
        elif ":" in word:
            yield from shared(*word[1:].split(":"))
        else:
            yield from words(*word[1:].split("."))


@cache
def shared(family_name: str, name: str) -> Words:
    """A list of words of a family's file."""
    data = tables(family_name)
    return tuple(_words(data["words"][name], data["words"]))


def regex(choices: Iterable[str]) -> str:
    r"""A regular expression for any of these words, the longest first; white space is folded.

    >>> regex(["jäv*", "var jävig", "*ledamöter"])
    '(?<!\\w)(?:\\w*ledamöter(?!\\w)|var\\s+jävig(?!\\w)|jäv\\w*)'
    """
    ordered = sorted(set(choices), key=lambda word: (-len(word), word))
    return rf"(?<!\w)(?:{'|'.join(map(_word, ordered))})" if ordered else r"(?!)"


def _word(word: str) -> str:
    bare = r"\s+".join(map(re.escape, word.strip("*").split()))
    return (r"\w*" if word.startswith("*") else "") + bare + (r"\w*" if word.endswith("*") else r"(?!\w)")


@cache
def pattern(choices: Words) -> re.Pattern[str]:
    """The compiled `regex` of some words, without regard to case."""
    return re.compile(regex(choices), re.IGNORECASE)


@cache
def _last(choices: Words) -> re.Pattern[str]:
    return re.compile(rf"{regex(choices)}[\s:]+$", re.IGNORECASE)


# a small word at the end of a text
_SMALL = re.compile(r"(?<!\S)[a-zåäö][\w.-]*\s+$")


def before(slot: Slot, text: str, start: int) -> int | None:
    """Where the marker before a place of a text begins; None if the slot has none there.

    >>> slot = Slot(kind="person", before=("efter", "av"))
    >>> before(slot, "på förslag av Kai Ek valdes Bo Aro efter ledamoten Anna Ek", 51)
    35
    """
    at = start
    for _ in range(4 if slot.reach is None else slot.reach + 1):
        if marker := _last(slot.before).search(text, max(0, at - REACH), at):
            return marker.start()
        small = _SMALL.search(text, max(0, at - REACH), at)
        if small is None:
            return None
        at = small.start()
    return None


@cache
def _next(choices: Words, reach: int) -> re.Pattern[str]:
    small = rf"(?:[^\W\dA-ZÅÄÖ]\w*\s+){{0,{reach}}}"
    return re.compile(rf"\s*(?:\([^()]{{1,40}}\)\s*)?(?-i:{small}){regex(choices)}", re.IGNORECASE)


def after(slot: Slot, text: str, end: int) -> int | None:
    """Where the marker after a place of a text ends, brackets aside; None if the slot has none there.

    >>> after(Slot(kind="person", after=("tilalle",)), "Anna Ekin (kesk.) tilalle", 9)
    25
    """
    marker = _next(slot.after, slot.reach or 0).match(text, end)
    return marker.end() if marker else None


def marked(slot: Slot, text: str, start: int, end: int) -> bool:
    """Whether a range of a text has the markers of a slot beside it, as far as the slot has any."""
    if slot.before and before(slot, text, start) is None:
        return False
    return not slot.after or after(slot, text, end) is not None


@cache
def needs(choices: Words) -> tuple[str, ...]:
    """What must occur in a folded text for one of these words to be found."""
    return stems(folded(word.lstrip("*")) for word in choices)
