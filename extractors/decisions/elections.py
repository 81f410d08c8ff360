"""Elections: who was chosen, and for what.

"Till ledamot valdes Anna Ek (personlig ersättare Kai Ås)" · "Valtuusto valitsi varsinaiseksi jäseneksi Anu Ekin ja
hänelle henkilökohtaiseksi varajäseneksi Kai Salon" · lists under "Jäsenet:", and of two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pydantic import Field

from extractors.core.document import Block
from extractors.core.model import Value
from extractors.core.passage import Passage
from extractors.events.frame_data import Frame, family, marked, pattern, regex, shared
from extractors.events.frames import events
from extractors.people.inflection import full_name
from extractors.people.names import NAME, Gazetteer, find, is_role_word
from extractors.people.person_line import names_in
from extractors.vocabulary import either, grouped


class Elected(Value):
    """A person chosen by a decision."""

    name: str | None = Field(None, description="Given name first.")
    post: str | None = Field(None, description="What the person was chosen for, as printed.")


FRAMES = family("elections")
"""The frames of elections. Lists and tables name persons far from the verb, so that only the words are used here."""


@cache
def _post() -> re.Pattern[str]:
    # "pöytäkirjan tarkastajiksi valittiin ...", "Till protokolljusterare valdes ...", "Jäsenet:" over a list
    ends = regex([*shared("elections", "after_post"), *(word for frame in FRAMES for word in frame.trigger)])
    lists = either(grouped("members", "substitutes"))
    choosing = regex(word for frame in FRAMES for word in frame.trigger)
    return re.compile(
        rf"(?P<fi>(?<![\w-])(?:[\w-]+(?:seksi|siksi)\s+|(?!(?i:{choosing})\s)[\w-]+n\s+)?"
        r"[\w-]+(?:jiksi|jaksi|jäksi|neksi|niksi|seksi))(?![\w-])"
        rf"|\b[Tt]ill\s+(?P<sv>[a-zåäö-]+(?:\s+[a-zåäö-]+){{0,6}}?(?:\s+för\s+[A-ZÅÄÖ][\w-]+(?!\s+[A-ZÅÄÖ]))?)"
        rf"(?=\s+(?:{ends}|[A-ZÅÄÖ])|\s*(?:[.,;:()]|$))"
        rf"|^(?!.*(?i:{choosing}))(?P<label>[^\W\d][\w -]{{3,40}}):"
        rf"|^(?P<line>(?i:{lists}))$",
        re.MULTILINE,
    )


@cache
def _choosing() -> re.Pattern[str]:
    return re.compile(regex(word for frame in FRAMES for word in frame.trigger), re.IGNORECASE)


def _frame(text: str, at: int) -> tuple[Frame, int] | None:
    """The frame of the last verb of choosing before a place, and where that verb ends."""
    found = [
        (match.end(), -len(match[0]), rank)
        for rank, frame in enumerate(FRAMES)
        for match in pattern(frame.trigger).finditer(text, 0, at)
    ]
    return (FRAMES[max(found)[2]], max(found)[0]) if found else None


def elects(text: str) -> bool:
    """Whether a text states that somebody is elected: "Pöytäkirjantarkastajiksi valittiin ..."."""
    return _choosing().search(text) is not None


def _inflects(text: str, at: int) -> bool:
    """Whether a name is in the genitive here: after an active verb, and not in a list ("jäsenet: ...")."""
    frame = _frame(text, at)
    if frame is None or not frame[0].slots["elected"].genitive:
        return False
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return ":" not in text[frame[1] : at].rsplit("\n", 1)[-1] and bool(re.search(r"\w", line))


# "Anna Ekin henkilökohtaiseksi varajäseneksi Kai Salo", "(Anna Ek) varajäseneksi": a substitute is chosen for her
_SUBSTITUTE = re.compile(r"\)?\s*(?:\w+ksi\s+)?vara\w+ksi\s+[A-ZÅÄÖ]|\)\s*vara\w+ksi")


def _replaced(text: str, start: int, end: int) -> bool:
    """Whether somebody's substitute or successor is chosen, or he or she resigned."""
    slots = (slot for frame in FRAMES for name, slot in frame.slots.items() if name in ("replaced", "resigned"))
    return any(marked(slot, text, start, end) for slot in slots) or _SUBSTITUTE.match(text, end) is not None


def _column(text: str, start: int) -> re.Match[str] | None:
    """The heading of two columns, above a row that has a name: "Varsinainen jäsen | Henkilökohtainen varajäsen"."""
    heading = None
    for match in re.finditer(
        r"^(?P<left>[^|/\n]{4,40}?)\s+[|/]\s+(?P<right>[^|/\n]{4,40})$", text[:start], re.MULTILINE
    ):
        if all(is_role_word(match[side].split()[-1]) for side in ("left", "right")):
            heading = match
    return heading


# Words in small letters before a name, on its line, and what is printed before them
_LISTED = re.compile(
    r"(?P<above>(?:^|\n|:\s|[\w)]\s))(?P<post>(?:\d:[ae] |(?:I|II) )?(?:[a-zåäö-]+ ){0,2}[a-zåäö-]{4,}):?[^\S\n]+$"
)


def _listed_post(text: Passage, start: int) -> Passage | None:
    """The post before a name in a list that prints it so: "väljs: ordförande Anna Ek, ledamot Kai Ås"."""
    match = _LISTED.search(text.text, 0, start)
    if match is None or not is_role_word(match["post"].split()[-1]) or _choosing().search(match["post"]):
        return None
    parts = re.split(r"[:\n]\s*", text.text[: match.end("post")])[match["above"].strip(" ") not in ("", "\n", ":") :]
    return text.group(match, "post") if any(part and is_role_word(part.split()[0]) for part in parts) else None


def _post_beside(text: Passage, start: int, end: int) -> Passage | None:
    """The post printed with a name: after it, in brackets with it, or at the top of its column."""
    rest = text.text[end:]
    after = (
        re.match(r"(?:\s+\([^()\n]{1,20}\))?,\s*(?P<post>[\d:a-zåäö -]{3,40}?)(?=\s+[A-ZÅÄÖ])", rest)
        or re.match(r"(?:\s+\([^()\n]{1,20}\))?,\s*(?P<post>[^\n,.;()]{3,40})", rest)
        or re.match(r"\s+(?P<post>[a-zåäö ]{3,40})\)", rest)
        or re.match(
            r"\s+(?:\([^()]{1,20}\)\s+)?som\s+(?P<post>[a-zåäö]+)(?!\w)", rest
        )  # "med Bo Aro (C) som ersättare"
    )
    if after and is_role_word(after["post"].split()[-1]):
        return text[end + after.start("post") : end + after.end("post")]
    if (listed := _listed_post(text, start)) is not None:
        return listed
    bracket = re.search(r"\((?P<post>[a-zåäö ]{3,40}?):?\s+$", text.text[:start])
    if bracket and is_role_word(bracket["post"].split()[-1]):
        return text.group(bracket, "post")
    heading = _column(text.text, start)
    line = text.text[text.text.rfind("\n", 0, start) + 1 :].split("\n")[0]
    if heading is not None and re.search(r"\s[|/]\s", line):
        right = re.search(r"\s[|/]\s", text.text[text.text.rfind("\n", 0, start) + 1 : start]) is not None
        return text.group(heading, "right" if right else "left")
    return None


def _persons(text: Passage) -> Iterator[Passage]:
    """The names in a text, without a verb of choosing before them, those that a list lost the comma of apart."""
    for name in find(text):
        verb = _choosing().match(name.text)
        name = name[verb.end() :] if verb else name
        yield from list(names_in(name)) or [name]


def _post_after(text: str, start: int, end: int, posts: list[tuple[int, Passage]]) -> Passage | None:
    """The post after a name in a sentence that names persons first: "Ek valittiin puheenjohtajaksi ja Ås ..."."""
    breaks = [match.end() for match in re.finditer(r"\n|[.;:]\s", text)]
    first = max((at for at in breaks if at <= start), default=0)
    last = min((at for at in breaks if at > start), default=len(text))
    within = [(place, post) for place, post in posts if first <= place < last]
    named = re.search(NAME, text[first:last])
    if (
        not within
        or named is None
        or within[0][0] < first + named.start()
        or not _choosing().search(text, first, within[0][0])
    ):
        return None
    return next((post for place, post in within if place >= end), None)


def elected(text: Passage, names: Gazetteer) -> list[Elected]:
    """The persons that a decision on an election chooses, each with its own post, else the one named last.

    What comes after "koska" or "eftersom" tells why, and names others; so do "personlig ersättare för" and "tilalle".

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
    >>> chosen("Karin Berg (SD) utses till ledamot i valnämnden efter Lars Ek (-) för tiden till 31.12.2026.")
    [('Karin Berg', 'ledamot i valnämnden')]
    >>> chosen("Till protokolljusterare utses Irene Ek (S), med Bo Aro (C) som ersättare.")
    [('Irene Ek', 'protokolljusterare'), ('Bo Aro', 'ersättare')]
    >>> chosen("Följande personer väljs: ordförande Irene Ek (S) vice ordförande Bo Aro (C)")
    [('Irene Ek', 'ordförande'), ('Bo Aro', 'vice ordförande')]
    >>> chosen("Följande personer väljs: Irene Ek (S), ordförande Bo Aro (C), vice ordförande")
    [('Irene Ek', 'ordförande'), ('Bo Aro', 'vice ordförande')]
    >>> chosen("Fullmäktige beviljar Bo Aro (C) avsked från uppdraget som ledamot.")
    []
    """
    because = pattern(shared("disqualifications", "because")).search(text.text)
    text = text[: because.start()] if because else text
    posts = [(match.start(), text.group(match, match.lastgroup or 0)) for match in _post().finditer(text.text)]
    found: dict[str, Elected] = {}
    at = 0
    for name in _persons(text):
        start = text.text.index(name.text, at)
        at = start + len(name.text)
        if _replaced(text.text, start, at):
            continue
        before = [post for place, post in posts if place < start]
        post = _post_beside(text, start, at) or _post_after(text.text, start, at, posts)
        if post is None:
            post = before[-1] if before else next((post for place, post in posts if place >= at), None)
        frame = _frame(text.text, start) or _frame(text.text, len(text))
        rule = frame[0].name if frame else "election.listed"
        chosen = full_name(name, names, rule, _inflects(text.text, start))
        found.setdefault(
            chosen.value,
            Elected.model_validate({"name": chosen, "post": post.read(rule) if post else None}),
        )
    return list(found.values())


def adjusters(blocks: Iterable[Block], names: Gazetteer) -> list[Elected]:
    """Those whom a decision chooses to check the minutes: "Pöytäkirjan tarkastajiksi valittiin Anna Ek ja Per Ås".

    >>> from extractors.core.passage import Span
    >>> def chosen(text):
    ...     body = Passage.of(text, Span(0, len(text)))
    ...     return [each.name for each in adjusters([Block("paragraph", body, ())], Gazetteer())]
    >>> chosen("Pöytäkirjan tarkastajiksi valittiin Leena Mäki ja Liisa Maja.")
    ['Leena Mäki', 'Liisa Maja']
    >>> chosen("Till protokolljusterare utses Irene Ek (S), med Bo Aro (C) som ersättare.")
    ['Irene Ek']
    >>> chosen("Lautakunta valitsi pöytäkirjantarkastajiksi Kai Virtasen ja Anna Ekin.")
    ['Kai Virtanen', 'Anna Ek']
    """
    found: dict[str, Elected] = {}
    for event in (each for block in blocks for each in events(block.body, "adjusters")):
        genitive = event.frame.slots["elected"].genitive
        for part in event.all("elected"):
            name = full_name(part, names, event.rule, genitive)
            post = event.trigger.read(event.rule)
            found.setdefault(name.value, Elected.model_validate({"name": name, "post": post}))
    return list(found.values())
