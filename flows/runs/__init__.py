"""Prefect flows and the steps of a run."""
