"""A long document on a phone: laid out as it comes near, its contents at hand, its sheet kept as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from figures.inputs import read_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.render import list_documents, render
from inclucities_docs.render.write import html

LONG = ("toolkit/schaerbeek-jelgava", "action-plan/jelgava")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The English pages of a toolkit, which counts as a long book here, and of a plan, as files."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "LONG_BOOK", 15_000)
        for one in list_documents(read_project()):
            if one.name in LONG and one.language == "en":
                done = render(Reader(read_project()), one, ("html",))
                assert not done.has_failed, done.problems
                made[one.name] = folder / f"{one.kind}.html"
                made[one.name].write_bytes(done.files["html"])
    assert len(made) == len(LONG)
    return made


def test_a_plan_shows_its_actions_over_time_and_no_column_of_blanks(pages: dict[str, Path]) -> None:
    """Who leads is awaited for each action: one line says so, and the columns share the whole width."""
    tree = lxml.html.document_fromstring(pages["action-plan/jelgava"].read_bytes())
    table = tree.find_class("overview")[0]
    assert not table.find_class("blank")
    assert len(tree.find_class("blank-line")) == 1
    widths = [float(one.get("style").removeprefix("width: ").rstrip("%")) for one in table.iter("col")]
    assert len(widths) == len(list(next(table.iter("tr"))))
    assert sum(widths) == pytest.approx(100, abs=0.5)


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, accept_downloads=True)
    yield context.new_page()
    context.close()


def test_the_title_of_a_table_stands_in_the_window_where_the_table_goes_on_beside_it(
    pages: dict[str, Path], phone: Any
) -> None:
    phone.goto(pages["action-plan/jelgava"].as_uri())
    titles = phone.locator(".scroll caption")
    boxes = [one.bounding_box() for one in titles.all()]
    assert boxes
    assert [one for one in boxes if one["x"] + one["width"] > 360] == []


def test_stops_along_a_line_stand_one_below_the_other_on_a_phone(pages: dict[str, Path], phone: Any) -> None:
    phone.goto(pages["toolkit/schaerbeek-jelgava"].as_uri())
    phone.evaluate("""document.querySelector(".prose").innerHTML = `<div class="scroll" id="path"><table id="path-route">
        <thead><tr>${"<th>Town hall".repeat(4)}</thead><tbody><tr>${"<td>Who greets?".repeat(4)}</tbody></table></div>`""")
    assert phone.locator("#path").evaluate("one => one.scrollWidth <= one.clientWidth")
    heads, cells = phone.locator("#path th").all(), phone.locator("#path td").all()
    heights = [one.bounding_box()["y"] for pair in zip(heads, cells, strict=True) for one in pair]
    assert len(set(heights)) == 8
    assert heights == sorted(heights), "each stop above its words"


@pytest.mark.parametrize("name", LONG)
def test_contents_stand_beside_every_part_and_say_where_one_is(
    pages: dict[str, Path], phone: Any, name: str
) -> None:
    tree = lxml.html.document_fromstring(pages[name].read_bytes())
    pane = tree.get_element_by_id("contents")
    targets = [link.get("href")[1:] for link in pane.iter("a") if link.get("href", "").startswith("#")]
    assert len(targets) > 4
    phone.goto(f"{pages[name].as_uri()}#{targets[3]}")
    phone.wait_for_timeout(300)
    assert (
        abs(phone.evaluate("id => document.getElementById(id).getBoundingClientRect().top", targets[3])) < 200
    )
    assert phone.locator(".pane [aria-current]").get_attribute("href") == f"#{targets[3]}"
    phone.goto(pages[name].as_uri() + "#")
    phone.evaluate("scrollTo(0, 0)")
    phone.wait_for_timeout(300)
    assert phone.locator(".pane-here").text_content() == "", "at the cover, nothing is read yet"


def test_a_part_far_away_in_a_long_book_is_not_laid_out_and_print_has_all(
    pages: dict[str, Path], phone: Any
) -> None:
    """What is far takes the room that its letters will, and is found, printed and linked to as all else."""
    book, short = (pages[name].as_uri() for name in LONG)
    skipped = (
        "[...document.querySelectorAll('.book-text > section')].filter(one => one.getClientRects().length"
        " && !one.querySelector('h2').checkVisibility({contentVisibilityAuto: true})).length"
    )
    phone.goto(short)
    assert phone.locator(".book-text > section").count() > 3
    assert phone.evaluate(skipped) == 0
    phone.goto(book)
    assert phone.evaluate(skipped) >= 3
    heights = phone.evaluate(
        "[...document.querySelectorAll('.book-text > section')].map(one => one.getBoundingClientRect().height)"
    )
    phone.emulate_media(media="print")
    assert phone.evaluate(skipped) == 0
    phone.emulate_media(media="screen")
    phone.evaluate(
        "document.querySelectorAll('.book-text > section').forEach(one => { one.style.contentVisibility = 'visible' })"
    )
    full = phone.evaluate(
        "[...document.querySelectorAll('.book-text > section')].map(one => one.getBoundingClientRect().height)"
    )
    assert 0.5 < sum(heights) / sum(full) < 2, "the scroll bar tells about how long the document is"


def test_a_sheet_is_saved_as_a_file_sent_and_opened_again(
    pages: dict[str, Path], browser: Any, tmp_path: Path
) -> None:
    page = pages[LONG[0]]
    sender, receiver = (browser.new_context(accept_downloads=True) for _ in range(2))
    here = sender.new_page()
    here.goto(page.as_uri())
    here.locator(".worksheet input[name$='/city']").first.fill("Jelgava")
    here.locator(".worksheet input[type=radio]").nth(2).check()
    with here.expect_download() as download:
        here.locator(".worksheet-save").first.click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    answers = json.loads(saved.read_text("utf-8"))["answers"]
    assert "Jelgava" in answers.values() and len(answers) == 2
    there = receiver.new_page()
    there.goto(page.as_uri())
    there.locator(".worksheet-open input").first.set_input_files(saved)
    there.wait_for_function("document.querySelector(\".worksheet input[name$='/city']\").value === 'Jelgava'")
    assert there.locator(".worksheet input[type=radio]").nth(2).is_checked()
    there.reload()
    assert there.locator(".worksheet input[name$='/city']").first.input_value() == "Jelgava", "it is kept"
    foreign = tmp_path / "foreign.json"
    for content in ('{"sheet": "another", "answers": {}}', "no JSON", "[]", "null"):
        foreign.write_text(content, "utf-8")
        there.locator(".worksheet-open input").first.set_input_files(foreign)
        there.wait_for_timeout(100)
        assert there.locator(".worksheet-status").first.text_content() == there.locator(
            ".worksheet-open"
        ).first.get_attribute("data-foreign")
        assert there.locator(".worksheet input[name$='/city']").first.input_value() == "Jelgava"
        there.locator(".worksheet input[name$='/date']").first.fill("2026")
    sender.close()
    receiver.close()
