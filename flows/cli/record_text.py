"""How values of a record read as words."""

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
"""Characters of a proposal or a decision that are shown."""

SHORT = 240
"""Characters of an answer, a dissent or a note that are shown."""


def shorten(text: str | None, limit: int = LENGTH) -> str:
    """A text on one line a paragraph, cut at a word's end, with how much is left out: "… (18 more characters)"."""
    plain = "\n".join(" ".join(line.split()) for line in (text or "").splitlines() if line.strip())
    if len(plain) <= limit:
        return plain
    kept = plain[:limit].rsplit(None, 1)[0]
    return f"{kept} … ({len(plain) - len(kept):,} more characters)"


def words(name: str | None) -> str:
    """A value of a closed set as words: "approved_amended" is "approved amended"."""
    return (name or "").replace("_", " ")


def joined(parts: Iterable[str | None], separator: str = ", ") -> str:
    """The parts that are there, with a separator between them."""
    return separator.join(part for part in parts if part)


def person(who: Person) -> str:
    """A person in a list of those present: name, party, office, and when they came and left."""
    name = joined([who.name, f"({who.party})" if who.party else None], " ")
    times = [f"came {who.arrived}" if who.arrived else None, f"left {who.left}" if who.left else None]
    return joined([name, who.role, *times])


def contact(who: Person) -> str:
    """A person with e-mail and telephone."""
    return joined([person(who), who.email, who.phone], " · ")


def said(by: str | None, text: str, limit: int) -> Text:
    """What somebody proposed or stated; the name in front, where the text does not begin with it."""
    name = f"{by}: " if by and not text.startswith(by) else ""
    return Text.assemble((name, "italic"), shorten(text, limit))


def decision(made: Decision) -> Text:
    """A decision: what it came to, then its text."""
    agreed = {True: "unanimously", False: "not unanimously", None: ""}[made.unanimous]
    outcome = joined([words(made.outcome), agreed])
    return Text.assemble((f"{outcome}\n", "bold green"), shorten(made.text))


def vote(taken: Vote) -> Text:
    """A vote: counts and result, then what was put against what."""
    counts = (("for", taken.for_), ("against", taken.against), ("blank", taken.blank), ("absent", taken.absent))
    figures = joined(f"{number} {word}" for word, number in counts if number is not None)
    won = {"for": "carried", "against": "lost", "tie_chair": "decided by the chair"}.get(taken.result or "", "")
    text = Text.assemble((joined([figures, won, words(taken.method)], " · "), "bold"))
    for word, proposition in (("for", taken.proposition_for), ("against", taken.proposition_against)):
        if proposition:
            text.append(f"\n{word}: {shorten(proposition, SHORT)}")
    return text


def motion(made: Motion) -> Text:
    """A motion: title, who signed it, when, and what it demands."""
    others = (made.signatory_count or 1) - 1
    signed = joined([made.first_signatory, f"and {others} others" if others > 0 else None], " ")
    submitted = made.submitted or joined(made.submitted_as_written, " or ")
    answered = f"answered after {made.response_days} days" if made.response_days is not None else None
    text = Text(joined([made.title, signed, submitted, answered], " · "))
    for demand in made.demands:
        text.append(f"\n– {shorten(demand, SHORT)}")
    return text


def question(asked: Question) -> Text:
    """A question and the beginning of its answer."""
    text = Text.assemble((shorten(asked.text), "bold"), "\n")
    if asked.answer is None:
        return text.append("no answer", style="yellow")
    return text.append(shorten(asked.answer, SHORT))


def earlier(handling: Handling) -> str:
    """An earlier handling on one line: body, day, paragraph, and what was decided."""
    section = f"§ {handling.section}" if handling.section else None
    where = joined([handling.body.name if handling.body else None, handling.date, section])
    return joined([where, words(handling.decision.outcome) if handling.decision else None], ": ")
