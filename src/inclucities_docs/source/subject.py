"""What a kind's documents are about: the programme, or the records of one sort, in their order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inclucities_docs.schema import Kind
from inclucities_docs.source.project import Project

__all__ = ["list_subjects"]


def list_subjects(project: Project, kind: Kind) -> list[str]:
    """Return the ids of the records that a kind is about; none for the programme itself."""
    records = project.collections
    groups: list[Any] = sorted(records["groups"].values(), key=lambda one: getattr(one, "number", 0))
    if kind.subjects == "programme":
        return []
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
