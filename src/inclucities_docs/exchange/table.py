"""The standard's services as its CSV tables, and back: one file a table, joined by ids."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from inclucities_docs.exchange.standard import TABLES, Field, Table

__all__ = ["describe_tables", "read_tables", "write_tables"]

_LINKS = {
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
    """Give file name → CSV for all tables that have rows; each record once, in the order of its first use."""
    rows: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in TABLES}
    for one in services:
        _flatten(one, "service", rows)
    return {TABLES[name].file: _write(name, list(found.values())) for name, found in rows.items() if found}


def describe_tables(files: Mapping[str, str]) -> dict[str, Any]:
    """Give the description that makes CSV tables a Tabular Data Package: their columns and how they join."""
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
                _flatten({**inner, _LINKS[table, name]: record["id"]}, field.table, rows)
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
    """Write times with seconds, as tables have them, and keep spreadsheets from taking a text for a formula."""
    if field.format == "time" and len(value) == len("00:00"):
        return f"{value}:00"
    is_formula = isinstance(value, str) and re.match(r"[=@\t\r]|[+-](?![\d (][\d ()./-]*$)", value)
    return f"'{value}" if is_formula else value


def read_tables(files: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give the services of CSV tables, nested again; tables and columns that are not used are passed over."""
    tables = {name: _read(files.get(table.file, ""), name) for name, table in TABLES.items()}
    return [_nest(row, "service", tables) for row in tables["service"]]


def _read(text: str, table: str) -> list[dict[str, Any]]:
    rows = []
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
        kept: dict[str, Any] = {}
        for name, value in row.items():
            field = TABLES[table].fields.get(name or "")
            if value in (None, "") or field is None:
                continue
            kept[name] = _number(value) if field.type == "number" else value
        rows.append(kept)
    return rows


def _number(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _nest(row: dict[str, Any], table: str, tables: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    nested = dict(row)
    for name, field in TABLES[table].fields.items():
        if field.type == "array":
            link = _LINKS[table, name]
            inner = [
                _nest(one, field.table, tables)
                for one in tables[field.table]
                if one.get(link) == row.get("id")
            ]
            if inner:
                nested[name] = inner
        elif field.type == "object":
            wanted = row.get(f"{name}_id")
            found = next((one for one in tables[field.table] if one.get("id") == wanted), None)
            if wanted and found:
                nested[name] = _nest(found, field.table, tables)
    return nested
