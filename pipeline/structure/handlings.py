"""Handlings: which meeting each section of an item belongs to, decided last and for the whole item at once.

The current meeting and earlier ones are printed alike: a reference, then sections. After an earlier handling the text
can return to the current meeting without any reference. All ways to read an item are kept side by side as far as
they differ in what comes next, each with the sum of its weights (`scores.toml`); the best one at the item's end wins.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.organisations import body
from extractors.structure.meeting_reference import MeetingReference
from pipeline.structure.item_phrases import decides_by_kind
from pipeline.structure.item_sections import Piece
from pipeline.structure.model import HandlingOutline, ItemOutline, Section
from pipeline.structure.scores import Score, score
from pipeline.structure.section_kinds import EARLY, LATE

WIDTH = 24
"""Readings of an item that are kept side by side."""

CURRENT, NOBODY = 0, -1
"""Owners of sections beside the earlier handlings 1, 2, ...: this meeting, and nobody below an empty label."""

_JOINED = frozenset({"account", "proposal", "proceedings", "decision"})
_OWED = frozenset({"proposal", "decision"})
_AFTER_PROPOSAL = frozenset({"presenter", "proceedings", "vote", "decision"})
_ONCE = frozenset({"proposal", "decision"})


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the document says of the meeting that it is of: its references, and the days that its cover names."""

    references: tuple[MeetingReference, ...]
    days: tuple[datetime.date, ...] = ()


class _Reading(NamedTuple):
    """One way to read an item up to a piece.

    owners: whose each piece so far is; current, earlier: the kinds of sections of the current handling and of the
    earlier one that is open; labelled: whether that one has a section with a label; why: the reason of each owner.
    """

    total: float = 0.0
    owners: tuple[int, ...] = ()
    owner: int = CURRENT
    current: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    labelled: bool = False
    empty: tuple[int, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def state(self) -> tuple[object, ...]:
        """What later pieces depend on."""
        return (min(1, self.owner), self.current, self.earlier, self.labelled, self.empty)


def assign(item: ItemOutline, pieces: Sequence[Piece], meeting: Meeting) -> None:
    """Gives each section of an item to the current handling or to an earlier one."""
    pieces = _without_index(item, pieces)
    readings = [_Reading()]
    last = max((n for n, piece in enumerate(pieces) if piece.reference is not None), default=-1)
    history = any(piece.history for piece in pieces)
    first = pieces[0].reference if pieces else None
    for n, piece in enumerate(pieces):
        if piece.reference is not None:
            score = match(piece.reference, item, meeting, last_unknown=n == last and first is not None)
            grown = [new for each in readings for new in _refer(each, score, n)]
        elif piece.history:
            grown = [_next(each, NOBODY, 0.0, "a label for the history") for each in readings]
        else:
            grown = [new for each in readings for new in _take(each, piece, history)]
        readings = _best(grown)
    labelled = any(
        piece.section is not None and piece.section.kind == "account" and piece.section.label is not None
        for piece in pieces
    )
    best = max(readings, key=lambda each: each.total + _at_end(each, labelled and not history))
    _build(item, pieces, best)


def _best(readings: Sequence[_Reading]) -> list[_Reading]:
    """The best reading of each state, the best states first."""
    found: dict[tuple[object, ...], _Reading] = {}
    for each in readings:
        known = found.get(each.state)
        if known is None or each.total > known.total:
            found[each.state] = each
    return sorted(found.values(), key=lambda each: -each.total)[:WIDTH]


def _next(each: _Reading, owner: int, gain: float, why: str) -> _Reading:
    return each._replace(total=each.total + gain, owners=(*each.owners, owner), owner=owner, why=(*each.why, why))


def _refer(each: _Reading, reference_score: Score, piece: int) -> list[_Reading]:
    """A reference opens this meeting's handling or an earlier one."""
    empty = each.empty
    if each.owner > 0 and not each.earlier & {"account", "proposal", "decision"}:
        empty = (*empty, each.owner)
    reason = reference_score.explain() if reference_score.parts else "no sign"
    current = _next(each, CURRENT, reference_score.total, f"its reference is this meeting's: {reason}")
    earlier = _next(each, piece + 1, 0.0, "its reference is of another meeting")
    fresh = earlier._replace(earlier=frozenset(), labelled=False, empty=empty)
    return [current._replace(earlier=frozenset(), labelled=False, empty=empty), fresh]


def _take(each: _Reading, piece: Piece, history: bool) -> list[_Reading]:
    """A section stays with the handling that is open, or returns to the current one."""
    section = piece.section
    if section is None:
        return [each]
    if each.owner < 1:
        return [_to_current(each, section, 0.0, "no earlier handling is open")]
    if piece.current:
        return [_to_current(each, section, 0.0, "it is printed below an empty label for the history")]
    labelled = section.label is not None and not section.changed
    twice = section.kind in _ONCE and section.kind in each.earlier and labelled
    loss = score("stay", {"repeated": float(twice)}).total
    stays = _next(each, each.owner, loss, "it follows an earlier reference")._replace(
        earlier=each.earlier | {section.kind}, labelled=each.labelled or section.label is not None
    )
    if section.label is None and not piece.ruled and not piece.inner:
        return [stays]
    found = [stays]
    back = score("return", _signs(each, piece, section, history))
    found.append(_to_current(each, section, back.total, f"it returns to this meeting: {back.explain()}"))
    if piece.ruled and each.empty and each.earlier & {"proposal", "decision"}:
        quoting = each.empty[-1]  # that meeting quoted the one before it, and goes on after the line
        gone_on = _next(each, quoting, back.total + 0.5, "a line ends what the earlier meeting quoted")
        found.append(gone_on._replace(earlier=frozenset({section.kind}), labelled=False, empty=each.empty[:-1]))
    return found


def _signs(each: _Reading, piece: Piece, section: Section, history: bool) -> dict[str, float]:
    kind = section.kind
    return {
        "base": 1.0,
        "after_decision": float("decision" in each.earlier),
        "after_rule": float(piece.ruled),
        "missing": float(kind not in each.current),
        "present": float(kind in each.current),
        "follows_decision": float(kind in LATE and kind != "decision"),
        "in_index": float(history and not each.labelled and bool(each.current) and kind in EARLY),
        "splits": float(kind in _AFTER_PROPOSAL and "proposal" in each.earlier and "decision" not in each.earlier),
    }


def _to_current(each: _Reading, section: Section, gain: float, why: str) -> _Reading:
    found = _next(each, CURRENT, gain, why)
    return found._replace(current=found.current | {section.kind})


def _at_end(each: _Reading, labelled_account: bool) -> float:
    """What a whole reading loses: the current handling has an account under a label, and neither proposal nor
    decision, while the last earlier one has both."""
    unfinished = labelled_account and "account" in each.current and not each.current & _OWED and each.earlier >= _OWED
    return -score("return", {"unfinished": float(unfinished)}).total


def match(reference: MeetingReference, item: ItemOutline, meeting: Meeting, last_unknown: bool) -> Score:
    """How well a reference fits the current meeting: body, date and section.

    A body's sections are numbered through the year, so the same section on another day of the year is this
    meeting's with a misprinted date, and so is the same day and section of another year.
    """
    number = item.number.value if item.number is not None else None
    section = reference.section.value if reference.section is not None else None
    other = score("handling", {"other_meeting": 1.0})
    if section is not None and number is not None and section != number:
        return other
    if reference.date is None:
        return score("handling", {"same_section": 1.0}) if section is not None and section == number else other
    name, day = reference.body_name, reference.date.day
    known = [each for each in meeting.references if _can_be(each.body_name, name)]
    days = [each.date.day for each in known if each.date is not None]
    if day in days:
        return score("handling", {"same_meeting": 1.0})
    named = bool(name) and any(each.body_name and body.same(each.body_name, str(name)) for each in meeting.references)
    if named and section is not None and number is not None:
        if any(_misprinted(met, day) for met in days or meeting.days):
            return score("handling", {"misprinted_date": 1.0})
        return other
    if day in meeting.days and len(known) == len(meeting.references):
        return score("handling", {"same_meeting": 1.0})
    if last_unknown and not meeting.days and not any(each.date or each.body for each in meeting.references):
        return score("handling", {"last_of_unknown": 1.0})
    return other


def _can_be(known: str | None, name: str | None) -> bool:
    return not name or not known or body.same(known, name)


def _misprinted(met: datetime.date, printed: datetime.date) -> bool:
    """Whether a day can be another one misprinted: of the same year, or the same day of another."""
    return met.year == printed.year or (met.month, met.day) == (printed.month, printed.day)


# The outline of the best reading


def _build(item: ItemOutline, pieces: Sequence[Piece], reading: _Reading) -> None:
    """Puts the sections of an item where the best reading has them."""
    handlings: dict[int, HandlingOutline] = {CURRENT: item.current}
    owner_before, before = NOBODY, None
    for piece, owner, why in zip(pieces, reading.owners, reading.why, strict=True):
        if piece.reference is not None:
            handling = handlings.setdefault(owner, HandlingOutline(why=why))
            if owner == CURRENT:
                _current_reference(item, piece.reference)
                item.current.why = why
            else:
                handling.reference = piece.reference
                item.history.append(handling)
            owner_before = NOBODY
        elif piece.section is not None:
            if piece.goes_on and owner == owner_before and before is not None and before.kind in _JOINED:
                before.blocks.extend(piece.section.blocks)
                continue
            handlings.setdefault(owner, HandlingOutline(why=why)).sections.append(piece.section)
            owner_before, before = owner, piece.section
    for handling in (item.current, *item.history):
        decisions = handling.of("decision")
        first = decisions[0].label if len(decisions) > 1 else None
        if first is not None and decides_by_kind(first):
            decisions[0].kind = "account"  # "Lausunto" and later "Päätös": the first is what is decided on


def _current_reference(item: ItemOutline, reference: MeetingReference) -> None:
    """The reference of the current handling; of a body in short the document's own reference has the name."""
    if reference.date is None and item.number is not None and reference.section is not None:
        if item.number.rule != "item_sections/section":
            return  # "Kh § 190" says nothing that the item's number does not
        item.current.reference = reference
        return
    short = reference.body_name is not None and body.kind(reference.body_name) is None
    item.current.reference = reference._replace(body=None) if short else reference


def _without_index(item: ItemOutline, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without references that come again, later with text under them: they are a list of the handlings."""
    kept = []
    for n, piece in enumerate(pieces):
        bare = piece.reference is not None and (n + 1 == len(pieces) or pieces[n + 1].reference is not None)
        later = [each.reference for each in pieces[n + 1 :] if each.reference is not None]
        if bare and piece.reference is not None and any(_same(piece.reference, each) for each in later):
            item.index.append(piece.reference)
        else:
            kept.append(piece)
    return kept


def _same(one: MeetingReference, other: MeetingReference) -> bool:
    """Whether two references name the same handling."""
    days = [each.date.day if each.date else None for each in (one, other)]
    sections = [each.section.value if each.section else None for each in (one, other)]
    return body.same(one.body_name or "", other.body_name or "") and days[0] == days[1] and sections[0] == sections[1]
