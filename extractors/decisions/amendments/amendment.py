"""Amendments: who moved what, who seconded it, and what became of it.

"Maria Ek föreslog, understödd av Per Ås, att ärendet bordläggs." · "Kai Salo ehdotti Anu Lehdon kannattamana, että
asia palautetaan valmisteltavaksi." · "Elo Hyrkön ym. kannattamana teki seuraavat muutosehdotukset:" · a block under
a label, "Vastaehdotus:", then "Kai Salo: Ehdotan, että ..." and "Kannattaja: Anu Lehto".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field

from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.language.phrases import Phrase, phrases, sentences
from extractors.language.prefilter import folded, occurs, stems
from extractors.organisations.body import kind as body_kind
from extractors.people.inflection import SEVERAL, full_name, speaks_of, subjects
from extractors.people.names import NAME, WORD, Gazetteer, find, is_role_word
from extractors.vocabulary import either_of, words

KINDS = ("tabling", "return", "rejection", "addition", "wish")


class Amendment(Value):
    """A proposal made at the meeting against or beside the base proposal."""

    by: str | None = Field(None, description="Who moved it; given name first.")
    seconded_by: list[str] = Field(default_factory=list, description="Who seconded it; given names first.")
    text: str = Field("", description="The proposal as printed.")
    kind: Literal["amendment", "rejection", "tabling", "return", "addition", "wish"] = Field(
        "amendment", description="What it asks for."
    )
    outcome: Literal["carried", "lost", "lapsed", "withdrawn"] | None = Field(None, description="What became of it.")


@dataclass
class Motioned:
    """An amendment while it is being read; `number` is its own among several of one mover."""

    by: Found[str]
    text: Passage
    kind: Found[str] | None
    number: str | None = None
    seconded: dict[str, Found[str]] = field(default_factory=dict)
    outcome: Found[str] | None = None

    def finish(self) -> Amendment:
        """The amendment that was read."""
        return Amendment.model_validate(
            {
                "by": self.by,
                "seconded_by": list(self.seconded.values()),
                "text": self.text.read("amendments/text"),
                "kind": self.kind or "amendment",
                "outcome": self.outcome,
            }
        )


class _Patterns(NamedTuple):
    moved: re.Pattern[str]
    surname: re.Pattern[str]
    label: re.Pattern[str]
    seconded: tuple[re.Pattern[str], ...]
    base: re.Pattern[str]


def _loose(key: str) -> str:
    """The words under a key, ".." for up to 160 characters of a sentence and "*" for any ending or beginning."""
    choices = either_of("amendments", key)
    choices = choices.replace(r"\s+\.\.\s+", r"\s+(?:[^.:?!]{0,160}?\s)?")
    return choices.replace(re.escape("*"), r"\w*")


@cache
def _patterns() -> _Patterns:
    propose = rf"(?i:{_loose('propose')})(?!\w)"
    backed = rf"(?i:{either_of('amendments', 'backed_by_genitive')})(?!\w)"
    by = rf"(?i:{either_of('amendments', 'backed_by')})(?!\w)"
    second = rf"(?i:{either_of('amendments', 'second')})(?!\w)"
    titles = r"(?:[a-zåäö.\d-]+\s+){0,4}?"
    return _Patterns(
        # the mover before the verb, perhaps with the seconder between: "Maria Ek föreslog", or behind it, as Swedish
        # has it when a sentence begins otherwise: "Under diskussionen föreslog ledamot Maria Ek"
        re.compile(
            rf"(?P<before>{NAME})(?P<gap>[^.:?!]{{0,110}}?)\s*(?<!\w){propose}"
            rf"|(?<!\w)(?i:{_loose('propose_first')})\s+{titles}(?P<behind>{NAME})"
        ),
        # by surname alone: "Elo Hyrkön ym. kannattamana teki seuraavat muutosehdotukset", "Byman teki seuraavan ..."
        re.compile(
            rf"^(?P<before>{WORD})\s+(?:(?P<second>{SEVERAL})\s+(?:ym\.?\s+)?{backed}\s+)?(?:myös\s+|lisäksi\s+)?{propose}"
        ),
        # "Vastaehdotus:", "Muutosehdotus nro 2:", "Lisäysehdotus 1"
        re.compile(rf"^{_loose('label')}(?:\s+(?:nro|nr)?\s*(?P<number>\d{{1,2}}))?\s*(?::|$)\s*", re.IGNORECASE),
        (
            # "Anu Lehdon ja Kai Ekin ym. kannattamana"
            re.compile(rf"(?P<genitive>{SEVERAL})\s+(?:ym\.?\s+)?{backed}"),
            # "understödd av Per Ås" · "Kannattaja: Anu Lehto"
            re.compile(rf"(?<!\w){by}\s*:?\s*{titles}(?P<who>{SEVERAL})"),
            # "Anu Lehto ja Kai Ek kannattivat Latvalan esitystä" · "Per Ås understödde Eks förslag"
            re.compile(rf"(?P<who>{SEVERAL})\s+(?:m\.fl\.\s+|ym\.?\s+)?{second}(?P<what>[^.:?!]{{0,80}})"),
            # "Marko Karvisen palautusehdotusta kannattivat Anita Hellman ja Nina Sundell"
            re.compile(rf"(?P<what>[^.:?!]{{0,80}}?)\s{second}\s+{titles}(?P<who>{SEVERAL})"),
        ),
        re.compile(either_of("amendments", "base"), re.IGNORECASE),
    )


@cache
def _telling() -> tuple[str, ...]:
    keys = ("propose", "propose_first", "second", "backed_by_genitive", "backed_by", "label")
    return stems([word.lstrip("*") for key in keys for word in words("amendments", key)])


def read(blocks: Sequence[Block], names: Gazetteer, language: str) -> list[Motioned]:
    """The proposals that members made at the meeting, in order; those of the presenter are none of them."""
    found: list[Motioned] = []
    label: re.Match[str] | None = None
    for at, block in enumerate(blocks):
        if not occurs(folded(block.text), _telling()) and label is None:
            continue
        called, label = label, _patterns().label.match(block.text)
        if label is not None or called is not None:
            _labelled(block, label, called, blocks[at + 1 :], found, names, language)
            label = label if label is not None and label.end() >= len(block.text) - 1 else None
            if label is not None:
                continue
        for sentence in sentences(block.body, language):
            made = _moved(sentence, block, blocks[at + 1 :], found, names, language)
            if made is not None:
                found.append(made)
            _second(sentence, made, found, names)
    return found


def _labelled(
    block: Block,
    label: re.Match[str] | None,
    called: re.Match[str] | None,
    behind: Sequence[Block],
    found: list[Motioned],
    names: Gazetteer,
    language: str,
) -> None:
    """Takes a block with a label for its kind, or the one behind a label: "Vastaehdotus:", "Kai Salo: Ehdotan ..."."""
    rest = block.body[label.end() :] if label is not None else block.body
    named = re.match(rf"(?:[a-zåäö.]+\s+){{0,2}}(?P<name>{NAME})\s*:\s*", rest.text)
    mark = label if label is not None else called
    if mark is None:
        return
    what = next(phrases(block.body[: label.end()], "amendments", language, KINDS), None) if label is not None else None
    if named is not None:
        by = full_name(rest.group(named, "name"), names, "amendments/by")
        text = rest[named.end() :]
        if text:
            found.append(Motioned(by, text, _kind(what, text, language), mark["number"]))
    elif label is not None and found and not rest and behind and not _patterns().label.match(behind[0].text):
        # one of several of the mover above: "Muutosehdotus nro 2:" over its words
        last = found[-1]
        text = behind[0].body
        if re.match(rf"(?:[a-zåäö.]+\s+){{0,2}}{NAME}\s*:", text.text):
            return
        kind = _kind(what, text[:160], language)
        if last.number is None and last.text.text.endswith(":"):
            last.text, last.kind, last.number = text, kind, label["number"] or ""
        else:
            found.append(Motioned(last.by, text, kind, label["number"] or "", dict(last.seconded)))


def _kind(told: Phrase | None, text: Passage, language: str) -> Found[str] | None:
    told = told or next(phrases(text, "amendments", language, KINDS), None)
    return told.passage.means(told.key, "amendments/kind") if told else None


def _moved(
    sentence: Passage, block: Block, behind: Sequence[Block], found: list[Motioned], names: Gazetteer, language: str
) -> Motioned | None:
    """The amendment that a sentence tells of; None where it tells of none, or of one that is known already."""
    by = _mover(sentence, names)
    if by is None or _procedural(sentence.text, by):
        return None
    value = full_name(by, names, "amendments/by")
    known = any(each.by.value == value.value for each in found)
    if known and re.search(rf"(?i:{either_of('amendments', 'again')})", sentence.text):
        return None
    text = sentence
    if sentence.text.endswith(":"):
        text = block.body if not block.text.endswith(sentence.text) else _quoted(sentence, behind)
    kind = _kind(next(phrases(sentence, "amendments", language, KINDS), None), text, language)
    return Motioned(value, text, kind)


def _mover(sentence: Passage, names: Gazetteer) -> Passage | None:
    if (alone := _patterns().surname.match(sentence.text)) is not None:
        word = alone["before"]
        ordinary = is_role_word(word) or body_kind(word) is not None or word.lower() in words("amendments", "nobody")
        told = alone["second"] or names.of_surname(word) or word.lower() not in folded(sentence.text[len(word) :])
        if not ordinary and told and not _whole(sentence, alone):
            return sentence.group(alone, "before")
    at = 0
    while (moved := _patterns().moved.search(sentence.text, at)) is not None:
        at = moved.end("before" if moved["before"] else "behind")
        where = "before" if moved["before"] else "behind"
        by = next(find(sentence.group(moved, where)), None)
        if by is None or _by_presenter(sentence.text[:at]):
            continue
        gap = (moved["gap"] or "").strip()
        backed = re.match(rf"(?:ym\.?\s+)?{either_of('amendments', 'backed_by_genitive')}", gap)
        if backed is None and re.search(rf"(?i:{either_of('amendments', 'second')})|:|, (?:että|att)\b", gap):
            continue  # "Eila Huhta kannatti ehdotusta, ja puheenjohtaja esitti, että ...", "Kai Ek totesi, että ..."
        if gap and is_role_word(gap.split()[-1]):
            continue
        return by
    return None


def _by_presenter(text: str) -> bool:
    return re.search(rf"(?i:(?<!\w){either_of('amendments', 'presenter')}\s)", text) is not None


def _whole(sentence: Passage, alone: re.Match[str]) -> bool:
    """Whether "Anna Ekin kannattamana" at the beginning is one person with both names, not "Elo Laihon"."""
    if alone["second"] is None:
        return False
    both = sentence[: alone.end("second")].text
    return bool(re.fullmatch(NAME, both)) and next(find(sentence[: alone.end("second")]), None) is None


def _procedural(text: str, by: Passage) -> bool:
    """Whether what is proposed is only how to go on: to vote, to hear somebody."""
    behind = text[text.find(by.text) + len(by.text) :]
    return re.search(rf"(?i:{either_of('amendments', 'procedural')})", behind) is not None


def _quoted(sentence: Passage, behind: Sequence[Block]) -> Passage:
    """The words under a sentence that ends in a colon: a paragraph, a quotation to its end, or a list."""
    taken: list[Passage] = []
    for block in behind[:30]:
        if not taken:
            if block.heading or _patterns().label.match(block.text):
                break
            taken.append(block.printed)
            begun = block
            continue
        open_quote = taken[0].text[0] in "”\"“»'’" and not re.search(r"[”\"“»]\W{0,2}$", taken[-1].text)
        if not open_quote and not (block.kind == "item" and begun.kind == "item") and not taken[-1].text.endswith(":"):
            break
        taken.append(block.printed)
    return Passage.join(taken, "\n") or sentence


def _second(sentence: Passage, made: Motioned | None, found: Sequence[Motioned], names: Gazetteer) -> None:
    """Gives an amendment its seconders: the one that the sentence names, else the last before it."""
    if not found:
        return
    if made is not None and " " not in made.by.value and sentence.text.startswith(made.by.value):
        sentence = sentence[len(made.by.value) :]  # "Elo Hyrkön kannattamana": two persons
    for pattern in _patterns().seconded:
        taken = False
        for match in pattern.finditer(sentence.text):
            groups = match.groupdict()
            genitive = groups.get("genitive") is not None
            what = groups.get("what") or ""
            if _patterns().base.search(what):
                continue
            who = subjects(sentence.group(match, "genitive" if genitive else "who"))
            target = made or next((each for each in reversed(found) if speaks_of(what, each.by.value)), None)
            if target is None:
                spoken = [each for each in found if speaks_of(sentence.text, each.by.value)]
                target = spoken[-1] if genitive and spoken else found[-1]
            targets = [each for each in found if each.number and each.by == target.by] or [target]
            for name in _seconders(who, names, genitive):
                for each in targets:
                    if name.value != each.by.value and name.value.split()[-1] != each.by.value:
                        each.seconded.setdefault(name.value, name)
                        taken = True
        if taken:
            return


def _seconders(who: Sequence[Passage], names: Gazetteer, genitive: bool) -> Iterator[Found[str]]:
    for name in who:
        alone = " " not in name.text
        if alone and (is_role_word(name.text) or body_kind(name.text) is not None or _common(name.text)):
            continue
        yield full_name(name, names, "amendments/seconded", genitive)


def _common(word: str) -> bool:
    return word.lower() in (*words("amendments", "nobody"), *words("amendments", "label"))
