"""Presenters that running text names: "Asian esittelijä hallintojohtaja Anna Ek peruutti esityksensä"."""

from __future__ import annotations

import re
from functools import cache

from extractors.core.passage import Passage
from extractors.people.names import Gazetteer, find
from extractors.people.person import Person, named
from extractors.vocabulary import either_of

TITLE = 60
"""Characters of a title before the name at most."""


@cache
def _presents() -> re.Pattern[str]:
    """ "Esittelijänä toimi", "som föredragande fungerade": the words directly before the title and the name."""
    return re.compile(rf"(?<![\w-]){either_of('labels', 'presents')}\s+(?=\w)", re.IGNORECASE)


def in_prose(text: Passage, names: Gazetteer) -> Person | None:
    """The presenter, with title, that a text names; None if it names none.

    >>> from extractors.core.passage import Span
    >>> def presenter(text):
    ...     found = in_prose(Passage.of(text, Span(0, len(text))), Gazetteer())
    ...     return found and (found.name, found.role)
    >>> presenter("Asian esittelijä hallintojohtaja Anna Ek peruutti esityksensä.")
    ('Anna Ek', 'hallintojohtaja')
    >>> presenter("Esittelijä muutti ehdotustaan. Kai Ås poistui.")
    """
    for match in _presents().finditer(text.text):
        after = text[match.end() : match.end() + 2 * TITLE]
        name = next(find(after), None)
        if name is None:
            continue
        at = after.text.index(name.text)
        if at <= TITLE and not re.search(r"[.,;:]\s", after.text[:at]):
            found = named(after[: at + len(name.text)], names, "items/presenter_in_prose")
            if found is not None and found.role is not None:
                return found
    return None
