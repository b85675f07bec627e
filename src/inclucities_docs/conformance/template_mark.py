"""A project whose templates say where each element comes from: for tools that find a fault in a document.

The marks are put into the templates' own text, so that rendering knows nothing of them.
"""

from __future__ import annotations

import dataclasses
import re

from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render.template.origin_mark import MARK, mark_page

__all__ = ["mark_templates"]

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#{1,6}\s.*?)(?:\s*\{([^{}]*)\})?\s*$")
_PICTURE = re.compile(r"(!\[[^\]]*\]\([^)]*\))(?:\{([^{}]*)\})?")


def mark_templates(project: Project) -> Project:
    """Return the project with every tag of its page templates marked, and headings and pictures of texts."""
    files = dict(project.workspace.files)
    for path in files:
        if not path.startswith("templates/"):
            continue
        if path.endswith(".html"):
            files[path] = mark_page(path, project.workspace.read_text(path) or "").encode()
        elif path.endswith(".md"):
            files[path] = mark_text(path, project.workspace.read_text(path) or "").encode()
    return dataclasses.replace(project, workspace=Workspace(files))


def mark_text(path: str, text: str) -> str:
    """Return a Markdown text with the place of its headings and pictures."""
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
