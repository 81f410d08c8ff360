"""Reports as HTML pages that stand alone."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

from flows.report import rows

LISTED = 500
"""Documents that a page of changes lists; the JSON has all."""


@cache
def _environment() -> Environment:
    environment = Environment(loader=PackageLoader("flows"), autoescape=select_autoescape(default=True))
    environment.filters["value"] = _value
    environment.globals["rows"] = rows
    return environment


def _value(value: Any) -> str:
    """A value of a record for reading: text as it is, the rest as JSON."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)


def page(template: str, **values: Any) -> str:
    """A page by the name of its template."""
    return _environment().get_template(f"{template}.html").render(listed=LISTED, **values)
