"""Substitutes in a list of persons: whom one stands in for, and the office that the list's heading gives them all."""

from __future__ import annotations

import re
from functools import cache

from extractors.core.passage import DERIVED, Found, Passage
from extractors.people.inflection import full_name
from extractors.people.names import NAME, Gazetteer, is_given, is_name, split_role
from extractors.vocabulary import either_of, list_label


@cache
def _instead(among: bool) -> re.Pattern[str]:
    """ "ersättare för Anna Ek", "varajäsen jäsenelle ..."; in Finnish also behind a genitive: "Anna Ekin tilalla".

    `among` substitutes a small word is enough: "Bo Dahl för Anna Ek".
    """
    short = rf"|(?<=\w\s){either_of('attendance', 'replaces_short')}" if among else ""
    return re.compile(
        rf"(?P<as>(?i:{either_of('attendance', 'replaces')}{short}))\s+(?P<name>[A-ZÅÄÖ].*?)(?=[,);]|$)"
        rf"|(?P<genitive>{NAME})\s+(?P<deputy>(?i:{either_of('attendance', 'replaces_genitive')}))(?!\w)"
    )


def deputy(text: str, among: bool = False) -> re.Match[str] | None:
    """Where a text tells whom somebody stands in for; "Peltola Maija varajäsen" is somebody, and in no genitive."""
    match = _instead(among).search(text)
    last = match["genitive"].split()[-1] if match is not None and match["genitive"] else "n"
    return match if last.endswith("n") and not is_given(last) else None


def replaced(part: Passage, match: re.Match[str], names: Gazetteer, order: bool | None) -> Found[str] | None:
    """Whom a match of `deputy` names, given name first; `order` is that of the list. None where it is no name.

    >>> from extractors.core.passage import Span
    >>> def told(text, order=None):
    ...     part = Passage.of(text, Span(0, len(text)))
    ...     return replaced(part, deputy(text), Gazetteer(), order).value
    >>> told("Anna Ekin tilalla"), told("Lahti Eeron varajäsen", True), told("ersättare för Per Ås")
    ('Anna Ek', 'Eero Lahti', 'Per Ås')
    """
    by_genitive = match["genitive"] is not None
    _, told = split_role(part.group(match, "genitive" if by_genitive else "name"))
    if not is_name(told.text):
        return None
    found = full_name(told, names, "meetings/replaces", by_genitive)
    surname, _, given = found.value.partition(" ")
    own = names.surname_first(found.value)
    if by_genitive and (order if own is None else own) and given:
        turned = f"{given} {surname}"
        return Found(turned, found.spans, "meetings/replaces" + DERIVED) if turned != found.value else found
    return found


def title(heading: Passage) -> Found[str] | None:
    """The office of each who stands under a heading: "varajäsen" under "Varajäsenet"; None under any other.

    >>> from extractors.core.passage import Span
    >>> title(Passage.of("Varajäsenet:", Span(0, 12))).value, title(Passage.of("Jäsenet", Span(0, 7)))
    ('varajäsen', None)
    """
    known = list_label(heading.text)
    return heading.means(known.role, "meetings/heading") if known is not None and known.role else None
