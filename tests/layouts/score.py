"""Compares records with what was printed, field by field.

A record is its JSON (a dict), so that an old commit's can be compared too; None is a document that was refused. A value
that is right counts as true positive, a wrong one as false positive and false negative, as in the annotations' scorer.
Names are compared without regard to order, texts without regard to white space and stops.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.layouts.printer.sheet import Sheet

GROUPS = {
    "meeting": "kind language municipality body date start end place meeting_number",
    "persons": "chair secretary present absent others adjusters preparers presenter",
    "items": "item number title case_number",
    "texts": "account proposal decision",
    "outcome": "outcome unanimous elected",
    "debate": "votes blank amendments seconded amendment_kind disqualified dissents",
    "history": "history history_outcome",
    "documents": "attachments for_information appeal",
    "motion": "motion_signatory motion_count motion_submitted question answer",
}
"""Fields by group; every field that is scored is in one."""
Record = dict[str, Any]


def tight(text: object) -> str:
    """A text without what printing changes: white space, stops, soft hyphens, kinds of dashes."""
    kept = re.sub(r"[\u00ad\u200b\ufeff]", "", unicodedata.normalize("NFKC", str(text or "")))
    return re.sub(r"[\s.,;:]+", "", re.sub("[\u2010-\u2015]", "-", kept)).casefold()


def names(text: object) -> str:
    """A person's names in any order."""
    return " ".join(sorted(re.findall(r"[\w'-]+", str(text or "").casefold())))


@dataclass
class Tally:
    """Counts by field, and what was wrong."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, object, object]] = field(default_factory=list)
    """(field, where, printed, read)."""

    def value(self, name: str, where: str, want: object, got: object, key: Callable[[object], str] = tight) -> None:
        """Compares a single value; None is a value that is not there."""
        if want is None and got is None:
            return
        if want is not None and got is not None and key(want) == key(got):
            self.right[name] += 1
            return
        self.missed[name] += want is not None
        self.false[name] += got is not None
        self.wrong.append((name, where, want, got))

    def bag(
        self, name: str, where: str, want: Iterable[object], got: Iterable[object], key: Callable[[object], str] = names
    ) -> None:
        """Compares values without regard to their order."""
        left = [each for each in got if each]
        for each in want:
            same = next((other for other in left if key(other) == key(each)), None)
            if same is None:
                self.missed[name] += 1
                self.wrong.append((name, where, each, left))
            else:
                left.remove(same)
                self.right[name] += 1
        self.false[name] += len(left)
        self.wrong += [(name, where, None, each) for each in left]

    def add(self, other: Tally) -> None:
        """Adds the counts of another."""
        for mine, others in ((self.right, other.right), (self.false, other.false), (self.missed, other.missed)):
            mine.update(others)
        self.wrong += other.wrong

    def micro(self, fields: Iterable[str] | None = None) -> float | None:
        """Micro F1 over fields, or over all; None without a value."""
        chosen = set(fields) if fields is not None else {*self.right, *self.false, *self.missed}
        right, false, missed = (
            sum(count for name, count in counts.items() if name in chosen)
            for counts in (self.right, self.false, self.missed)
        )
        return 2 * right / (2 * right + false + missed) if right + false + missed else None

    def by_group(self) -> dict[str, float | None]:
        """Micro F1 by group of fields."""
        return {group: self.micro(fields.split()) for group, fields in GROUPS.items()}


def compared(sheet: Sheet, record: Record | None) -> Tally:
    """What of the printed values a record has; a document without a record misses them all."""
    tally, record = Tally(), record or {}
    _meeting(tally, sheet.meeting, record)
    left = list(record.get("items") or [])
    for told in sheet.items:
        item = next((each for each in left if str(each.get("number")) == told["number"]), None)
        item = item or next((each for each in left if tight(each.get("title")) == tight(told["title"])), None)
        where = f"§ {told['number']}"
        tally.value("item", where, told["title"], item and told["title"])
        if item is not None:
            left.remove(item)
        _item(tally, where, told, item or {})
    tally.bag("item", "", (), [(each.get("number"), each.get("title")) for each in left])
    return tally


def _meeting(tally: Tally, told: dict[str, Any], record: Record) -> None:
    read = record.get("meeting") or {}
    tally.value("kind", "", told["kind"], record.get("kind"), _kind)
    tally.value("language", "", told["language"], record.get("language"))
    town, organisation = (read.get("municipality") or {}).get("name"), told["municipality"]
    if organisation:
        bare = organisation.name.rpartition(" ")[0] if told["language"] == "sv" else organisation.short
        # "Granviks kommun": nothing tells whether the "s" is the genitive's or, as in "Björknäs stad", the name's
        short = town is not None and tight(town) in (tight(organisation.short), tight(bare))
        tally.value("municipality", "", town if short else organisation.name, town)
    tally.value("body", "", told["body"], (read.get("body") or {}).get("name"))
    for name, key in (("date", "date"), ("start", "start"), ("end", "end"), ("place", "place"), ("number", "number")):
        tally.value("meeting_number" if name == "number" else name, "", told.get(name), read.get(key))
    for name in ("chair", "secretary"):
        if name in told:
            tally.value(name, "", told[name], (read.get(name) or {}).get("name"), names)
    for name in ("present", "absent", "others", "adjusters"):
        if told.get(name) is not None:
            tally.bag(name, "", told[name], [each["name"] for each in read.get(name) or []])


def _kind(value: object) -> str:
    return {"agenda_item": "extract"}.get(str(value), str(value))


def _item(tally: Tally, where: str, told: dict[str, Any], item: Record) -> None:
    handling = item.get("handling") or {}
    decision = handling.get("decision") or {}
    for name in ("number", "title", "case_number"):
        if name in told:
            tally.value(name, where, told[name], item.get(name))
    if "preparers" in told:
        tally.bag("preparers", where, told["preparers"], [each["name"] for each in handling.get("preparers") or []])
        tally.value("presenter", where, told.get("presenter"), (handling.get("presenter") or {}).get("name"), names)
    for name, text in (
        ("account", (handling.get("account") or {}).get("text")),
        ("proposal", ((handling.get("proposals") or [{}])[0]).get("text")),
        ("decision", decision.get("text")),
    ):
        if name == "account" and text and told.get("account_label"):
            text = text.removeprefix(told["account_label"])  # a heading inside the account is a part of its text
        if name in told:
            tally.value(name, where, told[name], text or None)
    if "outcome" in told:
        tally.value("outcome", where, told["outcome"], decision.get("outcome"))
    if "unanimous" in told:
        tally.value("unanimous", where, told["unanimous"], decision.get("unanimous"))
    if "elected" in told:
        got = [(each["name"], each["post"]) for each in decision.get("elected") or []]
        if told["outcome"] != "elected" or told["elected"]:
            tally.bag("elected", where, told["elected"], got)
    _debate(tally, where, told, handling)
    _rest(tally, where, told, item, handling)


def _debate(tally: Tally, where: str, told: dict[str, Any], handling: Record) -> None:
    if "votes" in told:
        votes = handling.get("votes") or []
        tally.bag("votes", where, [each[:2] for each in told["votes"]], [(v["for"], v["against"]) for v in votes], str)
        if told["votes"] and votes:
            tally.value("blank", where, told["votes"][0][2] or None, votes[0].get("blank") or None)
        moved = handling.get("amendments") or []
        tally.bag("amendments", where, [by for by, _, _ in told["amendments"]], [each["by"] for each in moved])
        for by, seconder, kind in told["amendments"]:
            mine: Record = next((each for each in moved if names(each["by"]) == names(by)), {})
            tally.bag("seconded", where, [seconder], mine.get("seconded_by") or [])
            tally.value("amendment_kind", where, kind, mine.get("kind"))
        gone = [each["name"] for each in handling.get("disqualified") or []]
        tally.bag("disqualified", where, told["disqualified"], gone)
    if "dissents" in told:
        tally.bag("dissents", where, told["dissents"], [each["by"] for each in handling.get("dissents") or []])


def _rest(tally: Tally, where: str, told: dict[str, Any], item: Record, handling: Record) -> None:
    if "history" in told:
        read = item.get("history") or []
        got = [((each.get("body") or {}).get("name"), each.get("date"), each.get("section")) for each in read]
        want = [(body.name, day, section) for body, day, section in told["history"]]
        short = {tight(body.short): body.name for body, _, _ in told["history"]}
        got = [(short.get(tight(body), body), day, section) for body, day, section in got]
        tally.bag("history", where, want, got, lambda each: tight(each))
        for (_, _, section), (_, outcome) in zip(told["history"], told.get("history_decisions") or (), strict=False):
            mine: Record = next((each for each in read if each.get("section") == section), {})
            tally.value("history_outcome", where, outcome, (mine.get("decision") or {}).get("outcome"))
    if "attachments" in told:
        papers = [*(handling.get("attachments") or []), *(handling.get("supplementary") or [])]
        tally.bag("attachments", where, told["attachments"], [each["title"] for each in papers], tight)
    if "for_information" in told:
        tally.bag("for_information", where, told["for_information"], item.get("for_information") or [], tight)
    if "appeal" in told:
        tally.value("appeal", where, told["appeal"], (item.get("appeal") or {}).get("kind"))
    if "motion" in told:
        motion = item.get("motion") or {}
        first, count, submitted = told["motion"]
        tally.value("motion_signatory", where, first, motion.get("first_signatory"), names)
        tally.value("motion_count", where, count, motion.get("signatory_count"))
        tally.value("motion_submitted", where, submitted, motion.get("submitted"))
        questions = item.get("questions") or []
        tally.bag("question", where, [each for each, _ in told["questions"]], [q["text"] for q in questions], tight)
        answers = [each["answer"] for each in questions]
        tally.bag("answer", where, [each for _, each in told["questions"]], answers, tight)
