"""Converts pydantic's validation errors into readable lines that name the table and the field."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from types import UnionType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


def problems(error: ValidationError, said: dict[str, Any], model: type[BaseModel]) -> list[str]:
    """Returns one line for each error: table, field, problem.

    Args:
        error: the validation error.
        said: the parsed file, for the names of its tables.
        model: the model of the whole file.
    """
    known = sorted(set(_keys(model)))
    return [_line(each, said, known) for each in error.errors(include_url=False)]


def _line(each: ErrorDetails, said: dict[str, Any], known: list[str]) -> str:
    place = list(each["loc"])
    table = ""
    if len(place) > 1 and isinstance(place[1], int):
        table, place = _table(str(place[0]), place[1], said), place[2:]
        if place and each["type"] not in ("union_tag_invalid", "union_tag_not_found"):
            place = place[1:]  # drops the discriminator
    if each["type"] in ("union_tag_invalid", "union_tag_not_found"):
        place = ["kind"]
    return ": ".join(part for part in (table, ".".join(map(str, place)), _fault(each, known)) if part)


def _table(name: str, index: int, said: dict[str, Any]) -> str:
    tables = said.get(name)
    table = tables[index] if isinstance(tables, list) else None
    given = table.get("name") if isinstance(table, dict) else None
    return f"{name} {given!r}" if isinstance(given, str) else f"{name} number {index + 1}"


def _fault(each: ErrorDetails, known: list[str]) -> str:
    match each["type"]:
        case "missing" | "union_tag_not_found":
            return "is missing"
        case "extra_forbidden":
            near = get_close_matches(str(each["loc"][-1]), known, 1)
            return f"is not a setting here; {near[0]!r} is meant?" if near else "is not a setting here"
        case "union_tag_invalid":
            context = each["ctx"]
            return f"{context['tag']!r} is none of {context['expected_tags']}"
        case "string_pattern_mismatch":
            return f"{each['input']!r} does not have the form {each['ctx']['pattern']}"
        case _:
            said = each["msg"].removeprefix("Value error, ")
            return said if each["type"] == "value_error" else said[:1].lower() + said[1:]


def _keys(model: type[BaseModel]) -> Iterator[str]:
    """Yields the names of all settings of a model and its nested models."""
    for name, field in model.model_fields.items():
        yield field.alias or name
        yield from _inner(field.annotation)


def _inner(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and not isinstance(annotation, UnionType) and not get_args(annotation):
        if issubclass(annotation, BaseModel):
            yield from _keys(annotation)
        return
    for each in get_args(annotation):
        yield from _inner(each)
