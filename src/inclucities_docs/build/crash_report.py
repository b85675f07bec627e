"""The last net: a mistake of the program becomes one plain message, and a file that can be sent to its makers."""

from __future__ import annotations

import contextlib
import platform
import traceback
from pathlib import Path

from inclucities_docs import __version__
from inclucities_docs.build.log import anonymise
from inclucities_docs.build.writer import CACHE, replace_file
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location

__all__ = ["FAILURE", "describe_crash"]

FAILURE = f"{CACHE}/failure.log"
"""Where the program writes how it failed, from the project's folder."""

MOST_STEPS = 40
"""So many steps of the way to a failure are written: its first and last ones."""


def describe_crash(root: Path, error: Exception) -> Diagnostic:
    """Say that the program failed and where; writes what its makers need, without anything of the machine."""
    steps = traceback.extract_tb(error.__traceback__)
    ours = [one for one in steps if "inclucities_docs" in Path(one.filename).parts] or list(steps)
    place = _shorten(ours[-1].filename) + f":{ours[-1].lineno}" if ours else "an unknown place"
    kind = type(error).__name__
    lines = [f"inclucities_docs {__version__}, Python {platform.python_version()}, {platform.system()}"]
    half = MOST_STEPS // 2
    shown = list(steps) if len(steps) <= MOST_STEPS else [*steps[:half], *steps[-half:]]
    lines += [f"{_shorten(one.filename)}:{one.lineno} in {one.name}" for one in shown]
    lines.append(anonymise(root, f"{kind}: {error}"[:2000]))
    kept = ""
    with contextlib.suppress(OSError, DiagnosticError):
        replace_file(root, FAILURE, ("\n".join(lines) + "\n").encode("utf-8", "replace"))
        kept = (
            f"; send {FAILURE} to whoever looks after the program: it names no person and no folder of yours"
        )
    said = anonymise(root, str(error))[:200] or "without a word"
    return Diagnostic(
        Location("this program"),
        f"it failed in {place}: {kind}: {said}",
        f"the mistake is the program's; what was made so far is kept. Try without what was changed last{kept}",
    )


def _shorten(path: str) -> str:
    """Return a place in the program or in a library without the folders of this machine."""
    parts = Path(path).parts
    for name in ("inclucities_docs", "site-packages"):
        if name in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(name) :])
    return parts[-1] if parts else "?"
