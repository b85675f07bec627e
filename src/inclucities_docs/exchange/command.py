"""The commands on directories of services: export, import, and the check of links and terms."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, refuse, suggest
from inclucities_docs.exchange.contribution import limit_work
from inclucities_docs.exchange.hsds import export_services
from inclucities_docs.exchange.hsds_import import import_directory
from inclucities_docs.exchange.hsds_schema import (
    MAX_GIVEN,
    check_against,
    find_faults,
    make_schema,
    read_given,
)
from inclucities_docs.exchange.link_check import find_dead_links, list_addresses
from inclucities_docs.exchange.table import describe_tables, write_tables
from inclucities_docs.exchange.table_reader import read_tables
from inclucities_docs.inputs.directory import list_stale
from inclucities_docs.inputs.freshness import today
from inclucities_docs.inputs.project import Project
from inclucities_docs.limits import OutOfTimeError, limit_memory, limit_time
from inclucities_docs.schema import City, Directory

__all__ = ["check_links", "export_city", "import_city"]

SECONDS = 30
"""Most work on holding services to a schema file: a pattern in it may never end."""


def export_city(project: Project, city: str, language: str, schema: Path | None = None) -> dict[str, bytes]:
    """Return a city's services as services.json and CSV tables, by the names of the files.

    With ``schema``, a file of the standard, raises DiagnosticError unless the services keep to it.
    """
    directory = _directory_of(project, city)
    services = export_services(project, directory, language or _own_language(project, city))
    faults = [fault for one in services for fault in find_faults(one)]
    assert not faults, faults
    _hold_to(services, schema, "services.json")
    tables = write_tables(services)
    files = {
        "services.json": json.dumps(services, ensure_ascii=False, indent=1) + "\n",
        "services.schema.json": json.dumps(make_schema(), indent=1) + "\n",
        "datapackage.json": json.dumps(describe_tables(tables), indent=1) + "\n",
        **tables,
    }
    return {name: text.encode() for name, text in sorted(files.items())}


def import_city(
    project: Project, city: str, language: str, source: str, given: Path, schema: Path | None = None
) -> str:
    """Return a directory as YAML, made from services.json or from a folder of CSV tables; raise DiagnosticError.

    What the directory has no place for is listed in remarks above it.
    """
    record = _city_of(project, city)
    if source not in project.collections["sources"]:
        raise refuse(
            "data/sources.yaml",
            f"'{source}' is not a source",
            suggest(
                source,
                project.collections["sources"],
                "add where these services were read to data/sources.yaml first",
            ),
        )
    with limit_work(given.name):
        services, unread = _read(given)
    _hold_to(services, schema, given.name)
    with limit_work(given.name):
        language = language or record.languages[0]
        found = import_directory(services, record, language, source, project.collections["categories"])
    if found.directory is None:
        raise _refuse(given.name, found.faults)
    content = found.directory.model_dump(
        mode="json", exclude_none=True, exclude_defaults=True, exclude={"id"}
    )
    head = "# yaml-language-server: $schema=../schemas/directories.json\n"
    head += "".join(f"# Not taken over: {_on_one_line(one)}\n" for one in (*unread, *found.left))
    return head + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def _on_one_line(words: str) -> str:
    """Return words of others so that they stay within the remark that they stand in."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def check_links(project: Project) -> list[str]:
    """Return a line for each address that does not answer and each service past its term."""
    lines = [
        f"{place}: {address} {reason}" for place, address, reason in find_dead_links(list_addresses(project))
    ]
    for key, record in project.collections["directories"].items():
        assert isinstance(record, Directory)
        for service, term in list_stale(record, today()):
            place = project.places.get(f"directories/{key}.services.{service}")
            assert place is not None
            lines.append(f"{place.path}:{place.line}: '{service}' was to be checked again before {term}")
    return lines


def _hold_to(services: list[Any], schema: Path | None, name: str) -> None:
    """Hold services to a schema file of the standard, where one is given."""
    if schema is None:
        return
    try:
        with limit_time(SECONDS), limit_memory():
            faults = tuple(check_against(services, schema))
    except OutOfTimeError:
        message = f"holding the services to this schema takes more than {SECONDS} seconds, and was stopped"
        raise refuse(
            schema.name, message, "look for a pattern with repeats of repeats, such as (a+)+"
        ) from None
    except MemoryError:
        message = "holding the services to this schema takes more memory than there may be, and was stopped"
        raise refuse(schema.name, message, "look for parts of the schema that refer to one another") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "give service.json from the folder schema/ of github.com/openreferral/specification"
        raise refuse(schema.name, "this is not a schema file of the standard", hint) from None
    if faults:
        raise _refuse(name, faults)


def _refuse(name: str, faults: Iterable[str]) -> DiagnosticError:
    hint = "mend it in what was exported, and import it again"
    return DiagnosticError([Diagnostic(Location(name), fault, hint) for fault in faults])


def _city_of(project: Project, city: str) -> City:
    found = project.collections["cities"].get(city)
    if not isinstance(found, City):
        raise refuse(
            "data/cities",
            f"'{city}' is not a city",
            suggest(city, project.collections["cities"], "the cities are in data/cities"),
        )
    return found


def _own_language(project: Project, city: str) -> str:
    return _city_of(project, city).languages[0]


def _directory_of(project: Project, city: str) -> Directory:
    _city_of(project, city)
    for record in project.collections["directories"].values():
        if isinstance(record, Directory) and record.city == city:
            return record
    raise refuse("data/directories", f"'{city}' has no directory yet", f"write data/directories/{city}.yaml")


def _read(given: Path) -> tuple[list[Any], list[str]]:
    """Return services from a JSON file or the CSV tables of a folder, and what stands there beside them."""
    unread: list[str] = []
    try:
        if given.is_dir():
            paths = [path for path in given.iterdir() if path.suffix.lower() == ".csv"]
            content, unread = read_tables({path.name: read_given(path) for path in paths})
        else:
            content = _without_nulls(json.loads(read_given(given)))
    except (OSError, ValueError, RecursionError, csv.Error):
        raise refuse(
            given.name,
            f"this is not readable JSON or CSV, or larger than {MAX_GIVEN >> 20} MB",
            "give services.json or a folder of CSV tables",
        ) from None
    if isinstance(content, dict) and "contents" in content:  # a page of an API
        pages = content.get("total_pages", 1)
        if pages != 1:
            unread.append(f"the other pages: this is page {content.get('page_number', 1)} of {pages}")
        content = content["contents"]
    services = content if isinstance(content, list) else [content]
    if not services:
        hint = "give services.json, or a folder in which services.csv has rows"
        raise refuse(given.name, "there is no service in it", hint)
    return services, unread


def _without_nulls(content: Any) -> Any:
    """Return JSON without fields that say nothing: to the standard they are as good as absent."""
    if isinstance(content, dict):
        return {name: _without_nulls(value) for name, value in content.items() if value is not None}
    return [_without_nulls(one) for one in content] if isinstance(content, list) else content
