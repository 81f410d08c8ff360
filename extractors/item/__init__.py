"""Fields of an item: account, proposals, attachments, notes, appeal instructions and the like."""
