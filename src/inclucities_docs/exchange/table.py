"""The standard's services as its CSV tables: one file a table, joined by ids."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from inclucities_docs.exchange.hsds_schema import TABLES, Field, Table
from inclucities_docs.inputs.csv_cell import guard_cell

__all__ = ["LINKS", "describe_tables", "write_tables"]

LINKS = {
    ("organization", "phones"): "organization_id",
    ("service", "phones"): "service_id",
    ("service", "schedules"): "service_id",
    ("service", "languages"): "service_id",
    ("service", "attributes"): "link_id",
    ("service", "service_at_locations"): "service_id",
    ("phone", "languages"): "phone_id",
    ("location", "addresses"): "location_id",
}
"""The field of a row that names the row it belongs to, where a table stands inside another."""


def write_tables(services: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return file name → CSV for all tables that have rows; each record once, in the order of its first use."""
    rows: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in TABLES}
    for one in services:
        _flatten(one, "service", rows)
    return {TABLES[name].file: _write(name, list(found.values())) for name, found in rows.items() if found}


def describe_tables(files: Mapping[str, str]) -> dict[str, Any]:
    """Return the description that makes CSV tables a Tabular Data Package: their columns and how they join."""
    owners = {f"{name}_id": name for name in TABLES}
    resources = []
    for name, table in TABLES.items():
        if table.file not in files:
            continue
        columns = next(csv.reader(io.StringIO(files[table.file])))
        keys = [
            one for one in columns if TABLES.get(owners.get(one, ""), table).file in files and one in owners
        ]
        resources.append(
            {
                "name": name,
                "path": table.file,
                "profile": "tabular-data-resource",
                "schema": {
                    "primaryKey": "id",
                    "fields": [_describe(one, table) for one in columns],
                    "foreignKeys": [
                        {"fields": one, "reference": {"resource": owners[one], "fields": "id"}}
                        for one in keys
                    ],
                },
            }
        )
    return {"name": "human_services_data", "profile": "tabular-data-package", "resources": resources}


def _describe(name: str, table: Table) -> dict[str, Any]:
    field = table.fields[name]
    calendar = {"date": "date", "date-time": "datetime", "time": "time"}.get(field.format)
    constraints: dict[str, Any] = {"required": name in (*table.required, *table.tabular)}
    if field.values:
        constraints["enum"] = list(field.values)
    described = {"name": name, "type": calendar or field.type, "constraints": constraints}
    return described | ({"format": field.format} if field.format and not calendar else {})


def _flatten(record: Mapping[str, Any], table: str, rows: dict[str, dict[str, dict[str, Any]]]) -> str:
    row: dict[str, Any] = {}
    rows[table].setdefault(str(record["id"]), row)
    for name, value in record.items():
        field = TABLES[table].fields.get(name, Field())
        if field.type == "array":
            for inner in value:
                _flatten({**inner, LINKS[table, name]: record["id"]}, field.table, rows)
        elif field.type == "object":
            row[f"{name}_id"] = _flatten(value, field.table, rows)
        else:
            row[name] = value
    return str(record["id"])


def _write(table: str, rows: list[dict[str, Any]]) -> str:
    names = [name for name, field in TABLES[table].fields.items() if field.type in ("string", "number")]
    text = io.StringIO()
    writer = csv.DictWriter(
        text, [name for name in names if any(name in row for row in rows)], lineterminator="\r\n"
    )
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _spell(value, TABLES[table].fields[name]) for name, value in row.items()})
    return text.getvalue()


def _spell(value: Any, field: Field) -> Any:
    """Return times with seconds, as tables have them, and texts that no spreadsheet takes for a formula."""
    if field.format == "time" and len(value) == len("00:00"):
        return f"{value}:00"
    return guard_cell(value) if isinstance(value, str) else value
