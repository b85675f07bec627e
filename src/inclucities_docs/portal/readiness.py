"""What keeps documents from being final: per document, and per city that is asked for something."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inclucities_docs.inputs.directory import list_stale
from inclucities_docs.inputs.freshness import today
from inclucities_docs.inputs.project import Project
from inclucities_docs.portal.deliverable import Deliverable, Deliverables
from inclucities_docs.schema import Directory
from inclucities_docs.schema.value import Quantity, Statement, walk_models

__all__ = ["STATES", "Request", "Task", "list_requests", "list_tasks", "read_lines"]

STATES = ("awaited", "proposed", "stale", "unreviewed", "missing")
"""What a part of a document can be, besides ready; in the order of the board's columns."""


@dataclass(frozen=True)
class Task:
    """One part to mend, and where."""

    state: str
    place: str
    """The fact or text, ``duos/mechelen-capaci.benchmark.standard``."""
    path: str
    line: int
    text: Mapping[str, str]
    """What it says or lacks, per language; empty for whole texts and interface words."""
    languages: tuple[str, ...]
    """Languages of the document in which it stands so."""


@dataclass(frozen=True)
class Request:
    """One thing that somebody is asked to supply."""

    supplier: str
    """Path of a record: ``cities/jelgava``, ``organisations/cemr``."""
    record: str
    """The record that lacks it."""
    text: Mapping[str, str]
    """What is missing; empty where it is a date."""
    path: str
    line: int


def list_tasks(project: Project, deliverables: Deliverables, document: Deliverable) -> list[Task]:
    """Return everything to mend in a document, in the order of the files."""
    found: dict[tuple[str, str], list[str]] = {}
    for language in document.languages:
        for mark in deliverables.details_of(document, language).marks:
            found.setdefault((mark.state, mark.place), []).append(language)
    tasks = []
    for (state, place), languages in found.items():
        path, line = _locate(project, place, languages[0])
        tasks.append(Task(state, place, path, line, _words(project, place), tuple(languages)))
    return sorted(tasks, key=lambda one: (STATES.index(one.state), one.path, one.line, one.place))


def _locate(project: Project, place: str, language: str) -> tuple[str, int]:
    if place.startswith("templates/"):
        return place, 1
    if place.startswith("words:"):
        path = f"templates/locale/{language}/LC_MESSAGES/messages.po"
        msgid = place[6:].replace("\\", "\\\\").replace('"', '\\"')
        return path, _number_words(project.workspace.read(path) or b"").get(f'msgid "{msgid}"', 1)
    while place:
        found = project.places.get(place)
        if found is not None:
            return found.path, found.line
        place = place.rpartition(".")[0]
    return "data", 0


@functools.lru_cache(maxsize=64)
def _number_words(catalogue: bytes) -> dict[str, int]:
    """Return the line at which each entry of a catalogue begins."""
    lines = catalogue.decode("utf-8-sig", "replace").splitlines()
    return {line: number for number, line in reversed(list(enumerate(lines, 1))) if line.startswith("msgid")}


def _words(project: Project, place: str) -> Mapping[str, str]:
    try:
        return _text_of(project.find(place))
    except (LookupError, ValueError):
        return {}


def _text_of(value: object) -> Mapping[str, str]:
    if isinstance(value, Statement):
        return value.text
    if isinstance(value, Quantity):
        return value.definition
    if isinstance(value, Mapping):
        return {str(key): str(words) for key, words in value.items()}
    return {}


def list_requests(project: Project) -> dict[str, list[Request]]:
    """Return what each city and organisation is asked for, in the order of the data files."""
    found: dict[str, list[Request]] = {}
    for name, record in project.list_records():
        for place, stated in walk_models(record, name):
            if getattr(stated, "state", "") != "awaited":
                continue
            key = str(stated.awaited_from)  # type: ignore[attr-defined]
            collection = "cities" if key in project.collections["cities"] else "organisations"
            path, line = _locate(project, place, "")
            request = Request(f"{collection}/{key}", name, _text_of(stated), path, line)
            found.setdefault(request.supplier, []).append(request)
    for request in _stale_services(project):
        found.setdefault(request.supplier, []).append(request)
    return {
        supplier: sorted(_distinct(requests), key=lambda one: (one.path, one.line))
        for supplier, requests in sorted(found.items())
    }


def _stale_services(project: Project) -> Iterator[Request]:
    """Return the services that were to be checked again before the day of this build, where it has one."""
    for key, record in project.collections["directories"].items():
        assert isinstance(record, Directory)
        for service, term in list_stale(record, today()):
            name = record.services[service].name
            french, english = (project.choose(name, one)[1] for one in ("fr", "en"))
            words = {
                "fr": f"Service à vérifier de nouveau, terme dépassé le {term} : {french}",
                "en": f"Service to be checked again, its term passed on {term}: {english}",
            }
            path, line = _locate(project, f"directories/{key}.services.{service}", "")
            office = project.programme.office
            collection = "cities" if office in project.collections["cities"] else "organisations"
            supplier = f"cities/{record.city}" if record.city else f"{collection}/{office}"
            yield Request(supplier, f"directories/{key}", words, path, line)


def _distinct(requests: list[Request]) -> list[Request]:
    """Leave out what is asked twice about the same record, as in two editions of a plan."""
    seen: dict[tuple[str, str], Request] = {}
    for one in requests:
        topic = re.sub(r"-\d+$", "", one.record)
        words = repr(sorted(one.text.items())) or one.path
        kept = seen.get((topic, words))
        if kept is None or not one.text or kept.record < one.record:
            key = (topic, words if one.text else f"{one.path}:{one.line}")
            seen[key] = one
    return list(seen.values())


def as_plain(requests: list[Request]) -> list[dict[str, object]]:
    """Return requests as plain data, for fingerprints."""
    return [dataclasses.asdict(one) for one in requests]


_SCRIPTS = {
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "ti": re.compile("[\u1200-\u137f]"),
}
_KEY = re.compile(r"^\s*(?:- )?([a-z]{2,3}):(?: |$)")


def read_lines(text: str) -> list[tuple[str, str]]:
    """Return a file's lines, each with the language of its foreign letters; empty for Latin ones."""
    lines, key = [], ""
    for line in text.splitlines():
        found = _KEY.match(line)
        if found:
            key = found[1]
        elif ":" in line:
            key = ""
        script = next((one for one, letters in _SCRIPTS.items() if letters.search(line)), "")
        lines.append((line, (key or script) if script else ""))
    return lines
