"""From the parts of a document to its record."""
