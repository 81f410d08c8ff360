"""Checks of a record, and the findings that they raise."""
