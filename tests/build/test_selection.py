"""Some documents asked for by name: the portal follows where it stands, and waits for a whole build where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rich_project import make_rich_project
from tiny_project import TinyProject


@pytest.fixture
def rich(tmp_path: Path) -> TinyProject:
    """Give a project with a portal; nothing is made yet."""
    return make_rich_project(tmp_path / "rich")


LEAFLET = ("--only", "leaflet", "--lang", "fr", "--format", "html")


def test_nothing_is_done_for_the_portal_that_a_document_does_not_change(rich: TinyProject) -> None:
    assert rich.build(*LEAFLET).code == 0
    assert set(rich.made()) == {"manifest.json", "fr/leaflet.html"}, "the portal waits for a whole build"

    assert rich.build().code == 0
    before = rich.times()
    assert {"index.html", "fr/documents/leaflet.html", "fr/documents/poster.html"} <= set(before)

    rich.change("data/cities/riverton.yaml", "12345", "54321")
    rich.change("templates/portal/accessibility.html", "<h1", "<h1 data-new")
    outcome = rich.build(*LEAFLET)
    assert rich.remade(outcome) == {"leaflet fr"}
    written = {path for path, time in rich.times().items() if before.get(path) != time}
    assert {"fr/leaflet.html", "manifest.json", "fr/documents/leaflet.html"} <= written
    assert not {path for path in written if "poster" in path or "accessibility" in path}
    assert set(before) == set(rich.times()), "nothing new, and nothing is taken away"

    assert rich.build().code == 0
    made = rich.made()
    assert b"data-new" in made["fr/accessibility.html"]
    fresh = make_rich_project(rich.root.parent / "fresh")
    fresh.change("data/cities/riverton.yaml", "12345", "54321")
    fresh.change("templates/portal/accessibility.html", "<h1", "<h1 data-new")
    assert fresh.build().code == 0
    assert fresh.made() == made
