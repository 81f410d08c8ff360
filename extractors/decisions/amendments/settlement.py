"""What amendments and votes say of a decision's outcome, beside the decision's own words."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.core.passage import Passage
from extractors.decisions.amendments.amendment import Amendment
from extractors.decisions.decision import Decision, Outcome, about_voting, set_outcome
from extractors.decisions.votes.vote import Vote
from extractors.language.phrases import first_phrase

_CARRIED: dict[str, Outcome] = {
    "amendment": "approved_amended",
    "addition": "approved_amended",
    "rejection": "rejected",
    "tabling": "tabled",
    "return": "returned",
}


def _without(text: Passage, parts: Sequence[Passage]) -> Passage:
    """A text without what stands in these parts of it."""
    kept, rest = [], text
    for part in parts:
        at = rest.text.find(part.text)
        if part and at >= 0:
            kept.append(rest[:at])
            rest = rest[at + len(part) :]
    return Passage.join([*kept, rest], "\n")


def _reread(decision: Decision, text: Passage, language: str, moved: Sequence[Amendment]) -> None:
    """Reads the outcome again without what members moved, and without what tells that it fell, where these told it."""
    said = decision._places.get("/as_written")
    parts = [text.between(each._places["/text"].spans) for each in moved]
    fell = [each for each in moved if each.outcome in ("lost", "lapsed", "withdrawn") and each.result != "vote"]
    parts += [text.between(each._places["/outcome"].spans) for each in fell]
    if said is None or not any(part and part.between(said.spans) for part in parts):
        return
    rest = _without(text, sorted(filter(None, parts), key=lambda part: part.start))
    for skip in (about_voting(), None):
        phrase = first_phrase(rest, "outcomes", language, skip)
        if phrase is not None and not (phrase.key == "approved" and any(each.outcome == "carried" for each in moved)):
            set_outcome(decision, phrase.key, phrase.passage)
            return


def settle(
    decision: Decision | None,
    amendments: Sequence[Amendment],
    votes: Sequence[Vote],
    text: Passage,
    language: str,
) -> None:
    """Amends a decision by what became of amendments and by votes; `text` is the decision's.

    "Päätökseksi tulee Salon esitys" approves another proposal than the base one, and whoever voted against did not
    agree, unless the decision itself says that all did. A wish changes no decision, and what a member only moved tells
    no outcome.
    """
    if decision is None:
        return
    moved = [each for each in amendments if each.kind != "wish"]
    _reread(decision, text, language, moved)
    carried = [each for each in moved if each.outcome == "carried"]
    if carried and (decision.outcome == "approved" or (decision.outcome == "other" and decision.as_written is None)):
        carried_outcome = carried[-1]._places["/outcome"]
        outcome = _CARRIED[carried[-1].kind or "amendment"]
        if carried[-1].result == "text" and (phrase := text.between(carried_outcome.spans)):
            set_outcome(decision, outcome, phrase)
        decision.outcome = outcome
        decision.note("outcome", carried_outcome)
    said = decision._places.get("/unanimous")
    current = decision._places["/text"].spans
    within = said is not None and current[0].start <= said.spans[0].start and said.spans[-1].end <= current[-1].end
    contested = [vote for vote in votes if vote.for_ and vote.against]
    if contested and not within and (moved or not amendments):
        decision.unanimous = False
        decision.note("unanimous", contested[-1]._places["/against"])
