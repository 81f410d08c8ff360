"""Prefect's flows, and what a run does."""
