"""Something new in a programme: every stub that is owed for it, written at once, and what remains to be done.

Facts go through the one writer of data (``inputs.revision``); only files that hold no facts are put in place here.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from inclucities_docs.diagnostics import DiagnosticError, refuse, suggest
from inclucities_docs.inputs.catalogue import catalogue_path
from inclucities_docs.inputs.change import Change
from inclucities_docs.inputs.document import list_documents
from inclucities_docs.inputs.file_transaction import lock_inputs, replace_inputs
from inclucities_docs.inputs.freshness import this_day
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.revision import write_changes
from inclucities_docs.inputs.translation import ledger_path
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.inputs.yaml_file import read_once
from inclucities_docs.language.letter import make_id
from inclucities_docs.portal.readiness import list_requests
from inclucities_docs.starter.answers import CityAnswer
from inclucities_docs.starter.content import open_content
from inclucities_docs.starter.facts import (
    ANSWERS,
    GAZETTEER,
    make_city,
    make_gazetteer_source,
    make_office_source,
)
from inclucities_docs.starter.folder import read_beginning
from inclucities_docs.starter.gazetteer import find_towns, pick_town
from inclucities_docs.starter.speech import METHOD, Speech

__all__ = ["WHAT", "add"]


def add(root: Path, given: argparse.Namespace) -> int:
    """Write the stubs of something new and say what remains. Raise DiagnosticError; then nothing is written."""
    project = load_project(Workspace.take(root))
    remains = WHAT[given.what](root, project, given)
    after = load_project(Workspace.take(root))
    written = [
        path
        for path in after.workspace.files
        if after.workspace.files[path] != project.workspace.files.get(path)
    ]
    for path in written:
        print(f"{'changed' if path in project.workspace.files else 'written'}: {path}")
    before = {(one.record, repr(one.text)) for items in list_requests(project).values() for one in items}
    asked = [
        one
        for items in list_requests(after).values()
        for one in items
        if one.path in written and (one.record, repr(one.text)) not in before
    ]
    for one in asked:
        words = after.choose(one.text, after.programme.original_language)[1] if one.text else "date or place"
        remains.append(f"{one.path}:{one.line}: {words}, from {one.supplier.partition('/')[2]}")
    if given.what in ("city", "plan"):
        _know_translations(root, project, after)
    if remains:
        print("what remains:")
        for line in remains:
            print(f"  {line}")
    return 0


def _know_translations(root: Path, before: Project, after: Project) -> None:
    """Take the words that the catalogues gave for new records as true to each other: ledgers know them by other originals."""
    from inclucities_docs.translate.ledger import accept_units

    names = [
        f"{collection}/{key}"
        for collection, records in after.collections.items()
        for key in records
        if key not in before.collections[collection]
    ]
    for language in _languages(after):
        path = ledger_path(language)
        if path in after.workspace.files:
            made = accept_units(after, language, names, reviewed=False, stale=True)
            if made.taken:
                with lock_inputs(root):
                    content = made.ledger.write().encode()
                    replace_inputs(root, {path: content}, {path: after.workspace.files[path]})


def _refuse(message: str, hint: str = "", place: str = "add") -> DiagnosticError:
    return refuse(place, message, hint)


def _languages(project: Project) -> tuple[str, ...]:
    programme = project.programme
    return tuple(dict.fromkeys([programme.original_language, *programme.languages]))


def _speak(project: Project) -> Callable[[str], dict[str, str]]:
    def say(msgid: str) -> dict[str, str]:
        found = {one: project.catalogues.find(one, msgid) for one in _languages(project)}
        return {one: words for one, (words, is_there) in found.items() if is_there} or {"en": msgid}

    return say


def _find(project: Project, collection: str, key: str) -> Any:
    records = project.collections[collection]
    if key not in records:
        hint = suggest(key, records, f"there are: {', '.join(records)}")
        raise _refuse(f"'{key}' is not in data/{collection}", hint)
    return records[key]


def _add_city(root: Path, project: Project, given: argparse.Namespace) -> list[str]:
    key = given.id or make_id(given.name)
    if not key:
        raise _refuse(f"no id can be made from '{given.name}'", "give one: --id my-town")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or len(key) > 80:
        raise _refuse(
            f"'{key[:60]}' cannot be an id", "lower-case letters, digits and single hyphens: --id my-town"
        )
    if key in project.collections["cities"]:
        raise _refuse(
            f"the city '{key}' is there already",
            f"a plan for it: add plan {key}; a group: a line of `members:` in data/groups; another {given.name}: --id",
        )
    towns = find_towns(given.name, given.country)
    town = pick_town(given.name, towns)
    if town is None and not given.country:
        where = ", ".join(dict.fromkeys(one.country for one in towns[:6]))
        raise _refuse(f"there is {f'more than one {given.name}: {where}' if towns else f'no town {given.name} in the gazetteer'}",
                      "give its country: --country LV")  # fmt: skip
    city = CityAnswer(name=given.name, country=given.country or None, languages=tuple(given.lang))
    changes = [Change(f"cities/{key}", make_city(
        city, key, town, _languages(project), _speak(project),
        is_about_cities=any("subject" in one.languages for one in project.kinds.values()),
    ))]  # fmt: skip
    if ANSWERS not in project.collections["sources"]:
        office = _find_office(project)
        title = project.choose(project.programme.title, project.programme.original_language)[1]
        name = project.choose(office.name, project.programme.original_language)
        changes.append(Change(f"sources/{ANSWERS}", make_office_source(title, name[1], name[0], this_day())))
    if town and GAZETTEER not in project.collections["sources"]:
        changes.append(Change(f"sources/{GAZETTEER}", make_gazetteer_source(this_day())))
    remains = []
    if given.group:
        group = _find(project, "groups", given.group)
        roles: Mapping[str, Any] = project.collections["roles"]
        if roles and given.role not in roles:
            raise _refuse(f"which role has {given.name}?", f"--role, one of: {', '.join(roles)}")
        member = {"city": key, **({"role": given.role} if given.role else {})}
        changes.append(Change(f"groups/{given.group}.members.{len(group.members)}", member, is_new=True))
        if given.role and roles[given.role].writes_plan:
            plan = _make_plan(project, key, given.name, given.group)
            changes.append(Change(f"plans/{key}-1", plan))
    elif project.collections["groups"]:
        remains.append("it is in no group: name it among the `members:` of a file in data/groups")
    if town is None:
        remains.append(f"data/cities/{key}.yaml: `coordinates:`, without which it is named beside the map")
    write_changes(root, changes, spare=False)
    return remains


def _find_office(project: Project) -> Any:
    office = project.programme.office
    return project.collections["organisations"].get(office) or project.collections["cities"][office]


def _make_plan(project: Project, city: str, name: str, group: str) -> dict[str, Any]:
    say = _speak(project)

    def awaited(words: str) -> dict[str, Any]:
        return {"text": say(words), "awaited_from": city}

    return {
        "city": city,
        **({"group": group} if group else {}),
        "edition": 1,
        "title": {one: f"{words}: {name}" for one, words in say("Actions").items()},
        "date": {"awaited_from": city},
        "summary": [awaited("What will be different, and for whom")],
        "phases": [say("Period")],
        "actions": [
            {
                "id": "action-1",
                "title": say("Action"),
                "objective": awaited("Objective"),
                "steps": [awaited("Steps")],
                "lead": awaited("Who leads"),
                "period": awaited("When"),
                "starts": 1,
                "ends": 1,
                "resources": awaited("Resources"),
                "progress": [awaited("How progress is seen")],
            }
        ],
        "follow_up": [awaited("Follow-up and review")],
    }


def _plans_of(project: Project, city: str) -> list[Any]:
    plans: list[Any] = list(project.collections["plans"].values())
    return sorted((one for one in plans if one.city == city), key=lambda one: one.edition)


def _add_plan(root: Path, project: Project, given: argparse.Namespace) -> list[str]:
    city = _find(project, "cities", given.name)
    if _plans_of(project, given.name):
        raise _refuse(f"'{given.name}' has a plan already", f"its next edition: add edition {given.name}")
    groups: list[Any] = list(project.collections["groups"].values())
    mine = [one.id for one in groups if given.name in [member.city for member in one.members]]
    group = given.group or (mine[0] if mine else "")
    name = project.choose(city.name, project.programme.original_language)[1]
    write_changes(
        root, [Change(f"plans/{given.name}-1", _make_plan(project, given.name, name, group))], spare=False
    )
    return []


def _add_edition(root: Path, project: Project, given: argparse.Namespace) -> list[str]:
    _find(project, "cities", given.name)
    plans = _plans_of(project, given.name)
    if not plans:
        raise _refuse(f"'{given.name}' has no plan yet", f"its first edition: add plan {given.name}")
    last = plans[-1]
    place = project.places.origins[f"plans/{last.id}"]
    value = read_once(place[0], project.workspace.read_text(place[0]) or "").value
    for step in place[1]:
        value = value[step]
    made = {key: one for key, one in value.items() if key not in ("changes", "name")}
    made |= {"edition": last.edition + 1, "date": {"awaited_from": given.name}}
    key = re.sub(r"-\d+$", "", last.id) + f"-{last.edition + 1}"
    write_changes(root, [Change(f"plans/{key}", made)], spare=False)
    return [
        f"data/plans/{key}.yaml: change the actions that changed, and keep the ids of those that go on",
        f"data/plans/{key}.yaml: `changes:`, what changed and why",
    ]


def _add_chapter(root: Path, project: Project, given: argparse.Namespace) -> list[str]:
    name = make_id(given.name)
    language = project.programme.original_language
    book = given.kind or "guide"
    folder = f"templates/{book}/text/{language}"
    if book not in project.kinds or project.kinds[book].layout != "book":
        books = [key for key, one in project.kinds.items() if one.layout == "book"]
        raise _refuse(f"'{book}' has no chapters", f"books: {', '.join(books) or 'none'}; --kind names one")
    texts = [path.rpartition("/")[2] for path in project.workspace.names(folder, ".md")]
    if not name or any(re.fullmatch(rf"\w\w-{re.escape(name)}\.md", one) for one in texts):
        raise _refuse(
            f"'{given.name}' cannot be the name of a new chapter", "one word or several, not used yet"
        )
    number = max((int(one[:2]) for one in texts if one[:2].isdigit()), default=0) + 1
    path = f"{folder}/{number:02}-{name}.md"
    text = f"---\nstate: proposed\n---\n# {given.name} {{#ch-{name}}}\n\nWhat a reader knows at its end, in a sentence.\n"
    write_changes(root, [Change(path, text)], spare=False)
    owed = dict.fromkeys(one.language for one in list_documents(project) if one.kind == book)
    others = [one for one in owed if one != language]
    return [f"{path}: its text", *(f"the same in {one}: text/{one}/{number:02}-{name}.md" for one in others)]


def _read_speech(root: Path) -> Speech:
    """Return how the method speaks to this programme."""
    beginning = read_beginning(root)
    return beginning.speech if beginning is not None else METHOD


_KIND = """\
# yaml-language-server: $schema=../../data/schemas/kind.json
title: {title}
about: {title}
subjects: programme          # or: cities, planning-cities, groups, meetings, organisations, funders
languages: [programme]       # or also: subject, those of the cities it is about
formats: [html, pdf]
order: 90
"""
_PAGE = """\
{#- What stands on its pages. -#}
{% extends "base/page.html" %}
{% import "base/macros.html" as m with context %}
{% block main %}
<h1>{{ title }}</h1>
{{ prose("text") }}
{% endblock %}
"""


def _add_kind(root: Path, project: Project, given: argparse.Namespace) -> list[str]:
    name, language = make_id(given.name), project.programme.original_language
    if not name or name in project.kinds or name in ("base", "locale", "portal"):
        raise _refuse(
            f"'{given.name}' cannot be the name of a new kind", f"there are: {', '.join(project.kinds)}"
        )
    files = {f"templates/{name}/text/{language}/text.md": "The text of this document, in Markdown.\n"}
    ready = open_content()
    if name in ready.kinds:  # the starter has it: it was left out when the folder was made
        taken = ready.take(project.programme.name, [name], _languages(project), (), speech=_read_speech(root))
        files = {
            path: one if isinstance(one, str) else one.decode()
            for path, one in taken.items()
            if path.startswith(f"templates/{name}/")
        }
    else:
        spoken = "programme" if project.programme.languages else language
        files[f"templates/{name}/kind.yaml"] = _KIND.replace(
            "{title}", f"{{{language}: {json.dumps(given.name, ensure_ascii=False)}}}"
        ).replace("[programme]", f"[{spoken}]")
        files[f"templates/{name}/page.html"] = _PAGE
    made = {path: text.encode() for path, text in files.items() if path not in project.workspace.files}
    load_project(Workspace({**project.workspace.files, **made}))
    with lock_inputs(root):
        replace_inputs(root, made, dict.fromkeys(made))
    if ready.list_optional([name] if name in ready.kinds else []):
        documents = project.programme.documents
        change = Change("programme.documents", [*documents, name], list(documents) or None)
        write_changes(root, [change], spare=False)
    return (
        [f"templates/{name}: its words and looks, ready for use; its documents are owed from now on"]
        if name in ready.kinds
        else [
            f"templates/{name}/kind.yaml: `about:`, what it is for",
            f"templates/{name}/page.html: its page",
        ]
    )


def _add_language(root: Path, project: Project, given: argparse.Namespace) -> list[str]:
    from inclucities_docs.translate.command import update

    code = given.name.strip()
    if code in _languages(project):
        raise _refuse(f"'{code}' is a language of the programme already")
    languages = [*_languages(project), code]
    write_changes(
        root,
        [Change("programme.languages", languages, list(project.programme.languages) or None)],
        spare=False,
    )
    taken = open_content().take(
        project.programme.name, project.kinds, [*languages], (), speech=_read_speech(root)
    )
    here = Workspace.take(root)
    mine = re.compile(rf"templates/[^/]+/text/{re.escape(code)}/.*|{re.escape(catalogue_path(code))}")
    files = {
        path: one if isinstance(one, bytes) else one.encode()
        for path, one in taken.items()
        if mine.fullmatch(path) and path not in here.files
    }
    with lock_inputs(root):
        replace_inputs(root, files, dict.fromkeys(files))
    update(root, [code])
    fixed = [
        key
        for key, kind in project.kinds.items()
        if "programme" not in kind.languages and code not in kind.languages
    ]
    return [
        f"translations of all texts: exchange send {code} --to DIR writes what a translator fills in",
        *(
            f"templates/{key}/kind.yaml: it names its languages itself; add {code} if it is to be in it"
            for key in fixed
        ),
    ]


WHAT: dict[str, Callable[[Path, Project, argparse.Namespace], list[str]]] = {
    "city": _add_city,
    "plan": _add_plan,
    "edition": _add_edition,
    "chapter": _add_chapter,
    "kind": _add_kind,
    "language": _add_language,
}
"""What can be added."""
