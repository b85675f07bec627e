"""Warnings at their place: a value of the data, or words in a line of a file."""

from __future__ import annotations

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.project import Project

__all__ = ["warn_at", "warn_of"]


def warn_of(project: Project, name: str, message: str, hint: str) -> Diagnostic:
    """Return a warning at a value, or at the nearest thing around it that has a place."""
    place = project.places.get(name)
    while name and place is None:
        name = name.rpartition(".")[0]
        place = project.places.get(name)
    return warn_at(project, place.path if place else "data", place.line if place else 0, message, hint)


def warn_at(project: Project, path: str, number: int, message: str, hint: str, words: str = "") -> Diagnostic:
    """Return a warning at a line of a file, and at words in it; they may stand in the lines above alone."""
    line = project.workspace.line(path, number)
    place = Location(path, number, line.find(words) + 1 if words else 0)
    return Diagnostic(place, message, hint, "warning", line, max(1, len(words)))
