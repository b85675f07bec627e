"""Some documents stand for the others in a check; what shows in one document alone is told all the same."""

from __future__ import annotations

import pytest

from tiny_project import TinyProject

PAGE = "templates/card/page.html"
START = '<div class="card">'


@pytest.fixture(autouse=True)
def cards(project: TinyProject) -> None:
    """Has a card of each of two cities in each of two languages."""
    project.change("templates/card/kind.yaml", "subjects: planning-cities", "subjects: cities")
    project.change("templates/card/kind.yaml", "[fr, subject]", "[fr, en]")


def test_one_of_each_subject_and_language_stands_for_all(project: TinyProject, looked_at: list[str]) -> None:
    outcome = project.run("check")
    assert (outcome.code, "6 documents" in outcome.out) == (0, True)
    cards = [one for one in looked_at if one.startswith("card/")]
    assert (len(cards), len(looked_at)) == (3, 5)
    project.change(PAGE, START, f"{START} ")
    looked_at.clear()
    assert project.run("check").code == 0
    assert sorted(looked_at) == sorted(cards)
    project.change(PAGE, START, f"{START}{{{{ cty }}}}")
    outcome = project.run("check")
    assert (outcome.code, outcome.err.count("'cty' is not known")) == (1, 1)


def test_a_text_about_one_subject_in_one_language_is_looked_at(
    project: TinyProject, looked_at: list[str]
) -> None:
    project.write("templates/card/text/en/note-riverton.md", "{{ cty.name }}\n")
    project.write("templates/card/text/en/note-hilltown.md", "A note.\n")
    for city in ("riverton", "hilltown"):
        project.write(f"templates/card/text/fr/note-{city}.md", "Une note.\n")
    project.change(PAGE, START, START + '{{ prose("note-" ~ city.id) }}')
    outcome = project.run("check")
    assert (outcome.code, "note-riverton.md" in outcome.err) == (1, True)
    assert {"card/riverton en", "card/hilltown en"} <= set(looked_at)


def test_what_a_build_could_not_make_is_looked_at_again(project: TinyProject, looked_at: list[str]) -> None:
    project.change(
        PAGE, START, START + "{% if city.id == 'riverton' and language == 'en' %}{{ cty }}{% endif %}"
    )
    assert project.build().code == 1
    for _ in range(2):
        looked_at.clear()
        outcome = project.run("check")
        assert (outcome.code, "'cty' is not known" in outcome.err) == (1, True)
        assert looked_at == ["card/riverton en"]
