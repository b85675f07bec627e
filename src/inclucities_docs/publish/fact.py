"""Facts as they stood when an edition was published, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inclucities_docs.inputs.project import Project

__all__ = ["FactChange", "compare_facts", "list_facts"]

LEFT_OUT = {"glossary", "sources", "categories"}
"""Collections that no reader takes for facts about the programme."""
SILENT = {"id", "source", "note", "others", "why", "state", "awaited_from"}
"""Keys that say where a fact comes from, not what it says."""


@dataclass(frozen=True)
class FactChange:
    """One fact that was added, taken out, or says something else."""

    record: str
    """The record that it is about: ``cities/jelgava``."""
    field: str
    """Its field below the record: ``population``."""
    before: Any
    """What it said: a text per language, a number, a date; none where it is new."""
    after: Any
    """What it says; none where it was taken out."""


def list_facts(project: Project) -> dict[str, Any]:
    """Return field → what it says: a text per language, a number, a date; items of lists by their ids."""
    facts: dict[str, Any] = {}
    for name, records in {"": {"programme": project.programme}, **project.collections}.items():
        if name not in LEFT_OUT:
            for key, record in records.items():
                path = f"{name}/{key}" if name else key
                facts |= _walk(record.model_dump(mode="json"), path)
    return dict(sorted(facts.items()))


def _walk(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        said = next((value[key] for key in ("text", "value", "period") if value.get(key) is not None), None)
        if "awaited_from" in value and "state" in value:
            if said is not None and not value.get("awaited_from"):
                yield path, {"value": said, **({"unit": value["unit"]} if value.get("unit") else {})}
            return
        if value and all(isinstance(one, str) and len(key) in {2, 3} for key, one in value.items()):
            yield path, {"value": dict(value)}
            return
        for key, one in value.items():
            if key not in SILENT:
                yield from _walk(one, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, one in enumerate(value):
            own = one.get("id") if isinstance(one, Mapping) else None
            yield from _walk(one, f"{path}.{own or number}")
    elif value not in (None, "", False) and isinstance(value, (str, int, float)):
        yield path, {"value": value}


def compare_facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FactChange]:
    """Return what differs, sorted by record and field."""
    changes = []
    for path in sorted({*before, *after}):
        old, new = before.get(path), after.get(path)
        if old != new:
            record, _, inner = path.partition(".")
            changes.append(FactChange(record, inner, old, new))
    return changes
