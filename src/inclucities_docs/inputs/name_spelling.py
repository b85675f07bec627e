"""Names of cities that a text spells otherwise than the data do, by a letter or two."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, cast

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.prose import list_prose
from inclucities_docs.inputs.warning import warn_at, warn_of

__all__ = ["check_names_of_cities"]

_LANGUAGES = ("en", "es", "fr", "it", "nl")
"""Languages in which a name has one form."""

_WORD = re.compile(r"(?<![\w/.@-])[A-ZÀ-ÖØ-Þ]\w{5,}(?![\w/@])")

LIKE = 0.84
"""From this likeness on a word is a name with a slip in it."""


def check_names_of_cities(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each word that is the name of a city but for a letter or two."""
    cities = cast("dict[str, Any]", project.collections["cities"]).values()
    names = {name for one in cities for name in (*one.official_names, *one.name.values())}
    known = {word for name in names for word in _WORD.findall(name)}
    for where, text in project.texts:
        for language in text if not where.endswith((".name", ".note")) else ():
            for word, meant in _find_slips(text[language], known) if language in _LANGUAGES else ():
                yield warn_of(project, f"{where}.{language}", _say(word, meant), f"did you mean '{meant}'?")
    for path in list_prose(sorted(project.workspace.files)):
        prose = project.workspace.read_text(path) or ""
        found = dict(_find_slips(prose, known)) if path.split("/")[3] in _LANGUAGES else {}
        for word, meant in found.items():
            number = prose.count("\n", 0, prose.index(word)) + 1
            yield warn_at(project, path, number, _say(word, meant), f"did you mean '{meant}'?", word)


def _find_slips(text: str, known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield words that are no name and nearly one, and the name; one with an ending more is another word."""
    for word in dict.fromkeys(_WORD.findall(text)):
        for name in sorted(known) if word not in known else ():
            is_near = word[0] == name[0] and abs(len(word) - len(name)) < 3
            is_longer = word.startswith(name[:-1]) or name.startswith(word[:-1])
            if is_near and not is_longer and difflib.SequenceMatcher(None, word, name).ratio() > LIKE:
                yield word, name
                break


def _say(word: str, meant: str) -> str:
    return f"'{word}' is nearly the name of the city {meant}"
