"""What a change does to the documents is shown in words and in pictures of the pages that look otherwise."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from inclucities_docs.publish.drawing import draw_changes
from tiny_project import TinyProject, copy_project


@pytest.fixture
def earlier(built: TinyProject, tmp_path: Path) -> TinyProject:
    """Give the same project as it was built before a change; its leaflet has pages now."""
    built.change("templates/leaflet/kind.yaml", "formats: [html]", "formats: [html, pdf]")
    assert built.build("--only", "leaflet").code == 0
    return copy_project(built.root, tmp_path / "earlier")


def test_a_changed_number_shows_in_words_and_on_its_page(built: TinyProject, earlier: TinyProject) -> None:
    built.change("data/cities/riverton.yaml", "12345", "54321")
    assert built.build().code == 0
    target = built.root / "what-would-change"
    outcome = built.run("compare", str(earlier.root), "--to", str(target))
    assert outcome.code == 0, outcome.err
    named = {line.strip() for line in outcome.out.splitlines() if line.startswith("  ")}
    assert named == {"changed   leaflet en", "changed   leaflet fr"}
    page = (target / "index.html").read_text("utf-8")
    assert "<del>(12\u202f345)</del>" in page, "the number of its note is no part of a figure"
    assert "<ins>(54\u202f321)</ins>" in page
    pictures = sorted(one.relative_to(target).as_posix() for one in target.rglob("*.png"))
    assert pictures == ["en/leaflet-1.png", "fr/leaflet-1.png"]
    assert all(f'src="{one}"' in page for one in pictures)
    with Image.open(target / pictures[0]) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 16)}
    assert (192, 0, 0) in colours, "a frame stands around what differs"
    again = built.run("compare", str(earlier.root), "--to", str(target))
    assert again.out == outcome.out, "an earlier comparison is replaced"


def test_nothing_changed_shows_nothing(built: TinyProject, earlier: TinyProject) -> None:
    target = built.root / "what-would-change"
    outcome = built.run("compare", str(earlier.root / "deliverables"), "--to", str(target))
    assert (outcome.code, outcome.out.splitlines()) == (
        0,
        [f"0 documents and 0 pages differ: {target}/index.html"],
    )
    assert "Nothing changes." in (target / "index.html").read_text("utf-8")


def test_other_folders_are_left_alone(built: TinyProject, earlier: TinyProject, tmp_path: Path) -> None:
    outcome = built.run("compare", str(earlier.root), "--to", str(earlier.root / "data"))
    assert outcome.code == 1
    assert "holds something else than a comparison" in outcome.err
    assert (earlier.root / "data/programme.yaml").is_file()
    outcome = built.run("compare", str(tmp_path), "--to", str(tmp_path / "new"))
    assert "no documents were built here" in outcome.err
    assert not (tmp_path / "new").exists()


def test_a_page_put_in_shows_alone(tmp_path: Path) -> None:
    def write(name: str, *widths: int) -> Path:
        pages = [Image.new("RGB", (width, 80), "white") for width in widths]
        pages[0].save(tmp_path / name, save_all=True, append_images=pages[1:], resolution=72)
        return tmp_path / name

    found = draw_changes(write("old.pdf", 100, 120), write("new.pdf", 100, 140, 120))
    assert [(one.before, one.after) for one in found] == [(0, 2)]
    with Image.open(io.BytesIO(found[0].picture)) as picture:
        assert picture.width == 2 * 126 + 36
