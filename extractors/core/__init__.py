"""What everything speaks of: the document, text that knows its place, models that remember their sources."""
