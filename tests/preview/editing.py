"""A preview at work for tests of its editor: asked as its pages ask, and led by keyboard."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from tiny_project import SOURCE, TinyProject

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


def start(project: TinyProject, *options: str) -> tuple[subprocess.Popen[str], Preview]:
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "inclucities_docs", "preview", "--port", "0", *options],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    address, _, key = server.stdout.readline().split()[2].partition("#key=")
    return server, Preview(address, key)


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
