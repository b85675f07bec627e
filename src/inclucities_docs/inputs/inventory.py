"""Every text of a project that is or should be in a language, with its state and its place."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inclucities_docs.diagnostics import Location
from inclucities_docs.inputs.catalogue import catalogue_path
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.translation import TranslationState

__all__ = ["Unit", "find_place", "list_units"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One text to be translated into one language."""

    name: str
    """A fact's path, a Markdown file's, or ``words:`` and the English words."""
    original: str
    translation: str | None
    state: TranslationState


def list_units(project: Project, language: str) -> list[Unit]:
    """Return every text that has, or should have, a translation into a language."""
    return [*_facts(project, language), *_texts(project, language), *_words(project, language)]


def _facts(project: Project, language: str) -> Iterator[Unit]:
    first = project.programme.original_language
    for path, text in project.texts:
        state = project.judge_text(text, language)
        if state is not None:
            original = text.get(first) or next(iter(text.values()))
            yield Unit(path, original, text.get(language), state)


def _texts(project: Project, language: str) -> Iterator[Unit]:
    workspace = project.workspace
    programme = project.programme
    originals = (programme.original_language, *programme.fallback_languages)
    found = {(one.kind, one.name) for one in workspace.list_prose() if one.language in originals}
    for kind, name in sorted(found):
        state = project.judge_prose(kind, name, language)
        if state is None:
            continue
        paths = [f"templates/{kind}/text/{one}/{name}.md" for one in originals]
        original = next(text for text in map(workspace.read_text, paths) if text is not None)
        path = f"templates/{kind}/text/{language}/{name}.md"
        yield Unit(path, original, workspace.read_text(path), state)


def _words(project: Project, language: str) -> Iterator[Unit]:
    if language == "en":
        return
    for unsaid in project.catalogues.unsaid(language):
        yield Unit(f"words:{unsaid}", unsaid, None, "missing")
    catalogue: Mapping[object, str] = getattr(project.catalogues.catalogue(language), "_catalog", {})
    for key, translation in catalogue.items():
        msgid = key[0] if isinstance(key, tuple) else key
        if isinstance(msgid, str) and msgid and (not isinstance(key, tuple) or key[1] == 0):
            state = project.judge_words(language, msgid)
            if state is not None:
                yield Unit(f"words:{msgid}", msgid, translation, state)


def find_place(project: Project, unit: str, language: str) -> Location:
    """Return the file and line where a text stands, or where its translation should."""
    if unit.startswith("words:"):
        path = catalogue_path(language)
        lines = _number_lines(project.workspace.read_text(path) or "")
        return Location(path, lines.get(f'msgid "{unit[6:]}"', 0))
    if unit.startswith("templates/"):
        return Location(unit, 1 if unit in project.workspace.files else 0)
    place = project.places.get(f"{unit}.{language}") or project.places.get(unit)
    return Location(place.path, place.line) if place else Location("data")


@functools.lru_cache(maxsize=32)
def _number_lines(catalogue: str) -> dict[str, int]:
    """Return the number at which each line of a catalogue stands first."""
    found: dict[str, int] = {}
    for number, line in enumerate(catalogue.splitlines(), 1):
        found.setdefault(line, number)
    return found
