"""What the program says to a writer: a place, plain words and a hint."""

from __future__ import annotations

import contextlib
import difflib
import functools
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TextIO

__all__ = [
    "FORMS",
    "MOST_TOLD",
    "DanglingReference",
    "Diagnostic",
    "DiagnosticError",
    "Location",
    "Severity",
    "let_go",
    "nearest",
    "quote_line",
    "refuse",
    "report",
    "show",
    "suggest",
]

MOST_TOLD = 100
"""So many problems are told at once; of all others the number is."""

MOST_WORDS = 1_000
"""Longest message or hint that is told, characters."""

Severity = Literal["error", "warning"]

FORMS = ("json", "github", "gitlab", "sarif")
"""The forms for machines that problems can be given in."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a project file: path relative to the project, line and column from 1 (0: unknown)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem that a writer can mend.

    ``excerpt`` is the offending line as it stands in the file, ``width`` the number of
    characters to underline from the location's column.
    """

    location: Location
    message: str
    hint: str = ""
    severity: Severity = "error"
    excerpt: str = ""
    width: int = 1

    @classmethod
    def at(
        cls,
        place: Location,
        text: str,
        message: str,
        hint: str = "",
        severity: Severity = "error",
        width: int = 1,
    ) -> Diagnostic:
        """Return a problem with the line that it stands in, of the text of its file."""
        return cls(place, message, hint, severity, quote_line(text, place.line), width)

    @property
    def sort_key(self) -> tuple[Location, str]:
        """Order of a report: by place, then by words."""
        return (self.location, self.message)

    def __str__(self) -> str:
        lines = [show(f"{self.location}: {self.severity}: {self.message}")]
        if self.excerpt and self.location.line:
            gutter = f"{self.location.line:>5}"
            text = show(self.excerpt.rstrip("\n"))
            lines.append(f"{gutter} | {text[:160]}")
            if 0 < self.location.column <= 160:
                carets = "^" * max(1, min(self.width, 160 - self.location.column + 1))
                lines.append(f"{' ' * len(gutter)} | {' ' * (self.location.column - 1)}{carets}")
        if self.hint:
            lines.append(f"  hint: {show(self.hint)}")
        return "\n".join(lines)


def quote_line(text: str, number: int) -> str:
    """Return one line of a text, or an empty text where it has none of that number."""
    lines = _split(text)
    return lines[number - 1] if 0 < number <= len(lines) else ""


@functools.lru_cache(maxsize=1)
def _split(text: str) -> list[str]:
    """Return a text's lines; of a file with thousands of problems it is divided once."""
    return text.splitlines()


def show(text: str) -> str:
    """Return a text on one line, without characters that steer a terminal or turn its reading direction."""
    short = text if len(text) <= MOST_WORDS else text[: MOST_WORDS - 1] + "…"
    return "".join(letter if letter.isprintable() else " " for letter in short)


@dataclass(frozen=True, slots=True)
class DanglingReference(Diagnostic):
    """A problem with ``name``, of which there is no record; ``count`` places name it."""

    name: str = ""
    count: int = 1


class DiagnosticError(Exception):
    """Carries every problem found in one go, sorted by place."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda one: one.sort_key))
        super().__init__()

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics[:MOST_TOLD]))

    def __reduce__(self) -> tuple[type[DiagnosticError], tuple[tuple[Diagnostic, ...]]]:
        return (type(self), (self.diagnostics,))


def refuse(path: str, message: str, hint: str = "") -> DiagnosticError:
    """Return an error that says what is wrong with a file or a folder as a whole."""
    return DiagnosticError([Diagnostic(Location(path), message, hint)])


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name a writer most probably meant, or an empty string."""
    matches = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else ""


def suggest(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint at the known name that a writer most probably meant, or what else to do."""
    guess = nearest(name, known)
    return f"did you mean '{guess}'?" if guess else otherwise


def report(problems: Iterable[Diagnostic], stream: TextIO) -> int:
    """Print the first problems, each once, sorted by place, and how many there are; return the number of errors."""
    unique = list(dict.fromkeys(sorted(problems, key=lambda one: (one.severity, one.sort_key))))
    told = sorted(unique[:MOST_TOLD], key=lambda one: one.sort_key)
    for problem in told:
        print(problem, file=stream)
    if len(unique) > len(told):
        print(f"\n… and {len(unique) - len(told)} more, not told here: mend these first", file=stream)
    errors = sum(one.severity == "error" for one in unique)
    if errors:
        print(f"\n{errors} problem{'s' if errors > 1 else ''} to mend", file=stream)
    return errors


def let_go(stream: TextIO) -> None:
    """Have what is still said to a stream that nobody reads go nowhere, without a complaint at the end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
