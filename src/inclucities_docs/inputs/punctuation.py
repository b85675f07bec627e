"""Questions and exclamations of Spanish that nothing opens are pointed out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.glossary_check import list_lines
from inclucities_docs.inputs.project import Project

__all__ = ["check_punctuation"]

_OPENS = {"?": "¿", "!": "¡"}
_SKIPPED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->|!\[|https?://\S+|^.Plural-Forms:.*")
"""What is no sentence: values put in by name, remarks, pictures in Markdown, addresses, a catalogue's rule."""


def check_punctuation(project: Project) -> list[Diagnostic]:
    """Return a warning for each Spanish ? or ! that no ¿ or ¡ opens, in prose, data and catalogues."""
    found = []
    for path, number, text, mark in _find_unopened(project):
        excerpt = project.workspace.line(path, number)
        sentence = text[: mark + 1].lstrip()
        found.append(
            Diagnostic(
                Location(path, number, excerpt.find(sentence) + len(sentence) if sentence in excerpt else 0),
                f"nothing opens this '{text[mark]}' in a Spanish text",
                f"write '{_OPENS[text[mark]]}' where the question or exclamation begins",
                severity="warning",
                excerpt=excerpt,
            )
        )
    return found


def _find_unopened(project: Project) -> Iterator[tuple[str, int, str, int]]:
    """Return path, line, text of the line and place in it of each mark that nothing opens."""
    before: tuple[str, int] = ("", 0)
    is_open = dict.fromkeys(_OPENS, False)
    for language, path, number, line in list_lines(project):
        if language.split("-", 1)[0] != "es":
            continue
        goes_on = before == (path, number - 1) and not path.startswith("data/")
        before = (path, number)
        if not goes_on or not line.strip() or line.startswith("msgstr"):
            is_open = dict.fromkeys(_OPENS, False)
        text = _SKIPPED.sub(lambda match: " " * len(match[0]), line)
        for place, letter in enumerate(text):
            for closing, opening in _OPENS.items():
                if letter == opening:
                    is_open[closing] = True
                elif letter == closing:
                    ends = text[place + 1 : place + 2] not in {"?", "!"}  # «¿¡Qué!?» and «¡Ah!!»
                    if not any(is_open.values()):
                        yield path, number, line, place
                    if ends:
                        is_open = dict.fromkeys(_OPENS, False)
