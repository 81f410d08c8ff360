"""The record: its models, its JSON, and the differences of two."""
