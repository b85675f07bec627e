"""Where lines of print end: never inside a name, before a mark, or before a short last word."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import bidirectional

import lxml.html
import pytest

from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render.font import find_faces
from inclucities_docs.render.layout.engine import prepare
from inclucities_docs.render.layout.tags.tree import _runs_left
from inclucities_docs.render.page.unbroken import (
    bind_last_words,
    keep_compounds_whole,
    keep_names_whole,
    lead_with_spaces,
)
from tiny_project import TESTS

MACROS = (TESTS.parent / "templates/base/macros.html").read_text("utf-8")
STYLE = "@page { size: 400mm 9000mm; margin: 5mm } body { font: 10pt 'Fira Sans'; hyphens: auto; }"
NAMES = (
    "La ville de Mechelen et celle de Fuenlabrada reçoivent. Fuenlabrada accueille beaucoup "
    "d’associations particulièrement remarquables."
)


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    brand = load_project(Workspace.take(TESTS.parent)).brand
    prepare(tuple(face.path for face in find_faces(brand)))


def break_lines(inside: str, widths: Iterable[float]) -> list[list[str]]:
    """Give the lines of a French paragraph for each width in millimetres, all of them laid out at once."""
    import weasyprint
    from weasyprint.formatting_structure import boxes

    given = "".join(f'<p style="width: {width}mm">{inside}</p>' for width in widths)
    page = weasyprint.HTML(string=f'<html lang="fr"><style>{STYLE}</style><body>{given}</body></html>')
    found = []
    for box in page.render().pages[0]._page_box.descendants():
        if box.element_tag == "p" and isinstance(box, boxes.BlockBox):
            lines = [one for one in box.descendants() if isinstance(one, boxes.LineBox)]
            parts = [[part for part in one.descendants() if isinstance(part, boxes.TextBox)] for one in lines]
            found.append(["".join(part.text for part in line) for line in parts])
    assert len(found) == given.count("<p style") and all(found)
    return found


def test_mark_of_a_proposal_does_not_break_the_line_before_it() -> None:
    """The mark begins with its own no-break space: the engine breaks a line that ends in one wrongly."""
    start = MACROS.index('<span class="mark review-only"')
    mark = MACROS[start : MACROS.index("{%- endmacro", start)].split("<span class", 2)
    assert mark[1].endswith('">&nbsp;<span aria-hidden="true">◊</span>')
    words = "Comparer les besoins et l’offre avec le réseau, et signaler les manques à l’État."
    seen = set()
    widths = [110 + step / 2.5 for step in range(100)]
    for lines in break_lines(f"{words}<span>&nbsp;<span>◊</span></span>", widths):
        seen.add(len(lines[-1]))
        assert len(lines[0]) > len(words) / 2, lines
        assert lines[-1].strip("\u00a0 ") != "◊"
    assert len(seen) > 3, "the paragraph was broken in several ways"


@pytest.mark.parametrize("whole", [False, True])
def test_names_are_not_hyphenated(whole: bool) -> None:
    tree = lxml.html.document_fromstring(f"<html lang='fr'><body><p>{NAMES}</p></body></html>")
    if whole:
        keep_names_whole(tree, "fr")
    inside = (
        lxml.html.tostring(tree.find(".//p"), encoding="unicode").removeprefix("<p>").removesuffix("</p>")
    )
    inside = f"<style>.whole {{ hyphens: none }}</style>{inside}"
    cut = set()
    for lines in break_lines(inside, range(30, 90)):
        ends = [line.rstrip("‐-").split()[-1] for line in lines if line.endswith(("‐", "-"))]
        cut |= {end for end in ends if "Fuenlabrada".startswith(end) or "Mechelen".startswith(end)}
    assert bool(cut) is not whole, cut


def test_names_are_found_on_the_page_alone() -> None:
    tree = lxml.html.document_fromstring(f"<html><body><p>{NAMES} <b>Mechelen</b></p></body></html>")
    keep_names_whole(tree, "de")  # every noun has a capital there
    assert not list(tree.iter("span"))
    keep_names_whole(tree, "fr")
    found = [one.text for one in tree.iter("span")]
    assert found == ["Mechelen", "Fuenlabrada", "Fuenlabrada", "Mechelen"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Elle a été vue par un élu.</p>", "Elle a été vue par~un~élu."),
        ("<p>Elle vient avec un plan<sup class='note-mark'>1</sup></p>", "Elle vient avec~un~plan1"),
        ("<p>Elle vient <b>avec un plan</b></p>", "Elle vient avec~un~plan"),
        ("<h2>4 villes dans 6 pays</h2>", "4 villes dans~6~pays"),
        ("<p>Elle vient demain matin</p>", "Elle vient demain~matin"),
        ("<p>Elle vient ensuite</p>", "Elle vient [ensuite]"),
        (
            "<p>Elle vient <b>bientôt</b> accompagnée<sup class='note-mark'>1</sup></p>",
            "Elle vient bientôt [accompagnée]1",
        ),
        ("<p>Les associations accompagnent.</p>", "Les associations [accompagnent]."),
        ("<p>Wat maakt men aan de loketten mee?</p>", "Wat maakt men aan de [loketten~mee]?"),
        ("<p>Quand les personnes abandonnent-elles ?</p>", "Quand les personnes [abandonnent-elles]~?"),
        ("<div>pas un bloc de texte, oui</div>", "pas un bloc de texte, oui"),
    ],
)
def test_last_words_do_not_stand_alone(html: str, expected: str) -> None:
    tree = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    bind_last_words(tree)
    for span in tree.iter("span"):
        span.text = f"[{span.text}]"
    assert tree.text_content().replace("\u00a0", "~") == expected


SPACE = (
    "Les villes se rencontrent déjà de bien des façons. Chacune a son utilité, et le "
    "<a href='#x'>tableau&nbsp;2</a> aide à choisir."
)


@pytest.mark.parametrize("led", [False, True])
def test_text_whose_last_space_alone_runs_over_is_one_line(led: bool) -> None:
    """Left to itself the engine leaves the first word, or part of it, alone on its line."""
    tree = lxml.html.document_fromstring(f"<html lang='fr'><body><p>{SPACE}</p></body></html>")
    if led:
        lead_with_spaces(tree)
    inside = (
        lxml.html.tostring(tree.find(".//p"), encoding="unicode").removeprefix("<p>").removesuffix("</p>")
    )
    lines = break_lines(inside, [100 + step / 5 for step in range(200)])
    ends = {one[0].rstrip()[-2:] for one in lines}
    cut = [one for one in lines if len(one[0]) < 40]
    assert bool(cut) is not led, cut
    assert not led or "le" in ends, "at some width the space alone runs over"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Voir le <a>tableau</a> ici</p>", "<p>Voir le<a> tableau</a> ici</p>"),
        ("<p>Voir <b>le</b> <i>tableau</i></p>", "<p>Voir<b> le</b> <i>tableau</i></p>"),
        ("<p>La <span class='whole'>Ville</span></p>", '<p>La<span class="whole"> Ville</span></p>'),
        ("<p>La <span class='icon'>x</span></p>", '<p>La <span class="icon">x</span></p>'),
        ("<p> <a>Seul</a></p>", "<p> <a>Seul</a></p>"),
    ],
)
def test_spaces_lead(html: str, expected: str) -> None:
    tree = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    lead_with_spaces(tree)
    assert lxml.html.tostring(tree.find(".//p"), encoding="unicode") == expected


def test_no_line_of_a_title_ends_inside_a_compound_a_quotation_or_after_a_number() -> None:
    title = (
        "<h1>3 City-to-city visits in Saint-Jean-de-la-Ruelle, <em>well-made</em> and - so - well-known, "
        "for a «city for all», mother-tongue-based-multilingual-education and 1 234 people</h1><p>3 a-b en -verenigingen - ja</p>"
    )
    tree = lxml.html.document_fromstring(f"<html><body>{title}</body></html>")
    keep_compounds_whole(tree)
    whole = [(one.text, one.get("class")) for one in tree.iter("span")]
    assert whole == [
        ("City-to-city", "compound"),
        ("Saint-Jean-de-la-Ruelle", "compound-long"),
        ("well-known", "compound"),
        ("«city for all»", "compound"),
        ("-verenigingen", "compound"),
    ]
    words = tree.text_content()
    assert words.replace("\u00a0", " ") == lxml.html.document_fromstring(title).text_content()
    assert "3\u00a0City" in words and "3 a-b" in words


def test_a_span_takes_in_what_is_bound_to_its_word_and_headings_have_none() -> None:
    """Where a span begins inside what may not be broken, the layout engine leaves a lone word on a line before it."""
    html = "<h1>Une ville en\u00a0Lettonie</h1><p>Elle est en\u00a0Lettonie.</p><p>Il part, Lettonie en main.</p>"
    tree = lxml.html.document_fromstring(html)
    keep_names_whole(tree, "fr")
    bind_last_words(tree)
    spans = [(one.getparent().tag, one.text) for one in tree.iter("span")]
    assert spans == [("p", "en\u00a0Lettonie"), ("p", "Lettonie")]


def test_names_among_words_from_right_to_left_keep_their_order_and_their_spaces() -> None:
    """One span after the other would set „Global Fuenlabrada“, a space led into another direction „بهX“."""
    inside = (
        "<p>این <b>Fuenlabrada</b> و Fuenlabrada Global.</p><p>به <span dir='ltr'>Jelgava</span> آمدید</p>"
    )
    page = f"<html dir='rtl'><body>{inside}</body></html>"
    tree = lxml.html.document_fromstring(page)
    keep_names_whole(tree, "fa")
    bind_last_words(tree)
    lead_with_spaces(tree)
    texts = [one.text for one in tree.iter("p", "b", "span")]
    assert texts == ["این", " Fuenlabrada", "به ", "Jelgava"]


def test_the_number_of_a_reference_stays_with_its_word() -> None:
    tree = lxml.html.fragment_fromstring('<p>The course is in <a class="ref" href="#t">table 20</a>.</p>')
    bind_last_words(tree)
    assert tree.text_content() == "The course is in table\u00a020."


def test_no_letter_that_runs_from_right_to_left_is_passed_over() -> None:
    turned = [letter for letter in map(chr, range(0x110000)) if bidirectional(letter) in {"R", "AL"}]
    assert len(turned) > 2000
    assert all(map(_runs_left, turned))
    assert not _runs_left("Jelgava, Fuenlabrada & Λιβαδειά")
