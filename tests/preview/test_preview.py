"""The preview as its user sees it: save a file, and the open page shows it, at the same place."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from editing import Preview
from PIL import Image
from playwright.sync_api import Error

from inclucities_docs.preview.worker import Worker
from rich_project import make_rich_project
from tiny_project import SOURCE, TinyProject

TEXT = "templates/leaflet/text/en/welcome.md"
PAGE = "en/leaflet.html"


@pytest.fixture
def address(preview: Preview) -> str:
    """Give the address of a preview of the tiny project, which must still answer in the end."""
    return preview.address


@pytest.fixture
def started(project: TinyProject) -> Iterator[str]:
    """Give the address of a preview as who writes starts it, of a page that is long."""
    project.write(TEXT, project.read(TEXT) + "\n\nA line of text.\n" * 80)
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "inclucities_docs", "preview", "--port", "0"],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        yield line.split()[2].partition("#")[0]
        assert server.poll() is None, "the server is dead"
    finally:
        server.kill()
        server.wait()


def wait_until(page: Any, claim: str) -> None:
    """Wait until a claim about a page is true; the page's policy lets nothing evaluate texts inside it."""
    for _ in range(300):
        with contextlib.suppress(Error):  # the page may be loaded again at this moment
            if page.evaluate(claim):
                return
        page.wait_for_timeout(100)
    raise AssertionError(claim)


def take(address: str, path: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address + path, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_a_saved_file_is_shown_and_a_problem_stands_over_the_page_until_it_is_mended(
    project: TinyProject, started: str, browser: Any
) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.goto(started + PAGE)
    page.wait_for_selector("text=The door is open.")
    page.evaluate("scrollTo(0, 700)")
    other = browser.new_page()
    other.goto(started + PAGE)

    project.change(TEXT, "The door is open.", "The door is wide open.")
    page.wait_for_selector("text=The door is wide open.", state="attached")
    wait_until(page, "Math.abs(scrollY - 700) < 5")
    other.wait_for_selector("text=The door is wide open.")
    other.close()

    project.change("data/cities/riverton.yaml", "12345", "54321")
    wait_until(page, "document.body.textContent.includes('54\u202f321')")

    project.change(TEXT, "{{ cite(", "{{ cite_it(")
    alert = page.wait_for_selector("[role=alert]")
    said = alert.inner_text()
    assert f"{TEXT}:4" in said, said
    assert "cite_it" in said
    assert "wide open" in page.content(), "the page is still there"

    project.write("data/meetings.yaml", "round-1: [\n")
    wait_until(page, "document.querySelector('[role=alert]').textContent.includes('meetings.yaml')")
    project.write(
        "data/meetings.yaml", (SOURCE.parent / "tests/project/data/meetings.yaml").read_text("utf-8")
    )
    project.change(TEXT, "{{ cite_it(", "{{ cite(")
    page.wait_for_selector("[role=alert]", state="detached")
    wait_until(page, "Math.abs(scrollY - 700) < 5")
    page.close()


def test_without_a_build_documents_are_listed_and_a_broken_one_is_never_yesterdays(
    project: TinyProject, address: str
) -> None:
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf]")
    for asked in ("", "-/documents"):
        status, content = take(address, asked)
        assert (status, b'href="/en/leaflet.html"' in content) == (200, True), content[-600:]
    (project.root / "deliverables/en").mkdir(parents=True, exist_ok=True)
    for path in ("en/leaflet.pdf", "en/leaflet.epub"):
        (project.root / "deliverables" / path).write_bytes(b"yesterday")
    project.change(TEXT, "{{ cite(", "{{ cite_it(")
    status, content = take(address, "en/leaflet.pdf")
    assert (status, b"cite_it" in content, b"yesterday" in content) == (500, True, False)
    assert b"preview.js" in content, "it comes when it can be made"
    assert b"cite_it" in take(address, "-/documents")[1]
    project.write("data/programme.yaml", "{")
    for path in ("en/leaflet.pdf", "en/leaflet.epub", "-/documents"):
        status, content = take(address, path)
        assert (b"programme.yaml" in content, b"yesterday" in content) == (True, False), path


def test_what_is_strange_is_answered_and_the_server_lives(project: TinyProject, address: str) -> None:
    project.write("data/programme.yaml", "{")
    status, content = take(address, PAGE)
    assert (status, b"programme.yaml" in content) == (200, True)
    for path in ("../data/meetings.yaml", "%2e%2e/data/meetings.yaml", "en/%00", "no/such.pdf", "-/nothing"):
        status, content = take(address, path)
        assert status in (404, 500), path
        assert b"round-1" not in content
    project.write(
        "data/programme.yaml", (SOURCE.parent / "tests/project/data/programme.yaml").read_text("utf-8")
    )
    assert take(address, PAGE)[0] == 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 'x'.rjust(99999999999) }}", b"more than 4 GB of memory"),
        ("{% set a = 9 ** 9999999 %}", b"grows too large"),
    ],
)
def test_what_would_take_the_machine_is_told_of(
    project: TinyProject, address: str, text: str, said: bytes
) -> None:
    project.change("templates/leaflet/page.html", "{{ prose(", f"{text}\n{{{{ prose(")
    status, content = take(address, PAGE)
    assert (status, said in content) == (200, True), content[-600:]


def test_two_documents_that_would_be_one_file_are_told_of(project: TinyProject, address: str) -> None:
    (project.root / "templates/leaflet").rename(project.root / "templates/index")
    status, content = take(address, "fr/index.html")
    assert (status, b"would be the file" in content) == (200, True), content[-600:]


def test_a_part_of_a_document_is_shown_alone(tmp_path: Path) -> None:
    """The card of a poster, or a chapter of a guide, is a file of its own and not the whole."""
    worker = Worker(make_rich_project(tmp_path / "rich").root)
    try:
        shown = [worker.make(f"en/poster{part}.png") for part in ("", "-card")]
    finally:
        worker.close()
    assert not [one.problems for one in shown if one.problems]
    sizes = [Image.open(io.BytesIO(one.content or b"")).size for one in shown]
    assert sizes[0][0] < sizes[0][1]
    assert sizes[1][0] > sizes[1][1], "the card lies on its side"
