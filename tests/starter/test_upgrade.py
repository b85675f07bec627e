"""A newer version never overwrites what people wrote, and says what it would change."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from inclucities_docs.starter import folder, upgrade
from inclucities_docs.starter.answer_file import read_answers
from tiny_project import TinyProject, copy_project

TOLD = "name: Two\nlanguages: [en]\nlead: Office\ncities: [Annecy, Konstanz]\ndocuments: [brochure]\n"
STYLE, PAGE, WORDS, GONE, FRESH = (
    f"templates/{one}"
    for one in ("base/base.css", "brochure/page.html", "brochure/text/en/process.md", "brochure/old.css", "base/new.css")
)  # fmt: skip


@pytest.fixture(scope="module")
def former(tmp_path_factory: pytest.TempPathFactory) -> TinyProject:
    """A folder that version 0.0.9 made, of which two files were then changed by hand, one of them with other line ends."""
    root = tmp_path_factory.mktemp("former") / "two"
    folder.make_folder(root, read_answers("a.yaml", TOLD, root.parent), TOLD, root.parent)
    begun = folder.read_beginning(root)
    assert begun is not None
    earlier = {**begun.files, GONE: b"a {}\n"}
    del earlier[FRESH if FRESH in earlier else "templates/base/card.css"]
    for path in (STYLE, PAGE, WORDS):
        earlier[path] = earlier[path] + b"\n/* former */\n"
    project = TinyProject(root)
    for path in (STYLE, PAGE, WORDS, GONE):
        (root / path).write_bytes(earlier[path].replace(b"\n", b"\r\n") if path == STYLE else earlier[path])
    (root / "templates/base/card.css").unlink()
    (root / WORDS).write_text("Our own words.\n", "utf-8")
    (root / folder.BEGINNING).write_bytes(dataclasses.replace(begun, version="0.0.9", files=earlier).pack())
    project.write("requirements.txt", "inclucities-docs==0.0.9\n")
    return project


@pytest.fixture
def old(former: TinyProject, tmp_path: Path) -> TinyProject:
    """A copy of it, to upgrade."""
    return copy_project(former.root, tmp_path / "two")


def test_it_says_what_would_change_and_writes_nothing(old: TinyProject) -> None:
    before = {
        path: path.read_bytes()
        for path in old.root.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }
    outcome = old.run("upgrade")
    assert outcome.code == 0, outcome.err
    assert "made with 0.0.9, this is " in outcome.out
    assert f"{STYLE}: changed, and as it was here" in outcome.out
    assert f"{PAGE}: changed, and as it was here" in outcome.out
    assert f"{GONE}: no longer part" in outcome.out
    assert "templates/base/card.css: new" in outcome.out
    assert f"{WORDS}: changed in the starter and here" in outcome.out
    assert "    -/* former */" in outcome.out, "what changed on both sides is shown"
    assert {path: path.read_bytes() for path in before} == before


def test_what_people_wrote_stays_and_is_told_again(old: TinyProject) -> None:
    outcome = old.run("upgrade", "--take")
    assert outcome.code == 0, outcome.err
    assert old.read(WORDS) == "Our own words.\n"
    assert "former" not in old.read(STYLE) + old.read(PAGE)
    assert not (old.root / GONE).exists()
    assert (old.root / "templates/base/card.css").is_file()
    assert f"=={upgrade.__version__}" in old.read("requirements.txt")
    again = old.run("upgrade").out
    assert [line for line in again.splitlines() if line.startswith("  templates")] == [
        f"  {WORDS}: changed in the starter and here: yours is kept; compare"
    ]


@pytest.mark.parametrize(
    "path", ["data/programme.yaml", "answers.yaml", "templates/../data/sources.yaml", "../out.yaml", "/tmp/out.yaml"]
)  # fmt: skip
def test_a_memory_that_was_tampered_with_takes_nothing_of_ours(old: TinyProject, path: str) -> None:
    begun = folder.read_beginning(old.root)
    assert begun is not None
    mine = old.root / "data/programme.yaml"
    told = dataclasses.replace(begun, files={**begun.files, path: mine.read_bytes()})
    (old.root / folder.BEGINNING).write_bytes(told.pack())
    assert old.run("upgrade", "--take").code == 1
    assert mine.is_file()
    assert (old.root / GONE).is_file()


def test_a_folder_of_another_kind_is_refused(project: TinyProject) -> None:
    outcome = project.run("upgrade")
    assert outcome.code == 1
    assert "does not say what it began as" in outcome.err
