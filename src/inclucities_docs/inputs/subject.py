"""What a kind's documents are about: the programme, or the records of one sort, in their order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.project import Project
from inclucities_docs.schema import Kind

__all__ = ["check_needs", "list_lacking", "list_subjects"]


def list_subjects(project: Project, kind: Kind) -> list[tuple[str, str]]:
    """Return the id and the path of each record that a kind is about; the programme has no id."""
    if kind.subjects == "programme":
        return [("", "programme")]
    collection = "cities" if kind.subjects == "planning-cities" else kind.subjects
    return [(key, f"{collection}/{key}") for key in _list_ids(project, kind)]


def _list_ids(project: Project, kind: Kind) -> list[str]:
    records = project.collections
    groups: list[Any] = sorted(records["groups"].values(), key=lambda one: getattr(one, "number", 0))
    if kind.subjects == "groups":
        return [one.id for one in groups]
    if kind.subjects not in ("cities", "planning-cities"):
        return list(records[kind.subjects])
    members = [one for group in groups for one in group.members]
    if kind.role:
        return _each_once(one.city for one in members if one.role == kind.role)
    if kind.subjects == "cities":
        return list(records["cities"])
    roles: dict[str, Any] = dict(records["roles"])
    by_role = [one.city for one in members if one.role and roles[one.role].writes_plan]
    return _each_once([*by_role, *(getattr(one, "city", "") for one in records["plans"].values())])


def _each_once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def list_lacking(project: Project, kind: Kind, record: str) -> list[str]:
    """Return what a kind needs of a record and the record does not say: no document is made of it."""
    return [need for need in kind.needs if not _says(project, record, need)]


def _says(project: Project, record: str, need: str) -> bool:
    """Return whether a record, or one of those linked to it, says what a dotted path leads to."""
    first, *rest = need.split(".")
    if record == "programme" and first in project.collections:
        values: list[Any] = list(project.collections[first].values())
    elif first in project.links:
        values = [project.find(path) for path in project.links[first].get(record, ())]
    else:
        values = [getattr(project.find(record), first, None)]
    for step in rest:
        values = [getattr(one, step, None) for one in values]
    return any(one not in (None, (), {}) for one in values)


def check_needs(project: Project) -> list[Diagnostic]:
    """Return a warning for each kind of which documents are not made, with what is lacking for them."""
    found = []
    for name, kind in project.kinds.items():
        lacking: dict[str, list[str]] = {}
        for key, record in list_subjects(project, kind):
            for need in list_lacking(project, kind, record):
                lacking.setdefault(need, []).append(key)
        if kind.subjects == "planning-cities":
            lacking.pop("plans", None)  # said of each city, at its place among the members
        for need, keys in lacking.items():
            named = ", ".join(keys[:3]) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")
            whose = f" about {named}" if any(keys) else ""
            what = need.replace(".", ": ").replace("_", " ")
            found.append(
                Diagnostic(
                    Location(f"templates/{name}/kind.yaml", 1),
                    f"no document is made{whose}: data/ does not say yet what it needs ({what})",
                    f"supply it, or delete the folder templates/{name} if the programme owes no such document",
                    "warning",
                )
            )
    return found
