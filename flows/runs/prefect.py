"""Imports Prefect after setting its environment variables. Flows import it from here."""

from __future__ import annotations

import os

os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
# The embedded server takes 6 to 21 seconds to start (measured); Prefect's default timeout is 20.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

__all__ = ["NO_CACHE", "create_markdown_artifact", "create_table_artifact", "flow", "get_run_logger", "task"]
