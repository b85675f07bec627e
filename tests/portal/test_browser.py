"""The portal tried as a partner would, in Chromium, opened from disk."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import threading
import zipfile
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from crowd import put

from inclucities_docs.portal.folding import list_words

Open = Callable[..., Any]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def titles(page: Any) -> list[str]:
    return [one.strip() for one in page.locator("#found .card-title").all_inner_texts()]


MEASURE = """window.moved = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


def settle(page: Any) -> None:
    page.wait_for_timeout(400)


def test_everything_is_listed_without_scripts(open_page: Open, documents: Any) -> None:
    page = open_page("fr/index.html", java_script_enabled=False)
    assert page.locator("#shelves .line-title").count() == len(documents)
    assert not page.locator("#tools").is_visible()
    assert not page.locator("#find").is_visible()
    page.click("#shelves .see-all a, #shelves .line-title >> nth=0")
    assert "/documents/" in page.url


def test_a_language_is_chosen_and_kept(open_page: Open) -> None:
    page = open_page("index.html", java_script_enabled=False)
    page.click("main a[hreflang=en]")
    assert page.url.endswith("en/index.html")
    page.click("#shelves .line-title >> nth=1")
    assert page.locator("html").get_attribute("lang") == "en"
    name = page.url.rpartition("/")[2]
    page.click(".languages summary")
    page.click(".languages a[hreflang=fr]")
    assert page.url.endswith(f"fr/documents/{name}")


def test_all_that_concerns_a_city(open_page: Open) -> None:
    page = open_page("fr/index.html")
    page.click("#fold summary")
    page.select_option("#f-city", "capaci")
    settle(page)
    assert titles(page) == ["Action plan capaci", "Toolkit mechelen capaci"]
    assert "city=capaci" in page.url
    assert page.inner_text("#count").startswith("2 / ")


def test_an_address_brings_back_the_filters(open_page: Open) -> None:
    page = open_page("fr/index.html?kind=action-plan&language=lv&format=docx")
    settle(page)
    assert len(titles(page)) == 4
    assert page.input_value("#f-language") == "lv"
    card = page.locator("#found .card", has_text="jelgava")
    wanted = card.locator(".take-file.wanted:visible")
    assert wanted.count() == 1
    assert wanted.get_attribute("href") == "../lv/action-plan-jelgava.docx"
    page.click("#clear")
    settle(page)
    assert "?" not in page.url
    assert page.locator("#shelves").is_visible()


def test_words_find_documents(open_page: Open) -> None:
    page = open_page("fr/index.html")
    for words, first in (
        ("action plan Jelgava letton Word", "Action plan jelgava"),
        ("ACTION PLANS livadiá", "Action plan livadia"),
        ("feuille de route Jelgava", "Action plan jelgava"),
        ("Λιβαδειά action", "Action plan livadia"),
        ("chacun", "Brochure tous"),  # its text alone says so
        ("acton plan livadya", "Action plan livadia"),
        ("xylophone", ""),
    ):
        page.fill("#words", words)
        settle(page)
        assert (titles(page) or [""])[0] == first, words


def test_what_comes_closest_is_said_to(open_page: Open) -> None:
    page = open_page("fr/index.html")
    page.fill("#words", "action plan Jelgava cartographie")
    settle(page)
    assert titles(page)[0] == "Action plan jelgava"
    assert page.locator("#near").is_visible()


def test_a_question_names_the_file(open_page: Open) -> None:
    page = open_page("en/index.html")
    page.fill("#words", "Latvian action plan Jelgava Word")
    page.wait_for_selector(".quick a")
    settle(page)  # the list is written again when passages are found
    assert page.locator(".quick a").first.get_attribute("href") == "../lv/action-plan-jelgava.docx"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.quick a')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "words"
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename == "action-plan-jelgava.docx"


def test_a_shared_address_opens_at_its_results_in_another_language_too(open_page: Open) -> None:
    page = open_page("fr/index.html?q=jelgava&format=docx")
    page.wait_for_selector("#found .card")
    settle(page)
    assert page.evaluate("document.getElementById('documents').getBoundingClientRect().top") < 120
    page.click(".languages summary")
    page.click(".languages a[hreflang=en]")
    assert page.url.endswith("en/index.html?q=jelgava&format=docx")
    page.wait_for_selector("#found .card")


def test_letters_of_other_scripts_are_looked_for_in_their_languages(open_page: Open, site: Path) -> None:
    page = open_page("fr/index.html")
    words = ["Œuvre À ΛΙΒΑΔΕΙΆΣ ķēde", "والمدرسة ١٢", "ﬁnance Ёлка", "القانون إلى"]
    page.evaluate("document.querySelector('#words').focus()")
    for one in words:
        assert page.evaluate("(text) => portal.split(text)", one) == list_words(one)


def test_words_find_passages(open_page: Open) -> None:
    page = open_page("fr/index.html")
    page.fill("#words", "guichets uniques Jelgava")
    page.wait_for_selector("#passage-list li")
    first = page.locator("#passage-list li").first
    assert "jelgava" in first.inner_text()
    assert first.locator("mark").count() >= 3
    first.locator("a").click()
    assert page.url.endswith(".html#start")


def test_a_query_with_markup_stays_text(open_page: Open) -> None:
    page = open_page("fr/index.html?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+guichet")
    settle(page)
    assert page.input_value("#words").startswith("<img")
    assert page.locator("#results img[src=x]").count() == 0


def test_words_that_mean_something_to_programs_are_words(open_page: Open) -> None:
    page = open_page("fr/index.html")
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    for words in ("constructor", "__proto__", "(a+)+$ [", "\u202egnikcah\u202c"):
        page.fill("#words", words)
        settle(page)
        assert not failures, words


def press_first_tab(page: Any) -> None:
    """Press the tab key until it arrives: one in some twenty is lost on a page that stands there since a moment."""
    for _ in range(5):
        page.keyboard.press("Tab")
        for _ in range(20):
            if page.evaluate("document.activeElement !== document.body"):
                return
            page.wait_for_timeout(50)


def test_the_keyboard_does_it_all(open_page: Open) -> None:
    page = open_page("fr/index.html")
    press_first_tab(page)
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "words"
    page.keyboard.type("brochure")
    settle(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('#found .card-title')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/documents/brochure.html")


def test_what_is_taken_is_what_the_manifest_lists(open_page: Open, site: Path) -> None:
    listed = {
        one["path"]: one["sha256"] for one in json.loads((site / "manifest.json").read_bytes())["artifacts"]
    }
    page = open_page("fr/documents/action-plan-jelgava.html", java_script_enabled=False)
    links = page.locator(".take-table a.take-file")
    assert links.count() == 9
    for link in links.all():
        target = (site / "fr/documents" / str(link.get_attribute("href"))).resolve()
        path = target.relative_to(site).as_posix()
        assert hashlib.sha256(target.read_bytes()).hexdigest() == listed[path]
        assert listed[path] in page.content()


def test_words_of_another_language_lead_to_the_page_in_it(open_page: Open) -> None:
    page = open_page("fr/index.html")
    page.fill("#words", "lvskan")
    page.locator(".quick a").first.wait_for()
    assert page.locator(".quick a").first.get_attribute("href") == "../lv/brochure.html"
    assert page.locator("#found .card .take-language").first.get_attribute("lang") == "lv"


def test_two_thousand_documents_can_be_searched(open_page: Open, many: Any, tmp_path: Path) -> None:
    root = put(tmp_path, many)
    page = open_page("fr/index.html?city=jelgava", root)
    page.wait_for_selector("#found .card")
    assert page.locator("#found .card").count() == 24
    assert "/ 2000" in page.inner_text("#count").replace("\u202f", "").replace("\u00a0", "")
    page.fill("#words", "1999")
    page.wait_for_selector("#none", state="visible")
    page.select_option("#f-city", "")
    page.wait_for_selector("#none", state="hidden")
    assert page.locator("#found .card").count() == 1


def test_nothing_jumps_when_the_fonts_and_the_script_arrive(open_page: Open) -> None:
    page = open_page("fr/index.html")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(MEASURE)
    page.reload()
    page.wait_for_selector(".is-ready")
    page.wait_for_timeout(300)
    assert page.is_visible("#find")
    assert page.evaluate("window.moved") < 0.05


CROSSED = """const art = document.querySelector(".welcome-art").getBoundingClientRect();
const words = document.createRange();
return Array.from(document.querySelectorAll(".welcome-inside > :not(.welcome-art)")).filter((one) => {
  words.selectNodeContents(one);
  return Array.from(words.getClientRects()).some((box) => box.left < art.right && box.right > art.left
    && box.top < art.bottom && box.bottom > art.top);
}).map((one) => one.textContent.trim())"""


@pytest.mark.parametrize("path", ["fr/index.html", "index.html"])
def test_no_words_lie_below_the_arcs(open_page: Open, path: str) -> None:
    page = open_page(path)
    lead = "document.querySelector('.home .lead')"
    page.evaluate(f"if ({lead}) {lead}.textContent = 'a network of cities and their associations '.repeat(9)")
    assert page.evaluate("document.querySelectorAll('.welcome-inside > *').length") > 1
    for width in (390, 840, 1000, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(f"(() => {{ {CROSSED} }})()") == [], width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["fr/index.html", "fr/documents/brochure.html", "en/office/index.html"])
def test_nothing_reaches_over_the_edge_of_a_phone(open_page: Open, path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_kit_is_put_together_in_the_browser(site: Path, browser: Any, built: Any, tmp_path: Path) -> None:
    _, files = built
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/fr/kits/everything.html")
        assert not page.locator("#from-disk").is_visible()
        with page.expect_download() as waiting:
            page.click("#pack-start")
        waiting.value.save_as(tmp_path / "kit.zip")
        assert waiting.value.suggested_filename == "IncluCities-everything.zip"
        (site / "fr/brochure.pdf").rename(site / "fr/away.pdf")
        page.reload()
        page.click("#pack-start")
        page.locator("#pack-state", has_text=re.compile(".+")).wait_for()
        assert page.inner_text("#pack-state") == page.get_attribute("#pack-state", "data-failed")
    finally:
        if (site / "fr/away.pdf").exists():
            (site / "fr/away.pdf").rename(site / "fr/brochure.pdf")
        page.close()
        server.shutdown()
    archive = zipfile.ZipFile(tmp_path / "kit.zip")
    assert archive.testzip() is None
    assert set(archive.namelist()) == {"CONTENTS.txt", "SHA256SUMS", *files}
    assert all(archive.read(path) == content for path, content in files.items())
    sums = archive.read("SHA256SUMS").decode().splitlines()
    assert {one.split("  ")[1]: one.split("  ")[0] for one in sums} == {
        path: hashlib.sha256(content).hexdigest() for path, content in files.items()
    }


def test_a_kit_from_disk_is_a_list_of_its_files(open_page: Open) -> None:
    page = open_page("fr/kits/city-capaci.html")
    page.locator("#from-disk").wait_for()  # a page shows a moment after it is there
    assert not page.locator("#pack").is_visible()
    assert page.locator(".kit-files a").count() > 3


def test_the_board_of_all_languages_prints_whole(open_page: Open) -> None:
    """With a column for each of seventeen languages, the board keeps to the sheet, and to whole names of languages."""
    page = open_page("en/office/index.html")
    page.set_viewport_size({"width": 1032, "height": 700})  # A4 across, without its margins
    page.emulate_media(media="print")
    names = [
        "العربية",
        "Ελληνικά",
        "español",
        "فارسی",
        "français",
        "italiano",
        "latviešu",
        "Nederlands",
        "دری",
        "پښتو",
        "português",
        "română",
        "українська",
    ]
    found = page.evaluate(
        """names => {
          const board = document.querySelector(".board");
          for (const row of board.rows) for (const name of [...names, "Türkçe"]) {
            const cell = row.cells[1].cloneNode(true);
            if (row.parentElement.tagName === "THEAD") cell.textContent = name;
            row.append(cell);
          }
          const heads = [...board.tHead.rows[0].cells].slice(1);
          return {
            cut: heads.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent),
            columns: heads.length,
            sticks: board.getBoundingClientRect().right - innerWidth,
          };
        }""",
        names,
    )
    assert found["columns"] == 17
    assert found["cut"] == []
    assert found["sticks"] <= 0
