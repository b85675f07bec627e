"""What a record says of itself and its editions: years that reasons name, actions that changed without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.warning import warn_of
from inclucities_docs.schema.value import Model, Quantity, Statement, walk_models

__all__ = ["check_editions", "check_planners", "check_reasons"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check_reasons(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each `why:` that names a year of which neither the figure nor its rivals are."""
    sources = project.collections["sources"]
    for name, record in project.list_records():
        for path, one in walk_models(record, name):
            if not (isinstance(one, Quantity | Statement) and one.why):
                continue  # the only one, or the only source
            rivals = (one, *one.others)
            known = _list_years(
                [*rivals, *(sources.get(source) for each in rivals for source in each.source)]
            )
            for language, text in (one.why or {}).items():
                strange = [year for year in _YEAR.findall(text) if year not in known]
                if strange:
                    own = ", ".join(sorted(_list_years([one.as_of]))) or "no year"
                    yield warn_of(
                        project,
                        f"{path}.why",
                        f"this reason ({language}) speaks of {strange[0]}, and the figure is of {own}",
                        "say why today's figure was chosen, or mend the year",
                    )


def _list_years(values: list[Any]) -> set[str]:
    """Return every year that some values say, in dates and in words; reasons are not asked."""
    said = [one.model_dump(exclude={"why", "value"}) if isinstance(one, Model) else one for one in values]
    return set(_YEAR.findall(str(said)))


def check_editions(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each plan in whose `changes:` nothing is said of actions that changed since the one before."""
    plans = cast("dict[str, Any]", project.collections["plans"])
    for key, plan in plans.items():
        before = [
            one
            for one in plans.values()
            if (one.city, one.group) == (plan.city, plan.group) and one.edition < plan.edition
        ]
        if not before:
            continue
        last = max(before, key=lambda one: one.edition)
        old = {one.id: one for one in last.actions}
        changed = [one for one in plan.actions if one.id in old and one != old[one.id]]
        gone = [name for name in old if name not in {one.id for one in plan.actions}]
        names = [*(one.id for one in changed), *gone]
        if names and not plan.changes:
            yield warn_of(
                project,
                f"plans/{key}.actions",
                f"since edition {last.edition} actions changed or went ({', '.join(names)}), and no word says why",
                "say in `changes:` what changed and why, or let it be awaited",
            )


def check_planners(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each city that writes a plan by its role, and has none."""
    roles = cast("dict[str, Any]", project.collections["roles"])
    planned = {cast("Any", one).city for one in project.collections["plans"].values()}
    for key, group in cast("dict[str, Any]", project.collections["groups"]).items():
        yield from _check_roles(project, roles, key, group)
        for index, member in enumerate(group.members):
            if member.role and roles[member.role].writes_plan and member.city not in planned:
                planned.add(member.city)
                yield warn_of(
                    project,
                    f"groups/{key}.members.{index}.city",
                    f"'{member.city}' writes an action plan, as {member.role}, and has none",
                    f"nox -s add -- plan {member.city} writes one, in which what is not known yet is awaited",
                )


def _check_roles(project: Project, roles: dict[str, Any], key: str, group: Any) -> Iterator[Diagnostic]:
    """Yield a warning for a group in which all give and nobody receives, or the other way round."""
    given = [roles[member.role].gives for member in group.members if member.role]
    if len(given) > 1 and len(set(given)) == 1 and len({one.gives for one in roles.values()}) > 1:
        others = [name for name, one in roles.items() if one.gives != given[0]]
        yield warn_of(
            project,
            f"groups/{key}.members.{len(given) - 1}.role",
            f"nobody in this group is {' or '.join(others)}: all are {group.members[-1].role}",
            f"one of its cities has another role: {', '.join(others)}",
        )
