"""Where a build keeps what it makes and what it remembers."""

from __future__ import annotations

import stat
from pathlib import Path

__all__ = ["CACHE", "OUTPUT", "read_kept"]

CACHE = ".cache"
"""Folder of what may be deleted at any time, below the project."""

OUTPUT = "deliverables"
"""Where the build puts what it makes."""

MAX_KEPT = 128 << 20
"""Largest file that a run leaves for the next one, bytes."""


def read_kept(path: Path) -> bytes:
    """Return what an earlier run left in a file; raise OSError, and ValueError for what no run leaves."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_KEPT:
        raise ValueError("not a file that the program wrote")
    content = path.read_bytes()
    if b"\\ud" in content.lower():  # half a character, which cannot be written again
        raise ValueError("not a text that the program wrote")
    return content
