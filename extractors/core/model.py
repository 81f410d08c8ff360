"""Values: the models of the record, that take what finders found and remember the places beside them.

A finder gives a model its fields as `Found` values (or plain ones, where there is nothing to point at). The model
keeps the plain value as its field and the place in a private note, so that the record stays plain and no field needs
bookkeeping of its own. `places` gathers the notes of a whole tree under JSON Pointers.

>>> from extractors.core.passage import Passage, Span
>>> class Note(Value):
...     by: str | None = None
...     text: str | None = None
>>> source = "Anna Berg: Bra."
>>> note = Note(by=Passage.of(source, Span(0, 9)).read("notes/by"), text="Bra.")
>>> note.by, dict(places(note))
('Anna Berg', {'/by': Found(value='Anna Berg', spans=(Span(start=0, end=9),), rule='notes/by')})
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, model_validator

from extractors.core.passage import Found, Passage


def escape(key: str) -> str:
    """A key as a token of a JSON Pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


class Value(BaseModel):
    """Base of every model in the record."""

    model_config = ConfigDict(extra="forbid")

    _places: dict[str, Found[Any]] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _lay_open(cls, data: Any, handler: ModelWrapValidatorHandler[Value]) -> Value:
        if not isinstance(data, dict):
            return handler(data)
        found: dict[str, Found[Any]] = {}
        value = handler({key: _laid_open(key, given, found) for key, given in data.items()})
        value._places = found
        return value

    @classmethod
    def trusted(cls, **fields: Any) -> Self:
        """A value of these fields, all that the model has, without validation and without room for places.

        For what is made by thousands of our own values: a place itself.
        """
        value = cls.__new__(cls)
        object.__setattr__(value, "__dict__", fields)
        object.__setattr__(value, "__pydantic_fields_set__", _all_fields(cls))
        object.__setattr__(value, "__pydantic_extra__", None)
        object.__setattr__(value, "__pydantic_private__", None)
        return value

    def note(self, key: str, found: Found[Any]) -> None:
        """Notes where a field stands that was set after the value was made."""
        self._places[f"/{escape(key)}"] = found

    def forget(self, *keys: str) -> None:
        """Forgets where fields stand that were taken back."""
        for key in keys:
            self._places.pop(f"/{escape(key)}", None)

    def at(self, passage: Passage, rule: str) -> None:
        """Notes where the value as a whole stands: an entry's line with its labels and separators."""
        if passage:
            self._places[""] = Found(None, passage.spans, rule)


def _laid_open(key: str, given: Any, found: dict[str, Found[Any]]) -> Any:
    """What a field is given, without the places in it; these go to `found`."""
    if isinstance(given, (Found, list)):
        return _plain(given, f"/{escape(key)}", found)
    return given


def _plain(given: Any, pointer: str, found: dict[str, Found[Any]]) -> Any:
    if isinstance(given, Found):
        found[pointer] = given
        return given.value
    if isinstance(given, list):
        return [
            _plain(each, f"{pointer}/{index}", found) if isinstance(each, (Found, list)) else each
            for index, each in enumerate(given)
        ]
    return given


@cache
def _all_fields(kind: type[Value]) -> set[str]:
    """The names of a model's fields, one set for all its trusted values: there is none left to add to it."""
    return set(kind.model_fields)


@cache
def _fields(kind: type[Value]) -> tuple[tuple[str, str], ...]:
    """The fields of a model in order, each with its key as a JSON Pointer."""
    return tuple((name, f"/{escape(field.alias or name)}") for name, field in kind.model_fields.items())


def places(value: Value, pointer: str = "") -> Iterator[tuple[str, Found[Any]]]:
    """Every place noted in a value and the values inside it, in the order of the fields, as (JSON Pointer, Found)."""
    noted = value._places
    if "" in noted:
        yield pointer, noted[""]
    fields = value.__dict__
    for name, here in _fields(type(value)):
        field = fields[name]
        if here in noted:
            yield pointer + here, noted[here]
        if isinstance(field, Value):
            yield from places(field, pointer + here)
        elif isinstance(field, list):
            for index, each in enumerate(field):
                if isinstance(each, Value):
                    yield from places(each, f"{pointer}{here}/{index}")
                elif (inner := f"{here}/{index}") in noted:
                    yield pointer + inner, noted[inner]
