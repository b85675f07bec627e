"""The letters that a page carries for screens: all that it says, most of them cut once for its whole language."""

from __future__ import annotations

import base64
import io
import re
from functools import cache
from typing import NamedTuple

import lxml.html
import pytest
from fontTools.ttLib import TTFont

from figures.inputs import read_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.render import list_documents, render
from inclucities_docs.render.font import embed_faces, find_faces
from inclucities_docs.render.picture import read_address
from inclucities_docs.render.write.html import find_italics

SPACES = {0x9, 0xA, 0xD, 0x20, 0xA0, 0xAD, 0x2009, 0x200C, 0x200D, 0x202F}


class Rule(NamedTuple):
    """One rule for a font."""

    face: tuple[str, str, str]
    only: frozenset[int]
    data: str

    @property
    def letters(self) -> set[int]:
        return set(TTFont(io.BytesIO(base64.b64decode(self.data))).getBestCmap())


def read_rules(style: str) -> list[Rule]:
    found = re.findall(
        r'@font-face\{font-family:"([^"]+)";font-weight:([\d ]+);font-style:(\w+);font-display:swap'
        r'(?:;unicode-range:([^;]*))?;src:url\("data:font/woff2;base64,([^"]+)"',
        style,
    )
    return [
        Rule(tuple(face), frozenset(int(one[2:], 16) for one in only.split(",") if one), data)
        for *face, only, data in found
    ]


@cache
def make_page(name: str, language: str) -> lxml.html.HtmlElement:
    """Make a document of the real project as a page for screens."""
    document = next(
        one for one in list_documents(read_project()) if (one.name, one.language) == (name, language)
    )
    made = render(Reader(read_project()), document, ("html",))
    assert not made.has_failed, made.problems
    return lxml.html.document_fromstring(made.files["html"])


@pytest.mark.parametrize(
    ("city", "language"),
    [("jelgava", "fr"), ("jelgava", "lv"), ("mechelen", "ar"), ("mechelen", "ti"), ("mechelen", "uk")],
)
def test_a_page_carries_every_letter_that_it_says(city: str, language: str) -> None:
    page = make_page(f"one-stop-leaflet/{city}", language)
    said = {ord(one) for one in page.find("body").text_content() if one.isprintable()} - SPACES
    upright = [rule for rule in read_rules(page.find(".//style").text) if rule.face[2] == "normal"]
    assert len(said) > 60 and said <= set().union(*(rule.letters for rule in upright))
    for rule in upright:
        assert rule.only <= rule.letters | SPACES, "what a cut is asked for, it has"


def test_pages_of_a_language_share_the_cut_to_its_letters() -> None:
    one, other = (
        read_rules(make_page(name, "fr").find(".//style").text)
        for name in ("one-stop-leaflet/jelgava", "one-stop-leaflet/livadia")
    )
    common = {rule.face: rule.data for rule in one if not rule.only and "Fira Sans" in rule.face[0]}
    assert len(common) >= 5
    for rule in other:
        if rule.face in common and not rule.only:
            assert rule.data == common[rule.face]
    rest = [rule.only for rule in other if rule.only]
    assert rest and all(ord("Λ") in only and not only & set(range(0x21, 0x7F)) for only in rest)


def test_a_script_that_joins_its_letters_is_not_divided() -> None:
    rules = read_rules(make_page("one-stop-leaflet/mechelen", "ar").find(".//style").text)
    arabic = [rule for rule in rules if ord("ب") in rule.letters]
    assert len({rule.face for rule in arabic}) == len(arabic) == 2 and not any(one.only for one in arabic)


def test_an_alphabet_of_which_a_page_uses_little_is_left_out() -> None:
    faces = find_faces(read_project().brand)
    few, many = (
        read_rules(embed_faces(faces, text, "абвгдежз"))
        for text in ("a", "abcdefghijklmnopqrstuvwxyz" * 2 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789абвгде")
    )
    assert few and all(rule.letters - SPACES == {ord("a")} for rule in few)
    assert many and all({ord("з"), ord("~")} <= rule.letters for rule in many)


def test_only_what_stands_beside_an_alphabet_names_its_letters() -> None:
    faces, said = (
        find_faces(read_project().brand),
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789é",
    )
    alone, english = read_rules(embed_faces(faces, said)), read_rules(embed_faces(faces, said, ""))
    assert alone and not any(rule.only for rule in alone)
    assert all(rule.letters - SPACES == set(map(ord, said)) for rule in alone), "a drawing has its own alone"
    assert {rule.only for rule in english} == {frozenset(), frozenset({ord("é")})}
    assert all(ord("~") in rule.letters for rule in english if not rule.only)


def test_italics_carry_what_is_said_in_italics() -> None:
    rules = ".due { font-style: italic; } .calm { font-style: normal; } @media print { q { font: oblique 1em x } }"
    page = lxml.html.fromstring(
        '<p>plain <em>a</em><i>b</i><cite>c</cite><b class="calm">no</b><b class="due">d<u>e</u></b><q>f</q>'
        '<u style="font-style:italic">g</u></p>'
    )
    assert set(find_italics(page, rules)) == set("abcdefg")
    for any_text in ("[hidden]", ".calm, [hidden]", ":lang(fr)", "#top", "*"):
        assert "plain" in find_italics(page, f"{any_text} {{ font-style: italic; }}"), "it may mean any text"
    both = find_italics(page, ":is(.calm, .due) { font-style: italic; }")
    assert "no" in both and "plain" not in both
    faces = find_faces(read_project().brand)
    italic = [
        rule for rule in read_rules(embed_faces(faces, "plain abc", "", "ab")) if rule.face[2] == "italic"
    ]
    assert [rule.face[0] for rule in italic] == [read_project().brand.text.family], "labels have none"
    assert italic[0].letters - SPACES == {ord("a"), ord("b")}
    assert not any(rule.face[2] == "italic" for rule in read_rules(embed_faces(faces, "plain", "", "")))


def test_the_picture_of_a_cover_carries_its_letters() -> None:
    cover = make_page("action-plan/jelgava", "lv").find_class("cover-art")[0]
    drawing = read_address(re.search(r"url\('([^']+)'\)", cover.get("style"))[1]).decode()
    said = {ord(one) for text in re.findall(r"<text [^>]*>([^<]+)<", drawing) for one in text}
    rules = read_rules(drawing)
    assert said and all(said <= rule.letters for rule in rules if rule.face[1] == "600")
    assert {rule.face[0] for rule in rules} == {"Fira Sans"}
