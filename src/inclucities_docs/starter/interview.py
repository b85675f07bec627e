"""The ten questions, asked at the screen; the answers are YAML as a file would hold them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from inclucities_docs.starter.facts import write_yaml
from inclucities_docs.starter.gazetteer import find_towns, pick_town

__all__ = ["interview"]

Ask = Callable[[str], str]


def interview(ask: Ask = input) -> str:
    """Return the answers to all questions as YAML; an empty answer leaves a thing out."""
    print("About ten questions. What you leave empty is awaited, and can be told later in the files.\n")
    told: dict[str, Any] = {"name": _need(ask, "1. Short name of the programme: ")}
    _put(told, "title", ask("2. What it stands for, in a sentence: "))
    told["languages"] = _listed(
        _need(ask, "3. Languages of its documents, the one you write in first (en, fr): ")
    )
    lead = {"name": _need(ask, "4. Who leads it: ")}
    _put(lead, "email", ask("   Its e-mail address: "))
    _put(lead, "country", ask("   Its country, two letters: ").upper())
    told["lead"] = lead
    funder: dict[str, str] = {}
    _put(funder, "name", ask("5. Who pays for it: "))
    if funder:
        _put(funder, "statement", ask("   The words beside its logo: "))
        _put(funder, "logo", ask("   Its logo, an SVG or PNG file: "))
        told["funders"] = [funder]
    told["cities"] = [_ask_city(ask, one) for one in _listed(_need(ask, "6. Its cities (Annecy, Como, …): "))]
    roles = _listed(
        ask("7. Roles that cities have, who shares experience first (mentor, mentee; none: all are equals): ")
    )
    if roles:
        told["roles"] = {one: {"gives": True} if one == roles[0] else {"writes_plan": True} for one in roles}
    told["groups"] = _ask_groups(ask, roles)
    told["rounds"] = _listed(ask("9. Rounds of meetings, in order (First visits, Second visits): "))
    _put(told, "documents", _listed(ask("10. Documents (brochure, guide, …; empty: those that fit): ")))
    return write_yaml({key: one for key, one in told.items() if one}, "data/schemas/answers.json").partition(
        "\n"
    )[2]


def _need(ask: Ask, question: str) -> str:
    while not (said := ask(question).strip()):
        print("   This one is needed.")
    return said


def _put(told: dict[str, Any], key: str, said: Any) -> None:
    said = said.strip() if isinstance(said, str) else said
    if said:
        told[key] = said


def _listed(said: str) -> list[str]:
    return [one.strip() for one in said.split(",") if one.strip()]


def _ask_city(ask: Ask, name: str) -> Any:
    """Return a city with its country, which is asked for where the gazetteer is not certain."""
    towns = find_towns(name)
    if pick_town(name, towns):
        return name
    known = ", ".join(dict.fromkeys(one.country for one in towns[:6]))
    country = _need(
        ask, f"   In which country is {name}{f' ({known}…)' if known else ''}? Two letters: "
    ).upper()
    city: dict[str, Any] = {"name": name, "country": country}
    there = find_towns(name, country)
    if pick_town(name, there) is None:
        why = "stands there more than once" if there else "is not in the gazetteer"
        place = ask(f"   {name} {why}. Its degrees north and east (46.5, 6.6): ")
        numbers = re.findall(r"-?\d+(?:\.\d+)?", place)
        if len(numbers) == 2:
            city |= {"latitude": float(numbers[0]), "longitude": float(numbers[1])}
    return city


def _ask_groups(ask: Ask, roles: list[str]) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    shape = "Annecy mentor, Como mentee" if roles else "Annecy, Como"
    while title := ask(f"8. Theme of group {len(groups) + 1} (empty: no more): ").strip():
        members: dict[str, str | None] = {}
        for one in _listed(_need(ask, f"   Its cities ({shape}): ")):
            name, _, role = one.rpartition(" ")
            members |= {name: role} if role in roles and name else {one: None}
        groups.append({"title": title, "members": members if roles else list(members)})
    return groups
