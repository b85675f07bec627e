"""What is wrong with a page, collected while it goes on being made, each at the place that a writer can mend."""

from __future__ import annotations

import sys

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.reader import Lookup

__all__ = ["TEMPLATES", "Problems", "template_place"]

TEMPLATES = "templates/"


class Problems:
    """Collects what is wrong with a page while it goes on being made."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.found: dict[tuple[Location, str], Diagnostic] = {}

    def add(self, location: Location, message: str, hint: str = "", word: str = "") -> None:
        """Note a problem; ``word`` is what to underline in the line."""
        excerpt = self.lookup.line(location.path, location.line) if location.line else ""
        column, width = location.column, 1
        if word and word in excerpt[max(0, column - 1) :]:
            found = excerpt.index(word, max(0, column - 1)) + 1
            if column in (0, found):
                column, width = found, len(word)
        place = Location(location.path, location.line, column)
        self.found.setdefault(
            (place, message), Diagnostic(place, message, hint, excerpt=excerpt, width=width)
        )

    def raise_found(self) -> None:
        """Raise DiagnosticError where something was found."""
        if self.found:
            raise DiagnosticError(self.found.values())

    def add_here(self, message: str, hint: str = "", word: str = "") -> None:
        """Note a problem at the template line that is being run."""
        self.add(template_place(), message, hint, word)


def template_place() -> Location:
    """Return the innermost template line of the running call."""
    frame = sys._getframe(1)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.filename:
            return Location(template.filename, template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back  # type: ignore[assignment]
    return Location(TEMPLATES.rstrip("/"))
