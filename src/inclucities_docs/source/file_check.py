"""What can be said of files one by one: slips of Markdown and of YAML, whatever else is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.source.prose import check_prose, list_prose
from inclucities_docs.source.workspace import Workspace

__all__ = ["check_files", "find_conflicts"]

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7}) \S.*$", re.MULTILINE)
_TEXTS = (".md", ".yaml", ".html", ".css", ".po", ".svg", ".js")


def find_conflicts(workspace: Workspace) -> list[Diagnostic]:
    """Return an error for each file in which two versions stand one below the other."""
    found = []
    for path in sorted(workspace.files):
        content = workspace.read(path) if path.endswith(_TEXTS) else None
        if content is None or (b"<<<<<<< " not in content and b">>>>>>> " not in content):
            continue
        text = content.decode("utf-8", "replace")
        mark = _CONFLICT.search(text)
        if mark:
            number = text.count("\n", 0, mark.start()) + 1
            found.append(
                Diagnostic(
                    Location(path, number, 1),
                    "two versions of this text stand here, one below the other",
                    "keep what is right, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>",
                    excerpt=mark[0],
                    width=7,
                )
            )
    return found


def check_files(workspace: Workspace) -> list[Diagnostic]:
    """Return what is wrong with the texts and the YAML files of a project, each looked at by itself."""
    found: list[Diagnostic] = []
    for path in sorted(workspace.files):
        if not path.startswith(("data/", "templates/")) or not path.endswith((".md", ".yaml")):
            continue
        try:
            text = workspace.read_text(path) or ""
        except DiagnosticError:  # told where the file is read
            continue
        if list_prose([path]):
            found += check_prose(path, text)
        elif path.endswith(".yaml") and " #" in text:
            found += _find_remarks(path, text)
    return found


def _find_remarks(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield a warning for each # that makes a remark of what seems to be part of a value."""
    lines = text.splitlines()
    try:
        events = list(yaml.parse(text, yaml.CSafeLoader))
    except yaml.YAMLError:
        return
    for event in events:
        if not isinstance(event, yaml.ScalarEvent) or event.style:
            continue
        mark = event.end_mark
        if mark is None:
            continue
        line = lines[mark.line] if mark.line < len(lines) else ""
        found = re.match(r"\s+#(?=[^\s#!])", line[mark.column :]) if mark.column else None
        if found:
            yield Diagnostic(
                Location(path, mark.line + 1, mark.column + found.end()),
                "nothing from this # on is read",
                "put the whole text in quotes; a remark has a space behind its #",
                "warning",
                line,
            )
