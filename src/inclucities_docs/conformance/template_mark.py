"""A project whose templates say where each element comes from: for tools that find a fault in a document.

The marks are put into the templates' own text, so that rendering knows nothing of them.
"""

from __future__ import annotations

import dataclasses
import re

from inclucities_docs.render.page.tree import MARK
from inclucities_docs.source.project import Project
from inclucities_docs.source.workspace import Workspace

__all__ = ["mark_templates"]

_PARTS = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(?:script|style|title)\b.*?</"
    r"|<(?!html\b|head\b|meta\b|link\b)(?P<tag>[a-zA-Z][\w-]*)(?=[\s>/{])",
    re.DOTALL,
)
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#{1,6}\s.*?)(?:\s*\{([^{}]*)\})?\s*$")
_PICTURE = re.compile(r"(!\[[^\]]*\]\([^)]*\))(?:\{([^{}]*)\})?")


def mark_templates(project: Project) -> Project:
    """Give the project with every tag of its page templates marked, and headings and pictures of texts."""
    files = dict(project.workspace.files)
    for path in files:
        if not path.startswith("templates/"):
            continue
        if path.endswith(".html"):
            files[path] = mark_page(path, project.workspace.read_text(path) or "").encode()
        elif path.endswith(".md"):
            files[path] = mark_text(path, project.workspace.read_text(path) or "").encode()
    return dataclasses.replace(project, workspace=Workspace(files))


def mark_page(path: str, template: str) -> str:
    """Give a template with the place of each of its tags, outside of what is code in it."""

    def mark(found: re.Match[str]) -> str:
        if found["tag"] is None:
            return found[0]
        line = template.count("\n", 0, found.start()) + 1
        return f'{found[0]} {MARK}="{path}:{line}"'

    return _PARTS.sub(mark, template)


def mark_text(path: str, text: str) -> str:
    """Give a Markdown text with the place of its headings and pictures."""
    lines = []
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = f'{MARK}="{path}:{number}"'
        if found := _FENCE.match(line):
            fence = "" if fence else found[1]
        elif not fence:
            line = _HEADING.sub(rf"\1 {{\2 {mark}}}", line)
            line = _PICTURE.sub(rf"\1{{\2 {mark}}}", line)
        lines.append(line)
    return "\n".join(lines)
