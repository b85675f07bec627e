"""What the last run of the checks said of the files as they are now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inclucities_docs.build.writer import OUTPUT

__all__ = ["REPORT", "read_report"]

REPORT = "conformance.json"
"""Where a run of the checks leaves its results, below deliverables/."""


def read_report(root: Path, checksums: Mapping[str, str]) -> dict[str, Any]:
    """Give the report: its ``tools``, and the ``files`` that are the same still, by their SHA-256.

    Empty where the checks were never run.
    """
    try:
        content = json.loads((root / OUTPUT / REPORT).read_bytes())
        files = {
            path: entry
            for path, entry in content["files"].items()
            if path in checksums and entry["sha256"] == checksums[path]
        }
        return {"tools": dict(content["tools"]), "files": files} if files else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
