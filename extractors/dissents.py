"""Dissenting opinions, and members who were disqualified."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pydantic import Field

from extractors.document import Block
from extractors.names import Gazetteer, find
from extractors.nlp import sentences
from extractors.passage import Passage
from extractors.prose import prose
from extractors.values import Value
from extractors.vocabulary import either_of


class Dissent(Value):
    """A dissenting opinion."""

    by: str | None = Field(None, description="Who dissents; given name first.")
    text: str = Field("", description="The opinion as printed.")


class Disqualification(Value):
    """A person who took no part in a matter."""

    name: str | None = Field(None, description="Given name first.")
    reason: str | None = Field(None, description="The reason as printed.")


_SENTENCE_END = re.compile(r"(?<=[a-zåäö])[.)](?=\s|$)")


def dissents(blocks: Sequence[Block], names: Gazetteer) -> list[Dissent]:
    """The opinions in a section for them: one for each paragraph that begins with a name, else a single one."""
    parts: list[list[Block]] = []
    for block in blocks:
        if not parts or block.text.startswith(tuple(name.text for name in find(block.body))):
            parts.append([])
        parts[-1].append(block)
    found = []
    for part in parts:
        text = prose(part)
        name = next(find(text), None)
        found.append(
            Dissent.model_validate(
                {
                    "by": names.turn(name).read("dissents/by") if name else None,
                    "text": text.read("dissents/text"),
                }
            )
        )
    return found


def told_dissents(blocks: Sequence[Block], names: Gazetteer, language: str) -> list[Dissent]:
    """The opinions that prose tells of where no section does, one for each person that the sentence names.

    "Anu Ek jätti päätökseen eriävän mielipiteen" · "Per Ås anmälde avvikande åsikt" · "reserverade sig mot beslutet".
    """
    found: dict[str, Dissent] = {}
    for block in blocks:
        for sentence in sentences(block.body, language):
            if not _telling("told").search(sentence.text) or _telling("negated").search(sentence.text):
                continue
            for name in find(sentence):
                by = names.turn(name).read("dissents/by")
                found.setdefault(by.value, Dissent.model_validate({"by": by, "text": sentence.read("dissents/text")}))
    return list(found.values())


@cache
def _telling(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('dissents', key)}(?!\w)", re.IGNORECASE)


def disqualified(blocks: Sequence[Block], names: Gazetteer) -> list[Disqualification]:
    """The persons that a section on disqualification names, and why.

    They stand before the reason ("Kai Ek anmälde jäv, eftersom ..."), or behind it where none stands before
    ("Esteellisenä (osallisuusjäävi) kokouksesta poistui jäsen Kai Ek").
    """
    found = []
    for block in blocks:
        cut, behind, reason = _reason(block.body)
        sentence = _SENTENCE_END.search(block.text, behind)  # the next one tells who chaired in the meantime
        after = block.body[behind : sentence.start() if sentence else None]
        for name in list(find(block.body[:cut])) or list(find(after)):
            person = Disqualification.model_validate(
                {
                    "name": names.turn(name).read("dissents/disqualified"),
                    "reason": reason.read("dissents/reason") if reason else None,
                }
            )
            person.at(block.body, "dissents/disqualified")
            found.append(person)
    return found


def told_disqualified(blocks: Sequence[Block], names: Gazetteer) -> list[Disqualification]:
    """The persons whom prose tells to be disqualified, where no section does.

    "Kai Ek ilmoitti olevansa esteellinen" · "Ledamot Anna Berg anmälde jäv" · "Puheenjohtaja Kai Ek poistui
    kokoushuoneesta asian käsittelyn ajaksi (osallisuusjäävi)" · "Esteellisenä poistui Kai Ek".
    """
    found: dict[str | None, Disqualification] = {}
    for block in blocks:
        for match in re.finditer(r"[^.]+(?:\.(?=\S)[^.]+)*\.?", block.text):
            sentence = block.body.group(match)
            if not _disqualifying().search(sentence.text):
                continue
            one = replace(block, body=sentence, lines=(sentence,))
            for person in disqualified([one], names):
                found.setdefault(person.name, person)
    return list(found.values())


@cache
def _disqualifying() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either_of('disqualification', 'told')}(?!\w)", re.IGNORECASE)


@cache
def _because() -> re.Pattern[str]:
    because = either_of("disqualification", "because")
    return re.compile(
        rf"(?<!\w){because}\s+(?P<reason>.+?)(?=\.\s+[A-ZÅÄÖ]|\.?$)|\((?P<aside>[^()\d]{{8,}})\)",
        re.IGNORECASE,
    )


def _reason(text: Passage) -> tuple[int, int, Passage | None]:
    """Where the reason begins and ends in a text, and its words: behind "eftersom" or "koska", else in brackets."""
    match = _because().search(text.text)
    if match is None:
        return len(text), len(text), None
    return match.start(), match.end(), text.group(match, "reason" if match["reason"] else "aside").strip(" ,")
