"""Two readers: the public sees a text, the office its marks, and the one is never put where the other is."""

import re

import lxml.html
import pikepdf

from inclucities_docs.render.page.view import choose_view
from tiny_project import TinyProject

MARKED = (
    '{% block main %}\n<p class="review-only">{{ _("Awaited") }} zquince {{ cite(programme.network) }}</p>'
    '<p class="public-only">zbriefly</p>'
)


def words_of(path: object) -> str:
    with pikepdf.open(path) as pdf:
        return " ".join(
            page.Contents.read_bytes().decode("latin-1")
            if isinstance(page.Contents, pikepdf.Stream)
            else b"\n".join(one.read_bytes() for one in page.Contents).decode("latin-1")
            for page in pdf.pages
        )


def test_a_review_shows_every_mark_and_touches_nothing_published(project: TinyProject) -> None:
    page = project.root / "templates/leaflet/page.html"
    page.write_text(page.read_text().replace("{% block main %}", MARKED, 1))
    kind = project.root / "templates/leaflet/kind.yaml"
    kind.write_text(kind.read_text().replace("formats: [html]", "formats: [html, pdf]"))
    chosen = ("--only", "leaflet", "--lang", "en")
    assert project.build(*chosen).code == 0
    public = {one: one.read_bytes() for one in (project.root / "deliverables").rglob("leaflet.*")}
    made = project.build("--review", *chosen)
    assert made.code == 0, made.err
    assert {one: one.read_bytes() for one in public} == public
    folder = project.root / "review/en"
    assert {one.suffix for one in folder.iterdir()} >= {".html", ".pdf"}
    for root, view in (("deliverables/en", "public"), ("review/en", "review")):
        html = (project.root / root / "leaflet.html").read_text()
        assert f'data-view="{view}"' in html
        assert "zquince" in html and "zbriefly" in html  # screens carry both
    numbers = r"/Artifact BMC q 0.4 g q 6 0 0 -6"
    assert re.search(numbers, words_of(folder / "leaflet.pdf"))
    assert not re.search(numbers, words_of(project.root / "deliverables/en/leaflet.pdf"))


def test_what_is_taken_out_leaves_no_link_to_it() -> None:
    tree = lxml.html.document_fromstring(
        '<html data-view="public"><body><nav><ol><li><a href="#worry">Worry</a></li><li><a href="#text">Text</a></li>'
        '</ol></nav><section class="review-only" id="worry">x <a id="mark-1-1"></a></section>'
        '<section id="text">y <a id="mark-1-2"></a><b class="public-only">z</b> <a href="#worry">there</a></section>'
        '<p><a class="note-back" href="#mark-1-1">up</a><a class="note-back" href="#mark-2-1">up</a></p></body></html>'
    )
    choose_view(tree)
    text = lxml.html.tostring(tree, encoding="unicode")
    assert "Worry" not in text and "x " not in text
    assert "<b" in text and "there" in text and 'href="#worry"' not in text
    assert re.findall(r'href="#([^"]*)"', text) == ["text", "mark-1-2"]
