"""What the last run of the checks said of the files as they are now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inclucities_docs.build.writer import OUTPUT, read_kept

__all__ = ["REPORT", "read_report"]

REPORT = "conformance.json"
"""Where a run of the checks leaves its results, below deliverables/."""


def read_report(root: Path, checksums: Mapping[str, str]) -> dict[str, Any]:
    """Return the report: its ``tools``, and the ``files`` that are the same still, by their SHA-256.

    Empty where the checks were never run.
    """
    try:
        content = json.loads(read_kept(root / OUTPUT / REPORT))
        files = {
            path: entry
            for path, entry in content["files"].items()
            if path in checksums and entry["sha256"] == checksums[path] and _is_sound(entry)
        }
        tools = {
            name: {key: str(tool[key]) for key in ("name", "version")}
            for name, tool in content["tools"].items()
        }
        return {"tools": tools, "files": files} if files else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _is_sound(entry: Mapping[str, Any]) -> bool:
    """Return whether a file's results have the form that a run of the checks gives them."""
    texts = [entry["status"]]
    for check in entry["checks"].values():
        texts += [check["status"], *(text for one in check.get("findings", ()) for text in one.values())]
    return all(isinstance(text, str) for text in texts)
