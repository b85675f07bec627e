"""One word for one thing: texts that use another word than the glossary's are pointed out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.warning import warn_at
from inclucities_docs.schema import Term

__all__ = ["check_glossary", "list_lines"]

_SKIPPED = re.compile(r"\{\{.*?\}\}|\{\w*\}|\{%.*?%\}|\{[.#][^}]*\}|%\(\w+\)\w|«[^»]*»|“[^”]*”|https?://\S+")
"""What is not the writer's own wording: values put in by name, names of places, quotations, addresses."""

_SEARCHED = re.compile(r"categories/[^.]+\.words")
"""What readers look for, in their words and not in ours."""


def check_glossary(project: Project) -> list[Diagnostic]:
    """Return a warning for every use of a word that the glossary asks to avoid."""
    rules, found = _list_rules(project), []
    spoken: dict[str, list[tuple[str, int, str]]] = {}
    for language, path, number, line in list_lines(project, _SEARCHED):
        spoken.setdefault(language, []).append((path, number, line))
    for language, lines in spoken.items():
        whole = _fold("\n".join(line for _, _, line in lines))  # most words to avoid stand nowhere
        likely = [rule for rule in rules.get(language, ()) if any(word in whole for word in rule[0])]
        for path, number, line in lines if likely else ():
            folded = _fold(line)
            for words, pattern, name in likely:
                if not any(word in folded for word in words):
                    continue
                text = _SKIPPED.sub(lambda match: " " * len(match[0]), line)
                for match in pattern.finditer(text):
                    message = f"'{match[0]}' is not the glossary's word"
                    hint = f"write '{name}', or change `avoid:` in data/glossary.yaml"
                    found.append(warn_at(project, path, number, message, hint, match[0]))
    return found


def _fold(text: str) -> str:
    """Return a text without what an expression that ignores case takes for the same: looking in it is much cheaper."""
    return text.casefold().replace("\u0307", "").replace("ı", "i")


def _list_rules(project: Project) -> dict[str, list[tuple[list[str], re.Pattern[str], str]]]:
    """Return for each language the words to avoid, folded, the expression that finds them, and what to write."""
    rules: dict[str, list[tuple[list[str], re.Pattern[str], str]]] = {}
    for term in project.collections.get("glossary", {}).values():
        assert isinstance(term, Term)
        for language, words in term.avoid.items():
            name = term.name.get(language, term.id)
            pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
            rules.setdefault(language, []).append((list(map(_fold, words)), pattern, name))
    return rules


def list_lines(
    project: Project, unread: re.Pattern[str] | None = None
) -> Iterator[tuple[str, str, int, str]]:
    """Return each line of prose, of data texts and of interface words, with its language and place.

    Data texts whose name is wholly ``unread`` are left out.
    """
    workspace = project.workspace
    for one in workspace.list_prose():
        numbered = enumerate((workspace.read_text(one.path) or "").splitlines(), 1)
        yield from ((one.language, one.path, number, line) for number, line in numbered)
    for path in workspace.files:
        if found := re.fullmatch(r"templates/locale/([^/]+)/LC_MESSAGES/messages\.po", path):
            numbered = enumerate((workspace.read_text(path) or "").splitlines(), 1)
            yield from ((found[1], path, number, line) for number, line in _translated(numbered))
    for name, text in project.texts:
        if not name.startswith("glossary/") and not (unread and unread.fullmatch(name)):
            for language in text:
                yield from _data_lines(project, name, language, text[language])


def _translated(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Return the lines of a catalogue that hold translations."""
    inside = False
    for number, line in lines:
        if not line.startswith('"'):
            inside = line.startswith("msgstr")
        if inside:
            yield number, line


def _data_lines(project: Project, name: str, language: str, text: str) -> Iterator[tuple[str, str, int, str]]:
    """Return a text with the line that it stands in, or begins at."""
    place = project.places.get(f"{name}.{language}") or project.places.get(name)
    if place is not None:
        yield language, place.path, place.line, text
