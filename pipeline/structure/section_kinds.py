"""The sections of an item by how they stand in it: in its account, in a list, on the cover only."""

from __future__ import annotations

COVER = frozenset({"time", "place", "present", "absent", "others", "adjusters", "contents"})
"""Sections that only a cover has: inside an item their labels are ordinary words."""
CLOSING = frozenset({"signatures", "checked", "displayed"})
"""Sections of a cover that can also stand behind the last item."""
INNER = frozenset({"summary", "motion", "answer"})
"""Headings inside an account."""
WHOLE_ITEM = frozenset({"for_information", "appeal"})
"""Sections that belong to the item, not to one of its handlings."""
DOCUMENTS = frozenset({"attachments", "supplementary"})
LISTS = DOCUMENTS | {"for_information", "preparers", "presenter"}
"""Sections of entries, which prose ends."""
ENTRIES = DOCUMENTS | {"for_information"}
"""Sections whose entries can stand in a table."""
EARLY = frozenset({"summary", "account"})
"""Sections that come first in a handling: behind the text of an earlier one they are the next one's."""
LATE = frozenset({"vote", "dissent", "note", "disqualification", "decision"})
"""Sections that can follow a decision and still belong to its handling."""
