"""A preview at work for tests of its editor: asked as its pages ask, and led by keyboard."""

from __future__ import annotations

import contextlib
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inclucities_docs.preview.server import PreviewServer
from tiny_project import TinyProject

CITY = "data/cities/riverton.yaml"
PAGE = "en/leaflet.html"


SEEN = {
    "value": 12345,
    "definition": {"fr": "Habitants", "en": "Inhabitants"},
    "as_of": "2021",
    "source": "register",
}
FIELD = "cities/riverton.population"


@dataclass(frozen=True)
class Preview:
    """A preview at work, and the key that who started it was told."""

    address: str
    key: str

    def ask(self, task: str, body: Any, **headers: str) -> tuple[int, Any]:
        """Ask as a page of the preview does, but for the headers that are given otherwise."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        own = {
            "Origin": self.address.rstrip("/"),
            "X-Preview-Key": self.key,
            "Content-Type": "application/json",
        }
        request = urllib.request.Request(f"{self.address}-/{task}", content, own | headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def save(self, field: str, seen: Any, said: dict[str, str], **more: Any) -> Any:
        """Save an answer; gives what became of it."""
        status, made = self.ask(
            "save", {"field": field, "language": "en", "seen": seen, "said": said, **more}
        )
        assert status == 200, made
        return made


@contextlib.contextmanager
def start(project: TinyProject, *, read_only: bool = False) -> Iterator[Preview]:
    """A preview in this process, where the one that its workers part from is warm; it must live in the end."""
    server = PreviewServer(project.root, 0, read_only=read_only)
    at_work = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    at_work.start()
    try:
        yield Preview(server.address, server.preview.key)
        assert at_work.is_alive(), "the server is dead"
    finally:
        server.shutdown()
        server.server_close()


def wait_until(page: Any, claim: str) -> None:
    for _ in range(200):
        with contextlib.suppress(Exception):  # it may be loaded anew at this moment
            if page.evaluate(claim):
                return
        page.wait_for_timeout(50)
    raise AssertionError(claim)


def focus(page: Any, words: str) -> None:
    """Lead the keyboard from the top of the page to the handle of some words."""
    page.evaluate("document.querySelector('.edit-handle[tabindex=\"0\"]').focus()")
    for _ in range(100):
        if words in page.evaluate("document.activeElement.ariaLabel || ''"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(words)


def read(preview: Preview, path: str) -> str:
    with urllib.request.urlopen(preview.address + path, timeout=60) as answer:
        return str(answer.read().decode())
