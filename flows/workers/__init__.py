"""Processes that parse documents: a pool on this machine, or a Dask cluster."""
