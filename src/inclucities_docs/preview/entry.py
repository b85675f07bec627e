"""What somebody entered in a panel, as changes of the project's files: a field, words, an item of a list, a source."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from inclucities_docs.exchange.contribution import Speaker
from inclucities_docs.exchange.field_name import name_key
from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.inputs.change import Change, find_field
from inclucities_docs.inputs.field_error import place_of, say_plainly
from inclucities_docs.inputs.project import Project
from inclucities_docs.language.letter import make_id
from inclucities_docs.preview.field import EditTarget
from inclucities_docs.preview.form import NEW, list_inputs, read_form
from inclucities_docs.schema import Source
from inclucities_docs.schema.value import Model

__all__ = ["WORDS", "Entry", "explain_refusals", "list_changes", "say"]

WORDS = {
    "close": gettext_noop("Close"), "save": gettext_noop("Save"), "source": gettext_noop("Source"),
    "state": gettext_noop("State"), "open": gettext_noop("Open the file here"), "more": gettext_noop("More"),
    "history": gettext_noop("History"), "uses": gettext_noop("Documents that show this"),
    "up": gettext_noop("Move up"), "down": gettext_noop("Move down"), "drop": gettext_noop("Remove from the list"),
    "add": gettext_noop("Add one below"), "new": gettext_noop("New source"),
    "printed": gettext_noop("Printed, without an address"),
    "picture": gettext_noop("How the paragraph will look"), "word": gettext_noop("Word of the interface"),
    "paragraph": gettext_noop("Paragraph"), "template": gettext_noop("This part is made by a template."),
    "conflict": gettext_noop("This was changed elsewhere meanwhile. There it now says:"),
    "mine": gettext_noop("Write mine all the same"), "theirs": gettext_noop("Take what stands there"),
    "closed": gettext_noop("Nothing can be changed here: %(reason)s"),
    "next": gettext_noop("Save, and go to the next"), "unchanged": gettext_noop("Nothing was changed."),
    "address": gettext_noop("Give its address, or say that it is printed."),
    "used": gettext_noop("This name is taken; choose another."),
    "misfit": gettext_noop("The rest of the project does not go with this:"),
    "unwritten": gettext_noop("The file cannot be written."), "change": gettext_noop("Change:"),
    "last": gettext_noop("That was the last one of the list."),
    "figure": gettext_noop("This figure is drawn from these fields"),
    "nothing": gettext_noop("This field is not known."),
    "unfit": gettext_noop("Too long for its place: %(name)s"),
    "bar": gettext_noop("Fields of this page"), "saved": gettext_noop("Saved."), "undo": gettext_noop("Undo"),
    "undone": gettext_noop("Taken back."), "making": gettext_noop("Documents that change, and are made:"),
}  # fmt: skip


def say(speak: Speaker, key: str) -> str:
    """Return words of the panel in the reader's language."""
    return speak(WORDS[key])


@dataclass(frozen=True)
class Entry:
    """What somebody entered in a panel."""

    path: str
    language: str
    seen: Any
    """What the field held when the panel was opened, as YAML has it; of words, by language."""
    said: Mapping[str, str]
    """What was entered, by input: those that were touched alone."""
    action: str = ""
    """What becomes of it in its list instead: ``up``, ``down``, ``drop``, ``add``."""


def list_changes(
    project: Project, target: EditTarget, entry: Entry, speak: Speaker
) -> tuple[list[Change] | None, dict[str, str]]:
    """Return what an entry changes, and what is wrong with it; no list where it was changed meanwhile."""
    if entry.action:
        return _move(project, target, entry), {}
    if target.path.startswith("templates/"):
        return [Change(target.path, entry.said.get("", ""), entry.seen, is_whole=True)], {}
    if target.path.startswith("words:"):
        return _list_words(target, entry), {}
    assert target.schema is not None
    languages = tuple(dict.fromkeys((speak.language, *project.programme.languages)))
    now = list_inputs(target.schema, target.field.value, speak, languages, "")
    before = {one.name: one.value for one in list_inputs(target.schema, entry.seen, speak, languages, "")}
    mine = {name: said for name, said in entry.said.items() if not name.startswith("new.")}
    theirs = {one.name: one.value for one in now}
    if any(theirs.get(name, "") not in (before.get(name, ""), said) for name, said in mine.items()):
        return None, {}
    sources, problems = _make_source(project, entry, speak) if NEW in mine.values() else ([], {})
    name = sources[0].path.partition("/")[2] if sources else ""
    value, wrong = read_form(now, target.field.value, mine, speak, name)
    problems |= wrong
    if problems:
        return [], problems
    if value == target.field.value:
        return [], {}
    return [*sources, Change(target.path, value, target.field.value, is_whole=True)], {}


def _list_words(target: EditTarget, entry: Entry) -> list[Change]:
    changes = []
    for name, said in entry.said.items():
        language, _, number = name.partition(".")
        seen = entry.seen.get(language)
        value: Any = said
        if number:
            value = [*seen]
            value[int(number)] = said
        changes.append(Change(target.path, value, seen, language))
    return changes


def _move(project: Project, target: EditTarget, entry: Entry) -> list[Change] | None:
    """Return the change of a list whose item is moved, dropped, or followed by one more."""
    items = find_field(project, target.list_path).value
    if not isinstance(items, list) or items[target.position] != entry.seen:
        return None
    made, at = list(items), target.position
    if entry.action == "drop":
        del made[at]
    elif entry.action == "add":
        made.insert(at + 1, _blank(made[at]))
    else:
        other = at - 1 if entry.action == "up" else at + 1
        if not 0 <= other < len(made):
            return []
        made[at], made[other] = made[other], made[at]
    return [Change(target.list_path, made or None, items, is_whole=True)]


def _blank(item: Any) -> Any:
    """Return an item to begin with: a proposed text that says nothing yet, or a copy to be changed."""
    if isinstance(item, dict) and isinstance(item.get("text"), dict):
        return {"text": dict.fromkeys(item["text"], "…"), "state": "proposed"}
    if isinstance(item, dict) and "id" in item:
        return {**item, "id": f"{item['id']}-2"}
    return item


def _make_source(project: Project, entry: Entry, speak: Speaker) -> tuple[list[Change], dict[str, str]]:
    given = {
        key[4:]: said.strip() for key, said in entry.said.items() if key.startswith("new.") and said.strip()
    }
    is_printed = given.pop("printed", "") == "yes"
    name = given.pop("id", "") or make_id(f"{given.get('publisher', '')} {given.get('title', '')}", 40)
    problems = {}
    if name in project.collections["sources"]:
        problems["new.title"] = say(speak, "used")
    if not given.get("url") and not is_printed:
        problems["new.url"] = say(speak, "address")
    given.setdefault("read", datetime.date.today().isoformat())
    value = {**given, "language": speak.language}
    try:
        Source.model_validate(value)
    except ValidationError as error:
        problems = {
            f"new.{key}": said for key, said in explain_refusals(error, Source, speak).items()
        } | problems
    return [Change(f"sources/{name or 'source'}", value)], problems


def explain_refusals(error: ValidationError, model: type[Model], speak: Speaker) -> dict[str, str]:
    """Return what a model does not take, by input, as sentences in the reader's language."""
    problems: dict[str, str] = {}
    for one in error.errors(include_url=False):
        name = ".".join(map(str, place_of(one)))
        said = say_plainly(one, model, speak, lambda key: speak(name_key(key)))
        problems.setdefault(name, f"{said[:1].upper()}{said[1:]}.")
    return problems
