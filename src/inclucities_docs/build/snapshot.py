"""The texts of the inputs as they were when documents were last made, so that one can say what was otherwise."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from inclucities_docs.build.folder import CACHE, read_kept
from inclucities_docs.inputs.file_transaction import replace_file
from inclucities_docs.inputs.workspace import Workspace

__all__ = ["keep_inputs", "recall_inputs"]

SNAPSHOT = f"{CACHE}/inputs.json.z"

_TEXTS = (".yaml", ".md", ".po", ".html", ".css")
MAX_UNPACKED = 512 << 20
"""Most that all texts hold, bytes."""

_LONGEST = 1 << 20
"""Longest text that is kept, bytes: whatever is longer is told of by its name alone."""


def keep_inputs(root: Path, workspace: Workspace) -> None:
    """Keep the texts of a workspace; raise OSError."""
    texts = {
        path: content.decode("utf-8", "replace")
        for path, content in workspace.files.items()
        if path.endswith(_TEXTS) and len(content) <= _LONGEST
    }
    replace_file(root, SNAPSHOT, zlib.compress(json.dumps(texts, ensure_ascii=False).encode(), 1))


def recall_inputs(root: Path) -> Workspace | None:
    """Return what was kept; none where it is not there, or is damaged."""
    try:
        packed = read_kept(root / SNAPSHOT)
        texts = json.loads(zlib.decompressobj().decompress(packed, MAX_UNPACKED))
        return Workspace({path: text.encode() for path, text in texts.items()})
    except (OSError, ValueError, zlib.error, AttributeError, RecursionError):
        return None
