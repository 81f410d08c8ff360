"""Sections by what they are part of, hold, and come before or after: queries of the vocabulary's table of kinds."""

from __future__ import annotations

from extractors.vocabulary import kinds

COVER = kinds(scope="cover")
"""Sections that only a cover has: inside an item their labels are ordinary words."""
CLOSING = kinds(scope="closing")
"""Sections of a cover that can also come after the last item."""
WITH_PRESENT = frozenset({"time", "place", "absent", "others", "adjusters"})
"""Sections of which one is on every cover beside those present."""
INNER = kinds(scope="account")
"""Headings inside an account."""
WHOLE_ITEM = kinds(scope="item")
"""Sections that belong to the item, not to one of its handlings."""
DOCUMENTS = kinds(content="documents")
LISTS = kinds(ends="prose")
"""Sections of entries, which prose ends."""
ENTRIES = DOCUMENTS | kinds(content="recipients")
"""Sections whose entries can stand in a table."""
EARLY = kinds(stage="early")
"""Sections that come first in a handling: after the text of an earlier one they are the next one's."""
LATE = kinds(after_decision=True)
"""Sections that can follow a decision and still belong to its handling."""
STRUCTURAL = frozenset(
    {
        "preparers",
        "presenter",
        "proposal",
        "proceedings",
        "decision",
        "account",
        "summary",
        "history",
        "vote",
        "dissent",
        "note",
        "for_information",
        "attachments",
        "supplementary",
    }
)
"""Sections whose labels show that an item is printed above them."""
