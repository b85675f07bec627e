"""Facts typed into prose by hand: numbers and names that the data already states."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.template_comment import blank_comments
from inclucities_docs.schema import City, Organisation

__all__ = ["check_facts"]

_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])(?:[:.][0-5]\d|[ \u00a0\u202f]h\b(?:[ \u00a0\u202f][0-5]\d\b)?)")
"""Clock times of an agenda, which a writer proposes: 9:00, 9.00, 9 h 30."""
_VALUES = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#[^}]*\}|\{\.[^}]*\}|\]\([^)]*\)|`[^`]*`|https?://\S+|^\s*\d+[.)]\s|&#\w+;"
)
"""What is no prose: values by name, names of places, addresses, code, numbers of list items and of signs."""

_PART = re.compile(
    r"\b(?:chapter|page|table|figure|annex|section|chapitre|tableau|annexe|hoofdstuk|bladzijde|pagina|tabel|figuur|bijlage"
    r"|Kapitel|Seite|Tabelle|Abbildung|capitolo|tabella|capítulo|página|tabla|rozdział|strona|nodaļa|lappuse|κεφάλαιο|σελίδα)\s$",
    re.IGNORECASE,
)
"""What a document numbers by itself."""

_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f]*\d|\d")


def check_facts(project: Project) -> list[Diagnostic]:
    """Return a warning for each number, city and association that a Markdown text states by itself.

    Such a fact would stay as it is when the data changes, and carries no source.
    """
    texts = (
        path for path in project.workspace.files if re.fullmatch(r"templates/[^/]+/text/[^/]+/.+\.md", path)
    )
    return [
        one for path in texts for one in _check_text(project, path, project.workspace.read_text(path) or "")
    ]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _check_text(project: Project, path: str, text: str) -> Iterator[Diagnostic]:
    names = _names(project)
    pattern = _pattern(tuple(sorted(names, key=len, reverse=True)))
    front = 0
    for number, line in enumerate(blank_comments(text, is_markdown=True).splitlines(), 1):
        if line == "---" and (number == 1 or front == 1):
            front += 1
            continue
        if front == 1:
            continue
        words = _CLOCK.sub(_blank, _VALUES.sub(_blank, line))
        for found in _NUMBER.finditer(words):
            hint = "name the fact it comes from, {{ … }}, or write small counts of steps and people as words"
            if _PART.search(words[: found.start()]):
                hint = 'refer to it by its name, {{ ref("ch-…") }}: its number changes with what stands before it'
            yield _warn((path, number, line), found, f"the number {found[0]} is typed into prose", hint)
        for found in pattern.finditer(words) if pattern else ():
            hint = f"write {{{{ {names[found[0]]} }}}}, which is right in every language"
            yield _warn((path, number, line), found, f"the name '{found[0]}' is typed into prose", hint)


def _warn(where: tuple[str, int, str], found: re.Match[str], message: str, hint: str) -> Diagnostic:
    path, number, line = where
    place = Location(path, number, found.start() + 1)
    return Diagnostic(place, message, hint, "warning", line, len(found[0]))


def _names(project: Project) -> dict[str, str]:
    """Return every name of a city or an association in any language, and how a text names it instead."""
    names: dict[str, str] = {}
    for key, city in project.collections["cities"].items():
        if isinstance(city, City):
            for name in (*city.name.values(), *city.official_names):
                names.setdefault(name, f'cities["{key}"].name')
    for key, body in project.collections["organisations"].items():
        if isinstance(body, Organisation):
            for name in (*body.name.values(), *_acronyms(body)):
                names.setdefault(name, f'organisations["{key}"].name')
    names[project.programme.name] = "programme.name"
    return {name: how for name, how in names.items() if len(name) > 2}


def _acronyms(body: Organisation) -> tuple[str, ...]:
    given = getattr(body, "acronym", None)
    return tuple(given.values()) if isinstance(given, dict) else (given,) if isinstance(given, str) else ()


@functools.lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None
