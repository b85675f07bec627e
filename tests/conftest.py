"""Projects for all tests: the tiny one as it stands, and the same one built."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tiny_project import TESTS, TinyProject, copy_project

os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
"""What one process compiled, the hundreds behind it read: else each compiles the program anew, a second of work."""
os.fsync = lambda _: None
"""What tests make need not outlive a loss of power: for each of some thousand files a processor waited for the disk."""


SHARING = {"conformance", "figures", "portal"}
"""Folders whose files share what is dear to make: their tests stay in one process."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items.sort(key=lambda item: item.path.parent.name not in SHARING and item.path.parent != TESTS)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep in one process, where there are several, the tests of a file, and what shares fixtures.

    xdist's own marks for groups are lost on the way since pytest 9: each process made all that is dear.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = PurePosixPath(nodeid.partition("::")[0])
            return file.parent.name if file.parent.name in SHARING else str(file)

    return Scheduling(config, log)


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    """A copy of the tiny project; nothing is made yet."""
    return copy_project(TESTS / "project", tmp_path / "project")


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> TinyProject:
    """The tiny project with its deliverables, made once: copy it, never change it."""
    made = copy_project(TESTS / "project", tmp_path_factory.mktemp("built"))
    outcome = made.build()
    assert outcome.code == 0, outcome.err
    assert {"manifest.json", "fr/leaflet.html", "en/card-hilltown.html"} <= set(made.made())
    return made


@pytest.fixture
def built(built_once: TinyProject, tmp_path: Path) -> TinyProject:
    """A copy of the tiny project with its deliverables, as a good build left them."""
    return copy_project(built_once.root, tmp_path / "project")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Give a Chromium; skipped by name where there is none, which fails in CI."""
    from inclucities_docs.conformance.browser import FLAGS
    from inclucities_docs.conformance.tool import ToolMissingError, find_chromium

    try:
        from playwright.sync_api import sync_playwright

        path = find_chromium()
    except (ImportError, ToolMissingError) as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(path), args=FLAGS)
        yield chromium
        chromium.close()
