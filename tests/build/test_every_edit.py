"""Whatever leaf of whatever input is edited, a build of what changed equals a build from nothing, in every format."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from edits import Edit, list_edits
from rich_project import make_rich_project
from tiny_project import TinyProject, copy_project

SEED = 7
ROUND = 26
"""How many edits are tried: at least one of each sort."""

KNOWN = (
    "organisations.yaml: alliance.name.fr",
    "programme.yaml: licence.url",
    "cities/riverton.yaml: name.fr",
)
"""Leaves that once went stale, or that a card of the portal shows alone."""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> TinyProject:
    """Give the rich project, built once."""
    project = make_rich_project(tmp_path_factory.mktemp("rich") / "project")
    outcome = project.build()
    assert outcome.code == 0, outcome.err
    suffixes = {Path(path).suffix for path in project.made()}
    assert suffixes >= {".html", ".pdf", ".docx", ".epub", ".svg", ".png", ".css"}
    return project


def draw_edits(root: Path, count: int, seed: int) -> list[Edit]:
    """Give so many edits by chance, of each sort of input in turn, and of the leaves that are known."""
    chance = random.Random(seed)
    by_sort = list_edits(root, chance)
    drawn = [
        next(edit for edits in by_sort.values() for edit in edits if name in edit.name) for name in KNOWN
    ]
    sorts = sorted(by_sort)
    return drawn + [chance.choice(by_sort[sorts[number % len(sorts)]]) for number in range(count)]


def find_stale(project: TinyProject, edit: Edit, folder: Path) -> list[str] | None:
    """Give the files that an edit leaves stale; none where the project cannot be built after it."""
    edited = copy_project(project.root, folder / "edited")
    edit.apply(edited.root)
    clean = TinyProject(folder / "clean")
    for name in ("data", "templates"):
        shutil.copytree(edited.root / name, clean.root / name)
    outcome = edited.build()
    try:
        if outcome.code:
            return None
        assert clean.build().code == 0
        made, wanted = edited.made(), clean.made()
        return sorted(path for path in made.keys() | wanted.keys() if made.get(path) != wanted.get(path))
    finally:
        shutil.rmtree(edited.root)
        shutil.rmtree(clean.root)


def test_no_edit_leaves_a_file_stale(rich: TinyProject, tmp_path: Path) -> None:
    edits = draw_edits(rich.root, ROUND, SEED)
    outcomes = {edit.name: find_stale(rich, edit, tmp_path) for edit in edits}
    stale = {name: paths for name, paths in outcomes.items() if paths}
    assert not stale
    built = sum(paths is not None for paths in outcomes.values())
    assert built > len(edits) // 2, f"only {built} of {len(edits)} edits could be built"
