"""Long documents: numbers, contents, index, references, callouts, parts, Word files, facts by name."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from lxml import etree

from inclucities_docs.conformance.docx_file import list_faults
from inclucities_docs.inputs.fact import check_facts
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.language.collation import sort_key
from inclucities_docs.render import Document, check, list_documents, render
from inclucities_docs.render.page.transform import transform
from inclucities_docs.render.write.docx.styles import W

ROOT = Path(__file__).parents[2]
TEXT = "templates/guide/text/en/02-why-together.md"


def gettext(message: str, **values: Any) -> str:
    return message % values if values else message


def finished(body: str) -> lxml.html.HtmlElement:
    return transform(
        lxml.html.document_fromstring(f"<html><body>{body}</body></html>"), "en", lambda _: gettext
    ).tree


CHAPTERS = """
<nav data-fill="contents" data-depth="2"></nav>
<section data-numbering="1"><h2 id="ch-a">First</h2>
<p>See <a class="ref" href="#tbl-x" data-place="t.md:4"></a>.
<a class="ref" href="#sec-b" data-place="t.md:5"></a>
<span class="term" data-term="duo">duo</span> and <span class="term" data-term="duo">duo</span>
<span class="index" data-entry="visits, agenda">agendas</span>
<span class="index" data-entry="visits, agenda">again</span></p>
<h3 id="sec-b">Part</h3>
<div class="prose"><table id="tbl-x"><caption>Things</caption><tr><td>x</td></tr></table></div>
<p><span class="index">élan</span> <span class="index">zeal</span>
<span class="index" data-entry="visits, host">hosts</span>
<span class="index" data-entry="The market, on Sundays">market</span></p></section>
<section data-numbering="A"><h2 id="ch-z">Sheet</h2><dl><div id="term-duo"><dt>duo</dt></div></dl></section>
<div data-fill="index"></div>
"""


def test_tables_with_a_caption_are_numbered_but_no_forms_and_no_figures_as_tables() -> None:
    cell = "<tr><td>x</td></tr>"
    tree = finished(
        f"""<section data-numbering="1"><h2>One</h2><div class="prose">
        <table><caption>Plain</caption>{cell}</table>
        <table><tr><th>To fill in</th></tr><tr><td></td></tr></table>
        <figure id="fig-a"><figcaption>Shown</figcaption><table><caption>Data</caption>{cell}</table></figure>
        <table id="tbl-b"><caption><em>Named</em></caption>{cell}</table></div></section>"""
    )
    captions = [" ".join(one.text_content().split()) for one in tree.iter("caption", "figcaption")]
    named = ["Table 1 – Plain", "To fill in: To fill in", "Figure 1 – Shown", "Data", "Table 2 – Named"]
    assert captions == named


def test_chapters_sections_and_annexes_are_numbered_and_listed() -> None:
    tree = finished(CHAPTERS)
    assert [" ".join(one.text_content().split()) for one in tree.find("body/nav").iter("a")] == [
        "1 First",
        "1.1 Part",
        "A Sheet",
    ]
    assert tree.get_element_by_id("tbl-x").find("caption").text_content() == "Table 1\u00a0– Things"


def test_references_say_what_they_name() -> None:
    links = [one.text for one in finished(CHAPTERS).find_class("ref")]
    assert links == ["table 1", "Section 1.1"], "at the start of a sentence with a capital"


def test_a_term_is_linked_once_in_a_chapter() -> None:
    assert [one.get("href") for one in finished(CHAPTERS).find_class("term")] == ["#term-duo"]


def test_the_index_has_subentries_and_one_place_for_a_section() -> None:
    index = finished(CHAPTERS).find_class("index-list")
    words = [one.text for group in index for one in group.find_class("index-word")]
    assert words == ["élan", "The market, on Sundays", "visits", "agenda", "host", "zeal"]
    agenda = index[2].find_class("index-place")
    assert [one.text_content() for one in agenda] == ["1", "1.1"]


def test_tables_of_texts_scroll_inside_themselves() -> None:
    holder = finished(CHAPTERS).get_element_by_id("tbl-x").getparent()
    assert (holder.get("class"), holder.get("tabindex"), holder.get("role")) == ("scroll", "0", "region")


def test_tables_of_texts_say_what_they_head_and_are_named() -> None:
    table = "<table><thead><tr><th></th><th>City</th></tr></thead><tbody><tr><th>One</th><td> </td></tr></tbody></table>"
    tree = finished(f'<main><div class="prose">{table}</div></main>')
    corner, head, row = tree.xpath("//thead//*[self::td or self::th] | //tbody//th")
    assert (corner.tag, head.get("scope"), row.get("scope")) == ("td", "col", "row")
    assert tree.xpath("string(//caption)") == "To fill in: City, One"
    filled = finished(f'<main><div class="prose">{table.replace("<td> ", "<td>Two")}</div></main>')
    assert not filled.xpath("//caption")  # a table with words is named by who wrote it


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["côte", "Étude", "zone"]),
        ("lv", ["cena", "čaula", "diena", "šķiet", "tilts"]),
        ("es", ["nuez", "ñame", "olla"]),
        ("el", ["άλφα", "βήτα", "Ωμέγα"]),
    ],
)
def test_words_sort_as_in_a_dictionary_of_the_language(language: str, words: list[str]) -> None:
    shuffled = words[::-1]
    assert sorted(shuffled, key=lambda word: sort_key(word, language)) == words


# ── the project's own long documents ─────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(Workspace.take(ROOT))


def changed(project: Project, path: str, more: str) -> Project:
    files = {**project.workspace.files, path: project.workspace.files[path] + more.encode()}
    return dataclasses.replace(project, workspace=Workspace(files))


def document_of(project: Project, name: str, language: str) -> Document:
    return next(one for one in list_documents(project) if (one.name, one.language) == (name, language))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{{ ref("tbl-rolse") }}', "nothing here has the name 'tbl-rolse'"),
        ("[there](#nowhere)", "nothing here has the name 'nowhere'"),
        ('{{ term("benchmrk") }}', "'benchmrk' is not a term of the glossary"),
        ('{{ cite("sed") }}', "'sed' is not a source"),
        ("::: warning\nopen", "this callout is never closed"),
        ("::: warnig\nx\n:::", "'warnig' is not a sort of callout"),
        ("![](x.png)", "a picture without alternative text"),
        ("## Again {#ch-why}", "the name 'ch-why' stands at two places of this document"),
        ('{{ figure("network") }}', "this figure stands at two places of this document"),
    ],
)
def test_what_is_wrong_in_a_text_is_told_at_its_line(project: Project, line: str, message: str) -> None:
    broken = changed(project, TEXT, f"\n{line}\n")
    lines = (broken.workspace.read_text(TEXT) or "").splitlines()
    found = [
        one
        for one in check(Reader(broken), document_of(broken, "guide", "en")).problems
        if one.message == message
    ]
    assert found, f"not told: {message}"
    assert found[0].location.path == TEXT
    assert found[0].location.line == len(lines) - lines[::-1].index(line.partition("\n")[0])


def test_no_fact_is_typed_into_our_prose(project: Project) -> None:
    assert [str(one) for one in check_facts(project)] == []


def test_facts_typed_into_prose_are_found(project: Project) -> None:
    broken = changed(project, TEXT, '\nIn Malines, 12 people came ({{ cite("seed") }}) on 3 May.\n')
    assert [one.message for one in check_facts(broken)] == [
        "the number 12 is typed into prose",
        "the number 3 is typed into prose",
        "the name 'Malines' is typed into prose",
    ]


def test_each_text_of_the_guide_is_a_pdf_of_its_own(project: Project) -> None:
    parts = [one for one in document_of(project, "guide", "fr").artifacts if one.part]
    names = project.workspace.names("templates/guide/text/fr", ".md")
    assert [one.path for one in parts] == [f"fr/guide-{Path(name).stem}.pdf" for name in names]
    more = {"templates/guide/text/nl/16-only.md": b"# X\n", "templates/guide/text/en/17-both.md": b"# Y\n"}
    longer = dataclasses.replace(project, workspace=Workspace({**project.workspace.files, **more}))
    for language, own in (("nl", {"16-only", "17-both"}), ("en", {"17-both"}), ("fr", {"17-both"})):
        made = {one.part for one in document_of(longer, "guide", language).artifacts if one.part}
        assert made - {Path(name).stem for name in names} == own, "a text in one language has its own PDF too"


@pytest.fixture(scope="module")
def toolkit(project: Project) -> dict[str, bytes]:
    made = render(Reader(project), document_of(project, "toolkit/mechelen-capaci", "fr"), ("html", "docx"))
    assert not made.problems
    return made.files


def test_a_word_file_is_sound(toolkit: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "toolkit.docx"
    path.write_bytes(toolkit["docx"])
    delivered: Any = SimpleNamespace(file=path, language="fr", path="fr/toolkit.docx")
    assert list(list_faults(delivered)) == []


def test_a_word_file_has_contents_and_the_brand(toolkit: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(toolkit["docx"])) as archive:
        document, styles = (
            archive.read("word/document.xml").decode(),
            archive.read("word/styles.xml").decode(),
        )
        theme = archive.read("word/theme/theme1.xml").decode()
    assert "TOC \\o" in document
    assert document.count("<w:tblHeader") >= 1
    assert "9B5000" in styles, "the duo's hue"
    assert 'typeface="Fira Sans"' in theme


def test_a_word_file_is_the_same_each_time(project: Project, toolkit: dict[str, bytes]) -> None:
    again = render(Reader(project), document_of(project, "toolkit/mechelen-capaci", "fr"), ("docx",))
    assert again.files["docx"] == toolkit["docx"]


def test_a_sheet_is_filled_in_on_screen_and_sends_nothing(toolkit: dict[str, bytes]) -> None:
    page = lxml.html.document_fromstring(toolkit["html"])
    sheet = page.find_class("worksheet")[0]
    assert len(list(sheet.iter("input"))) > 20
    assert not list(page.iter("form"))
    policy = next(one.get("content", "") for one in page.iter("meta") if one.get("http-equiv"))
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy


def test_a_toolkit_tells_nothing_twice(project: Project, toolkit: dict[str, bytes]) -> None:
    """The benchmark and each key factor are said where they stand; what the document is, on its cover and at its end."""
    page = lxml.html.document_fromstring(toolkit["html"])
    text = " ".join(page.text_content().split())
    benchmark = project.collections["groups"]["mechelen-capaci"].benchmark
    for one in (benchmark.standard, *(factor.statement for factor in benchmark.key_factors)):
        assert text.count(" ".join(one.text["fr"].split())) == 1
    assert text.count(" ".join(project.programme.notice["fr"].split())) == 2


def test_a_text_that_is_proposed_says_so_once_below_its_title(toolkit: dict[str, bytes]) -> None:
    page = lxml.html.document_fromstring(toolkit["html"])
    proposed = page.xpath("//*[@data-state='proposed']")
    assert len(proposed) == 6
    for text in proposed:
        marks = text.find_class("prose-state")
        assert [" ".join(one.text_content().split()) for one in marks] == ["◊ proposition, à valider"]
        assert marks[0].getprevious().tag == "h2"
    with zipfile.ZipFile(io.BytesIO(toolkit["docx"])) as archive:
        document = archive.read("word/document.xml").decode()
    assert document.count('<w:pStyle w:val="State"') == 6
    assert len(page.find_class("legend")) == 1, "what the marks mean is explained once"


def test_a_word_file_has_a_cover_its_sources_and_contents_to_follow(toolkit: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(toolkit["docx"])) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        notes = archive.read("word/footnotes.xml").decode()
        header = archive.read("word/header1.xml").decode()
    text = ["".join(one.itertext()) for one in document.iter(f"{W}p")]
    styles = [one.find(f"{W}pPr/{W}pStyle") for one in document.iter(f"{W}p")]
    names = ["" if one is None else one.get(f"{W}val") for one in styles]
    assert names[:2] == ["CoverPicture", "Title"]
    assert names.index("CoverFund") < names.index("TOCHeading")
    assert sum(name == "TOC1" for name in names) == sum(name == "Heading1" for name in names)
    listed = toolkit["html"].decode().count('class="note-read"')
    assert sum("Consulté le" in one for one in text) == listed, "the list of sources"
    assert listed < len(lxml.html.fromstring(toolkit["html"]).xpath("//li[starts-with(@id, 'note-')]"))
    assert sum("les pages ont été consultées le" in one for one in text) == 1, "the day of most is told once"
    assert "w:footnoteRef" not in notes, "no note without words"
    assert " TITLE " in header


def test_word_keeps_the_bytes_of_its_pictures_out_of_its_text(toolkit: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(toolkit["docx"])) as archive:
        text = archive.read("word/document.xml")
    assert b"<pic:cNvPr" in text
    assert b"base64" not in text


def test_what_is_gathered_from_a_text_in_another_language_says_so() -> None:
    tree = finished(
        '<nav data-fill="contents"></nav><div class="prose" lang="fr"><h2 id="a">Les étapes</h2>'
        '<p><span class="index">la visite</span></p></div><div data-fill="index"></div>'
        '<h2 id="b">The end</h2>'
    )
    assert [(one.text_content(), one.get("lang")) for one in tree.xpath("//nav//a/span")] == [
        ("Les étapes", "fr"),
        ("The end", None),
    ]
    assert [one.get("lang") for one in tree.find_class("index-word")] == ["fr"]
    assert tree.find_class("index-letter")[0].text == "V"
