"""Renders reports as self-contained HTML pages."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from flows.runs.reports.report import rows

LISTED = 500
"""Maximum number of documents on a page of changes; the JSON file has all."""


@cache
def _environment() -> Environment:
    environment = Environment(loader=PackageLoader("flows.runs.reports"), autoescape=select_autoescape(default=True))
    environment.filters.update(value=_value, breakable=_breakable, moment=_moment)
    environment.globals["rows"] = rows
    return environment


def _value(value: Any) -> str:
    """Formats a value of a record: strings unchanged, other values as JSON."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)


def _breakable(pointer: str) -> Markup:
    """Formats a JSON Pointer so that lines break before a slash only."""
    return Markup("<wbr>").join("/" + part if place else part for place, part in enumerate(pointer.split("/")))


def _moment(time: str | None) -> str:
    """Formats a timestamp of the catalogue.

    >>> _moment("2026-11-24T14:05:33+00:00")
    '2026-11-24 14:05:33 UTC'
    """
    return (time or "–").replace("T", " ").replace("+00:00", " UTC")


def page(template: str, **values: Any) -> str:
    """Renders the template with the given name."""
    return _environment().get_template(f"{template}.html").render(listed=LISTED, **values)
