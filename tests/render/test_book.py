"""A book is laid out chapter by chapter: the pages, numbers, links and tags of one layout of the whole."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import lxml.html
import pikepdf
import pypdfium2
import pytest
import tinyhtml5
from weasyprint.css import StyleFor

from inclucities_docs.render.layout import book, engine, plain_page
from inclucities_docs.render.page.tree import serialise
from tiny_project import TinyProject

ROOT = Path(__file__).parents[2]
LEAFLET = "templates/leaflet"
CHAPTERS = "".join(
    f'<section class="chapter"><h2 id="c{number}">Chapter {number}</h2><p>{"many words " * 400}</p>'
    f'<p>from <a class="at" href="#c{number % 4 + 1}">the next</a></p></section>'
    for number in range(1, 5)
)
INDEX = (
    '<section class="chapter"><h2 id="index">Index</h2><ul><li>word '
    + ", ".join(f'<a class="index-place at" href="#c{number}"></a>' for number in (1, 1, 3))
    + "</li></ul></section>"
)
MAIN = f"""{{% block main %}}<div class="book-text"><p>Contents <a class="at" href="#c4">Four</a>
{{{{ cite("register") }}}}</p>{CHAPTERS}{INDEX}</div>{{% endblock %}}"""
STYLE = """.chapter { break-before: page; } .at::after { content: " (" target-counter(attr(href), page) ")"; }
@page :left { margin-left: 40mm; } @page { @bottom-left { content: counter(page); } }"""


@pytest.fixture
def tiny_book(project: TinyProject) -> TinyProject:
    project.change(f"{LEAFLET}/kind.yaml", "[html]", "[pdf]\nlayout: book")
    page = project.read(f"{LEAFLET}/page.html")
    project.write(f"{LEAFLET}/page.html", page[: page.index("{% block main %}")] + MAIN)
    project.write("templates/base/book-print.css", STYLE)
    return project


def make(project: TinyProject) -> bytes:
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 0, outcome.err
    return (project.root / "deliverables/fr/leaflet.pdf").read_bytes()


def read_pages(content: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in pdf]


def test_pieces_make_the_pages_of_the_whole(tiny_book: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[int] = []
    lay_out = book._lay_out
    monkeypatch.setattr(book, "_lay_out", lambda *given: laid_out.append(1) or lay_out(*given))
    by_pieces = make(tiny_book)
    assert len(laid_out) == 10, "six pieces, four of which name a page that was not known"
    monkeypatch.setattr(engine, "can_be_cut", lambda _: False)
    (tiny_book.root / "deliverables/fr/leaflet.pdf").unlink()
    whole = make(tiny_book)
    assert len(laid_out) == 10 + 2, "the whole at once, and again with its numbers"
    assert by_pieces == whole, "tags, links and all"


SURROUNDED = f"""{{% block main %}}<!-- remark --><div class="outer">OUTER<div class="book-text">HOLDER<!-- remark -->REMARK
{CHAPTERS}BETWEEN{INDEX}<!-- remark -->LAST</div>BEHIND</div>AFTERWARDS
<p><span class="at" data-page="1">STRANGE</span></p><div data-spine="0"><p>SPINE</p></div><div data-spine="0"><p>AGAIN</p></div>
{{% endblock %}}"""


def test_words_around_the_pieces_and_attributes_of_ours_change_nothing(
    tiny_book: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_book.change(f"{LEAFLET}/page.html", MAIN, SURROUNDED)
    tiny_book.write("templates/base/book-print.css", STYLE.replace(".at::after", "a.at::after, .at::before"))
    by_pieces = make(tiny_book)
    text = "".join(read_pages(by_pieces))
    for word in re.findall("[A-Z]{4,}", SURROUNDED):
        assert word in text, word
    monkeypatch.setattr(engine, "can_be_cut", lambda _: False)
    (tiny_book.root / "deliverables/fr/leaflet.pdf").unlink()
    assert by_pieces == make(tiny_book), "tags, links and all"


def test_numbers_are_true_and_an_index_names_a_page_once(tiny_book: TinyProject) -> None:
    pages = read_pages(make(tiny_book))
    begins = {
        found[1]: number
        for number, text in enumerate(pages, 1)
        if (found := re.search(r"Chapter\s(\d)", text))
    }
    assert len(pages) > 8
    assert re.search(rf"Four\s*\({begins['4']}\)", pages[0])
    said = re.findall(r"next\s*\((\d+)\)", "".join(pages))
    assert said == [str(begins[number]) for number in "2341"]
    assert re.search(r"word (.*)", pages[-1])[1].strip() == f"({begins['1']}), ({begins['3']})"


def test_a_book_has_one_tag_tree(tiny_book: TinyProject) -> None:
    with pikepdf.open(io.BytesIO(make(tiny_book))) as pdf:
        top = pdf.Root.StructTreeRoot.K[0]
        parts = [one for one in top.K if one.S == "/Part"]
        assert len(parts) == 1, "main, although each chapter was laid out by itself"
        assert sum(one.S == "/Sect" for one in parts[0].K) == 5


def test_a_style_that_counts_over_chapters_keeps_them_together() -> None:
    assert book.can_be_cut([("templates/base/book-print.css", STYLE)])
    assert book.can_be_cut([("templates/base/book-print.css", "@page :nth(1 of opening) { margin: 0; }")])
    for text in (
        "h2 { counter-increment: n; }",
        "@page :first { margin: 0; }",
        "p::after { content: counter(pages); }",
    ):
        assert not book.can_be_cut([("templates/base/book-print.css", text)]), text
    assert not book.can_be_cut([("templates/guide/print.css", ".annex { break-before: auto; }")])


def test_a_preview_lays_out_anew_what_changed_alone(
    tiny_book: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[int] = []
    lay_out = book._lay_out
    monkeypatch.setattr(book, "_lay_out", lambda *given: laid_out.append(1) or lay_out(*given))
    monkeypatch.setattr(book.SHELF, "is_open", True)
    monkeypatch.setattr(book.SHELF, "kept", {})
    make(tiny_book)
    laid_out.clear()
    tiny_book.change(f"{LEAFLET}/page.html", "from <a", "From <a")
    kept = make(tiny_book)
    assert 4 <= len(laid_out) < 10, "the chapters in which a word changed, not the contents and the index"
    monkeypatch.setattr(book.SHELF, "kept", {})
    (tiny_book.root / "deliverables/fr/leaflet.pdf").unlink()
    assert make(tiny_book) == kept
    tiny_book.write("templates/base/book-print.css", STYLE + " p { color: red; }")
    laid_out.clear()
    make(tiny_book)
    assert len(laid_out) >= 6, "with another style all pieces are others"


def test_styles_for_notes_at_the_foot_of_pages_are_made_where_there_are_some(
    tiny_book: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[str] = []
    compute = StyleFor.set_computed_styles

    def count(self: StyleFor, element: object, *given: object, pseudo_type: str = "", **more: object) -> None:
        styled.append(pseudo_type or "")
        compute(self, element, *given, pseudo_type=pseudo_type or None, **more)

    monkeypatch.setattr(StyleFor, "set_computed_styles", count)
    plain = make(tiny_book)
    assert {"after", "marker"} <= set(styled), "of the page's own"
    assert not any(one.startswith(("note", "footnote")) for one in styled), (
        "the engine gives five to each element"
    )
    monkeypatch.setattr(plain_page, "_ASKED", re.compile(""))
    (tiny_book.root / "deliverables/fr/leaflet.pdf").unlink()
    assert make(tiny_book) == plain
    assert "footnote-call" in styled
    monkeypatch.undo()
    tiny_book.write("templates/base/book-print.css", f"{STYLE} h2 {{ float: footnote; }}")
    assert "1. Chapter 1" in " ".join("".join(read_pages(make(tiny_book))).split())


def test_a_short_list_turns_to_its_second_column_at_the_item_that_leaves_both_as_long(
    tiny_book: TinyProject,
) -> None:
    items = "".join(
        f"<li>{letter}lock {'long ' * times}</li>"
        for letter, times in zip("PQRS", (40, 1, 1, 9), strict=True)
    )
    tiny_book.change(
        f"{LEAFLET}/page.html",
        "Contents <a",
        f'</p><div class="callout-checklist"><ul>{items}</ul></div><p>Contents <a',
    )
    real = (ROOT / "templates/base/book-print.css").read_text("utf-8")
    rules = [line for line in real.splitlines() if line.startswith((".callout-checklist ul {", ".turned"))]
    tiny_book.write("templates/base/book-print.css", f"{STYLE}\n" + "\n".join(rules))
    page = pypdfium2.PdfDocument(make(tiny_book))[0].get_textpage()
    text = page.get_text_range()
    places = [page.get_charbox(text.index(f"{letter}lock")) for letter in "PQRS"]
    left, _, _, top = zip(*places, strict=True)
    assert abs(top[0] - top[1]) < 3, "the first item fills the first column, the second begins the next"
    assert all(one - left[0] > 100 for one in left[1:])


def test_the_contents_of_many_chapters_take_one_page_with_what_is_looked_up_beside_them(
    tiny_book: TinyProject,
) -> None:
    more = "".join(f'<section class="chapter"><h2 id="m{one}">More {one}</h2></section>' for one in range(9))
    behind = '<section class="annex"><h2 id="sheet">Sheet</h2></section>'
    nav = '<nav class="pane" data-fill="contents"></nav>'
    tiny_book.change(f"{LEAFLET}/page.html", "<p>Contents", f"{nav}<p>Contents")
    tiny_book.change(f"{LEAFLET}/page.html", "</div>{% endblock", f"{more}{behind}</div>{{% endblock")
    beside = ".divided { position: relative; } .contents-behind { position: absolute; top: 0; left: 90mm; }"
    tiny_book.write("templates/base/book-print.css", f"{STYLE} {beside}")
    page = pypdfium2.PdfDocument(make(tiny_book))[0].get_textpage()
    text = page.get_text_range().replace("\u00a0", " ")
    first, last, sheet = (page.get_charbox(text.index(one)) for one in ("Chapter 1", "More 8", "Sheet"))
    assert abs(first[0] - last[0]) < 3 and sheet[0] > last[0] + 100
    assert sheet[3] > last[3]


def test_the_engine_does_not_read_what_no_style_names(
    tiny_book: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    open_page = plain_page.open_page
    monkeypatch.setattr(
        plain_page, "open_page", lambda tree, *given: read.append(serialise(tree)) or open_page(tree, *given)
    )
    tiny_book.change(
        f"{LEAFLET}/page.html", "<p>Contents", '<p tabindex="0" data-sort="a" data-hue="b">Contents'
    )
    tiny_book.write("templates/base/book-print.css", f"{STYLE} [data-hue] {{ color: red; }}")
    make(tiny_book)
    assert "data-hue" in read[0]
    assert not re.search("data-(?:sort|title)|tabindex|<link|og:title", "".join(read))


def test_the_engine_has_a_tree_as_its_own_parser_would_make_it_of_the_text() -> None:
    table = "<table><caption>A</caption><tr><td>1</td></tr><tr><td>2</td></tr><tbody><tr><td>3</td></tr></tbody></table>"
    drawing = '<svg viewBox="0 0 9 9"><linearGradient id="g"></linearGradient><text>é &amp; ي</text></svg>'
    page = lxml.html.document_fromstring(
        f"<!doctype html><html lang=fr><head><title>T</title><style>p > b {{ }}</style></head><body><p data-field='a/b'>"
        f"One<br>two <b>three</b> {drawing} behind</p>{table}<pre>\n\na\n b</pre></body></html>"
    )

    def lines(element: Element) -> list[str]:
        own = f"{element.tag} {sorted(element.attrib.items())} {element.text or ''!r}"
        return [
            own,
            *(line for one in element for line in lines(one)),
            f"/ {(element.tail or '').rstrip()!r}",
        ]

    parsed = tinyhtml5.parse(serialise(page), namespace_html_elements=False)
    assert lines(plain_page.take_tree(page)) == lines(parsed)
    assert any("viewBox" in line for line in lines(parsed)), "names of drawings have capitals"
