"""Decisions: their text, what they came to, and whether all agreed."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import Field

from extractors.names import NAME, Gazetteer
from extractors.nlp import first_phrase
from extractors.passage import Passage
from extractors.values import Value

Outcome = Literal[
    "approved",
    "approved_amended",
    "rejected",
    "tabled",
    "returned",
    "noted",
    "elected",
    "opened_closed",
    "withdrawn",
    "other",
]


class Elected(Value):
    """A person chosen by a decision."""

    name: str | None = Field(None, description="Given name first.")
    post: str | None = Field(None, description="What the person was chosen for, as printed.")


class Decision(Value):
    """What a body decided."""

    text: str = Field("", description="The decision's whole text, without its label.")
    outcome: Outcome | None = Field(None, description="What it came to.")
    as_written: str | None = Field(None, description="The phrase that tells the outcome.")
    unanimous: bool | None = Field(None, description="Whether all agreed; null when the text does not say.")
    elected: list[Elected] = Field(default_factory=list, description="Who was chosen for what.")


@cache
def _post() -> re.Pattern[str]:
    # "pöytäkirjan tarkastajiksi valittiin ...", "valde ... till protokolljusterare", "Ordförande: Kai Ek"
    return re.compile(
        r"(?P<fi>(?:[\w-]+(?:n|en|jen)\s+)?[\w-]+(?:jiksi|jaksi|jäksi|ksi|neksi))(?=\s)"
        r"|\btill\s+(?P<sv>[\w-]+(?:\s+(?:i|för)\s+[\w-]+)?)"
        r"|^(?P<label>[\w ]{4,40}):",
        re.MULTILINE,
    )


def decision(text: Passage, language: str, names: Gazetteer) -> Decision | None:
    """Reads a decision from its text; None where there is no text.

    >>> from extractors.passage import Span
    >>> text = "Ärendet bordlades enhälligt."
    >>> found = decision(Passage.of(text, Span(0, len(text))), "sv", Gazetteer())
    >>> found.outcome, found.as_written, found.unanimous
    ('tabled', 'bordlades', True)
    """
    if not text:
        return None
    phrase = first_phrase(text, "outcomes", language)
    agreed = first_phrase(text, "unanimity", language)
    return Decision.model_validate(
        {
            "text": text.read("outcomes/text"),
            "outcome": phrase.passage.means(phrase.key, "outcomes/phrase") if phrase else "other",
            "as_written": phrase.passage.read("outcomes/phrase") if phrase else None,
            "unanimous": agreed.passage.means(agreed.key == "unanimous", "outcomes/unanimity") if agreed else None,
            "elected": elected(text, names) if phrase and phrase.key == "elected" else [],
        }
    )


def elected(text: Passage, names: Gazetteer) -> list[Elected]:
    """The persons that a decision on an election names, each with the post named last before or first behind it.

    >>> from extractors.passage import Span
    >>> text = "Pöytäkirjan tarkastajiksi valittiin Anna Ek ja Per Ås."
    >>> [(e.name, e.post) for e in elected(Passage.of(text, Span(0, len(text))), Gazetteer())]
    [('Anna Ek', 'Pöytäkirjan tarkastajiksi'), ('Per Ås', 'Pöytäkirjan tarkastajiksi')]
    """
    posts = [
        (match.start(), text.group(match, name))
        for match in _post().finditer(text.text)
        for name in ("fi", "sv", "label")
        if match[name]
    ]
    found = []
    for match in re.finditer(NAME, text.text):
        name = text.group(match)
        before = [post for at, post in posts if at < match.start()]
        after = [post for at, post in posts if at >= match.end()]
        post = before[-1] if before else after[0] if after else None
        found.append(
            Elected.model_validate(
                {
                    "name": names.turn(name).read("outcomes/elected"),
                    "post": post.read("outcomes/post") if post else None,
                }
            )
        )
    return found
