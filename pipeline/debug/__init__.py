"""Debugging views of how a document was parsed: page pictures and line listings."""
