"""Changes: one field, the value that somebody saw, the value that comes back.

A field is named as everywhere else: ``cities/jelgava.profile.0``, ``words:Sources``,
``templates/guide/text/lv/03-roles.md#4`` (the fifth paragraph). Items of a list that have an id
may be named by it, which holds when the list changes: ``plans/capaci-2.actions.tutti-capaci.lead``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inclucities_docs.inputs.catalogue import catalogue_path, find_message, open_catalogue
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.prose_block import split_blocks
from inclucities_docs.inputs.yaml_file import Path, read_once
from inclucities_docs.schema import COLLECTIONS
from inclucities_docs.schema.value import Model

__all__ = ["Change", "Field", "fill_in", "find_field", "name_field", "read_field", "read_words", "value_key"]


@dataclass(frozen=True, slots=True)
class Change:
    """One field, and what it is to hold."""

    path: str
    """Name of the field; of a statement, of a text per language or of any other value."""
    value: Any
    """What it is to hold, as YAML has it: a text where there is a ``language``; none takes it out."""
    seen: Any = None
    """What it held when the sender read it; none where nothing stood there."""
    language: str = ""
    """The language of the text that is changed; empty for values that have none."""
    source: str = ""
    """Who says so, an id of data/sources.yaml: the statement is then sourced from it, and no longer
    awaited or proposed. A text that says something else loses its other languages."""
    is_new: bool = False
    """Whether the value is a new item of a list, to stand before the one at this position."""
    needs: tuple[Change, ...] = ()
    """What has to stand in the same file for it, and is written with it where nothing stands yet."""
    is_whole: bool = False
    """Whether value and what was seen are all that stands there, state and source included, as YAML has it."""


@dataclass(frozen=True)
class Field:
    """Where a field stands in the project's files, and what it holds now."""

    file: str
    steps: Path
    """Keys and positions in the file; of a prose text the number of the paragraph."""
    value: Any
    """What it holds, as YAML has it; none where nothing stands there."""
    model: Any = None
    """The checked value: a record, a statement, a text; none where nothing stands there."""


def value_key(model: Any) -> str:
    """Return the key that holds what a statement says: ``text``, ``value`` or ``period``; empty for other values."""
    fields = type(model).model_fields if isinstance(model, Model) else {}
    if "awaited_from" not in fields or "state" not in fields:
        return ""
    return next((name for name in ("text", "value", "period") if name in fields), "")


def read_field(project: Project, path: str, language: str = "") -> Any:
    """Return what a field holds: its words in a language, or its value as YAML has it; none where nothing stands there.

    Raise LookupError for a path that names no file or record.
    """
    return read_words(find_field(project, path, language), language)


def read_words(field: Field, language: str = "") -> Any:
    """Return what a field says in a language, or its value."""
    value = field.value
    if language and isinstance(value, Mapping):
        text = value.get("text") if value_key(field.model) == "text" else value
        return text.get(language) if isinstance(text, Mapping) else None
    key = value_key(field.model)
    return value.get(key) if key and key != "text" and isinstance(value, Mapping) else value


def find_field(project: Project, path: str, language: str = "", seen: Any = None) -> Field:
    """Return where a field stands; raise LookupError for a path that names no file or record.

    An item of a list without ids is looked for among its neighbours where it says no more what was ``seen``.
    """
    if path.startswith("templates/"):
        return _find_prose(project, path, seen)
    if path.startswith("words:"):
        return _find_words(project, path[len("words:") :], language)
    record, _, inner = path.partition(".")
    steps = inner.split(".") if inner else []
    file, start = _locate(project, record)
    text = project.workspace.read_text(file)
    value = read_once(file, text).value if text else {} if start else None
    model: Any = None
    for step in start:
        value = value.get(step) if isinstance(value, dict) else None
    if value is not None and text:
        model = project.find(record)
    found = Field(file, start, value, model)
    for position, step in enumerate(steps):
        is_last = position == len(steps) - 1
        found = _step(found, step, (language, seen) if is_last and seen is not None else None)
    return found


def _locate(project: Project, record: str) -> tuple[str, Path]:
    if record in project.places.origins:
        return project.places.origins[record]
    collection, _, key = record.partition("/")
    if collection not in COLLECTIONS or not re.fullmatch(r"[a-z0-9-]+", key):
        raise LookupError(f"'{record}' is not a record")
    single = f"data/{collection}.yaml"
    if single in project.workspace.files:
        return single, (key,)
    return f"data/{collection}/{key}.yaml", ()


def _step(field: Field, step: str, sought: tuple[str, Any] | None) -> Field:
    key: str | int = step
    value, model = field.value, field.model
    if isinstance(value, list):
        key = _position(value, step)
        if sought is not None:
            key = _follow(field, key, *sought)
        inside = value[key] if key < len(value) else None
    else:
        if value is not None and not isinstance(value, dict):
            raise LookupError(f"nothing stands below '{step}'")
        inside = value.get(key) if value else None
    return Field(field.file, (*field.steps, key), inside, _inner(model, key) if inside is not None else None)


def _inner(model: Any, key: str | int) -> Any:
    if isinstance(model, Model):
        return getattr(model, str(key), None)
    try:
        return model[key]
    except (LookupError, TypeError):
        return None


def _position(items: list[Any], step: str) -> int:
    """Return the position of an item by its number or its id."""
    for index, one in enumerate(items):
        if isinstance(one, dict) and one.get("id") == step:
            return index
    if step.isdecimal() and len(step) < 6 and int(step) <= len(items):
        return int(step)
    raise LookupError(f"'{step}' is not in the list")


def _follow(field: Field, position: int, language: str, seen: Any) -> int:
    """Return where an item of a list stands that may have moved."""
    same = [
        index
        for index, one in enumerate(field.value)
        if read_words(Field(field.file, (), one, _inner(field.model, index)), language) == seen
    ]
    return position if position in same or len(same) != 1 else same[0]


def _find_prose(project: Project, path: str, seen: Any) -> Field:
    file, _, number = path.partition("#")
    text = project.workspace.read_text(file)
    if not re.fullmatch(r"templates/[\w-]+/text/[\w-]+/[\w-]+\.md", file) or (number and text is None):
        raise LookupError(f"'{file}' is not a text")
    if not number:
        return Field(file, (), text)
    blocks = split_blocks(text or "")
    position = int(number) if number.isdecimal() else len(blocks)
    same = [index for index, one in enumerate(blocks) if one == seen]
    if position not in same and len(same) == 1:
        position = same[0]
    return Field(file, (position,), blocks[position] if position < len(blocks) else None)


def _find_words(project: Project, msgid: str, language: str) -> Field:
    file = catalogue_path(language)
    text = project.workspace.read_text(file)
    message = find_message(open_catalogue(language, text), msgid) if text else None
    if message is None or not re.fullmatch(r"[a-zA-Z-]+", language):
        raise LookupError(f"'{msgid}' is not a word of the interface")
    said = list(message.string) if isinstance(message.string, tuple) else message.string
    return Field(file, (msgid,), said if (any(said) if isinstance(said, list) else said) else None)


def name_field(project: Project, path: str) -> str:
    """Return a path in which items of lists are named by their ids, where they have them."""
    record, *steps = path.split(".")
    value: Any = project.find(record)
    named = [record]
    for step in steps:
        value = _inner(value, int(step) if isinstance(value, tuple) and step.isdecimal() else step)
        own = getattr(value, "id", None) if step.isdecimal() else None
        named.append(str(own) if own else step)
    return ".".join(named)


def fill_in(change: Change, field: Field) -> Any:
    """Return what a field is to hold as YAML has it."""
    key = value_key(field.model)
    if (
        change.value is None
        or change.is_new
        or change.is_whole
        or change.path.startswith(("words:", "templates/"))
    ):
        return change.value
    if not change.language and not key:
        return change.value
    if not isinstance(field.value, dict):
        return {change.language: change.value} if change.language else change.value
    if not key:  # a text per language, without a state of its own
        return {**field.value, change.language: change.value}
    made = dict(field.value)
    was_awaited = made.pop("awaited_from", None) is not None or made.get("state") == "awaited"
    if not change.source:
        if key == "text" and change.language:
            return {**field.value, "text": {**field.value.get("text", {}), change.language: change.value}}
        return {**field.value, **_as_keys(key, change.value)}
    if was_awaited:
        made.pop("note", None)  # it says why nothing stands here
    said = _as_keys(key, change.value)
    if key == "text":
        is_same = not was_awaited and made.get("text", {}).get(change.language) == change.value
        said = {"text": made["text"] if is_same else {change.language: change.value}}
    else:
        is_same = not was_awaited and all(made.get(name) == one for name, one in said.items())
    sources = made.get("source", [])
    before = [sources] if isinstance(sources, str) else list(sources)
    kept = before if is_same else []
    names = [*kept, *([change.source] if change.source not in kept else [])]
    return dict(_in_order(field.value, made, said, names[0] if len(names) == 1 else names))


def _as_keys(key: str, value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) and key != "text" else {key: value}


def _in_order(
    old: dict[str, Any], made: dict[str, Any], said: dict[str, Any], source: Any
) -> Iterator[tuple[str, Any]]:
    """Return the keys of an answered statement: what is said first, the source where the state stood."""
    is_placed = False
    yield from ((name, value) for name, value in said.items() if name not in old)
    for name in old:
        if name in ("awaited_from", "state", "source"):
            if not is_placed:
                yield "source", source
            is_placed = True
        elif name in said:
            yield name, said[name]
        elif name in made:
            yield name, made[name]
    if not is_placed:
        yield "source", source
