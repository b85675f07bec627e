"""One word for one thing: texts that use another word than the glossary's are pointed out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.schema import Term
from inclucities_docs.source.project import Project

__all__ = ["check_wording"]

_SKIPPED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|«[^»]*»|https?://\S+")
"""What is not the writer's own wording: values put in by name, quotations, addresses."""


def check_wording(project: Project) -> list[Diagnostic]:
    """Give a warning for every use of a word that the glossary asks to avoid."""
    rules = _list_rules(project)
    found = []
    for language, path, number, line in _lines(project):
        text = _SKIPPED.sub(lambda match: " " * len(match[0]), line)
        for pattern, name in rules.get(language, ()):
            for match in pattern.finditer(text):
                found.append(
                    Diagnostic(
                        Location(path, number, match.start() + 1),
                        f"'{match[0]}' is not the glossary's word",
                        f"write '{name}', or change `avoid:` in data/glossary.yaml",
                        severity="warning",
                        excerpt=line,
                        width=len(match[0]),
                    )
                )
    return found


def _list_rules(project: Project) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    rules: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for term in project.collections.get("glossary", {}).values():
        assert isinstance(term, Term)
        for language, words in term.avoid.items():
            name = term.name.get(language, term.id)
            pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
            rules.setdefault(language, []).append((pattern, name))
    return rules


def _lines(project: Project) -> Iterator[tuple[str, str, int, str]]:
    """Give each line of prose, and of data texts, with its language and place."""
    for path in project.workspace.files:
        found = re.fullmatch(r"templates/[^/]+/text/([^/]+)/.+\.md", path)
        if found:
            text = project.workspace.read_text(path) or ""
            yield from ((found[1], path, number, line) for number, line in enumerate(text.splitlines(), 1))
    for path in project.workspace.files:
        if path.startswith("data/") and path.endswith(".yaml") and path != "data/glossary.yaml":
            yield from _data_lines(project, path)


def _data_lines(project: Project, path: str) -> Iterator[tuple[str, str, int, str]]:
    language, indent = "", 0
    for number, line in enumerate((project.workspace.read_text(path) or "").splitlines(), 1):
        stripped = line.lstrip(" -")
        start = len(line) - len(stripped)
        key = re.match(r"([a-z]{2,3}): ?", stripped)
        if key:
            language, indent = key[1], start
        elif stripped and start <= indent:
            language = ""
        if language and stripped and not stripped.startswith("#"):
            yield language, path, number, line
