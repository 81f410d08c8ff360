"""Substitutes in a list of persons: whom each replaces, and the role that the list's heading gives them."""

from __future__ import annotations

from extractors.core.passage import DERIVED, Found, Passage
from extractors.people.inflection import full_name
from extractors.people.names import Gazetteer, is_name, split_role
from extractors.vocabulary import list_label


def replaced(name: Passage, names: Gazetteer, order: bool | None, by_genitive: bool = False) -> Found[str] | None:
    """The person whom a substitute replaces, given name first; None if the text is not a name. `order`: the list's.

    >>> from extractors.core.passage import Span
    >>> def stated(text, order=None, by_genitive=True):
    ...     return replaced(Passage.of(text, Span(0, len(text))), Gazetteer(), order, by_genitive).value
    >>> stated("Anna Ekin"), stated("Lahti Eeron", True), stated("Per Ås", None, False)
    ('Anna Ek', 'Eero Lahti', 'Per Ås')
    """
    _, bare = split_role(name)
    if not is_name(bare.text):
        return None
    found = full_name(bare, names, "meetings/replaces", by_genitive)
    surname, _, given = found.value.partition(" ")
    stated = names.surname_first(found.value)
    if by_genitive and (order if stated is None else stated) and given:
        turned = f"{given} {surname}"
        return Found(turned, found.spans, "meetings/replaces" + DERIVED) if turned != found.value else found
    return found


def title(heading: Passage) -> Found[str] | None:
    """The role of the persons under a heading: "varajäsen" under "Varajäsenet"; None under any other heading.

    >>> from extractors.core.passage import Span
    >>> title(Passage.of("Varajäsenet:", Span(0, 12))).value, title(Passage.of("Jäsenet", Span(0, 7)))
    ('varajäsen', None)
    """
    known = list_label(heading.text)
    return heading.means(known.role, "meetings/heading") if known is not None and known.role else None
