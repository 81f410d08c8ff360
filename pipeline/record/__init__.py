"""The record: models, JSON serialisation, and comparison."""
