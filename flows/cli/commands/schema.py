"""The command `schema`: prints a JSON Schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from flows.cli.exit_codes import exits
from flows.cli.output import put


class Contract(StrEnum):
    """What has a JSON Schema."""

    record = "record"
    matter = "matter"
    links = "links"


def schema(
    of: Annotated[Contract, typer.Option("--of", help="Of a record, a matter, or links.json.")] = Contract.record,
) -> None:
    """Print the JSON Schema of a record, or of what joining records writes."""
    from pipeline.schema import json_schema

    with exits():
        put(json_schema(of.value))
