"""Extractors: one small module a field, each with its value's model, its patterns and its finder."""
