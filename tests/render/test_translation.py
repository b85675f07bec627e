"""The truth about each translation: what is stale, missing or drafted is said, and never shown as translated."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tiny_project import TinyProject

PLURAL = '{{ ngettext("%(num)s city", "%(num)s cities", 2) }}'


def count(project: TinyProject, path: str, state: str) -> int:
    """Give how many texts of a file are in a state, by the manifest."""
    entry = next(one for one in project.manifest()["artifacts"] if one["path"] == path)
    return int(entry["translation"][state])


@pytest.mark.parametrize(
    ("path", "old", "new", "place", "document"),
    [
        (
            "data/programme.yaml",
            "fr: Les villes grandissent.",
            "fr: Les villes grandissent vite.",
            "data/programme.yaml:18:",
            "",
        ),
        (
            "data/programme.yaml",
            "text: {fr: Un réseau de deux villes,",
            "text: {fr: Un réseau de villes,",
            "data/programme.yaml:15:",
            "en/leaflet.html",
        ),
        (
            "templates/leaflet/text/fr/welcome.md",
            "La porte est ouverte.",
            "La porte reste ouverte.",
            "templates/leaflet/text/en/welcome.md:1",
            "en/leaflet.html",
        ),
    ],
)
def test_a_changed_french_sentence_makes_its_translation_stale(
    project: TinyProject, path: str, old: str, new: str, place: str, document: str
) -> None:
    assert project.run("translate", "update").code == 0
    assert "has changed" not in project.run("check").out
    project.change(path, old, new)
    told = project.run("check")
    assert told.code == 0
    assert re.search(
        rf"{re.escape(place)}.*warning: the original of this translation \(en\)", told.out + told.err
    )
    project.build()
    assert count(project, "en/leaflet.html", "stale") == (1 if document else 0)
    assert count(project, "fr/leaflet.html", "stale") == 0
    file = place.split(":", maxsplit=1)[0]
    told = project.run("translate", "accept", file, "--lang", "en")
    is_alone = file.endswith(".md")
    assert ("left as they are" in told.out) is not is_alone, (
        "a file is accepted, and what changed in it is not"
    )
    assert place in told.out, "what is accepted is listed with its place"
    if not is_alone:
        assert "has changed" in project.run("check").err
        assert project.run("translate", "accept", file, "--lang", "en", "--stale").code == 0
    project.build()
    assert count(project, "en/leaflet.html", "stale") == 0


def test_a_missing_text_falls_back_and_says_in_which_language_it_stands(project: TinyProject) -> None:
    project.change(
        "data/programme.yaml",
        "title: {fr: Deux villes apprennent, en: Two cities learn}",
        "title: {fr: Deux villes apprennent}",
    )
    project.build()
    assert '<span lang="fr">Deux villes apprennent</span>' in project.made()["en/leaflet.html"].decode()
    assert count(project, "en/leaflet.html", "missing") == 1


def test_labels_in_a_text_that_falls_back_say_that_they_are_in_the_pages_language(
    project: TinyProject,
) -> None:
    text = project.read("templates/leaflet/text/fr/welcome.md")
    project.write("templates/leaflet/text/fr/welcome.md", f"---\nstate: proposed\n---\n\n{text}")
    (project.root / "templates/leaflet/text/en/welcome.md").unlink()
    project.build("--only", "leaflet")
    page = project.made()["en/leaflet.html"].decode()
    assert '<div class="prose" lang="fr"' in page
    assert '<p class="label" lang="en">practice</p>' in page
    assert '<p class="prose-state" lang="en">' in page
    assert '<p class="label">practice</p>' in project.made()["fr/leaflet.html"].decode()


def test_words_with_a_number_that_nobody_translated_are_missing_and_not_empty(project: TinyProject) -> None:
    project.change(
        "templates/leaflet/page.html", '{{ prose("welcome") }}', f'<p>{PLURAL}</p>{{{{ prose("welcome") }}}}'
    )
    project.run("translate", "update")
    assert 'msgid_plural "%(num)s cities"\nmsgstr[0] ""' in project.read(
        "templates/locale/fr/LC_MESSAGES/messages.po"
    )
    project.build()
    assert '<p><span lang="en">2 cities</span></p>' in project.made()["fr/leaflet.html"].decode()
    assert count(project, "fr/leaflet.html", "missing") == 1


def test_what_stands_below_the_text_stands_in_word_too(project: TinyProject) -> None:
    project.change("templates/card/kind.yaml", "[html]", "[docx]")
    project.build("--only", "card")
    with zipfile.ZipFile(io.BytesIO(project.made()["fr/card-hilltown.docx"])) as archive:
        words = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    assert "CC BY 4.0" in words.replace("\u00a0", " ")


def test_words_with_a_number_that_are_the_same_in_both_languages_are_translated(project: TinyProject) -> None:
    project.change("templates/leaflet/page.html", '{{ prose("welcome") }}', f"<p>{PLURAL}</p>")
    words = 'msgid "%(num)s city"\nmsgid_plural "%(num)s cities"\nmsgstr[0] "%(num)s city"\nmsgstr[1] "%(num)s cities"\n'
    path = "templates/locale/fr/LC_MESSAGES/messages.po"
    project.write(path, f"{project.read(path)}\n{words}")
    project.build()
    assert "<p>2 cities</p>" in project.made()["fr/leaflet.html"].decode().replace("\u00a0", " ")
    assert count(project, "fr/leaflet.html", "missing") == 0


def test_a_translation_that_is_gone_is_told_at_its_place(project: TinyProject) -> None:
    """The ledger remembers that it was there: what was never translated is a count, what was lost is a warning."""
    assert project.run("translate", "update").code == 0
    before = project.run("check").err
    assert "is gone" not in before
    project.change("data/cities/riverton.yaml", ", en: Riverton", "")
    (project.root / "templates/leaflet/text/en/welcome.md").unlink()
    told = project.run("check").err
    assert "data/cities/riverton.yaml:" in told
    assert "templates/leaflet/text/en/welcome.md: warning: the translation (en) of this text was here" in told
    assert told.count("was here, and is gone") == 2
    assert project.run("translate", "update").code == 0
    assert "is gone" not in project.run("check").err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("cities/rivertown.name",), "did you mean 'cities/riverton.name'?"),
        (("data/cities/rivertown.yaml",), "did you mean 'data/cities/riverton.yaml'?"),
        (("data/cities/riverton.yaml", "--lang", "fr"), "the texts there are written in fr"),
        (("data/sources.yaml", "--lang", "en"), "no text there is translated yet"),
        ((), "name what is accepted"),
    ],
)
def test_what_cannot_be_accepted_is_named(project: TinyProject, given: tuple[str, ...], said: str) -> None:
    told = project.run("translate", "accept", *given)
    assert (told.code, said in told.err) == (2, True), told.err
