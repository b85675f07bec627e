"""JSON Schemas of the data files, for editors that complete and check while one types."""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
import json
import textwrap
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from inclucities_docs.schema import COLLECTIONS, Brand, Kind, Portal, Programme
from inclucities_docs.schema.manifest import Manifest
from inclucities_docs.schema.output import (
    CheckOutput,
    ConformanceOutput,
    DoctorOutput,
    ExplainOutput,
    ListOutput,
    StatusOutput,
)

__all__ = ["export_schemas"]


def export_schemas() -> dict[str, str]:
    """Return file name → text of every schema: of one record, and of a file that holds many."""
    schemas: dict[str, Any] = {}
    singles: dict[str, type[BaseModel]] = {
        "programme": Programme,
        "kind": Kind,
        "brand": Brand,
        "portal": Portal,
        "manifest": Manifest,
        "output-check": CheckOutput,
        "output-conformance": ConformanceOutput,
        "output-doctor": DoctorOutput,
        "output-explain": ExplainOutput,
        "output-list": ListOutput,
        "output-status": StatusOutput,
        **COLLECTIONS,
    }
    for name, model in singles.items():
        schema = model.model_json_schema(schema_generator=_Described)
        _drop_ids(schema)
        _close_mappings(schema)
        schemas[name] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    for name in COLLECTIONS:
        one = json.loads(json.dumps(schemas[name]))
        definitions = one.pop("$defs", {})
        draft = one.pop("$schema")
        schemas[f"{name}-collection"] = {
            "$schema": draft,
            "title": f"{one.get('title', name)} records by id",
            "type": "object",
            "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "additionalProperties": one,
            "$defs": definitions,
        }
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in sorted(schemas.items())
    }


class _Described(GenerateJsonSchema):
    """Says of each field what the words below it in the source say, which are read here alone: it takes a while."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model, with words for each field that has them."""
        made, model = super().model_schema(schema), cast(type[BaseModel], schema["cls"])
        for name, words in _read_field_words(model).items():
            if name in made.get("properties", {}):
                made["properties"][name]["description"] = words
        return made


@functools.cache
def _read_field_words(model: type[BaseModel]) -> dict[str, str]:
    """Return the words below each field in the source of a model, and of those that it extends."""
    said: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if not issubclass(one, BaseModel) or one is BaseModel:
            continue
        (stated,) = ast.parse(textwrap.dedent(inspect.getsource(one))).body
        assert isinstance(stated, ast.ClassDef)
        for field, below in itertools.pairwise(stated.body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                words = (
                    below.value.value
                    if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
                    else None
                )
                if isinstance(words, str):
                    said[field.target.id] = inspect.cleandoc(words)
    return said


def _close_mappings(schema: Any) -> None:
    """Refuse keys of the wrong form too, such as ``french:`` for a language."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema.setdefault("additionalProperties", False)
        for one in schema.values():
            _close_mappings(one)
    elif isinstance(schema, list):
        for one in schema:
            _close_mappings(one)


def _drop_ids(schema: dict[str, Any]) -> None:
    """Take out the id of a record itself, which comes from its file or key."""
    schema.get("properties", {}).pop("id", None)
