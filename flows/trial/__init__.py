"""A sample of a source read before it is added, and the report on it."""
