"""The answers of a new programme as somebody wrote them: read from YAML, every problem told at its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, suggest
from inclucities_docs.exchange.archive import read_file
from inclucities_docs.inputs.check import is_picture
from inclucities_docs.inputs.field_error import put_into_words
from inclucities_docs.inputs.yaml_file import Path as Steps
from inclucities_docs.inputs.yaml_file import YamlFile, read_yaml
from inclucities_docs.render.picture import PictureError, admit
from inclucities_docs.starter.answers import Answers, CityAnswer
from inclucities_docs.starter.gazetteer import find_towns, fold_name, pick_town

__all__ = ["find_in_answers", "read_answers"]


def read_answers(path: str, text: str, folder: Path) -> Answers:
    """Read answers; pictures are looked for in ``folder``. Raise DiagnosticError with all that is wrong."""
    file = read_yaml(path, text)
    if not file.problems and not isinstance(file.value, dict):
        file.problems.append(Diagnostic(Location(path, 1), "no answers stand here", "see: new --example"))
    if file.problems:
        raise DiagnosticError(file.problems)
    try:
        answers = Answers.model_validate(file.value)
    except ValidationError as error:
        problems = []
        for detail in error.errors(include_url=False):
            where, message, hint, at_key = put_into_words(detail, Answers)
            problems.append(file.diagnose(where, message, hint, at_key=at_key))
        raise DiagnosticError(dict.fromkeys(problems)) from None
    problems = [
        *_check_cities(file, answers),
        *_check_groups(file, answers),
        *_check_rounds(file, answers),
        *_check_logos(file, answers, folder),
    ]
    if problems:
        raise DiagnosticError(problems)
    return answers


def find_in_answers(path: str, text: str, problem: Diagnostic) -> Diagnostic:
    """Return a problem of the folder that answers make, at the answer that it comes from: the folder is not there."""
    if problem.location.path == path:
        return problem
    start = max(0, problem.location.column - 1)
    underlined = problem.excerpt[start : start + problem.width].strip("'\"")
    said = re.findall(r"'([^']+)'|(\d[\d.]*)", problem.message)
    for words in (underlined if problem.width > 1 else "", *(one or number for one, number in said)):
        for number, line in enumerate(text.splitlines(), 1):
            found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line) if words else None
            if found:
                place = Location(path, number, found.start() + 1)
                return replace(problem, location=place, excerpt=line, width=len(words))
    return replace(problem, location=Location(path), excerpt="")


def _check_cities(file: YamlFile, answers: Answers) -> list[Diagnostic]:
    """Look the towns up, and note those that are not known, not certain or named twice."""
    problems: list[Diagnostic] = []
    seen: set[str] = set()
    home = _find_home(answers)
    likely = Counter(country for one in answers.cities for country in _find_countries(one))
    for index, city in enumerate(answers.cities):
        place: Steps = ("cities", index)
        if fold_name(city.name) in seen:
            problems.append(file.diagnose(place, f"'{city.name}' stands here twice", "take one of them out"))
        seen.add(fold_name(city.name))
        towns = find_towns(city.name, city.country or "")
        if not city.country and len(towns) > 1:  # the one at home is meant
            towns = [one for one in towns if one.country == home] or towns
        town = pick_town(city.name, towns)
        answers._towns[city.name] = town if city.latitude is None else None
        if city.country and (town or not towns or city.latitude is not None):
            continue
        if not towns:
            message = f"the gazetteer knows no town '{city.name}'"
            hint = (
                "give its country (and its place): {name: …, country: LV, latitude: 56.65, longitude: 23.71}"
            )
            problems.append(file.diagnose(place, message, hint))
        elif town is None:
            where = ", ".join(dict.fromkeys(one.country for one in towns[:6]))
            message = f"there are several towns '{city.name}' ({where})"
            towns.sort(key=lambda one: -likely[one.country])
            given = f"{{name: {city.name}, country: {towns[0].country}"
            hint = (
                f"say in which country: {given}}}"
                if not city.country and "," in where
                else f"say which by its place: {given}, latitude: {towns[0].latitude}, longitude: {towns[0].longitude}}}"
            )
            problems.append(file.diagnose(place, message, hint))
    return [*problems, *_find_equal_ids(file, answers)]


def _find_home(answers: Answers) -> str:
    """Return the country of the lead, or of the city that leads; empty where it is not certain."""
    lead = answers.find_city(answers.lead.name)
    countries = _find_countries(lead) if lead else set()
    return answers.lead.country or (countries.pop() if len(countries) == 1 else "")


def _find_countries(city: CityAnswer) -> set[str]:
    """Return the countries that a town may lie in."""
    return {city.country} if city.country else {one.country for one in find_towns(city.name)}


def _find_equal_ids(file: YamlFile, answers: Answers) -> Iterator[Diagnostic]:
    """Yield a problem for each city that would take the file of another."""
    owners: dict[str, CityAnswer] = {}
    for index, city in enumerate(answers.cities):
        owner = owners.setdefault(answers.id_of(city), city)
        if fold_name(owner.name) != fold_name(city.name):
            message = f"'{city.name}' has the id of '{owner.name}': {answers.id_of(city)}"
            hint = f"give it another: {{name: {city.name}, id: …}}"
            yield file.diagnose(("cities", index), message, hint)


def _check_groups(file: YamlFile, answers: Answers) -> list[Diagnostic]:
    problems = []
    names = [one.name for one in answers.cities]
    for index, group in enumerate(answers.groups):
        for name, role in group.members.items():
            place: Steps = ("groups", index, "members", name)
            if answers.find_city(name) is None:
                hint = suggest(name, names, f"the cities told above: {', '.join(names)}")
                problems.append(file.diagnose(place, f"'{name}' is none of the cities", hint, at_key=True))
            if role is None and answers.roles:
                hint = f"one of: {', '.join(answers.roles)}; write {{{name}: ROLE}}"
                problems.append(
                    file.diagnose(place, f"'{name}' has no role in this group", hint, at_key=True)
                )
            elif role is not None and role not in answers.roles:
                hint = suggest(role, answers.roles, "declare it under `roles:`, or write the cities alone")
                problems.append(file.diagnose(place, f"the role '{role}' is not declared", hint))
    return problems


def _check_rounds(file: YamlFile, answers: Answers) -> list[Diagnostic]:
    problems = []
    for index, one in enumerate(answers.rounds):
        place: Steps = ("rounds", index, "host")
        if one.host and answers.find_city(one.host) is None:
            hint = suggest(
                one.host, [city.name for city in answers.cities], "a host is one of the cities told above"
            )
            problems.append(file.diagnose(place, f"the host '{one.host}' does not take part", hint))
        elif one.host and answers.groups and not one.for_all:
            hint = "add `for_all: true`, or name the hosts later in data/meetings.yaml"
            problems.append(
                file.diagnose(place, "each group has a meeting in this round, and a host of its own", hint)
            )
    return problems


def _check_logos(file: YamlFile, answers: Answers, folder: Path) -> list[Diagnostic]:
    problems = []
    is_list = isinstance(file.value.get("funders"), list)
    for index, funder in enumerate(answers.funders):
        place: Steps = ("funders", index, "logo") if is_list else ("funders", "logo")
        if funder.logo is None:
            continue
        path = folder / funder.logo
        if not path.resolve().is_relative_to(folder.resolve()):
            hint = "put the picture beside the answers"
            problems.append(file.diagnose(place, f"{funder.logo} is not in the folder of the answers", hint))
            continue
        try:
            content = read_file(path)
        except DiagnosticError:
            problems.append(
                file.diagnose(
                    place, f"there is no file {funder.logo} that can be read", f"it is looked for in {folder}"
                )
            )
            continue
        if not is_picture(path.name, content):
            hint = "give an SVG or a PNG; a file is not a picture by its name alone"
            problems.append(
                file.diagnose(place, f"{funder.logo} is no picture that documents can show", hint)
            )
            continue
        try:
            admit(content)
        except PictureError as error:
            problems.append(file.diagnose(place, f"{funder.logo} {error.message}", error.hint))
    return problems
