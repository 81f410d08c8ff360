"""Amendments that were moved, and what became of each."""
