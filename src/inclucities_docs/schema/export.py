"""JSON Schemas of the data files, for editors that complete and check while one types."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

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
        schema = model.model_json_schema()
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
