"""Markdown texts on a page: values stay values, pictures travel inside, callouts and languages are marked."""

from __future__ import annotations

import base64

import lxml.html
import pytest
from lxml.html import HtmlElement
from markupsafe import Markup

from inclucities_docs.inputs.reader import Lookup
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render.page.table import complete_tables
from inclucities_docs.render.problem import Problems
from inclucities_docs.render.prose import markdown
from inclucities_docs.render.prose.markdown import Piece, Tokens, convert_pieces
from tiny_project import TinyProject

TEXT = "templates/leaflet/text/fr/welcome.md"


def build(project: TinyProject) -> HtmlElement:
    """Give the French leaflet as a tree."""
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert (outcome.code, outcome.err) == (0, "")
    return lxml.html.document_fromstring(project.made()["fr/leaflet.html"].decode())


def test_a_picture_beside_a_text_travels_inside_the_page(project: TinyProject) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>\n'
    project.write("templates/leaflet/text/fr/my door.svg", drawing)
    project.write(TEXT, "![A door](<my door.svg>)\n\n![A dot][dot]\n\n[dot]: ../../../base/icons/dot.svg\n")
    door, dot = build(project).xpath("//div[@class='prose']//img")
    assert (door.get("alt"), dot.get("alt")) == ("A door", "A dot")
    assert door.get("src") == "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
    assert dot.get("src").startswith("data:image/svg+xml;base64,")


def test_a_changed_picture_remakes_the_page(project: TinyProject) -> None:
    project.write(TEXT, "![A dot](../../../base/icons/dot.svg)\n")
    build(project)
    project.change("templates/base/icons/dot.svg", 'r="2"', 'r="1"')
    assert project.remade(project.build("--only", "leaflet", "--lang", "fr")) == {"leaflet fr"}


def test_values_are_put_in_after_markdown_is_read(project: TinyProject) -> None:
    project.change("data/cities/riverton.yaml", "fr: Riverton", "fr: 'River*ton* [x](y) <b>'")
    project.write(TEXT, 'Ici **{{ cities["riverton"].name }}** :\n\n- {{ cities["riverton"].name }}\n')
    tree = build(project)
    prose = tree.xpath("//div[@class='prose']")[0]
    assert prose.xpath(".//strong")[0].text_content() == "River*ton* [x](y) <b>"
    assert prose.xpath(".//li")[0].text_content() == "River*ton* [x](y) <b>"
    assert not prose.xpath(".//em | .//a | .//b")


def test_a_text_that_stays_is_not_read_again_and_one_left_open_leaves_nothing_in_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []
    convert = markdown._convert
    monkeypatch.setattr(markdown, "_KEPT", {})
    monkeypatch.setattr(markdown, "_convert", lambda *texts: read.append(len(texts)) or convert(*texts))

    def show(*texts: str) -> tuple[list[str], list[str]]:
        tokens, problems = Tokens(), Problems(Lookup(Workspace({})))
        given = [text.replace("@", tokens.keep(Markup(f"<b>{len(texts)}</b>"))) for text in texts]
        pieces = [Piece(f"{number}.md", "fr", text) for number, text in enumerate(given)]
        return convert_pieces(pieces, tokens, problems), [path.path for path, _ in problems.found]

    assert show("::: {.a}\nopen", "Two @<br>and.", "Two @<br>and.")[1] == ["0.md"]
    read.clear()
    two = "<p>Two <b>4</b><br>and.</p>\n"
    assert show("One @.", "A @ more.", "Two @<br>and.", "Two @<br>and.") == (
        ["<p>One <b>4</b>.</p>\n", "<p>A <b>4</b> more.</p>\n", two, two],
        [],
    )
    assert sum(read) == 2


def test_callouts_have_a_label(project: TinyProject) -> None:
    callout = build(project).xpath("//div[@class='callout callout-practice']")
    assert len(callout) == 1
    assert callout[0].text_content().split() == ["practice", "La", "porte", "est", "ouverte."]


def test_remarks_are_not_shown(project: TinyProject) -> None:
    project.write(TEXT, "{#! not for readers ::: ![](x.png) !#}\nLa porte.\n")
    assert build(project).xpath("//div[@class='prose']")[0].text_content().strip() == "La porte."


def test_words_behind_a_tag_keep_their_line(project: TinyProject) -> None:
    project.write(
        TEXT, "{% if true %}Un pas.{% endif %}\nDeux pas.{% if true %} Trois.{% endif %}\n\nQuatre.\n"
    )
    one, two = build(project).xpath("//div[@class='prose']/p")
    assert one.text_content().split() == ["Un", "pas.", "Deux", "pas.", "Trois."]
    assert two.text_content() == "Quatre."


def test_a_text_in_another_language_says_so(project: TinyProject) -> None:
    (project.root / TEXT).unlink()
    prose = build(project).xpath("//div[@class='prose']")
    assert [one.get("lang") for one in prose] == ["en"]
    assert "The door is open." in prose[0].text_content()
    (notice,) = prose[0].find_class("prose-state")
    assert (notice.text_content(), notice.get("lang")) == ("Not translated (anglais)", "fr")
    assert notice.getprevious().text_content() == "Welcome", "below its title"
    text = "templates/leaflet/text/en/welcome.md"
    project.write(text, "---\nstate: proposed\n---\n" + project.read(text))
    (notice,) = build(project).find_class("prose-state")
    assert notice.text_content().replace("\u00a0", " ") == "Not translated (anglais) – proposed"


def test_a_fact_in_another_language_says_so(project: TinyProject) -> None:
    project.change(
        "data/programme.yaml", "network:\n  text: {fr: Un réseau de deux villes, ", "network:\n  text: {"
    )
    span = build(project).xpath("//span[@lang='en']")
    assert "A network of two cities" in [one.text_content() for one in span]


def test_a_proposed_text_is_marked(project: TinyProject) -> None:
    project.write(TEXT, "---\nstate: proposed\n---\nLa porte.\n")
    (text,) = build(project).xpath("//div[@class='prose'][@data-state='proposed']")
    assert [one.text_content() for one in text.find_class("prose-state")] == ["proposed"]


def test_a_source_stands_once_in_the_notes(project: TinyProject) -> None:
    project.write(TEXT, 'Un{{ cite("register") }} deux{{ cite("register", "booklet") }}\n')
    tree = build(project)
    notes = tree.xpath("//ol/li[starts-with(@id, 'note-')]")
    titles = [note.text_content() for note in notes]
    assert sorted(titles) == ["Register of towns", "Two cities learn"]
    links = tree.xpath("//a[@role='doc-noteref']/@href")
    assert len(links) >= 5
    assert set(links) == {"#note-1", "#note-2"}


def test_what_is_awaited_leaves_a_blank_in_a_sentence_and_no_hole(project: TinyProject) -> None:
    project.write(
        TEXT,
        "La ville a {{ cities['hilltown'].migration[0] | quantity }} habitants.\n\n"
        "Plan : {{ plans['hilltown-1'].date | moment }}.\n",
    )
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 0, outcome.err
    page = lxml.html.document_fromstring(project.made()["fr/leaflet.html"].decode())
    first, second = page.xpath("//div[@class='prose']//p")
    for sentence in (first, second):
        assert sentence.xpath(".//*[contains(@class, 'blank')]"), lxml.html.tostring(sentence)


def test_an_empty_cell_is_no_header_and_has_no_scope() -> None:
    tree = lxml.html.fragment_fromstring(
        '<div class="prose"><table><tr><th scope="row"></th><td>a</td></tr><tr><th>b</th><td>c</td></tr></table></div>'
    )
    complete_tables(tree, lambda _: lambda message, **values: message)
    assert [(one.tag, one.get("scope")) for one in tree.iter("td", "th")] == [
        ("td", None), ("td", None), ("th", "row"), ("td", None),
    ]  # fmt: skip


def test_what_is_awaited_is_a_blank_where_its_text_is_printed_bare(project: TinyProject) -> None:
    """In a sentence, the words for what is missing would read as what is so."""
    programme = project.read("data/programme.yaml")
    start = programme.index("network:")
    end = programme.index("\n", programme.index("source:", start))
    awaited = "network:\n  text: {fr: Ce que dit le bureau}\n  awaited_from: alliance"
    project.write("data/programme.yaml", programme[:start] + awaited + programme[end:])
    project.write(
        TEXT, "Ceci est : {{ programme.network.text }}\n\nIl manque : {{ programme.network.missing }}\n"
    )
    page = build(project).xpath("//div[@class='prose']")[0]
    first, second = page.xpath(".//p")
    assert "bureau" not in first.text_content()
    assert first.xpath(".//span[@class='blank public-only']")
    assert second.text_content().endswith("Ce que dit le bureau")
