"""The contract as JSON Schema, generated from the models."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from pipeline.record.model import SCHEMA_VERSION, MeetingRecord

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Contract(GenerateJsonSchema):
    """What the program writes: every key is there. Titles made from keys and defaults would say nothing more."""

    schema_dialect = DIALECT

    def field_is_required(self, *_: Any, **__: Any) -> bool:
        return True

    def field_title_should_be_set(self, *_: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def json_schema(of: str = "record") -> str:
    """The JSON Schema (draft 2020-12) of a "record", a "matter" or "links", indented by two: always the same text."""
    model, version = _model(of)
    schema = model.model_json_schema(by_alias=True, mode="serialization", schema_generator=_Contract)
    parts = schema.pop("$defs")
    head = {"$schema": DIALECT, "$id": f"https://kommunprotokoll.invalid/{of}/{version}"}
    return json.dumps({**head, **schema, "$defs": parts}, ensure_ascii=False, indent=2) + "\n"


def _model(of: str) -> tuple[type[BaseModel], str]:
    if of == "matter":
        from pipeline.linking.matter import MATTER_VERSION, Matter

        return Matter, MATTER_VERSION
    if of == "links":
        from pipeline.linking.link import LINKS_VERSION, Links

        return Links, LINKS_VERSION
    return MeetingRecord, SCHEMA_VERSION
