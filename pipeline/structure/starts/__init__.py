"""Where the items of a document begin, and where their titles are."""
