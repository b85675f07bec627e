"""The windows in which pages are open: each is told what changed, and what is being made anew."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import secrets
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from inclucities_docs.build.review import REVIEW
from inclucities_docs.build.writer import replace_file
from inclucities_docs.inputs.catalogue import gettext_noop
from inclucities_docs.inputs.workspace import FOLDERS
from inclucities_docs.preview.panel import Saved
from inclucities_docs.preview.worker import RenderedFile, Worker

__all__ = ["Preview"]

_LOOK_ONLY = gettext_noop("the preview was started to look alone (--read-only).")
_FOLDER = gettext_noop("this folder cannot be written to.")


class Preview:
    """What server and watcher share: the worker, who has which page open, and what can be undone."""

    def __init__(self, root: Path, *, read_only: bool = False) -> None:
        self.root = root
        self.worker = Worker(root)
        self.fitter = Worker(root)
        """Lays out what is being written, to see whether it finds room."""
        self.problems: dict[str, str] = {}
        self.key = secrets.token_urlsafe(24)
        """What a page must show that changes something: known to who started the preview alone."""
        self._read_only = read_only
        self._steps: list[Saved] = []
        self._turn = 0
        self._open: dict[queue.Queue[str], tuple[str, str]] = {}
        self._written: dict[str, str] = {}
        self._lock = threading.Lock()

    def take(self, path: str) -> RenderedFile:
        """Return a file as today's inputs make it, and put it in place for other viewers."""
        rendered = self.worker.make(path)
        self.problems[path] = rendered.problems
        is_for_editing = path.endswith(".html")  # its words have names that no other reader is to see
        if (
            rendered.content is not None
            and not is_for_editing
            and self._written.get(path) != rendered.fingerprint
        ):
            self._written[path] = rendered.fingerprint
            with contextlib.suppress(Exception):
                replace_file(self.root, f"{REVIEW}/{path}", rendered.content)
        return rendered

    @contextlib.contextmanager
    def listen(self, path: str, shown: str) -> Iterator[queue.Queue[str]]:
        """Note that a page is open and what it shows, for as long as it is."""
        events: queue.Queue[str] = queue.Queue()
        with self._lock:
            self._open[events] = (path, shown)
        try:
            events.put(_compare(self.take(path), shown))  # what was saved while the page was loading
            yield events
        finally:
            with self._lock:
                self._open.pop(events, None)

    def refresh(self) -> None:
        """Make what is on screen anew, and tell the pages that changed or can't be made."""
        with self._lock:
            waiting = dict(self._open)
        outcomes: dict[str, RenderedFile] = {}
        for events, (path, shown) in waiting.items():
            if path not in outcomes:
                outcomes[path] = self.take(path)
            events.put(_compare(outcomes[path], shown))

    @property
    def closed(self) -> str:
        """Why nothing can be changed here, as words to be translated; empty where all can be."""
        if self._read_only:
            return _LOOK_ONLY
        is_open = all(os.access(self.root / name, os.W_OK) for name in FOLDERS if (self.root / name).is_dir())
        return "" if is_open else _FOLDER

    def note_step(self, saved: Saved) -> None:
        """Keep what was written, so that it can be undone."""
        self._steps.append(saved)

    def take_step(self) -> Saved | None:
        """Return what was written last, and forget it; none where nothing is left."""
        return self._steps.pop() if self._steps else None

    def follow(self, paths: Sequence[str]) -> None:
        """Make documents anew after a change, beside what is asked for, and tell all windows how far it is."""
        self._turn += 1
        threading.Thread(target=self._follow, args=(self._turn, list(paths)), daemon=True).start()

    def _follow(self, turn: int, paths: list[str]) -> None:
        self.refresh()
        worker = Worker(self.root)
        try:
            for done, path in enumerate(paths, 1):
                rendered = worker.make(path.lstrip("/"))
                if turn != self._turn:
                    return
                self._tell({"made": path, "done": done, "of": len(paths), "wrong": rendered.problems})
        finally:
            worker.close()

    def _tell(self, news: object) -> None:
        with self._lock:
            for events in self._open:
                events.put(json.dumps(news))


def _compare(rendered: RenderedFile, shown: str) -> str:
    """Return what a page is told that shows a file with some fingerprint."""
    if rendered.problems:
        return json.dumps({"problems": rendered.problems})
    return json.dumps({"problems": ""} if rendered.fingerprint == shown else {"reload": True})
