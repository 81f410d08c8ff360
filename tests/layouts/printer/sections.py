"""The sections of a matter: what each prints and what it tells of the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.layouts.printer.sheet import Line
from tests.layouts.printer.words import Words
from tests.layouts.truth import Decision, Item, Talk

Section = tuple[str, list[Line]]
"""Its label ("" for none) and its paragraphs."""
Printed = tuple[list[Section], dict[str, Any]]
"""The sections that print one kind of content, and what they tell."""


def paragraphs(texts: Iterable[str]) -> list[Line]:
    """Plain paragraphs."""
    return [Line(text) for text in texts]


def listed(words: Words, entries: Iterable[str]) -> list[Line]:
    """Entries of a list, marked as was chosen."""
    way = words.choices.lists
    markers = {"numbers": "{n}.", "bullets": "•", "dashes": "-"}.get(way, "")
    return [Line(each, marker=markers.format(n=at)) for at, each in enumerate(entries, start=1)]


def preparers(words: Words, item: Item) -> Printed:
    """Who prepared it and who presents it."""
    found: list[Section] = []
    told: dict[str, Any] = {"preparers": [each.name for each in item.preparers]}
    if item.preparers:
        lines = [Line(f"{words.name(each)}, {each.role}") for each in item.preparers]
        found.append((words.label("preparers"), lines))
    if item.presenter:
        told["presenter"] = item.presenter.name
        found.append((words.label("presenter"), [Line(f"{words.name(item.presenter)}, {item.presenter.role}")]))
    return found, told


def account(words: Words, item: Item) -> Printed:
    """The account of the matter; of a motion its text, its questions and the answers."""
    label = words.label("account") if words.choices.account_label else ""
    if item.motion:
        return _motion(words, item, label)
    if not item.account:
        return [], {}
    lines = [*paragraphs(item.account), *(Line(row, marker="•") for row in item.received)]
    told = {"account": "\n".join(item.account), "account_label": label} if not item.received else {}
    return [(label, lines)], told


def _motion(words: Words, item: Item, label: str) -> Printed:
    motion = item.motion
    assert motion
    lines = [Line(motion.text), Line(motion.ask)]
    lines += [Line(question, marker=f"{at}.") for at, question in enumerate(motion.questions, start=1)]
    answer = words.tables["acts"]["motion_answer"][0]
    for at, (question, text) in enumerate(zip(motion.questions, motion.answers, strict=True), start=1):
        heading = question if words.choices.wording else answer.format(n=at)
        lines += [Line(heading, "bold"), Line(text)]
    told = {
        "motion": (motion.first.name, motion.count, motion.submitted.isoformat()),
        "questions": list(zip(motion.questions, motion.answers, strict=True)),
    }
    return [(label or words.label("account"), lines)], told


def proposal(words: Words, item: Item) -> Printed:
    """What is proposed."""
    if not item.proposal:
        return [], {}
    return [(words.label("proposal"), [Line(item.proposal)])], {"proposal": item.proposal}


def talk(words: Words, item: Item) -> Printed:
    """What happened before the decision, under labels of its own."""
    if words.choices.kind == "agenda" or words.choices.talk == "in_decision":
        return [], {}
    found: list[Section] = []
    for each in item.talk:
        label = _talk_label(words, each)
        if found and found[-1][0] == label:
            found[-1][1].append(Line(each.text))
        else:
            found.append((label, [Line(each.text)]))
    return found, {}


def _talk_label(words: Words, each: Talk) -> str:
    if each.kind == "disqualified":
        return words.label("disqualified" if "disqualified" in words.tables["labels"] else "talk")
    return words.label(each.kind)


def decision(words: Words, item: Item) -> Printed:
    """What was decided, and all that is told beside it; an agenda has none."""
    if words.choices.kind == "agenda" or item.decision is None:
        return [], {"decision": None}
    before = paragraphs(each.text for each in item.talk) if words.choices.talk == "in_decision" else []
    lines = [*before, *paragraphs(item.decision.paragraphs)]
    told = {
        "decision": "\n".join(line.text for line in lines),
        **_of(item.decision),
        "votes": [(each.in_favour, each.against, each.blank) for each in item.votes],
        "amendments": [(each.by.name, each.seconded_by.name, each.kind) for each in item.amendments],
        "disqualified": [each.name for each in item.disqualified],
    }
    return [(words.label("decision"), lines)], told


def _of(decided: Decision) -> dict[str, Any]:
    return {"outcome": decided.outcome, "unanimous": decided.unanimous, "elected": list(decided.elected)}


def dissents(words: Words, item: Item) -> Printed:
    """Who is of another opinion."""
    if words.choices.kind == "agenda":
        return [], {}
    told = {"dissents": [who.name for who, _ in item.dissents]}
    return [(words.label("dissents"), [Line(text) for _, text in item.dissents])] if item.dissents else [], told


def attachments(words: Words, item: Item) -> Printed:
    """What is attached."""
    found = [(words.label("attachments"), listed(words, item.attachments))] if item.attachments else []
    return found, {"attachments": list(item.attachments)}


def recipients(words: Words, item: Item) -> Printed:
    """Who is told of the decision."""
    if words.choices.kind == "agenda":
        return [], {}
    found = [(words.label("recipients"), [Line(", ".join(item.recipients))])] if item.recipients else []
    return found, {"for_information": list(item.recipients)}


def appeal(words: Words, item: Item) -> Printed:
    """How the decision can be appealed."""
    if words.choices.kind == "agenda":
        return [], {}
    told = {"appeal": item.appeal[1] if item.appeal else None}
    return [(words.label("appeal"), [Line(item.appeal[0])])] if item.appeal else [], told


SECTIONS: dict[str, Callable[[Words, Item], Printed]] = {
    "preparers": preparers,
    "account": account,
    "proposal": proposal,
    "talk": talk,
    "decision": decision,
    "dissents": dissents,
    "attachments": attachments,
    "recipients": recipients,
    "appeal": appeal,
}
