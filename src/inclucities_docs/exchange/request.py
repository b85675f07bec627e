"""What a city or an organisation is asked: each statement that is awaited, proposed or due for a new check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from inclucities_docs.exchange.contribution import Speaker
from inclucities_docs.exchange.field_name import name_key
from inclucities_docs.inputs.change import name_field, read_field, value_key
from inclucities_docs.inputs.check import list_references
from inclucities_docs.inputs.directory import list_stale
from inclucities_docs.inputs.project import Project
from inclucities_docs.schema import Directory
from inclucities_docs.schema.value import Model, Quantity, walk_models

__all__ = ["Request", "describe_place", "list_fields", "list_requests", "suppliers"]

Reason = Literal["awaited", "due", "proposed"]


@dataclass(frozen=True)
class Request:
    """One thing that somebody is asked."""

    path: str
    reason: Reason
    answer_type: Literal["text", "number", "date", "check"]
    topic: str
    """Where it stands: record, item and field, in the sender's language."""
    asked: str
    """What is missing, or what was drafted."""
    seen: Any
    """What the field holds: its words, a number, a date; none where nothing stands there."""
    language: str = ""
    """The language of the words that are seen: the sender's, where they are there in it; empty for other values."""
    note: str = ""


def suppliers(project: Project) -> list[str]:
    """Return the paths of all who can be asked."""
    return [f"{one}/{key}" for one in ("cities", "organisations") for key in project.collections.get(one, {})]


def list_requests(project: Project, supplier: str, language: str, day: str) -> list[Request]:
    """Return what somebody is asked, awaited first, in the order of the files; ``day`` tells what is due."""
    found: dict[Reason, list[Request]] = {"awaited": [], "due": [], "proposed": []}
    for path, stated in list_fields(project, supplier):
        if stated.state in ("awaited", "proposed"):
            found[stated.state].append(_ask(project, path, stated, language))
    key = supplier.partition("/")[2]
    for name, record in project.collections.get("directories", {}).items():
        if isinstance(record, Directory) and record.city == key:
            found["due"] += [
                _ask_again(project, f"directories/{name}", one, language)
                for one, _ in list_stale(record, day)
            ]
    return [*found["awaited"], *found["due"], *found["proposed"]]


def list_fields(project: Project, supplier: str) -> Iterator[tuple[str, Any]]:
    """Return each statement that somebody may answer for: of the records about it, and what is awaited from it.

    What is awaited from others is theirs to answer. Of records that follow one another by editions, the last one counts.
    """
    key = supplier.partition("/")[2]
    latest = _latest(project)
    programme, *records = project.list_records()
    for path, record in (*records, programme):
        if not latest.get(path, True):
            continue
        is_own = path == supplier or (record is not project.programme and _is_about(record, key))
        for place, stated in _list_stated(record, path):
            if stated.awaited_from == key if stated.awaited_from else is_own:
                yield name_field(project, place), stated


def _is_about(record: Model, key: str) -> bool:
    """Return whether a record names a city as one that it is about."""
    return any(
        given == key and "cities" in ref.collections and "awaited_from" not in path and len(path) <= 3
        for path, ref, given in list_references(record, ())
    )


def _latest(project: Project) -> dict[str, bool]:
    """Return which records that have an edition are the last one."""
    last: dict[str, tuple[int, str]] = {}
    found: dict[str, bool] = {}
    for path, record in project.list_records():
        edition = getattr(record, "edition", None)
        if isinstance(edition, int):
            collection, _, name = path.partition("/")
            topic = f"{collection}/{getattr(record, 'city', name)}"
            found[path] = False
            last[topic] = max(last.get(topic, (0, "")), (edition, path))
    return found | {path: True for _, path in last.values()}


def _list_stated(value: Model, path: str) -> Iterator[tuple[str, Any]]:
    """Yield each statement inside a record; what other sources say is no question."""
    for place, one in walk_models(value, path):
        if value_key(one) and ".others." not in place:
            yield place, one


def _ask(project: Project, path: str, stated: Any, language: str) -> Request:
    speak = Speaker(project, language)
    key = value_key(stated)
    answer_type: Literal["text", "number", "date"] = "text"
    asked = ""
    if key == "text":
        asked = speak.choose(stated.text)
    elif isinstance(stated, Quantity):
        answer_type, asked = "number", speak.choose(stated.definition)
    else:
        answer_type = "date"
    note = speak.choose(stated.note) if stated.note else ""
    topic = describe_place(project, path, language)
    own = project.choose(stated.text, language)[0] if key == "text" else ""
    seen = read_field(project, path, own)
    return Request(
        path, stated.state, answer_type, topic, asked or topic.rpartition(" › ")[2], seen, own, note
    )


def _ask_again(project: Project, record: str, service: str, language: str) -> Request:
    path = f"{record}.services.{service}"
    speak = Speaker(project, language)
    found = project.find(path)
    asked = " ".join([speak.choose(found.name), *(speak.choose(one.text) for one in found.description)])
    seen = read_field(project, f"{path}.assured_date")
    return Request(
        f"{path}.assured_date", "due", "check", describe_place(project, path, language), asked, seen
    )


def describe_place(project: Project, path: str, language: str) -> str:
    """Say where a field stands, from the record to the field, in a reader's words."""
    speak = Speaker(project, language)
    record, *steps = path.split(".")
    value: Any = project.find(record)
    place = getattr(value, "city", None)  # of a directory or a plan; roles have words there
    city = project.collections["cities"].get(place) if isinstance(place, str) else None
    names = [_title(value, speak) or _title(city, speak) or record.rpartition("/")[2].replace("-", " ")]
    for step in steps:
        if isinstance(value, tuple):
            index = next((i for i, one in enumerate(value) if getattr(one, "id", None) == step), None)
            index = int(step) if index is None and step.isdecimal() else index
            if index is None or index >= len(value):
                break
            value = value[index]
            title = _title(value, speak)
            if title:
                names[-1:] = [title] if len(names) > 1 else [names[-1], title]
            else:
                names[-1] += f" {index + 1}"
            continue
        value = value.get(step) if isinstance(value, dict) else getattr(value, step, None)
        title = _title(value, speak) if isinstance(value, Model) and not value_key(value) else ""
        names.append(title or speak(name_key(step)))
    return " › ".join(names)


def _title(value: Any, speak: Speaker) -> str:
    if not isinstance(value, Model) or value_key(value):
        return ""
    text = getattr(value, "title", None) or getattr(value, "name", None)
    if isinstance(text, dict) and text:
        return speak.choose(text)
    return re.sub(r"\s+", " ", text) if isinstance(text, str) else ""
