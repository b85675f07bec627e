"""What else can be said of a project whose data cannot be read: by the help of what stood there when it last could.

One round tells all: files that are broken are taken as they were, so that texts and templates can be looked at too,
and what names a file that is gone is told once, at that file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from inclucities_docs.diagnostics import DanglingReference, Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.workspace import Workspace

__all__ = ["mend", "tell_gone"]

_MOST = 6
"""So many places are named in a hint."""


def mend(
    workspace: Workspace, before: Workspace, problems: Iterable[Diagnostic]
) -> tuple[Project, set[str]] | None:
    """Return the project with what is broken as it was, and the paths that were exchanged; none where that is no help."""
    broken = {one.location.path for one in problems if one.severity == "error"}
    gone = {path for path in before.files if path.startswith("data/") and path not in workspace.files}
    taken = {path: before.files[path] for path in broken | gone if path in before.files}
    files = {path: content for path, content in workspace.files.items() if path not in broken} | taken
    try:
        return load_project(Workspace(files)), broken | gone
    except DiagnosticError:
        return None


def tell_gone(problems: Iterable[Diagnostic], workspace: Workspace, before: Workspace) -> list[Diagnostic]:
    """Return problems with those that name a file that is gone told as one, at that file."""
    found = list(problems)
    for path in sorted(before.files):
        folder, _, name = path.rpartition("/")
        if not re.fullmatch(r"data/\w+", folder) or not name.endswith(".yaml") or path in workspace.files:
            continue
        key = name.removesuffix(".yaml")
        mine = [one for one in found if isinstance(one, DanglingReference) and one.name == key]
        if not mine:
            continue
        count = max(len(mine), *(one.count for one in mine))
        places = [f"{one.location.path}:{one.location.line}" for one in mine[:_MOST]]
        more = ", …" if count > len(places) else ""
        fresh = [one for one in workspace.files if one.startswith(f"{folder}/") and one not in before.files]
        renamed = f"was it renamed to {fresh[0]}? " if len(fresh) == 1 else ""
        told = Diagnostic(
            Location(path),
            f"this file is gone, and {count} place{'s name' if count > 1 else ' names'} '{key}'",
            f"{renamed}bring it back, or take the name out: {', '.join(places)}{more}",
        )
        found = [told, *(one for one in found if one not in mine)]
    return found
