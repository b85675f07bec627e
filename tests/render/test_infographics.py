"""Posters through the real pipeline: every format whole, one page in every language, bad input told."""

from __future__ import annotations

import base64
import io
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import lxml.html
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from figures.inputs import list_languages, read_project
from inclucities_docs.figures import describe_figure
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.render import Document, Rendered, list_documents, render
from inclucities_docs.render.layout.engine import lay_out
from inclucities_docs.render.page.page import Page, make_page
from inclucities_docs.render.template import figure
from tiny_project import TinyProject

SVG = "{http://www.w3.org/2000/svg}"
POSTERS = [one for one in list_documents(read_project()) if one.kind.startswith("infographic-")]
MILLIMETRES = 25.4 / 96
FULLEST = (
    "infographic-process",
    "infographic-duo/brussels-saint-jean-de-la-ruelle",
    "infographic-city/capaci",
)
"""The posters with most to say, of each sort."""


def find_document(name: str, language: str = "fr") -> Document:
    return next(one for one in POSTERS if (one.name, one.language) == (name, language))


def make(name: str, *formats: str) -> Rendered:
    made = render(Reader(read_project()), find_document(name), formats)
    assert not made.problems, made.problems
    return made


def find_boxes(box: Any, name: str) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    if box.element is not None and name in box.element.get("class", "").split():
        yield box
    for child in getattr(box, "children", ()):
        yield from find_boxes(child, name)


def _title_class(page: Page) -> str:
    return str(page.tree.find(".//h1").get("class"))


def test_there_is_a_poster_for_each_theme_duo_and_mentee() -> None:
    names = {one.name for one in POSTERS}
    themes = {f"infographic-{one}" for one in ("programme", "process", "network", "calendar")}
    assert themes <= names
    assert sum(one.startswith("infographic-duo/") for one in names) == 4
    assert sum(one.startswith("infographic-city/") for one in names) == 4
    paths = {artifact.path for one in POSTERS for artifact in one.artifacts}
    assert {"fr/infographic-process.svg", "fr/infographic-process-card.png"} <= paths


def test_a_check_describes_a_figure_once_for_all_its_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def describe(name: str, given: Any) -> Any:
        told.append(name)
        return describe_figure(name, given)

    monkeypatch.setattr(figure, "describe_figure", describe)
    monkeypatch.setattr(figure, "_DRAWN", {})
    for _ in range(2):
        make_page(Reader(read_project()), find_document("infographic-process"), drawn=False)
    assert told == ["process"]


@pytest.mark.parametrize("language", list_languages())
@pytest.mark.parametrize(
    "name", sorted({one.name for one in POSTERS if one.subject or one.kind.endswith(("process", "calendar"))})
)
def test_it_keeps_to_one_page_and_leaves_the_foot_free(name: str, language: str) -> None:
    page = make_page(Reader(read_project()), replace(find_document(name), language=language))
    document = lay_out(page)
    assert len(document.pages) == 1
    root = document.pages[0]._page_box
    foot = next(find_boxes(root, "colophon"))
    last = list(find_boxes(root, "poster-part"))[-1]
    assert last.position_y + last.margin_height() <= foot.position_y
    words = next(find_boxes(foot, "colophon-words"))
    assert words.position_y + words.margin_height() <= root.height - 6 / MILLIMETRES, (
        "nor over the paper's edge"
    )
    if "process" in page.pictures:
        assert foot.position_y - last.position_y - last.margin_height() < 80, "no empty band above the foot"
    smallest = 8.5 * 271 / max(one.width for one in page.pictures.values())
    assert smallest >= 9.5, "the text of its figures, points"
    shown = {
        str(one).removeprefix("figure:") for one in page.tree.xpath("//img[contains(@class, 'drawing')]/@src")
    }
    assert set(page.pictures) == shown, "what is only measured is not drawn"
    title = next(find_boxes(root, _title_class(page)))
    lines = [sum(child.width for child in line.children) for line in title.children]
    assert min(lines) > 0.4 * max(lines), "no line of its title stands as a lone word"


def test_a_poster_that_runs_over_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from inclucities_docs.render.template import figure

    monkeypatch.setattr(figure, "find_width", lambda *_: 45.0)
    made = render(Reader(read_project()), find_document("infographic-duo/schaerbeek-jelgava"), ["pdf"])
    assert not made.files
    assert "does not fit on its page" in made.problems[0].message


@pytest.fixture(scope="module")
def svg() -> str:
    return make("infographic-city/capaci", "svg").files["svg"].decode()


def test_the_svg_needs_nothing_beside_it(svg: str) -> None:
    assert not re.search(r'(?:href|src)="(?!data:|#)|url\((?!"data:)|@import|<script|<foreignObject', svg)


def test_the_svg_says_what_it_is_and_who_pays(svg: str) -> None:
    root = ET.fromstring(svg)
    said = " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))
    assert root.get("lang") == "fr"
    assert "Capaci" in (root.findtext(f"{SVG}title") or "")
    assert "Financé par l’Union européenne" in (root.findtext(f"{SVG}desc") or "")
    assert {"Version", "provisoire"} <= set(said.split())
    assert "#003399" in svg.upper(), "the emblem's blue"


def test_the_svg_carries_every_letter_that_it_shows(svg: str) -> None:
    root = ET.fromstring(svg)
    rules = re.findall(
        r'font-family:"([^"]+)";font-weight:(\d+);font-style:(\w+).*?base64,([^"]+)',
        root.findtext(f"{SVG}style") or "",
    )
    letters = {
        (family, int(weight)): set(TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap())
        for family, weight, _, data in rules
    }
    for text in root.iter(f"{SVG}text"):
        family = text.get("font-family", "").split(",")[0].strip("'")
        weight = int(text.get("font-weight", "400"))
        assert {ord(one) for one in text.text or ""} - {0xA0, 0x202F} <= letters[family, weight], text.text


def test_two_makings_are_the_same_bytes() -> None:
    one, other = (make("infographic-process", "svg", "png", "card.png") for _ in range(2))
    assert one.files == other.files


def test_pictures_have_their_size_and_say_what_they_are() -> None:
    files = make("infographic-process", "png", "card.png").files
    poster, card = (Image.open(io.BytesIO(files[key])) for key in ("png", "card.png"))
    assert poster.size == (math.ceil(297 / MILLIMETRES * 2), math.ceil(420 / MILLIMETRES * 2))
    assert card.size == (1200, 630)
    for picture in (poster, card):
        assert "IncluCities" in picture.text["Title"]
        assert "Financé par l’Union européenne" in picture.text["Description"]
        assert "CC BY" in picture.text["Copyright"]


@pytest.fixture(scope="module")
def page() -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(make("infographic-duo/mechelen-capaci", "html").files["html"])


def test_the_page_has_each_figure_for_wide_and_narrow_screens(page: lxml.html.HtmlElement) -> None:
    assert len(page.find_class("drawing-wide")) == len(page.find_class("drawing-narrow")) == 1
    assert all(one.find("svg").get("aria-label") for one in page.find_class("drawing"))


def test_a_drawing_without_words_is_hidden_from_who_does_not_see_it() -> None:
    page = lxml.html.fromstring(make("infographic-calendar", "html").files["html"])
    *told, hidden = (one.find("svg") for one in page.find_class("drawing"))
    assert all(one.get("aria-label") and not one.get("aria-hidden") for one in told) and len(told) == 2
    assert (hidden.get("aria-label"), hidden.get("aria-hidden")) == (None, "true")


def test_each_colour_of_a_drawing_has_its_pair_on_a_dark_page(page: lxml.html.HtmlElement) -> None:
    drawings = [one.find("svg") for one in page.find_class("drawing")]
    assert drawings
    for one in drawings:
        colours = {e.get(part) for e in one.iter() for part in ("fill", "stroke")} - {None, "none"}
        told = dict(re.findall(r"(--c\d+):var\(--on-light,(#\w+)\) var\(--on-dark,#\w+\)", one.get("style")))
        assert len(told) > 3 and colours == {f"var({name})" for name in told}
    style = page.find(".//style").text
    assert ".drawing { --on-dark: ; }" in style and "--on-dark: initial;" in style


def test_the_page_has_each_table_to_read_and_to_take(page: lxml.html.HtmlElement) -> None:
    links = [one for one in page.iter("a") if one.get("download", "").endswith(".csv")]
    assert len(links) == len(list(page.iter("table"))) == 1
    content = base64.b64decode(links[0].get("href", "").split(",", 1)[1]).decode("utf-8-sig")
    assert "Facteur clé" in content


def test_the_page_leads_to_its_other_formats_and_to_its_sources(page: lxml.html.HtmlElement) -> None:
    links = {one.get("href") for one in page.iter("a")}
    stem = "infographic-duo-mechelen-capaci"
    assert {f"{stem}.pdf", f"{stem}.svg", f"{stem}.png"} <= links
    assert page.get_element_by_id("note-1") is not None
    assert page.xpath("//meta[@property='og:title']")


def test_what_a_figure_shows_as_proposed_makes_the_poster_a_draft() -> None:
    duo = read_project().collections["groups"]["mechelen-capaci"]
    shown: Page = make_page(Reader(read_project()), find_document("infographic-duo/mechelen-capaci"))
    paths = {path for state, path in shown.marks if state == "proposed"}
    told = {f"needs.{index}": one for index, one in enumerate(duo.needs)}
    told |= {f"strengths.{index}": one for index, one in enumerate(duo.strengths)}
    told |= {
        f"benchmark.key_factors.{index}.statement": one.statement
        for index, one in enumerate(duo.benchmark.key_factors)
    }
    proposed = {f"groups/mechelen-capaci.{place}" for place, one in told.items() if one.state == "proposed"}
    assert proposed
    assert proposed <= paths


POSTER = '{{% extends "base/page.html" %}}\n{{% block main %}}\n{call}\n{{% endblock %}}\n'


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('{{ figure("proces") }}', "there is no figure 'proces'"),
        ('{{ drawing("proces").title }}', "there is no figure 'proces'"),
        ('{{ fit("proces", width=271, height=200) }}', "there is no figure 'proces'"),
        ('{{ figure("duo-card") }}', "shows a group, and this document is about none"),
        ('{{ figure("duo-card", "riverton-hiltown") }}', "has no group 'riverton-hiltown' to show"),
        ('{{ drawing("action-plan", "riverton").title }}', "has no plan 'riverton' to show"),
        ('{{ figure("process", widht=100) }}', "widht"),
    ],
)
def test_what_cannot_be_drawn_is_told_at_its_line(project: TinyProject, call: str, message: str) -> None:
    project.write("templates/leaflet/page.html", POSTER.format(call=call))
    outcome = project.build("--only", "leaflet", "--lang", "fr")
    assert outcome.code == 1
    assert "templates/leaflet/page.html:3" in outcome.err
    assert message in outcome.err
    assert "Traceback" not in outcome.err
