"""A new sort of document is a new folder: no line of Python, no registration."""

from __future__ import annotations

import pypdfium2

from tiny_project import SOURCE, TinyProject


def drop_poster(project: TinyProject) -> None:
    """Add a folder for a poster of each city, with a style and a text of its own."""
    project.write(
        "templates/poster/kind.yaml",
        "title: {fr: 'Affiche : {subject}', en: 'Poster: {subject}'}\n"
        "about: {fr: Une ville en grand., en: A city in large.}\n"
        "subjects: cities\nlanguages: [en, subject]\nformats: [html, pdf]\norder: 5\n",
    )
    project.write(
        "templates/poster/page.html",
        '{% extends "base/page.html" %}\n{% block main %}\n'
        '<p class="huge">{{ city.name }}</p>\n{{ prose("why") }}\n{% endblock %}\n',
    )
    project.write("templates/poster/print.css", ".huge { font-size: 60pt; }\n")
    project.write(
        "templates/poster/text/en/why.md",
        "{{ city.name }} has {{ city.population.value | number }} people.\n",
    )


def test_a_new_folder_makes_new_documents(built: TinyProject) -> None:
    program = {path: path.stat().st_mtime_ns for path in SOURCE.rglob("*.py")}
    before = built.made()
    drop_poster(built)

    outcome = built.build()

    assert (outcome.code, outcome.err) == (0, "")
    assert built.remade(outcome) == {"poster/riverton en", "poster/riverton fr", "poster/hilltown en"}
    after = built.made()
    new = {
        f"{name}.{form}"
        for name in ("en/poster-riverton", "fr/poster-riverton", "en/poster-hilltown")
        for form in ("html", "pdf")
    }
    assert set(after) - set(before) == new
    assert all(after[path] == before[path] for path in before if path != "manifest.json")
    assert "Riverton has 12\u202f345 people." in after["en/poster-riverton.html"].decode()
    assert after["fr/poster-riverton.pdf"].startswith(b"%PDF-1.7")

    entry = next(one for one in built.manifest()["artifacts"] if one["path"] == "fr/poster-riverton.pdf")
    assert (entry["kind"], entry["subject"], entry["language"], entry["format"]) == (
        "poster",
        "riverton",
        "fr",
        "pdf",
    )
    assert (entry["title"], entry["pages"], entry["state"]) == ("Affiche : Riverton", 1, "final")
    assert {one["path"] for one in built.manifest()["artifacts"]} == set(after) - {"manifest.json"}
    assert {path: path.stat().st_mtime_ns for path in SOURCE.rglob("*.py")} == program


def test_a_text_that_is_missing_in_a_language_falls_back_and_says_its_language(project: TinyProject) -> None:
    drop_poster(project)
    project.build("--only", "poster/riverton", "--format", "html")
    french = project.made()["fr/poster-riverton.html"].decode()
    assert '<html lang="fr" data-view="public">' in french
    assert '<div class="prose" lang="en">' in french
    assert '<div class="prose">' in project.made()["en/poster-riverton.html"].decode()


def test_a_document_may_have_so_many_pages_and_no_more(built: TinyProject) -> None:
    drop_poster(built)
    built.write("templates/poster/print.css", ".prose { break-before: page; }\n")
    assert built.build().code == 0
    good = built.made()["en/poster-riverton.pdf"]

    kind = "templates/poster/kind.yaml"
    built.change(kind, "order: 5", "order: 5\nmost_pages: 1")
    outcome = built.build()

    message = f"{kind}:7: error: this document has 2 pages and may have 1 (poster/riverton, en)"
    assert (outcome.code, outcome.err.count(message)) == (1, 1)
    assert "    7 | most_pages: 1\n" in outcome.err
    assert built.made()["en/poster-riverton.pdf"] == good

    built.change(kind, "most_pages: 1", "most_pages: 2")
    assert built.build().code == 0


def test_what_does_not_fit_its_folded_sheet_is_told_and_a_long_row_goes_on_below_its_head(
    built: TinyProject,
) -> None:
    drop_poster(built)
    text = f"| One cell | Other |\n|---|---|\n| {'A sentence that is long. ' * 500}| x |\n"
    built.write("templates/poster/text/en/why.md", text)
    built.change("templates/poster/kind.yaml", "order: 5", "order: 5\nfolded_pages: 1")

    outcome = built.build("--only", "poster", "--lang", "en", "--format", "pdf")

    assert outcome.code == 0
    assert "kind.yaml:7: warning: this document has" in outcome.err
    assert "does not fit its sheet" in outcome.err
    document = pypdfium2.PdfDocument(built.made()["en/poster-riverton.pdf"])
    first, second = (document[number].get_textpage().get_text_range() for number in (0, 1))
    assert first.index("One cell") < first.index("A sentence"), "the row begins below its head"
    assert second.index("One cell") < second.index("A sentence")
