"""What can be asked of a record beyond its own fields: the duo of a city, the visits of a duo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inclucities_docs.language.collation import sort_key
from inclucities_docs.source.directory import DERIVED as DIRECTORY

View = Any
"""A record as templates see it: views ask here for what goes beyond their own fields."""

__all__ = ["DERIVED"]


def _duo(city: View) -> View | None:
    found = city._records.linked("duo", city)
    return found[0] if found else None


def _plans(city: View) -> list[View]:
    plans: list[View] = city._records.linked("plans", city)
    return plans


def _by_name(record: View) -> Any:
    return sort_key(record.name, record._records.language)


def _partner(city: View) -> View | None:
    duo = _duo(city)
    return None if duo is None else (duo.mentee if duo.mentor == city else duo.mentor)


def _previous(plan: View) -> View | None:
    earlier = [one for one in _plans(plan.city) if one.edition < plan.edition]
    return earlier[-1] if earlier else None


def _last_plan(city: View) -> View | None:
    plans = _plans(city)
    return plans[-1] if plans else None


def _changed_actions(plan: View) -> list[dict[str, Any]]:
    """Compare a plan with the edition before: what was added, revised or dropped, in that order."""
    before = _previous(plan)
    if before is None:
        return []
    now = {action.id: action for action in plan.actions}
    then = {action.id: action for action in before.actions}
    changed: list[dict[str, Any]] = []
    for key, action in now.items():
        if key not in then:
            changed.append({"change": "added", "action": action, "fields": []})
            continue
        fields = []
        for name in type(action._model).model_fields:
            value = plan._records.reader.value
            if value(f"{action._path}.{name}") != value(f"{then[key]._path}.{name}"):
                fields.append(name)
        if fields:
            changed.append({"change": "revised", "action": action, "fields": fields})
    changed += [
        {"change": "dropped", "action": action, "fields": []}
        for key, action in then.items()
        if key not in now
    ]
    return changed


def _key_factor(action: View) -> View | None:
    plan = action._records.view(action._path.split(".", 1)[0])
    duo = _duo(plan.city)
    factors = duo.benchmark.key_factors if duo else ()
    return next((one for one in factors if one.id == action.factor), None)


def _good_practice(factor: View) -> View | None:
    duo = factor._records.view(factor._path.split(".", 1)[0])
    return next((one for one in duo.practices if one.id == factor.practice), None)


def _round_of_visit(visit: View) -> View | None:
    rounds = visit._records.programme.rounds
    return next((one for one in rounds if one.number == visit.round), None)


def _of_round(visit: View, name: str) -> Any:
    found = _round_of_visit(visit)
    return getattr(found, name) if found is not None else None


DERIVED: dict[tuple[str, str], Callable[[Any], Any]] = {
    **DIRECTORY,
    ("City", "duo"): _duo,
    ("City", "role"): lambda city: (
        None if (duo := _duo(city)) is None else "mentor" if duo.mentor == city else "mentee"
    ),
    ("City", "partner"): _partner,
    ("City", "plans"): _plans,
    ("City", "plan"): _last_plan,
    ("City", "shops"): lambda city: city._records.linked("shops", city),
    ("Duo", "cities"): lambda duo: (duo.mentor, duo.mentee),
    ("Duo", "visits"): lambda duo: duo._records.linked("visits", duo),
    ("Duo", "plan"): lambda duo: _last_plan(duo.mentee),
    ("Organisation", "cities"): lambda body: sorted(body._records.linked("cities", body), key=_by_name),
    ("StudyVisit", "title"): lambda visit: _of_round(visit, "title"),
    ("StudyVisit", "purpose"): lambda visit: _of_round(visit, "purpose"),
    ("ActionPlan", "previous"): _previous,
    ("ActionPlan", "duo"): lambda plan: _duo(plan.city),
    ("ActionPlan", "changed_actions"): _changed_actions,
    ("Action", "key_factor"): _key_factor,
    ("KeyFactor", "good_practice"): _good_practice,
    ("Period", "precision"): lambda period: {4: "year", 7: "month", 10: "day"}[len(period.start)],
}
"""What can be asked of a record beyond its own fields: (sort, name) → how it is found."""
