"""Watching the input folders: what a writer saves is made anew at once."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

from inclucities_docs.source.workspace import FOLDERS

__all__ = ["watch_inputs"]


def watch_inputs(root: Path, refresh: Callable[[], None], stop: threading.Event) -> None:
    """Call ``refresh`` after each change of an input file, until told to stop."""
    folders = [root / name for name in FOLDERS if (root / name).is_dir()]
    for _ in watch(
        *folders, stop_event=stop, step=20, debounce=200, rust_timeout=1000, raise_interrupt=False
    ):
        try:
            refresh()
        except Exception:  # a mistake of ours must not end the preview
            traceback.print_exc()
