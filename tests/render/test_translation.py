"""The truth about each translation: what is stale, missing or drafted is said, and never shown as translated."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import html

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


CHAPTER = """## The steps {#steps}

{{ programme.title }} and {{ programme.network.text }} {{ cite(programme.network) }}

{{ term("mentor") }}; {{ visits["round-1-riverton-hilltown"].when.period | period }}; {{ "2021-05" | date }}

{{ cities | plural("one city", "%(num)s cities") }}; {{ 12345.5 | number }}; {{ 15.3 | percent }}; {{ "ES" | country }}

{{ "fr" | language_name }}; {{ ["a", "b"] | join_list }}; {{ _("Licence") }}; {{ programme.years | moment }}

{{ ngettext("%(num)s city", "%(num)s cities", 2) }}; {{ groups["riverton-hilltown"].hue }}; {{ ref("tbl-who") }}

| Who | What |
|:----|:-----|
| {{ (roles | first).name }} | {{ cities["hilltown"].migration[0] | quantity }} |

Table: Who pays what {#tbl-who}

| To do | When |
|:------|:-----|
|       |      |

::: practice
**The door**
:::

{{ figure("process") }}
"""
"""A text with a word of each sort that a text can print."""


def _read_text(project: TinyProject, path: str) -> str:
    """Give a page's text as it stands, without its notice, and what its pictures show."""
    prose = html.document_fromstring(project.made()[path].decode()).find_class("prose")[0]
    for notice in prose.find_class("prose-state"):
        notice.drop_tree()
    for one in prose.iter():
        for name in ("id", "href", "src"):
            one.attrib.pop(name, None)
    prose.attrib.pop("lang", None)
    return html.tostring(prose, encoding="unicode")


@pytest.mark.parametrize("language", ["fr", "lv"])
def test_a_text_that_falls_back_prints_all_its_words_in_its_own_language(
    project: TinyProject, language: str
) -> None:
    """It stands in the page as in a document of its own language: numbers, dates, terms, labels, captions."""
    for one in ("en", "fr"):
        (project.root / f"templates/leaflet/text/{one}/welcome.md").unlink()
    project.write("templates/leaflet/text/en/welcome.md", CHAPTER)
    project.change("templates/leaflet/kind.yaml", "[fr, en]", f"[en, {language}]")
    project.change(
        "templates/leaflet/page.html",
        '{{ prose("welcome") }}',
        '<section data-numbering="1">{{ prose("welcome") }}</section>',
    )
    project.change("data/programme.yaml", "office: alliance", "office: alliance\nfallback_languages: [en]")
    project.write(
        f"templates/locale/{language}/LC_MESSAGES/messages.po",
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        + "".join(
            f'msgid "{one}"\nmsgstr "x {one}"\n\n'
            for one in ("Licence", "Note %(number)s", "Table %(number)s")
        )
        + 'msgid "To fill in: %(names)s"\nmsgstr "x %(names)s"\n\nmsgid "table %(number)s"\nmsgstr "x %(number)s"\n',
    )
    made = project.build("--only", "leaflet")
    assert made.code == 0, made.err
    text = _read_text(project, "en/leaflet.html")
    assert all(
        words in text
        for words in ("mentor city", "2 cities", "Spain", "French", "Note 1", "Table 1", "table 1")
    )
    note = re.compile(r'(doc-noteref"[^>]*>)[^<]*')  # the number is the one that stands in the page's list
    assert note.sub(r"\1", _read_text(project, f"{language}/leaflet.html")) == note.sub(r"\1", text)
    page = project.made()[f"{language}/leaflet.html"].decode()
    assert f'<p class="prose-state" lang="{language}">' in page, "the notice is for those who read the page"


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
