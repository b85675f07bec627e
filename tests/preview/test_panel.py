"""What a panel leads to, on documents and on the portal's board; its forms without barriers, and words without room."""

from __future__ import annotations

import re
import shutil
from typing import Any

import pytest
from editing import FIELD, PAGE, SEEN, Preview, focus, read, wait_until

from inclucities_docs.conformance.tool import ToolMissingError, find_package
from tiny_project import TESTS, TinyProject


def test_names_and_titles_that_are_the_same_in_all_languages_lead_to_their_field(
    project: TinyProject, preview: Preview
) -> None:
    title = re.search('data-field="sources/register.title">([^<]+)<', read(preview, PAGE))
    assert title
    assert preview.save("sources/register.title", title[1], {"": "The register"})["written"]
    assert 'data-field="sources/register.title">The register<' in read(preview, PAGE)


def test_pages_of_the_portal_lead_to_their_fields(
    project: TinyProject, preview: Preview, browser: Any
) -> None:
    for name in ("portal", "base/icons"):
        shutil.copytree(
            TESTS.parent / "templates" / name, project.root / "templates" / name, dirs_exist_ok=True
        )
    for name in ("macros.html", "emblem.svg"):
        shutil.copy(TESTS.parent / "templates/base" / name, project.root / "templates/base" / name)
    project.write("templates/portal/portal.yaml", "languages: [en]\n")
    project.write("deliverables/manifest.json", '{"artifacts": []}')
    assert f'data-field="{FIELD}"' in read(preview, "en/cities/riverton.html")
    assert preview.save(FIELD, SEEN, {"value": "54321"})["written"]
    assert "54,321" in read(preview, "en/cities/riverton.html").replace("\u202f", ",")

    page = browser.new_page()  # what is missing from a city, from the first to the last, with the keyboard
    page.goto(f"{preview.address}en/office/ask-hilltown.html#key={preview.key}")
    page.wait_for_selector(".edit-handle", state="attached")
    rows = page.locator(".tasks li").count()
    focus(page, "The service")
    assert not page.locator("details.menu[open]").count(), "no menu was left open on the way"
    page.keyboard.press("Enter")
    page.wait_for_selector("#edit-title:focus")
    assert "Who leads" in page.inner_text("#edit-title")
    page.fill("[name='text.en']", "Social services")
    page.select_option("[name='source.0']", "register")
    page.focus("[data-do=next]")
    page.keyboard.press("Enter")
    wait_until(page, "/Resources/.test(document.querySelector('#edit-title')?.textContent)")
    assert page.locator(".tasks li").count() == rows - 1
    assert "en: Social services" in project.read("data/plans/hilltown-1.yaml")
    page.focus("[data-do=next]")  # it is the last row: the way ends there, not in the words below
    page.keyboard.press("Enter")
    wait_until(page, "!document.querySelector('.edit-panel')")
    assert "That was the last one of the list." in page.inner_text(".edit-bar")
    assert page.evaluate("!!document.querySelector('.tasks .edit-lit')")
    page.close()


def test_words_that_find_no_room_are_told_before_they_are_saved(
    project: TinyProject, preview: Preview, browser: Any
) -> None:
    project.change("templates/leaflet/kind.yaml", "formats: [html]", "formats: [html, pdf]\nmost_pages: 2")
    page = browser.new_page()
    page.goto(f"{preview.address}{PAGE}#key={preview.key}")
    page.wait_for_selector(".edit-handle", state="attached")
    before = project.read("data/programme.yaml")
    page.locator("[data-field^='programme.objectives.0']").first.hover()
    page.click(".edit-handle.edit-shown")
    place = page.locator("[name='text.en']")
    place.fill("a somewhat longer aim " * 3)
    place.fill("a far longer aim than one sheet of paper has room for " * 70)
    page.wait_for_selector("[name='text.en'][aria-invalid]", timeout=60_000)
    assert "Too long for its place: en/leaflet.pdf" in page.inner_text(".edit-said:not(:empty)")
    assert project.read("data/programme.yaml") == before
    page.close()


SIZES = [(1280, 900), (360, 740), (320, 256)]
"""A desk, a phone, and 1280 pixels at 400 %."""


def test_the_panel_has_no_barrier(preview: Preview, browser: Any) -> None:
    """In the eyes of axe, at each size, from left to right and from right to left; nothing hangs over the edge."""
    try:
        axe = (find_package("axe-core") / "axe.min.js").read_text("utf-8")
    except ToolMissingError as error:
        pytest.skip(str(error))
    for width, height in SIZES:
        page = browser.new_page(viewport={"width": width, "height": height}, bypass_csp=True)
        page.goto(f"{preview.address}{PAGE}#key={preview.key}")
        page.wait_for_selector(".edit-handle", state="attached")
        page.evaluate(axe)
        for direction in ("ltr", "rtl"):
            page.evaluate(f"document.documentElement.dir = '{direction}'")
            look_at_panel(page, width)
        page.close()


def look_at_panel(page: Any, width: int) -> None:
    focus(page, "12")
    page.keyboard.press("Enter")
    page.wait_for_selector("#edit-title:focus")
    page.select_option("[name='source.0']", "+")
    page.wait_for_selector(".edit-source:not([hidden])")
    page.fill("[name=value]", "12.5.1")
    page.wait_for_selector("[name=value][aria-invalid]")
    found = page.evaluate("axe.run('.edit-panel', {resultTypes: ['violations']})")
    assert not found["violations"], [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]
    assert len(found["passes"]) > 10, "it looked at something"
    box = page.locator(".edit-panel").bounding_box()
    assert box["x"] >= 0, width
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.querySelector('.edit-panel').scrollWidth") <= box["width"]
    for one in page.locator(".edit-panel :is(input, select, textarea, button):visible").all():
        edge = one.bounding_box()
        assert edge["x"] >= 0
        assert edge["x"] + edge["width"] <= width, one.evaluate("(one) => one.outerHTML")
    page.keyboard.press("Escape")
    wait_until(page, "document.activeElement.classList.contains('edit-handle')")
