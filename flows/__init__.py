"""Flows: the command line, the guarded pool, and the Prefect flow that ingests folders."""
