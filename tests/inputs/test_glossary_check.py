"""One word for one thing: another word than the glossary's is pointed out wherever it stands."""

from __future__ import annotations

import pytest

from tiny_project import TinyProject

AVOID = "    state: proposed\n  avoid:\n    fr: [ville tutrice]\n    en: [tutor city]\n"


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        ("data/programme.yaml", "en: Cities grow.}", "en: A tutor city grows.}", "data/programme.yaml:18:47"),
        (
            "templates/leaflet/text/fr/welcome.md",
            "La porte est",
            "La ville tutrice est",
            "templates/leaflet/text/fr/welcome.md:7:4",
        ),
        (
            "templates/locale/fr/LC_MESSAGES/messages.po",
            'msgstr "Licence"',
            'msgstr "Ville tutrice"',
            "templates/locale/fr/LC_MESSAGES/messages.po:8:9",
        ),
    ],
)
def test_another_word_is_pointed_out(project: TinyProject, path: str, old: str, new: str, place: str) -> None:
    project.change("data/glossary.yaml", "    state: proposed\n", AVOID)
    assert "glossary's word" not in project.run("check").err + project.run("check").out
    project.change(path, old, new)
    told = project.run("check")
    assert f"{place}: warning: " in told.out + told.err
    assert "is not the glossary's word" in told.out + told.err


def test_names_of_places_and_quotations_are_not_the_writers_words(project: TinyProject) -> None:
    project.change("data/glossary.yaml", "    state: proposed\n", AVOID)
    project.change("templates/leaflet/text/en/welcome.md", "## ", "They say “tutor city”.\n\n## ")
    told = project.run("check")
    assert "glossary's word" not in told.out + told.err
