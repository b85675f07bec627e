"""An eighth language comes in by files alone, as the README tells: German, in a copy of the real project."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import lxml.html
import pytest
from babel.messages.pofile import read_po, write_po
from lxml.html import HtmlElement

from inclucities_docs.build.portal import list_portal_files
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import SOURCE, TESTS, TinyProject

WORDS = {
    "Objectives": "Ziele",
    "Expected results": "Erwartete Ergebnisse",
    "About this document": "Über dieses Dokument",
    "Coordinator": "Koordination",
}
TITLE = "Städte für alle bauen"
PROSE = 'Das Schema zeigt die Schritte "der Reihe nach". {{ cite(programme.process) }}\n'


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> TinyProject:
    """The real project with German added: a code, some values, a text, the catalogue."""
    root = tmp_path_factory.mktemp("german")
    for name in ("data", "templates"):
        shutil.copytree(TESTS.parent / name, root / name)
    shutil.rmtree(root / "templates/locale/de")  # it stands there for programmes that speak it
    project = TinyProject(root)

    project.change(
        "data/programme.yaml",
        "languages: [fr, en, el, it, es, nl, lv]",
        "languages: [fr, en, el, it, es, nl, lv, de]",
    )
    assert project.run("translate", "update", "--lang", "de").code == 0
    path = root / "templates/locale/de/LC_MESSAGES/messages.po"
    catalogue = read_po(io.BytesIO(path.read_bytes()))
    for original, translation in WORDS.items():
        message = catalogue.get(original)
        assert message is not None, original
        message.string = translation
    with path.open("wb") as stream:
        write_po(stream, catalogue)
    text = (root / "data/programme.yaml").read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("  fr: Construire des villes"))
    project.change("data/programme.yaml", title, f"{title}\n  de: {TITLE}")
    project.write("templates/brochure/text/de/process.md", PROSE)
    project.write("templates/brochure/text/de/duos.md", "Acht Städte arbeiten zu zweit.\n")
    assert project.run("translate", "update", "--lang", "de").code == 0
    return project


@pytest.fixture(scope="module")
def brochure(german: TinyProject) -> HtmlElement:
    """The German brochure, built with its PDF."""
    outcome = german.build("--only", "brochure", "--lang", "de")
    assert (outcome.code, "1 of 1 documents made" in outcome.out) == (0, True), outcome.err
    assert german.made()["de/brochure.pdf"].startswith(b"%PDF")
    return lxml.html.document_fromstring(german.made()["de/brochure.html"].decode())


def test_the_page_speaks_german(brochure: HtmlElement) -> None:
    assert (brochure.get("lang"), brochure.findtext(".//h1")) == ("de", TITLE)
    headings = [one.text_content().strip() for one in brochure.iter("h2")]
    assert {"Ziele", "Erwartete Ergebnisse", "Über dieses Dokument"} <= set(headings)
    words = brochure.text_content()
    assert "die Schritte „der Reihe nach“." in words
    assert "22. November 2026" in words.replace("\u00a0", " ")


def test_what_is_missing_is_english_and_says_so(brochure: HtmlElement) -> None:
    (method,) = [one for one in brochure.iter("section") if one.get("id") == "method"]
    assert {one.get("lang") for one in method.iter("span") if one.get("lang")} == {"en"}
    heading = next(method.iter("h2"))
    assert [one.get("lang") for one in heading.iter("span")] == ["en"]
    assert "texts are not translated and stand in another language" in brochure.text_content()


def test_its_siblings_know_it(german: TinyProject, brochure: HtmlElement) -> None:
    links = {one.get("hreflang"): one.get("href") for one in brochure.iter("a") if one.get("hreflang")}
    assert len(links) >= 7
    assert links["fr"].endswith("fr/brochure.html")
    assert german.build("--only", "brochure", "--lang", "fr", "--format", "html").code == 0
    assert "de/brochure.html" in german.made()["fr/brochure.html"].decode()
    listed = {file.path for file in list_portal_files(german.root, load_project(Workspace.take(german.root)))}
    assert "de/index.html" in listed, "the portal has German pages"


def test_the_manifest_counts_the_translation(german: TinyProject, brochure: HtmlElement) -> None:
    entry = next(one for one in german.manifest()["artifacts"] if one["path"] == "de/brochure.pdf")
    counts = entry["translation"]
    assert counts["missing"] > 20
    assert counts["unreviewed"] >= len(WORDS) + 3
    assert (counts["reviewed"], counts["stale"]) == (0, 0)


def test_a_changed_original_makes_it_stale(german: TinyProject, brochure: HtmlElement) -> None:
    french = "templates/brochure/text/fr/process.md"
    text = (german.root / french).read_text("utf-8")
    german.write(french, text.replace("étapes", "phases"))
    outcome = german.build("--only", "brochure", "--lang", "de", "--format", "html")
    assert outcome.code == 0, outcome.err
    assert "1 text is older than its original" in german.made()["de/brochure.html"].decode()
    entry = next(one for one in german.manifest()["artifacts"] if one["path"] == "de/brochure.html")
    assert entry["translation"]["stale"] == 1
    german.write(french, text)


def test_no_line_of_python_names_german() -> None:
    named = [path for path in Path(SOURCE).rglob("*.py") if "German" in path.read_text("utf-8")]
    assert not named
