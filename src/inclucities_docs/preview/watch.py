"""Watching the input folders: what a writer saves is made anew at once."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import watch

from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs.workspace import FOLDERS, list_states

__all__ = ["watch_inputs"]

LOOK = 1000
"""So often it is looked whether anything changed that nobody told of, milliseconds."""


def watch_inputs(root: Path, refresh: Callable[[], None], stop: threading.Event) -> None:
    """Call ``refresh`` after each change of an input file, until told to stop.

    The system tells of changes at once, where it has watches to give. Each second all files are looked
    at too: a folder that was replaced is told of by nobody.
    """
    seen = _look(root)
    while not stop.is_set():
        for _ in _wait(root, stop):
            now = _look(root)
            if now == seen:
                continue
            folders_changed = _folders(root, now) != _folders(root, seen)
            seen = now
            try:
                refresh()
            except Exception:  # a mistake of ours must not end the preview
                traceback.print_exc()
            if folders_changed:  # the new ones are to be watched
                break


def _wait(root: Path, stop: threading.Event) -> Iterator[object]:
    """Return something after each change that the system tells of, and each second; by the clock alone without watches."""
    folders = [root / name for name in FOLDERS if (root / name).is_dir()]
    try:
        yield from watch(
            *folders, stop_event=stop, step=20, debounce=200, rust_timeout=LOOK, yield_on_timeout=True,
            raise_interrupt=False,
        )  # fmt: skip
    except Exception:  # no watch left, or the folder went away: the library says it in many ways
        stop.wait(LOOK / 1000)
        yield None


def _look(root: Path) -> object:
    """Return what tells whether any input changed; what is wrong with them is told by who makes documents."""
    try:
        return list_states(root)
    except (DiagnosticError, OSError) as error:
        return str(error)


def _folders(root: Path, states: object) -> set[str]:
    names = {name.rpartition("/")[0] for name in states} if isinstance(states, dict) else set()
    found = set()
    for name in (*FOLDERS, *names):
        try:
            found.add(f"{name} {(root / name).stat().st_ino}")
        except OSError:
            continue
    return found
