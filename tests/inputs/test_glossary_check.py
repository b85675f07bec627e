"""One word for one thing: another word than the glossary's is pointed out wherever it stands."""

from __future__ import annotations

import pytest

from inclucities_docs.inputs.glossary_check import check_glossary
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.repetition import check_repetitions
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS, TinyProject

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


def test_words_that_readers_look_for_are_theirs_and_looked_at_in_all_other_ways() -> None:
    files = dict(Workspace.take(TESTS.parent).files)
    text = files["data/categories.yaml"].decode()
    assert "clandestino" in text, "a word to avoid, and what people type"
    files["data/categories.yaml"] = text.replace("fr: asile séjour", "fr: asile séjour séjour").encode()
    project = load_project(Workspace(files))
    assert list(check_glossary(project)) == []
    assert [one.message for one in check_repetitions(project)] == ["'séjour' stands here twice"]
