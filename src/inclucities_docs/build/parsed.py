"""What data files hold, kept from one run to the next: a file with the same bytes is not parsed again."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from inclucities_docs.build.folder import CACHE, read_kept
from inclucities_docs.build.trace import fingerprint_program
from inclucities_docs.inputs.file_transaction import replace_file
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.workspace import Workspace

__all__ = ["load_changes"]

PARSED = f"{CACHE}/parsed.json"
"""Fingerprint of a file's content → the values in it; what they may be is looked at each time."""


def load_changes(root: Path, workspace: Workspace, *, anew: bool = False) -> Project:
    """Return a project whose files are parsed where they changed since the last run, or all of them ``anew``.

    Raise DiagnosticError as ``load_project`` does.
    """
    program = fingerprint_program()
    parsed = {} if anew else _recall(root, program)
    known = len(parsed)
    project = load_project(workspace, parsed)
    if len(parsed) > known:
        there = {workspace.digest(path) for path in workspace.files if path.endswith(".yaml")}
        content = {"program": program, "parsed": {key: one for key, one in parsed.items() if key in there}}
        with contextlib.suppress(OSError, UnicodeEncodeError):  # then the next run takes longer
            replace_file(root, PARSED, json.dumps(content, ensure_ascii=False).encode())
    return project


def _recall(root: Path, program: str) -> dict[str, Any]:
    """Return what was kept; nothing where it is not there, is damaged, or another program left it."""
    try:
        content = json.loads(read_kept(root / PARSED))
        parsed: dict[str, Any] = content["parsed"]
        is_ours = content["program"] == program and all(isinstance(one, dict) for one in parsed.values())
        return parsed if is_ours else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
