"""What can be asked of a record beyond its own fields: the groups of a city, the meetings of a group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inclucities_docs.inputs.derived import Derived
from inclucities_docs.inputs.directory import DERIVED as DIRECTORY
from inclucities_docs.language.collation import sort_key
from inclucities_docs.schema.organisation import FUNCTIONS

Branch = Any
"""A record as templates see it: branches ask here for what goes beyond their own fields."""

__all__ = ["DERIVED", "find_member"]


def find_member(group: Branch, role: str) -> Branch | None:
    """Return the first city of a group in a role; none where no city has it."""
    return next((one.city for one in group.members if one.role and one.role.id == role), None)


def _say_missing(statement: Branch) -> Any:
    """Return the words of an awaited statement as words: printed as its text, they are a blank."""
    text = statement.text
    return type(text).make(str(text), text.language, statement._records.language, text.path)


def _groups(city: Branch) -> list[Branch]:
    found: list[Branch] = city._records.linked("groups", city)
    return found


def _group(city: Branch) -> Branch | None:
    found = _groups(city)
    return found[0] if found else None


def _roles(city: Branch) -> list[Branch]:
    """Return the roles that a city has in its groups, each once."""
    found = [one.role for group in _groups(city) for one in group.members if one.city == city and one.role]
    return list(dict.fromkeys(found))


def _cities(group: Branch) -> list[Branch]:
    return [one.city for one in group.members]


def _with(group: Branch, *, gives: bool) -> list[Branch]:
    """Return the cities of a group that share their experience, or those that learn."""
    return [one.city for one in group.members if bool(one.role and one.role.gives) is gives]


def _planners(group: Branch) -> list[Branch]:
    """Return the cities of a group that write a plan: by their role, or because they have one."""
    return [one.city for one in group.members if (one.role and one.role.writes_plan) or one.city.plans]


def _name_group(group: Branch) -> Any:
    """Return what a group is called in a line: its cities while they are few, else its theme."""
    cities = _cities(group)
    return " – ".join(str(one.name) for one in cities) if len(cities) <= 3 else group.title


def _name_meeting(meeting: Branch) -> Any:
    """Return what a meeting is called in a line: its title, and the group that meets."""
    title = meeting.title or meeting.id
    return f"{title} ({meeting.group.name})" if meeting.group else title


def _meetings(group: Branch) -> list[Branch]:
    found: list[Branch] = group._records.linked("meetings", group)
    return found


def _participants(meeting: Branch) -> list[Branch]:
    """Return the cities that meet: those named, those of the group, or all."""
    if meeting.participants:
        return [one for one in meeting.participants if type(one._model).__name__ == "City"]
    return _cities(meeting.group) if meeting.group else list(meeting._records.cities)


def _with_function(function: str) -> Callable[[Any], list[Branch]]:
    """Return how a programme's organisations of a function are found, in their order."""
    return lambda programme: [one for one in programme._records.organisations if function in one.function]


def _plans(city: Branch) -> list[Branch]:
    plans: list[Branch] = city._records.linked("plans", city)
    return plans


def _by_name(record: Branch) -> Any:
    return sort_key(record.name, record._records.language)


def _partners(city: Branch) -> list[Branch]:
    """Return the other cities of its groups, each once."""
    found = [one for group in _groups(city) for one in _cities(group) if one != city]
    return list(dict.fromkeys(found))


def _first(found: list[Branch]) -> Branch | None:
    return found[0] if found else None


def _previous(plan: Branch) -> Branch | None:
    same = [one for one in _plans(plan.city) if one.group == plan.group]
    earlier = [one for one in same if one.edition < plan.edition]
    return earlier[-1] if earlier else None


def _last_plan(city: Branch) -> Branch | None:
    plans = _plans(city)
    return plans[-1] if plans else None


def _changed_actions(plan: Branch) -> list[dict[str, Any]]:
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


def _key_factor(action: Branch) -> Branch | None:
    plan = action._records.branch(action._path.split(".", 1)[0])
    group = plan.group
    factors = group.benchmark.key_factors if group and group.benchmark else ()
    return next((one for one in factors if one.id == action.factor), None)


def _good_practice(factor: Branch) -> Branch | None:
    group = factor._records.branch(factor._path.split(".", 1)[0])
    return next((one for one in group.practices if one.id == factor.practice), None)


def _of_round(record: Branch, number: int | None, name: str) -> Any:
    """Return the title or the purpose of the round that a record belongs to."""
    found = next((one for one in record._records.programme.rounds if one.number == number), None)
    return getattr(found, name) if found is not None else None


_FUNCTION_WORDS = "Its organisations with the function of {function}, in their order."


def _is_mentored(group: Branch) -> bool:
    roles = {one.role.id: one.role.gives for one in group.members if one.role}
    return roles == {"mentor": True, "mentee": False} and len(group.members) == len(roles)


_OF_ROUND = "The {what} of the round that it belongs to, where it has none of its own."
_SHORT = "Its short name; its whole name where it has no short one."

DERIVED: dict[tuple[str, str], Derived] = {
    **DIRECTORY,
    ("Statement", "missing"): Derived(_say_missing, "What it lacks, in words, while it is awaited."),
    **{
        ("Programme", f"{one}s"): Derived(
            _with_function(one), _FUNCTION_WORDS.format(function=one), "Organisation", many=True
        )
        for one in FUNCTIONS
    },
    ("Programme", "facilitator"): Derived(
        lambda programme: _first(programme.facilitators), "The first of its facilitators.", "Organisation"
    ),
    ("Programme", "funders"): Derived(
        lambda programme: list(programme._records.funders), "Who pays for it.", "Funder", many=True
    ),
    ("City", "groups"): Derived(_groups, "The groups that it is in.", "Group", many=True),
    ("City", "group"): Derived(_group, "The first group that it is in.", "Group"),
    ("City", "duo"): Derived(_group, "The same as `group`, where groups are of two.", "Group"),
    ("City", "roles"): Derived(_roles, "The roles that it has in its groups, each once.", "Role", many=True),
    ("City", "role"): Derived(lambda city: _first(_roles(city)), "The first of its roles.", "Role"),
    ("City", "partners"): Derived(_partners, "The other cities of its groups, each once.", "City", many=True),
    ("City", "partner"): Derived(lambda city: _first(_partners(city)), "The first of its partners.", "City"),
    ("City", "acronym"): Derived(lambda city: city.name, _SHORT),
    ("City", "plans"): Derived(_plans, "Its action plans, edition by edition.", "ActionPlan", many=True),
    ("City", "plan"): Derived(_last_plan, "The last edition of its action plan.", "ActionPlan"),
    ("City", "shops"): Derived(
        lambda city: city._records.linked("shops", city), "Its one-stop shops.", "OneStopShop", many=True
    ),
    ("Group", "cities"): Derived(_cities, "Its cities.", "City", many=True),
    ("Group", "givers"): Derived(
        lambda group: _with(group, gives=True), "Its cities that share their experience.", "City", many=True
    ),
    ("Group", "learners"): Derived(
        lambda group: _with(group, gives=False), "Its other cities.", "City", many=True
    ),
    ("Group", "is_mentored"): Derived(_is_mentored, "Whether it is a mentor and a mentee, in roles of these names."),
    ("Group", "planners"): Derived(_planners, "Its cities that write a plan.", "City", many=True),
    ("Group", "name"): Derived(_name_group, "What it is called in a line: its cities while they are few, else its theme."),
    ("Group", "meetings"): Derived(_meetings, "Its meetings.", "Meeting", many=True),
    ("Group", "visits"): Derived(
        lambda group: [one for one in _meetings(group) if one.round is not None],
        "Its meetings that belong to a round.", "Meeting", many=True,
    ),
    ("Group", "plan"): Derived(
        lambda group: next((one.plan for one in _planners(group) if one.plan), None),
        "The plan of the first of its cities that has one.", "ActionPlan",
    ),
    ("Organisation", "cities"): Derived(
        lambda body: sorted(body._records.linked("cities", body), key=_by_name),
        "The cities that it is the association of, by name.", "City", many=True,
    ),
    ("Organisation", "acronym"): Derived(lambda body: body.name, _SHORT),
    ("Funder", "acronym"): Derived(lambda funder: funder.name, _SHORT),
    ("Meeting", "title"): Derived(
        lambda meeting: _of_round(meeting, meeting.round, "title"), _OF_ROUND.format(what="title")
    ),
    ("Meeting", "purpose"): Derived(
        lambda meeting: _of_round(meeting, meeting.round, "purpose"), _OF_ROUND.format(what="purpose"), "Statement"
    ),
    ("Meeting", "name"): Derived(_name_meeting, "Its title, and the group that meets."),
    ("Meeting", "cities"): Derived(
        _participants, "The cities that meet: those named, those of the group, or all.", "City", many=True
    ),
    ("Meeting", "duo"): Derived(lambda meeting: meeting.group, "The same as `group`.", "Group"),
    ("Event", "duo"): Derived(lambda event: event.group, "The same as `group`.", "Group"),
    ("ActionPlan", "previous"): Derived(_previous, "The edition before.", "ActionPlan"),
    ("ActionPlan", "group"): Derived(lambda plan: _group(plan.city), "The group of its city.", "Group"),
    ("ActionPlan", "duo"): Derived(lambda plan: plan.group, "The same as `group`.", "Group"),
    ("ActionPlan", "name"): Derived(
        lambda plan: _of_round(plan, plan.edition, "title"), _OF_ROUND.format(what="title")
    ),
    ("ActionPlan", "changed_actions"): Derived(
        _changed_actions,
        "What changed since the edition before: each has `change` (added, revised, dropped), `action` and `fields`.",
        "dict", many=True,
    ),
    ("Action", "key_factor"): Derived(_key_factor, "The key factor that it serves.", "KeyFactor"),
    ("KeyFactor", "good_practice"): Derived(_good_practice, "The good practice that shows it.", "Practice"),
    ("Period", "precision"): Derived(
        lambda period: {4: "year", 7: "month", 10: "day"}[len(period.start)],
        "How precisely it is known: year, month or day.",
    ),
}  # fmt: skip
"""What can be asked of a record beyond its own fields: (sort, name) → how it is found, and what it is."""
