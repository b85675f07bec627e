"""Projects for all tests: the tiny one as it stands, and the same one built."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tiny_project import TESTS, TinyProject, copy_project

os.environ.setdefault("SOURCE_DATE_EPOCH", "0")


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
