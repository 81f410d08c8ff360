"""Amendments: who moved what, who seconded it, and what became of it.

"Maria Ek föreslog, understödd av Per Ås, att ärendet bordläggs." · "Kai Salo ehdotti Anu Lehdon kannattamana, että
asia palautetaan valmisteltavaksi." · "Elo Hyrkön ym. kannattamana teki seuraavat muutosehdotukset:" · a block under
a label, "Vastaehdotus:", then "Kai Salo: Ehdotan, että ..." and "Kannattaja: Anu Lehto".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field, PrivateAttr

from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.decisions.amendments.statements import Seconding, statements
from extractors.events.frame_data import family
from extractors.language.phrases import Phrase, phrases, sentences
from extractors.language.prefilter import folded, occurs, stems
from extractors.people.inflection import full_name, names_person
from extractors.people.names import NAME, Gazetteer
from extractors.vocabulary import either_of, words

KINDS = ("tabling", "return", "rejection", "addition", "wish")


Result = Literal["text", "vote", "decision"]
"""What shows the outcome of an amendment: a sentence, the vote on it, or what was decided."""


class Amendment(Value):
    """A proposal made at the meeting against or beside the base proposal."""

    by: str | None = Field(None, description="Who moved it; given name first.")
    seconded_by: list[str] = Field(default_factory=list, description="Who seconded it; given names first.")
    text: str = Field("", description="The proposal as printed.")
    kind: Literal["amendment", "rejection", "tabling", "return", "addition", "wish"] = Field(
        "amendment", description="What it asks for."
    )
    outcome: Literal["carried", "lost", "lapsed", "withdrawn"] | None = Field(None, description="What became of it.")

    _result: Result | None = PrivateAttr(None)

    @property
    def result(self) -> Result | None:
        """What shows the outcome; None where nothing does."""
        return self._result


@dataclass
class Moved:
    """An amendment while it is being read; `number` is its own among several of one mover."""

    by: Found[str]
    text: Passage
    kind: Found[str] | None
    number: str | None = None
    seconded: dict[str, Found[str]] = field(default_factory=dict)
    outcome: Found[str] | None = None
    result: Result | None = None

    def finish(self) -> Amendment:
        """The amendment that was read."""
        made = Amendment.model_validate(
            {
                "by": self.by,
                "seconded_by": list(self.seconded.values()),
                "text": self.text.read("amendments/text"),
                "kind": self.kind or "amendment",
                "outcome": self.outcome,
            }
        )
        made._result = self.result
        return made


@cache
def _label() -> re.Pattern[str]:
    """ "Vastaehdotus:", "Muutosehdotus nro 2:", "Lisäysehdotus 1"."""
    label, number = either_of("amendments", "label"), either_of("amendments", "number")
    return re.compile(rf"^{label}(?:\s+{number}?\s*(?P<number>\d{{1,2}}))?\s*(?::|$)\s*", re.IGNORECASE)


@cache
def base_proposal() -> re.Pattern[str]:
    """Words for the base proposal: "pohjaehdotusta", "styrelsens förslag"."""
    return re.compile(either_of("amendments", "base"), re.IGNORECASE)


# "Kai Salo: Ehdotan ...", "ledamot Kai Salo: ..."
_SPEAKER = re.compile(rf"(?:[a-zåäö.]+\s+){{0,2}}(?P<name>{NAME})\s*:\s*")


@cache
def _needed() -> tuple[str, ...]:
    """Stems of which one must occur in a text about an amendment: a trigger of a frame, or a label."""
    triggers = {word for frame in family("amendments") for word in frame.trigger}
    return stems([word.lstrip("*") for word in (*triggers, *words("amendments", "label"))])


class Debate(NamedTuple):
    """The proposals that members made, in order, and where the sentences begin that propose something."""

    moved: list[Moved]
    proposing: set[int]


def read(blocks: Sequence[Block], names: Gazetteer, language: str) -> Debate:
    """Reads the proposals that members made at the meeting; those of the presenter are none of them."""
    found: list[Moved] = []
    proposing: set[int] = set()
    label: re.Match[str] | None = None
    for at, block in enumerate(blocks):
        if not occurs(folded(block.text), _needed()) and label is None:
            continue
        called, label = label, _label().match(block.text)
        if label is not None or called is not None:
            _labelled(block, label, called, blocks[at + 1 :], found, names, language)
            label = label if label is not None and label.end() >= len(block.text) - 1 else None
            if label is not None:
                continue
        for sentence in sentences(block.body, language):
            stated = statements(sentence, names)
            if stated.movers:
                proposing.add(sentence.start)
            accedes = _accedes(sentence.text, stated.movers, found)
            made = None
            if stated.movers and not accedes:
                made = _moved(sentence, stated.movers, block, blocks[at + 1 :], found, names, language)
            if made is not None:
                found.append(made)
            also = [Seconding(stated.movers, False, sentence.text)] if accedes else []
            _second(sentence, [*stated.secondings, *also], made, found, names)
    return Debate(found, proposing)


def _labelled(
    block: Block,
    label: re.Match[str] | None,
    called: re.Match[str] | None,
    following: Sequence[Block],
    found: list[Moved],
    names: Gazetteer,
    language: str,
) -> None:
    """Takes a block with a label for its kind, or the one after a label: "Vastaehdotus:", "Kai Salo: Ehdotan ..."."""
    rest = block.body[label.end() :] if label is not None else block.body
    named = _SPEAKER.match(rest.text)
    mark = label if label is not None else called
    if mark is None:
        return
    what = next(phrases(block.body[: label.end()], "amendments", language, KINDS), None) if label is not None else None
    if named is not None:
        by = full_name(rest.group(named, "name"), names, "amendments/by")
        text = rest[named.end() :]
        if text:
            found.append(Moved(by, text, _kind(what, text, language), mark["number"]))
    elif label is not None and found and not rest and following and not _label().match(following[0].text):
        # one of several of the mover above: "Muutosehdotus nro 2:" over its words
        last = found[-1]
        text = following[0].body
        if _SPEAKER.match(text.text):
            return
        kind = _kind(what, text[:160], language)
        if last.number is None and last.text.text.endswith(":"):
            last.text, last.kind, last.number = text, kind, label["number"] or ""
        else:
            found.append(Moved(last.by, text, kind, label["number"] or "", dict(last.seconded)))


def _kind(stated: Phrase | None, text: Passage, language: str) -> Found[str] | None:
    stated = stated or next(phrases(text, "amendments", language, KINDS), None)
    return stated.passage.means(stated.key, "amendments/kind") if stated else None


def _moved(
    motion: Passage,
    people: Sequence[Passage],
    block: Block,
    following: Sequence[Block],
    found: Sequence[Moved],
    names: Gazetteer,
    language: str,
) -> Moved | None:
    """The amendment that a sentence says people move; None where it is only procedure, or known already."""
    if _procedural(motion.text, people[0]):
        return None
    value = full_name(people[0], names, "amendments/by")
    known = any(each.by.value == value.value for each in found)
    if known and re.search(rf"(?i:{either_of('amendments', 'again')})", motion.text):
        return None
    text = motion
    if motion.text.endswith(":"):
        text = block.body if not block.text.endswith(motion.text) else _quoted(motion, following)
    kind = _kind(next(phrases(motion, "amendments", language, KINDS), None), text, language)
    made = Moved(value, text, kind)
    for other in people[1:]:
        name = full_name(other, names, "amendments/seconded")
        made.seconded.setdefault(name.value, name)
    return made


def _accedes(text: str, people: Sequence[Passage], found: Sequence[Moved]) -> bool:
    """Whether a proposal is only that another's is accepted: the base proposal, or one that a member moved before.

    "Kai Ek (C) yrkar bifall till nämndens förslag" · "Anna Berg (S) föreslår att Per Ås förslag bifalls"
    """
    if not people:
        return False
    following = text[text.find(people[-1].text) + len(people[-1].text) :]
    accepts = re.search(rf"(?i:(?<!\w){either_of('amendments', 'accept')}(?!\w))", following) is not None
    return accepts and (
        base_proposal().search(following) is not None or any(names_person(following, each.by.value) for each in found)
    )


def _procedural(text: str, by: Passage) -> bool:
    """Whether what is proposed is only how to go on: to vote, to hear somebody."""
    following = text[text.find(by.text) + len(by.text) :]
    return re.search(rf"(?i:{either_of('amendments', 'procedural')})", following) is not None


def _quoted(sentence: Passage, following: Sequence[Block]) -> Passage:
    """The words under a sentence that ends in a colon: a paragraph, a quotation to its end, or a list."""
    taken: list[Passage] = []
    for block in following[:30]:
        if not taken:
            if block.heading or _label().match(block.text):
                break
            taken.append(block.printed)
            begun = block
            continue
        open_quote = taken[0].text[0] in "”\"“»'’" and not re.search(r"[”\"“»]\W{0,2}$", taken[-1].text)
        if not open_quote and not (block.kind == "item" and begun.kind == "item") and not taken[-1].text.endswith(":"):
            break
        taken.append(block.printed)
    return Passage.join(taken, "\n") or sentence


def _second(
    sentence: Passage,
    secondings: Sequence[Seconding],
    made: Moved | None,
    found: Sequence[Moved],
    names: Gazetteer,
) -> None:
    """Gives an amendment its seconders: the one that the sentence names, else the last before it."""
    for each in secondings if found else ():
        if base_proposal().search(each.what):
            continue
        target = made or next((one for one in reversed(found) if names_person(each.what, one.by.value)), None)
        if target is None:
            spoken = [one for one in found if names_person(sentence.text, one.by.value)]
            target = spoken[-1] if each.genitive and spoken else found[-1]
        targets = [one for one in found if one.number and one.by == target.by] or [target]
        for name in (full_name(person, names, "amendments/seconded", each.genitive) for person in each.people):
            for one in targets:
                if name.value != one.by.value and name.value.split()[-1] != one.by.value:
                    one.seconded.setdefault(name.value, name)
