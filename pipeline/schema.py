"""The contract as JSON Schema, generated from the models."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from pipeline.record import SCHEMA_VERSION, MeetingRecord

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = f"https://kommunprotokoll.invalid/record/{SCHEMA_VERSION}"


class _Contract(GenerateJsonSchema):
    """What the program writes: every key is there. Titles made from keys and defaults would say nothing more."""

    schema_dialect = DIALECT

    def field_is_required(self, *_: Any, **__: Any) -> bool:
        return True

    def field_title_should_be_set(self, *_: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def json_schema() -> str:
    """The JSON Schema (draft 2020-12) of a record, indented by two: the same text for the same models."""
    schema = MeetingRecord.model_json_schema(by_alias=True, mode="serialization", schema_generator=_Contract)
    parts = schema.pop("$defs")
    return json.dumps({"$schema": DIALECT, "$id": ID, **schema, "$defs": parts}, ensure_ascii=False, indent=2) + "\n"
