"""The part of HSDS 3 that directories use: tables, fields, what is required; and a check against it.

Restated from the schema files of Open Referral's Human Services Data Specification, version 3.2,
https://github.com/openreferral/specification/tree/3.2/schema. Names, types and what is required are
the standard's own; deprecated fields and tables that directories have no use for are left out.
The files themselves (CC BY-SA 4.0) are not copied here: ``check_against`` reads a copy of yours.
"""

from __future__ import annotations

import itertools
import json
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["TABLES", "Field", "Table", "check_against", "find_faults", "make_schema"]

_FORMATS = {
    "uuid": r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    "uri": r"^[a-z][a-z0-9+.-]*:\S+$",
    "email": r"^[^@\s]+@[^@\s]+$",
    "date": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "date-time": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}",
    "time": r"^[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?$",
}


@dataclass(frozen=True)
class Field:
    """One field: its type, what it looks like, the values it may have, the table it holds."""

    type: str = "string"
    """string, number, object or array."""
    format: str = ""
    """uuid, uri, email, date, date-time or time."""
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
        _fields(
            "name alternate_name description legal_status logo",
            email=_EMAIL, website=_URI, uri=_URI, year_incorporated=_NUMBER, parent_organization_id=_ID,
            phones=_many("phone"),
        ),
        ("id", "name", "description"),
    ),
    "service": Table(
        "services.csv",
        _fields(
            "name alternate_name description interpretation_services application_process fees_description"
            " accreditations eligibility_description alert",
            last_modified=Field(format="date-time"), organization_id=_ID, program_id=_ID,
            url=_URI, email=_EMAIL, assured_date=_DATE,
            assurer_email=_EMAIL, minimum_age=_NUMBER, maximum_age=_NUMBER,
            status=Field(values=("active", "inactive", "defunct", "temporarily closed")),
            organization=Field("object", table="organization"), phones=_many("phone"),
            schedules=_many("schedule"), languages=_many("language"), attributes=_many("attribute"),
            service_at_locations=_many("service_at_location"),
        ),
        ("id", "name", "status"),
        ("organization_id",),
    ),
    "service_at_location": Table(
        "service_at_location.csv",
        _fields("description", service_id=_ID, location_id=_ID, location=Field("object", table="location")),
        ("id",),
        ("service_id", "location_id"),
    ),
    "location": Table(
        "locations.csv",
        _fields(
            "name alternate_name description transportation external_identifier external_identifier_type",
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
        _fields(
            "number type description",
            extension=_NUMBER, service_id=_ID, organization_id=_ID, location_id=_ID, contact_id=_ID,
            service_at_location_id=_ID, languages=_many("language"),
        ),
        ("id", "number"),
    ),
    "schedule": Table(
        "schedules.csv",
        _fields(
            "byday byweekno bymonthday byyearday description attending_type notes",
            opens_at=Field(format="time"), closes_at=Field(format="time"),
            service_id=_ID, location_id=_ID, service_at_location_id=_ID, valid_from=_DATE, valid_to=_DATE,
            dtstart=_DATE, until=_DATE, timezone=_NUMBER, count=_NUMBER, interval=_NUMBER, schedule_link=_URI,
            wkst=Field(values=("MO", "TU", "WE", "TH", "FR", "SA", "SU")), freq=Field(values=("WEEKLY", "MONTHLY")),
        ),
    ),
    "language": Table("languages.csv", _fields("name code note", service_id=_ID, phone_id=_ID, location_id=_ID)),
    "attribute": Table(
        "attributes.csv",
        _fields(
            "link_type link_entity value label",
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
    """Return what is against the standard in a nested record, each with its place; unknown fields are none."""
    where = where or table
    if not isinstance(value, dict):
        yield f"{where}: should be a record with named fields"
        return
    wanted = TABLES[table]
    for name in wanted.required:
        if value.get(name) in (None, ""):
            yield f"{where}: '{name}' is missing"
    for name, inner in value.items():
        field = wanted.fields.get(name)
        if field is None or inner is None:
            continue
        place = f"{where}.{name}"
        if field.type == "array" and isinstance(inner, list):
            for index, one in enumerate(inner, 1):
                yield from find_faults(one, field.table, f"{place} {index}")
        elif field.type == "object" and isinstance(inner, dict):
            yield from find_faults(inner, field.table, place)
        elif not _is_of_type(inner, field.type):
            yield f"{place}: should be {'an' if field.type[0] in 'ao' else 'a'} {field.type}"
        elif field.values and inner not in field.values:
            yield f"{place}: '{inner}' is not one of {', '.join(field.values)}"
        elif field.format and not re.match(_FORMATS[field.format], str(inner), re.IGNORECASE):
            yield f"{place}: '{inner}' is not a {field.format}"


def _is_of_type(value: object, type_name: str) -> bool:
    if type_name == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) if type_name == "string" else False


def make_schema(table: str = "service") -> dict[str, Any]:
    """Return the JSON Schema of a nested record, draft 2020-12."""
    definitions = {name: _schema_of(wanted) for name, wanted in TABLES.items()}
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
            if field.format and field.format != "time":  # which JSON Schema wants with seconds and zone
                properties[name]["format"] = field.format
    return {"type": "object", "properties": properties, "required": list(table.required)}


MAX_GIVEN = 32 << 20
"""Largest file that is taken from others, bytes."""


def read_given(path: Path) -> str:
    """Return the text of a file that comes from others; raise OSError, and ValueError for what is no such file."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_GIVEN:
        raise ValueError(f"no file, or larger than {MAX_GIVEN} bytes")
    return path.read_text("utf-8-sig")


MOST_FAULTS = 200
"""So many faults are looked for in one service."""


def check_against(services: list[Any], schema: Path) -> Iterator[str]:
    """Return what a schema file of the standard has against services.

    Raise OSError, ValueError or KeyError for what is no schema file.

    The file is ``service.json``, compiled or with the files beside it that it refers to.
    """
    import jsonschema
    from referencing import Registry, Resource
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012

    files = {path.name: json.loads(read_given(path)) for path in schema.parent.glob("*.json")}
    registry: Any = Registry()
    for name, content in files.items():
        if isinstance(content, dict):
            if not isinstance(content.get("$id", name), str):
                raise ValueError("a schema that is called by no text")
            resource = Resource.from_contents(content, default_specification=DRAFT202012)
            registry = registry.with_resources([(name, resource), (content.get("$id", name), resource)])
    try:
        jsonschema.Draft202012Validator.check_schema(files[schema.name])
    except (jsonschema.SchemaError, AttributeError) as error:
        raise ValueError("no schema") from error
    checker = jsonschema.Draft202012Validator(
        files[schema.name],
        registry=registry,
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )
    for index, one in enumerate(services, 1):
        try:
            first = itertools.islice(
                checker.iter_errors(one), MOST_FAULTS
            )  # a schema may double them without end
            errors = sorted(first, key=lambda one: one.json_path)
        except (Unresolvable, RecursionError) as error:
            raise ValueError("a schema that refers to what is not there, or to itself") from error
        for found in errors:
            yield f"service {index}{found.json_path.removeprefix('$')}: {found.message}"
