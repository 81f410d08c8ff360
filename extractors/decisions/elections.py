"""Elections: who was chosen, and for what.

"Till ledamot valdes Anna Ek (personlig ersättare Kai Ås)" · "Valtuusto valitsi varsinaiseksi jäseneksi Anu Ekin ja
hänelle henkilökohtaiseksi varajäseneksi Kai Salon" · lists under "Jäsenet:", and of two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pydantic import Field

from extractors.core.model import Value
from extractors.core.passage import Passage
from extractors.language.frame_data import pattern, shared
from extractors.people.inflection import full_name
from extractors.people.names import NAME, Gazetteer, find, is_role_word
from extractors.people.person_line import names_in
from extractors.vocabulary import either, either_of, grouped, words


class Elected(Value):
    """A person chosen by a decision."""

    name: str | None = Field(None, description="Given name first.")
    post: str | None = Field(None, description="What the person was chosen for, as printed.")


@cache
def _post() -> re.Pattern[str]:
    # "pöytäkirjan tarkastajiksi valittiin ...", "Till protokolljusterare valdes ...", "Jäsenet:" over a list
    verbs = either([*words("elections", "verbs"), "för", "och", "samt"])
    lists = either(grouped("members", "substitutes"))
    choosing = either([*words("elections", "active"), *words("elections", "passive")])
    return re.compile(
        rf"(?P<fi>(?<![\w-])(?:[\w-]+(?:seksi|siksi)\s+|(?!(?i:{choosing})\s)[\w-]+n\s+)?"
        r"[\w-]+(?:jiksi|jaksi|jäksi|neksi|niksi|seksi))(?![\w-])"
        rf"|\b[Tt]ill\s+(?P<sv>[a-zåäö-]+(?:\s+[a-zåäö-]+){{0,6}}?(?:\s+för\s+[A-ZÅÄÖ][\w-]+(?!\s+[A-ZÅÄÖ]))?)"
        rf"(?=\s+(?:{verbs}|[A-ZÅÄÖ])(?![a-zåäö])|\s+[A-ZÅÄÖ]|\s*(?:[.,;:()]|$))"
        r"|^(?P<label>[^\W\d][\w -]{3,40}):"
        rf"|^(?P<line>(?i:{lists}))$",
        re.MULTILINE,
    )


@cache
def _choosing() -> re.Pattern[str]:
    active, passive = (either_of("elections", key) for key in ("active", "passive"))
    return re.compile(rf"(?<!\w)(?:(?P<active>{active})|{passive})(?!\w)", re.IGNORECASE)


def elects(text: str) -> bool:
    """Whether a text tells that somebody is chosen: "Pöytäkirjantarkastajiksi valittiin ..."."""
    return _choosing().search(text) is not None


def _inflects(text: str, at: int) -> bool:
    """Whether a name stands in the genitive here: behind an active verb, and not in a list ("jäsenet: ...")."""
    last = None
    for match in _choosing().finditer(text, 0, at):
        last = match
    if last is None or last["active"] is None:
        return False
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return ":" not in text[last.end() : at].rsplit("\n", 1)[-1] and bool(re.search(r"\w", line))


@cache
def _no_choice() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and behind somebody whose substitute or successor is chosen, or who resigned."""
    before, behind = (either_of("elections", key) for key in ("instead_before", "instead_behind"))
    small = r"(?:[a-zåäö]+\s+)?"
    return (
        re.compile(rf"(?<!\w){before}\s+{small}$", re.IGNORECASE),
        re.compile(rf"\)?\s*(?:(?:\w+\s+)?{behind}(?!\w)|(?:\w+ksi\s+)?vara\w+ksi\s+{NAME})|\)\s*vara\w+ksi"),
    )


def _column(text: str, start: int) -> re.Match[str] | None:
    """The head of two columns over a row in which a name stands: "Varsinainen jäsen | Henkilökohtainen varajäsen"."""
    head = None
    for match in re.finditer(
        r"^(?P<left>[^|/\n]{4,40}?)\s+[|/]\s+(?P<right>[^|/\n]{4,40})$", text[:start], re.MULTILINE
    ):
        if all(is_role_word(match[side].split()[-1]) for side in ("left", "right")):
            head = match
    return head


def _own_post(text: Passage, start: int, end: int) -> Passage | None:
    """The post that is told with a name: behind it, in brackets with it, or by its column."""
    behind = text.text[end:]
    own = re.match(r",\s*(?P<post>[^\n,.;()]{3,40})", behind) or re.match(r"\s+(?P<post>[a-zåäö ]{3,40})\)", behind)
    if own and is_role_word(own["post"].split()[-1]):
        return text[end + own.start("post") : end + own.end("post")]
    bracket = re.search(r"\((?P<post>[a-zåäö ]{3,40}?):?\s+$", text.text[:start])
    if bracket and is_role_word(bracket["post"].split()[-1]):
        return text.group(bracket, "post")
    head = _column(text.text, start)
    line = text.text[text.text.rfind("\n", 0, start) + 1 :].split("\n")[0]
    if head is not None and re.search(r"\s[|/]\s", line):
        right = re.search(r"\s[|/]\s", text.text[text.text.rfind("\n", 0, start) + 1 : start]) is not None
        return text.group(head, "right" if right else "left")
    return None


def _persons(text: Passage) -> Iterator[Passage]:
    """The names in a text, without a verb of choosing before them, those that a list lost the comma of apart."""
    for name in find(text):
        verb = _choosing().match(name.text)
        name = name[verb.end() :] if verb else name
        yield from list(names_in(name)) or [name]


def _behind(text: str, start: int, end: int, posts: list[tuple[int, Passage]]) -> Passage | None:
    """The post behind a name in a sentence that names persons first: "Ek valittiin puheenjohtajaksi ja Ås ..."."""
    breaks = [match.end() for match in re.finditer(r"\n|[.;:]\s", text)]
    first = max((at for at in breaks if at <= start), default=0)
    last = min((at for at in breaks if at > start), default=len(text))
    own = [(place, post) for place, post in posts if first <= place < last]
    named = re.search(NAME, text[first:last])
    if not own or named is None or own[0][0] < first + named.start() or not _choosing().search(text, first, own[0][0]):
        return None
    return next((post for place, post in own if place >= end), None)


def elected(text: Passage, names: Gazetteer) -> list[Elected]:
    """The persons that a decision on an election chooses, each with its own post, else the one named last.

    What comes behind "koska" or "eftersom" tells why, and names others; so do "personlig ersättare för" and "tilalle".

    >>> from extractors.core.passage import Span
    >>> def chosen(text):
    ...     return [(e.name, e.post) for e in elected(Passage.of(text, Span(0, len(text))), Gazetteer())]
    >>> chosen("Pöytäkirjan tarkastajiksi valittiin Anna Ek ja Per Ås, koska Ville Salo on poissa.")
    [('Anna Ek', 'Pöytäkirjan tarkastajiksi'), ('Per Ås', 'Pöytäkirjan tarkastajiksi')]
    >>> chosen("Valtuusto valitsi puheenjohtajaksi Kai Virtasen ja varapuheenjohtajaksi Anu Kortesmäen.")
    [('Kai Virtanen', 'puheenjohtajaksi'), ('Anu Kortesmäki', 'varapuheenjohtajaksi')]
    >>> chosen("Anna Ek valittiin puheenjohtajaksi ja Kai Ås varapuheenjohtajaksi.")
    [('Anna Ek', 'puheenjohtajaksi'), ('Kai Ås', 'varapuheenjohtajaksi')]
    >>> chosen("Fullmäktige valde Per Ås till personlig ersättare för Anna Ek.")
    [('Per Ås', 'personlig ersättare')]
    """
    because = pattern(shared("disqualifications", "because")).search(text.text)
    text = text[: because.start()] if because else text
    posts = [(match.start(), text.group(match, match.lastgroup or 0)) for match in _post().finditer(text.text)]
    found: dict[str, Elected] = {}
    at = 0
    before_it, behind_it = _no_choice()
    for name in _persons(text):
        start = text.text.index(name.text, at)
        at = start + len(name.text)
        if before_it.search(text.text[max(0, start - 60) : start]) or behind_it.match(text.text[at : at + 90]):
            continue
        before = [post for place, post in posts if place < start]
        post = _own_post(text, start, at) or _behind(text.text, start, at, posts)
        if post is None:
            post = before[-1] if before else next((post for place, post in posts if place >= at), None)
        chosen = full_name(name, names, "elections/name", _inflects(text.text, start))
        found.setdefault(
            chosen.value,
            Elected.model_validate({"name": chosen, "post": post.read("elections/post") if post else None}),
        )
    return list(found.values())
