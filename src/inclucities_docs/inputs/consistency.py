"""Kinds, groups, meetings and plans agree with one another: members, roles, rounds, key factors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from inclucities_docs.diagnostics import DanglingReference, nearest, suggest
from inclucities_docs.inputs.loader import Loaded

__all__ = ["check_documents", "check_groups", "check_meetings", "check_plans"]


def check_groups(loaded: Loaded) -> None:
    """Note members that stand twice or lack a role, numbers and colours that are taken or unknown."""
    numbers: dict[int, str] = {}
    roles = loaded.collections["roles"]
    for key, group in _records(loaded, "groups").items():
        name = f"groups/{key}"
        seen: list[str] = []
        for index, member in enumerate(group.members):
            if member.city in seen:
                loaded.diagnose(
                    name,
                    ("members", index, "city"),
                    f"'{member.city}' is in this group twice",
                    "a city is a member of a group once, in one role",
                )
            seen.append(member.city)
            if roles and member.role is None:
                loaded.diagnose(
                    name,
                    ("members", index),
                    f"'{member.city}' has no role in this group",
                    f"add `role:` with one of data/roles: {', '.join(roles)}",
                )
        if group.number in numbers:
            loaded.diagnose(
                name,
                ("number",),
                f"the group '{numbers[group.number]}' has the number {group.number} too",
                "each group has a number of its own",
            )
        numbers[group.number] = key
        _check_practices(loaded, name, group)
        if loaded.brand is not None and group.hue and group.hue not in loaded.brand.hues:
            guess = nearest(group.hue, loaded.brand.hues)
            loaded.diagnose(
                name,
                ("hue",),
                f"'{group.hue}' is not a colour of the brand",
                f"did you mean '{guess}'? The colours are in templates/base/brand.yaml."
                if guess
                else f"the colours of templates/base/brand.yaml: {', '.join(loaded.brand.hues)}",
            )


def check_documents(loaded: Loaded) -> None:
    """Note kinds of documents that the programme names and that have no folder."""
    programme = loaded.programme
    for index, name in enumerate(programme.documents if programme else ()):
        if name not in loaded.kinds:
            hint = suggest(name, loaded.kinds, f"`add kind {name}` writes one")
            loaded.diagnose("programme", ("documents", index), f"there is no kind of document '{name}'", hint)


def _check_practices(loaded: Loaded, name: str, group: Any) -> None:
    practices = [practice.id for practice in group.practices]
    factors = list(group.benchmark.key_factors) if group.benchmark else []
    _refuse_doubles(loaded, name, practices, ("practices",))
    _refuse_doubles(loaded, name, [one.id for one in factors], ("benchmark", "key_factors"))
    for index, factor in enumerate(factors):
        if factor.practice and factor.practice not in practices:
            loaded.diagnose(
                name,
                ("benchmark", "key_factors", index, "practice"),
                f"'{factor.practice}' is not a practice of this group",
                _suggest(factor.practice, practices, "its practices"),
            )


def check_meetings(loaded: Loaded) -> None:
    """Note rounds that are not declared or stand twice, hosts who are not there, dates out of order."""
    rounds = [one.number for one in loaded.programme.rounds] if loaded.programme else []
    dated: dict[str, dict[int, tuple[str, Any]]] = defaultdict(dict)
    for key, meeting in _records(loaded, "meetings").items():
        name = f"meetings/{key}"
        _check_hosts(loaded, name, meeting)
        if meeting.round is None:
            if meeting.title is None:
                loaded.diagnose(
                    name,
                    (),
                    "a meeting of no round without a title",
                    "add `title:`, or the number of its `round:`",
                )
            continue
        if rounds and meeting.round not in rounds:
            loaded.diagnose(
                name,
                ("round",),
                f"there is no round {meeting.round}",
                "the rounds are in data/programme.yaml",
            )
        mine = dated[meeting.group or ""]
        if meeting.round in mine:
            whose = "of this group too" if meeting.group else "of all too"
            loaded.diagnose(
                name,
                ("round",),
                f"the meeting '{mine[meeting.round][0]}' is round {meeting.round} {whose}",
                "a group has one meeting in each round; leave `round:` out and give this one a `title:`",
            )
        mine[meeting.round] = (key, meeting)
    for by_round in dated.values():
        before = ""
        for number in sorted(by_round):
            key, meeting = by_round[number]
            period = meeting.when.period if meeting.when.state == "sourced" else None
            if period is None:
                continue
            if period.start[: len(before)] < before[: len(period.start)]:
                loaded.diagnose(
                    f"meetings/{key}",
                    ("when", "period"),
                    f"round {number} is dated before the round that it follows",
                    "rounds take place in order; look at both dates",
                )
            before = period.start


def _check_hosts(loaded: Loaded, name: str, meeting: Any) -> None:
    group = _records(loaded, "groups").get(meeting.group or "")
    if meeting.participants:
        present = list(meeting.participants)
    elif group is not None:
        present = [one.city for one in group.members]
    else:
        return  # all take part, or the group could not be read
    is_city = meeting.host in loaded.collections["cities"]
    if meeting.host and meeting.host not in present and (is_city or meeting.participants):
        loaded.diagnose(
            name,
            ("host",),
            f"'{meeting.host}' does not take part in this meeting",
            f"who takes part: {', '.join(present)}",
        )


def check_plans(loaded: Loaded) -> None:
    """Note editions that stand twice, actions for key factors or in phases that are not there."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for group in sorted(_records(loaded, "groups").values(), key=lambda one: one.number):
        for member in group.members:
            groups[member.city].append(group)
    editions: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for key, plan in _records(loaded, "plans").items():
        name = f"plans/{key}"
        mine = editions[plan.city, plan.group or ""]
        if plan.edition in mine:
            loaded.diagnose(
                name,
                ("edition",),
                f"'{mine[plan.edition]}' is edition {plan.edition} of this city too",
                "the editions of a city are numbered 1, 2, 3",
            )
        mine[plan.edition] = key
        own = groups[plan.city]
        if plan.group and own and plan.group not in [one.id for one in own]:
            loaded.diagnose(
                name,
                ("group",),
                f"'{plan.city}' is not in the group '{plan.group}'",
                f"its groups: {', '.join(one.id for one in own)}",
            )
        group = next((one for one in own if plan.group in (None, one.id)), None)
        _check_actions(loaded, name, plan, group)


def _check_actions(loaded: Loaded, name: str, plan: Any, group: Any) -> None:
    factors = [one.id for one in group.benchmark.key_factors] if group and group.benchmark else []
    is_of_others = any(
        isinstance(one, DanglingReference) or one.location.path.startswith("data/groups")
        for one in loaded.problems
    )  # what is wrong there is why nothing is found here
    is_certain = not _is_partial(loaded, "groups") and (group is not None or not is_of_others)
    seen: set[str] = set()
    for index, action in enumerate(plan.actions):
        if action.id in seen:
            loaded.diagnose(
                name,
                ("actions", index, "id"),
                f"the id '{action.id}' stands here twice",
                "each action has an id of its own",
            )
        seen.add(action.id)
        if action.factor and action.factor not in factors and is_certain:
            whose = f"of the group '{group.id}'" if group else f": '{plan.city}' is in no group"
            loaded.diagnose(
                name,
                ("actions", index, "factor"),
                f"'{action.factor}' is not a key factor {whose}".replace(" :", ":"),
                _suggest(action.factor, factors, "its key factors")
                if factors
                else "take the line out: an action need not serve a key factor",
            )
        if not action.starts <= action.ends <= len(plan.phases):
            loaded.diagnose(
                name,
                ("actions", index, "ends"),
                f"the action starts in phase {action.starts} and ends in phase {action.ends}",
                f"the plan has {len(plan.phases)} phases, and an end follows its start",
            )


def _refuse_doubles(loaded: Loaded, name: str, names: list[str], field: tuple[str, ...]) -> None:
    for index, one in enumerate(names):
        if one in names[:index]:
            loaded.diagnose(
                name, (*field, index, "id"), f"the id '{one}' stands here twice", "give one another id"
            )


def _suggest(given: str, known: Iterable[str], what: str) -> str:
    return suggest(given, known, f"{what}: {', '.join(known)}")


def _is_partial(loaded: Loaded, collection: str) -> bool:
    """Return whether something of a collection could not be read, so that what lacks may stand there."""
    return any(name.split("/", 1)[0] == collection for name in loaded.unread)


def _records(loaded: Loaded, collection: str) -> dict[str, Any]:
    """Return the records of a collection, of whatever sort they are."""
    return dict(loaded.collections[collection])
