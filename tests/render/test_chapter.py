"""A chapter as a document of its own: its title block, its own numbers and sources, the colophon."""

from __future__ import annotations

import lxml.html
import pytest

from inclucities_docs.render.layout.chapter import take_part
from inclucities_docs.render.page.tree import words_of


def cite(number: int, time: int = 1) -> str:
    return (
        f'<sup class="note-mark"><a role="doc-noteref" id="mark-{number}-{time}" href="#note-{number}"'
        f' aria-label="Note {number}">{number}</a></sup>'
    )


PAGE = f"""<!doctype html><html data-view="public"><head><title>Guide – Prog</title></head><body class="book">
<main data-title="The guide" data-programme="Prog"><section class="cover"><h1>The guide</h1>
<p class="state">Draft, today</p></section><div class="book-text"><nav class="pane">Contents</nav>
<section class="chapter" data-file="01-a"><h2 id="a">First</h2><p>One {cite(1)} two {cite(2)}.</p></section>
<section class="chapter" data-file="02-b"><div class="opener"></div><h2 id="b">Second</h2>
<p>Three {cite(3)}, two {cite(2, 2)}, again {cite(3, 2)}; see <a href="#a">First</a>.</p></section>
<section class="back sources"><h2>Sources</h2><ol>{
    "".join(
        f'<li id="note-{n}">Source {n} <a role="doc-backlink" href="#mark-{n}-1">back</a></li>'
        for n in (1, 2, 3)
    )
}</ol></section></div></main><footer class="colophon">Colophon</footer></body></html>"""


@pytest.fixture
def part() -> lxml.html.HtmlElement:
    return take_part(lxml.html.document_fromstring(PAGE), "02-b")


def test_it_has_its_own_title_its_text_and_the_colophon(part: lxml.html.HtmlElement) -> None:
    assert part.findtext("head/title") == "Second – Guide – Prog"
    section = next(part.iter("section"))
    assert [one.get("class") or one.tag for one in section] == [
        "opener",
        "extract-head",
        "h2",
        "p",
        "back sources",
        "colophon",
    ]
    assert words_of(section[1]) == "Prog · The guideDraft, today"
    text = words_of(part.find("body"))
    assert "First" in text, "the words of a link to another chapter"
    assert not {"One", "Contents", "Source 1"} & {
        one for one in ("One", "Contents", "Source 1") if one in text
    }


def test_its_notes_are_its_own_and_count_from_one(part: lxml.html.HtmlElement) -> None:
    marks = [one for one in part.iter("a") if one.get("role") == "doc-noteref"]
    assert [one.text for one in marks] == ["1", "2", "1"]
    assert [one.get("aria-label") for one in marks] == ["Note 1", "Note 2", "Note 1"]
    notes = list(part.iter("li"))
    assert [words_of(one) for one in notes] == ["Source 3 back", "Source 2 back"]
    assert [one.find("a").get("href") for one in notes] == ["#mark-3-1", "#mark-2-2"]


def test_the_whole_stays_as_it_was() -> None:
    whole = lxml.html.document_fromstring(PAGE)
    before = lxml.html.tostring(whole)
    take_part(whole, "02-b")
    assert lxml.html.tostring(whole) == before
