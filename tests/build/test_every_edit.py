"""Whatever leaf of whatever input is edited, what a build of what changed keeps comes out the same when made again."""

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


def find_stale(project: TinyProject, edit: Edit, folder: Path, part: slice) -> list[str] | None:
    """Give the files that an edit leaves stale; none where the project cannot be built after it.

    Of what a build of what changed has kept, a part is taken away and made again; what it has made needs no second making.
    """
    edited = copy_project(project.root, folder / "edited")
    before = edited.times()
    edit.apply(edited.root)
    outcome = edited.build()
    try:
        if outcome.code:
            return None
        made, after = edited.made(), edited.times()
        for path in sorted(path for path, time in after.items() if before.get(path) == time)[part]:
            (edited.root / "deliverables" / path).unlink()
        assert edited.build().code == 0
        wanted = edited.made()
        return sorted(path for path in made.keys() | wanted.keys() if made.get(path) != wanted.get(path))
    finally:
        shutil.rmtree(edited.root)


def test_no_edit_leaves_a_file_stale(rich: TinyProject, tmp_path: Path) -> None:
    """What an edit leaves stale stands in several files: every second one is looked at, and behind what is known, all."""
    known, others = slice(None), (slice(0, None, 2), slice(1, None, 2))
    outcomes = {
        edit.name: find_stale(rich, edit, tmp_path, others[number % 2] if number >= len(KNOWN) else known)
        for number, edit in enumerate(draw_edits(rich.root, ROUND, SEED))
    }
    assert not {name: paths for name, paths in outcomes.items() if paths}
    built = sum(paths is not None for paths in outcomes.values())
    assert built > len(outcomes) // 2, f"only {built} of {len(outcomes)} edits could be built"
