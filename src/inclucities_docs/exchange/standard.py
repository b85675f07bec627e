"""The part of HSDS 3 that directories use: tables, fields, what is required; and a check against it.

Restated from the documentation of Open Referral's Human Services Data Specification, version 3,
https://docs.openreferral.org (CC BY-SA). Names of tables and fields are the standard's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["TABLES", "Field", "Table", "find_faults", "make_schema"]

_FORMATS = {
    "uuid": r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    "uri": r"^[a-z][a-z0-9+.-]*:\S+$",
    "email": r"^[^@\s]+@[^@\s]+$",
    "date": r"^\d{4}-\d{2}-\d{2}$",
}


@dataclass(frozen=True)
class Field:
    """One field: its type, what it looks like, the values it may have, the table it holds."""

    type: str = "string"
    """string, number, object or array."""
    format: str = ""
    """uuid, uri, email or date."""
    values: tuple[str, ...] = ()
    table: str = ""
    """For objects and arrays: the sort of what stands inside."""


@dataclass(frozen=True)
class Table:
    """One sort of record: its CSV file and its fields."""

    file: str
    fields: Mapping[str, Field]
    required: tuple[str, ...] = ("id",)
    tabular: tuple[str, ...] = ()
    """Fields that are required in tables, where nesting does not say what belongs to what."""


def _fields(text: str = "", /, **special: Field) -> dict[str, Field]:
    plain = {name: Field() for name in text.split()}
    return {"id": Field(format="uuid"), **plain, **special}


_ID, _URI, _EMAIL, _DATE, _NUMBER = (
    Field(format="uuid"), Field(format="uri"), Field(format="email"), Field(format="date"), Field("number")
)  # fmt: skip


def _many(table: str) -> Field:
    return Field("array", table=table)


TABLES: dict[str, Table] = {
    "organization": Table(
        "organizations.csv",
        _fields("name alternate_name description legal_status", email=_EMAIL, website=_URI, phones=_many("phone")),
        ("id", "name", "description"),
    ),
    "service": Table(
        "services.csv",
        _fields(
            "name alternate_name description interpretation_services application_process fees_description"
            " accreditations eligibility_description alert",
            organization_id=_ID, url=_URI, email=_EMAIL, assured_date=_DATE, assurer_email=_EMAIL,
            minimum_age=_NUMBER, maximum_age=_NUMBER,
            status=Field(values=("active", "inactive", "defunct", "temporarily closed")),
            organization=Field("object", table="organization"), phones=_many("phone"),
            schedules=_many("schedule"), languages=_many("language"), attributes=_many("attribute"),
            service_at_locations=_many("service_at_location"),
        ),
        ("id", "name", "status"),
        ("organization_id",),
    ),
    "service_at_location": Table(
        "service_at_locations.csv",
        _fields("description", service_id=_ID, location_id=_ID, location=Field("object", table="location")),
        ("id",),
        ("service_id", "location_id"),
    ),
    "location": Table(
        "locations.csv",
        _fields(
            "name alternate_name description transportation",
            location_type=Field(values=("physical", "postal", "virtual")), url=_URI, organization_id=_ID,
            latitude=_NUMBER, longitude=_NUMBER, addresses=_many("address"),
        ),
        ("id", "location_type"),
    ),
    "address": Table(
        "addresses.csv",
        _fields(
            "attention address_1 address_2 city region state_province postal_code country",
            location_id=_ID, address_type=Field(values=("physical", "postal", "virtual")),
        ),
        ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    ),
    "phone": Table(
        "phones.csv",
        _fields("number type description", extension=_NUMBER, service_id=_ID, organization_id=_ID,
                location_id=_ID, languages=_many("language")),
        ("id", "number"),
    ),
    "schedule": Table(
        "schedules.csv",
        _fields(
            "byday description opens_at closes_at notes",
            service_id=_ID, location_id=_ID, valid_from=_DATE, valid_to=_DATE, dtstart=_DATE, timezone=_NUMBER,
            freq=Field(values=("WEEKLY", "MONTHLY")), interval=_NUMBER,
        ),
    ),
    "language": Table("languages.csv", _fields("name code note", service_id=_ID, phone_id=_ID, location_id=_ID)),
    "attribute": Table(
        "attributes.csv",
        _fields(
            "link_type link_entity value",
            link_id=_ID, taxonomy_term_id=_ID, taxonomy_term=Field("object", table="taxonomy_term"),
        ),
        ("id",),
        ("link_id", "taxonomy_term_id", "link_entity"),
    ),
    "taxonomy_term": Table(
        "taxonomy_terms.csv",
        _fields("code name description taxonomy language", parent_id=_ID, taxonomy_id=_ID, term_uri=_URI),
        ("id", "name", "description"),
    ),
}  # fmt: skip
"""Name of each table → what stands in it."""


def find_faults(value: object, table: str = "service", where: str = "") -> Iterator[str]:
    """Give what is against the standard in a nested record, each with its place; unknown fields are none."""
    where = where or table
    if not isinstance(value, dict):
        yield f"{where}: should be a record with named fields"
        return
    sort = TABLES[table]
    for name in sort.required:
        if value.get(name) in (None, ""):
            yield f"{where}: '{name}' is missing"
    for name, inner in value.items():
        field = sort.fields.get(name)
        if field is None or inner is None:
            continue
        place = f"{where}.{name}"
        if field.type == "array" and isinstance(inner, list):
            for index, one in enumerate(inner, 1):
                yield from find_faults(one, field.table, f"{place} {index}")
        elif field.type == "object" and isinstance(inner, dict):
            yield from find_faults(inner, field.table, place)
        elif not _is_of_type(inner, field.type):
            yield f"{place}: should be a {field.type}"
        elif field.values and inner not in field.values:
            yield f"{place}: '{inner}' is not one of {', '.join(field.values)}"
        elif field.format and not re.match(_FORMATS[field.format], str(inner)):
            yield f"{place}: '{inner}' is not a {field.format}"


def _is_of_type(value: object, sort: str) -> bool:
    if sort == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) if sort == "string" else False


def make_schema(table: str = "service") -> dict[str, Any]:
    """Give the JSON Schema of a nested record, draft 2020-12."""
    definitions = {name: _schema_of(sort) for name, sort in TABLES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/$defs/{table}",
        "$defs": definitions,
    }


def _schema_of(table: Table) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, field in table.fields.items():
        reference = {"$ref": f"#/$defs/{field.table}"}
        if field.type == "array":
            properties[name] = {"type": "array", "items": reference}
        elif field.type == "object":
            properties[name] = reference
        else:
            properties[name] = {"type": field.type}
            if field.values:
                properties[name]["enum"] = list(field.values)
            if field.format:
                properties[name]["format"] = field.format
    return {"type": "object", "properties": properties, "required": list(table.required)}
