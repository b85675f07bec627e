"""A check remembers what it found sound, and looks again at what changed."""

from __future__ import annotations

import json

import pytest

from inclucities_docs.build import checker, executor
from tiny_project import TinyProject

TEXT = "templates/leaflet/text/fr/welcome.md"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects the documents that are really looked at."""
    names: list[str] = []
    real = executor.render_in_time

    def render(project: object, task: executor.Task) -> object:
        names.append(f"{task[0].name} {task[0].language}")
        return real(project, task)  # type: ignore[arg-type]

    monkeypatch.setattr(executor, "render_in_time", render)
    return names


def test_the_second_check_looks_at_nothing(project: TinyProject, looked_at: list[str]) -> None:
    first = project.run("check")
    assert (first.code, first.err) == (0, "")
    assert len(looked_at) == 4
    assert project.run("check") == first
    assert len(looked_at) == 4


def test_what_a_build_proved_is_not_checked(built: TinyProject, looked_at: list[str]) -> None:
    assert built.run("check").code == 0
    assert not looked_at


def test_one_change_is_checked_where_it_is_said(project: TinyProject, looked_at: list[str]) -> None:
    assert project.run("check").code == 0
    looked_at.clear()
    project.change("data/cities/hilltown.yaml", "Hilltown", "Hillton")
    assert project.run("check").code == 0
    assert set(looked_at) >= {"card/hilltown fr", "card/hilltown en"}
    looked_at.clear()
    project.write(TEXT, "Bonjour.\n")
    assert project.run("check").code == 0
    assert looked_at == ["leaflet fr"]


def test_warnings_and_errors_are_said_again(project: TinyProject) -> None:
    project.write(TEXT, "Riverton a 12345 habitants.\n")
    first = project.run("check")
    assert "the number 12345 is typed into prose" in first.err
    assert project.run("check") == first

    project.write(TEXT, "{{ cty.name }}\n")
    broken = project.run("check")
    assert (broken.code, "'cty' is not known" in broken.err) == (1, True)
    assert project.run("check") == broken


@pytest.mark.parametrize("content", ["", "{", "[]", '{"program": 1}', "null"])
def test_a_damaged_memory_is_an_empty_one(project: TinyProject, looked_at: list[str], content: str) -> None:
    assert project.run("check").code == 0
    memory = project.root / ".cache" / checker.MEMORY
    assert json.loads(memory.read_text())["documents"] == 4
    memory.write_text(content)
    looked_at.clear()
    assert project.run("check").code == 0
    assert len(looked_at) == 4


def test_what_only_the_layout_tells_is_told_by_a_deep_check(project: TinyProject) -> None:
    project.change("templates/leaflet/kind.yaml", "[html]", "[html, pdf]")
    project.write(
        "templates/leaflet/kind.yaml", project.read("templates/leaflet/kind.yaml") + "most_pages: 2\n"
    )
    assert project.build("--only", "leaflet", "--lang", "fr").code == 0
    text = project.read("templates/leaflet/text/fr/welcome.md")
    project.write("templates/leaflet/text/fr/welcome.md", text + "\nUne phrase de plus.\n" * 200)
    outcome = project.run("check", "--only", "leaflet", "--lang", "fr")
    assert outcome.code == 0
    assert "warning: leaflet in fr was 2 of 2 pages, and has changed since" in outcome.err
    before = project.made()
    outcome = project.run("check", "--deep", "--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    assert "templates/leaflet/kind.yaml:" in outcome.err
    assert "pages" in outcome.err
    assert project.made() == before
    assert project.run("check", "--only", "leaflet", "--lang", "fr").code == 0
