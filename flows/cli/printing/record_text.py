"""Renders values of a record as text for reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from extractors.decisions.decision import Decision
    from extractors.decisions.votes.vote import Vote
    from extractors.motions.motion import Motion
    from extractors.motions.questions import Question
    from extractors.people.person import Person
    from pipeline.record.model import Handling

LENGTH = 600
"""Maximum number of characters shown of a proposal or decision."""

SHORT = 240
"""Maximum number of characters shown of an answer, dissent or note."""


def shorten(text: str | None, limit: int = LENGTH) -> str:
    """Shortens a text at a word boundary and states how much is omitted: "… (18 more characters)"."""
    plain = "\n".join(" ".join(line.split()) for line in (text or "").splitlines() if line.strip())
    if len(plain) <= limit:
        return plain
    kept = plain[:limit].rsplit(None, 1)[0]
    return f"{kept} … ({len(plain) - len(kept):,} more characters)"


def words(name: str | None) -> str:
    """Returns an enumeration value as words: "approved amended" for "approved_amended"."""
    return (name or "").replace("_", " ")


def joined(parts: Iterable[str | None], separator: str = ", ") -> str:
    """Joins the parts that are not empty."""
    return separator.join(part for part in parts if part)


def person(who: Person) -> str:
    """Formats an attendee: name, party, role, and times of arrival and leaving."""
    name = joined([who.name, f"({who.party})" if who.party else None], " ")
    times = [f"came {who.arrived}" if who.arrived else None, f"left {who.left}" if who.left else None]
    return joined([name, who.role, *times])


def contact(who: Person) -> str:
    """Formats a person with e-mail address and telephone number."""
    return joined([person(who), who.email, who.phone], " · ")


def said(by: str | None, text: str, limit: int) -> Text:
    """Formats a proposal or statement, prefixed with the name unless the text begins with it."""
    name = f"{by}: " if by and not text.startswith(by) else ""
    return Text.assemble((name, "italic"), shorten(text, limit))


def decision(made: Decision) -> Text:
    """Formats a decision: outcome, then text."""
    agreed = {True: "unanimously", False: "not unanimously", None: ""}[made.unanimous]
    outcome = joined([words(made.outcome), agreed])
    return Text.assemble((f"{outcome}\n", "bold green"), shorten(made.text))


def vote(taken: Vote) -> Text:
    """Formats a vote: counts and result, then the alternatives."""
    counts = (("for", taken.for_), ("against", taken.against), ("blank", taken.blank), ("absent", taken.absent))
    figures = joined(f"{number} {word}" for word, number in counts if number is not None)
    won = {"for": "carried", "against": "lost", "tie_chair": "decided by the chair"}.get(taken.result or "", "")
    text = Text.assemble((joined([figures, won, words(taken.method)], " · "), "bold"))
    for word, proposition in (("for", taken.proposition_for), ("against", taken.proposition_against)):
        if proposition:
            text.append(f"\n{word}: {shorten(proposition, SHORT)}")
    return text


def motion(made: Motion) -> Text:
    """Formats a motion: title, signatories, date and demands."""
    others = (made.signatory_count or 1) - 1
    signed = joined([made.first_signatory, f"and {others} others" if others > 0 else None], " ")
    submitted = made.submitted or joined(made.submitted_as_written, " or ")
    answered = f"answered after {made.response_days} days" if made.response_days is not None else None
    text = Text(joined([made.title, signed, submitted, answered], " · "))
    for demand in made.demands:
        text.append(f"\n– {shorten(demand, SHORT)}")
    return text


def question(asked: Question) -> Text:
    """Formats a question and the beginning of its answer."""
    text = Text.assemble((shorten(asked.text), "bold"), "\n")
    if asked.answer is None:
        return text.append("no answer", style="yellow")
    return text.append(shorten(asked.answer, SHORT))


def earlier(handling: Handling) -> str:
    """Formats an earlier handling on one line: body, date, section and decision."""
    section = f"§ {handling.section}" if handling.section else None
    where = joined([handling.body.name if handling.body else None, handling.date, section])
    return joined([where, words(handling.decision.outcome) if handling.decision else None], ": ")
