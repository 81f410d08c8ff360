"""Reports as HTML pages that stand alone."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from flows.runs.reports.report import rows

LISTED = 500
"""Documents that a page of changes lists; the JSON has all."""


@cache
def _environment() -> Environment:
    environment = Environment(loader=PackageLoader("flows.runs.reports"), autoescape=select_autoescape(default=True))
    environment.filters.update(value=_value, breakable=_breakable, moment=_moment)
    environment.globals["rows"] = rows
    return environment


def _value(value: Any) -> str:
    """A value of a record for reading: text as it is, the rest as JSON."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)


def _breakable(pointer: str) -> Markup:
    """A JSON Pointer that a narrow column breaks before a slash and not inside a word."""
    return Markup("<wbr>").join("/" + part if place else part for place, part in enumerate(pointer.split("/")))


def _moment(time: str | None) -> str:
    """A moment of the catalogue for reading.

    >>> _moment("2026-11-24T14:05:33+00:00")
    '2026-11-24 14:05:33 UTC'
    """
    return (time or "–").replace("T", " ").replace("+00:00", " UTC")


def page(template: str, **values: Any) -> str:
    """A page by the name of its template."""
    return _environment().get_template(f"{template}.html").render(listed=LISTED, **values)
