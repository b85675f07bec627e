"""Pages for newcomers on a phone: found, read aloud, kept, and nothing jumps."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from newcomers import full_directory, make, with_services

from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.workspace import Workspace
from tiny_project import TESTS


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.take(TESTS.parent)


@pytest.fixture(scope="module")
def project(workspace: Workspace) -> Project:
    return load_project(workspace)


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """A page of the browser, as wide as a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes], str]:
    """Lay a page on the disk, and give the address it is opened at."""

    def write(content: bytes) -> str:
        page = tmp_path / "page.html"
        page.write_bytes(content)
        return page.as_uri()

    return write


MEASURE = """window.moved = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("language", ["ar", "ps", "fr"])
def test_nothing_jumps_on_a_slow_phone(
    project: Project, phone: Any, put: Callable[[bytes], str], language: str
) -> None:
    phone.context.new_cdp_session(phone).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    phone.add_init_script(MEASURE)
    phone.goto(put(make(project, "one-stop-shop", "schaerbeek", language)))
    phone.wait_for_selector(".is-ready")
    phone.wait_for_timeout(300)
    assert phone.is_visible("#find")
    assert phone.evaluate("window.moved") < 0.05


def test_a_reader_picks_a_question_and_a_language(workspace: Workspace, browser: Any, tmp_path: Path) -> None:
    """With the script one question at a time; without it everything, and no empty promise of a choice."""
    page = tmp_path / "page.html"
    page.write_bytes(
        make(with_services(workspace, full_directory()), "one-stop-shop", "schaerbeek", "ar", "html")
    )
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, user_agent="Android", bypass_csp=True
    )  # waiting evaluates words
    reader = context.new_page()
    reader.goto(page.as_uri())

    def shown() -> list[str]:
        found: list[str] = reader.evaluate(
            "Array.from(document.querySelectorAll('main [data-category]:not(a)'))"
            ".filter((one) => one.offsetParent !== null).map((one) => one.dataset.category)"
        )
        return found

    assert reader.get_attribute("[data-geo]", "href") == "geo:50.86,4.38"
    everything = shown()
    assert {"health", "violence", "papers"} <= set(everything)
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
    reader.click(".questions a[data-category=health]")
    assert shown()[0] == "health" or "health" in shown()
    assert reader.locator("article:not(.is-hidden)").count() >= 3
    assert reader.get_attribute("#health .urgent a", "href") == "tel:112"
    reader.wait_for_function(  # the page scrolls there
        "document.querySelector('#health .urgent a').getBoundingClientRect().top < 740"
    )
    service = reader.locator("#health article").first
    assert service.locator(".original").first.evaluate(
        "(one) => one.compareDocumentPosition(one.closest('article').querySelector('.reach')) & 2"
    ), "originals stand below what one can touch"
    reader.select_option("#tongue", "so")  # spoken for papers, not for health
    assert reader.locator(".answers article:not(.is-hidden)").count() == 0
    assert reader.is_visible("#none"), "what is not there is said, and whom to ask"
    reader.click("#all")
    assert shown() == everything
    for typed in ("طبيب", "طبیب", "طبييب"):  # as written, with a Persian letter, with one letter too many
        reader.fill("#find", typed)
        assert reader.is_visible("#belgium-doctor-on-duty"), typed
        assert not reader.is_visible("#belgium-guide"), typed
    reader.click("#all")
    assert "is-open" in (reader.get_attribute("#belgium-poison .opening", "class") or "")
    assert reader.evaluate("document.getElementById('words').dataset.days.split('|').length") == 7
    reader.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
    reader.click("a.leave")
    reader.wait_for_url("https://www.wikipedia.org/**", wait_until="commit", timeout=5000)
    context.close()
    context = browser.new_context(java_script_enabled=False)
    reader = context.new_page()
    reader.goto(page.as_uri())
    assert not reader.is_visible(".filters")
    reader.wait_for_selector("#emergency a[href='tel:112']")
    assert reader.is_visible('#belgium-poison a[href^="tel:"]')
    context.close()


ASKED = {
    "fr": {
        "mon enfant est malade la nuit": "belgium-doctor-on-duty",
        "mon mari me frappe": "belgium-partner-violence",
        "où apprendre la langue mardi": "schaerbeek-practice-tuesday",
        "je n’ai plus envie de vivre": "belgium-listening",
        "un docteur qui comprend le turc": "belgium-doctor-on-duty",
    },
    "ar": {
        "زوجي يضربني": "belgium-partner-violence",
        "للطبيب": "belgium-doctor-on-duty",
        "خطيبي يغار علي ويخنقني": "belgium-partner-violence",
        "دكتورة تتحدث الفرنسية": "belgium-doctor-on-duty",
        "يلاحقني": "belgium-partner-violence",
    },
    "ti": {
        "ሓኪመይ": "belgium-doctor-on-duty",
        "ዑቕባ ክሓትት": "belgium-info-point",
        "ኣደይ ካብ ዓደይ ናብዚ ከምጽኣ ይደሊ": "belgium-asylum-information",
        "ዶክተር ዓረብ ዝዛረብ": "belgium-doctor-on-duty",
    },
    "uk": {
        "лікаря": "belgium-doctor-on-duty",
        "господар виганяє нас з квартири": "belgium-guide",
        "лікар, який говорить українською": "belgium-doctor-on-duty",
        "шукаю роботу": "belgium-guide",
    },
}
"""What newcomers type, in their own words and forms, and what stands first then."""


@pytest.mark.parametrize("language", ASKED)
def test_what_people_type_is_found_below_the_field(
    project: Project, phone: Any, put: Callable[[bytes], str], language: str
) -> None:
    phone.goto(put(make(project, "one-stop-shop", "schaerbeek", language)))
    for typed, wanted in ASKED[language].items():
        phone.fill("#find", typed)
        found = phone.evaluate(
            "Array.from(document.querySelectorAll('.answers article')).filter((one) => one.offsetParent)"
            ".sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)"
            ".map((one) => one.id)"
        )
        assert found[:1] == [wanted], (typed, found)
        assert phone.locator(f"#{wanted}").bounding_box()["y"] < 740, "in sight, without a touch more"


QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text())
CITIES = ("schaerbeek", "fuenlabrada", "livadia", "jelgava")
ANSWERS = """(typed) => {
  const find = document.getElementById("find");
  find.value = typed;
  find.dispatchEvent(new Event("input"));
  const first = Array.from(document.querySelectorAll(".answers article")).filter((one) => one.offsetParent)
    .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)[0];
  return [!danger.hidden, !none.hidden, first ? first.dataset.categories.split(" ") : []];
}"""


@pytest.mark.parametrize(
    ("language", "city"),
    [(language, CITIES[number % 4]) for number, language in enumerate(sorted({*QUESTIONS[0]} - {"want"}))],
)
def test_a_question_leads_to_its_topic_in_every_language(
    project: Project, phone: Any, put: Callable[[bytes], str], language: str, city: str
) -> None:
    phone.goto(put(make(project, "one-stop-shop", city, language)))
    filled = set(
        phone.evaluate("Array.from(document.querySelectorAll('.answers > section'), (one) => one.id)")
    )
    wrong = []
    for question in QUESTIONS:
        calls, is_none, topics = phone.evaluate(ANSWERS, question[language])
        wanted = question["want"]
        is_answered = (
            calls
            if "danger" in wanted
            else bool({*topics} & {*wanted}) or (is_none and wanted[0] not in filled)
        )
        if not is_answered:
            wrong.append((question[language], topics[:1]))
    assert len(QUESTIONS) > 20 and not wrong


NAMESAKES = """["article h3", ".elsewhere"].map((part) => Array.from(document.querySelectorAll(".answers > section"),
  (one) => Array.from(one.querySelectorAll(part), (name) => name.textContent.trim())
).filter((names) => new Set(names).size < names.length).length)"""


def test_what_no_service_answers_is_said_with_whom_to_ask(
    project: Project, phone: Any, put: Callable[[bytes], str]
) -> None:
    phone.goto(put(make(project, "one-stop-shop", "jelgava", "uk")))
    assert phone.evaluate(NAMESAKES) == [0, 0], "two centres of one name, one in Jelgava, one in Rīga"
    for typed in ("відкрити банківський рахунок", "водійські права", "проїзний на автобус"):
        phone.fill("#find", typed)
        assert phone.locator(".answers > section:visible").count() == 0, typed
        assert phone.get_attribute("#none a", "href") == "tel:+37163005522", typed


def test_who_asks_for_an_ambulance_has_its_number_below_the_field(
    project: Project, phone: Any, put: Callable[[bytes], str]
) -> None:
    phone.goto(put(make(project, "one-stop-shop", "mechelen", "ar")))
    for typed, number in (("إسعاف", "tel:112"), ("رائحة غاز", "tel:112"), ("الاتصال بالشرطة", "tel:101")):
        phone.fill("#find", typed)
        link = phone.locator("#danger a")
        assert link.get_attribute("href") == number and link.bounding_box()["y"] < 740, typed
        assert not phone.is_visible("#none"), "what is answered is not said to be missing"
        assert phone.evaluate("document.documentElement.scrollWidth") == 360, "nothing to scroll sideways"
    phone.fill("#find", "طبيب")
    assert not phone.is_visible("#danger")


def test_what_is_open_follows_the_clock_of_the_place(
    workspace: Workspace, browser: Any, put: Callable[[bytes], str]
) -> None:
    """Up to midnight and past it, in its season, in the zone of the city and not of who reads."""
    hours = '"18:00", description: {fr: Sur rendez-vous, en: By appointment}}\n'
    night = '{{byday: [{}], opens_at: "{}", closes_at: "{}"}}'
    late = [night.format("FR", "22:00", "24:00"), night.format("SA", "00:00", "02:00")]
    closed = "status: temporarily closed\n"
    text = "time_zone: Europe/Brussels\n" + full_directory().replace(
        hours, hours + "".join(f"      - {one}\n" for one in late)
    )
    text = text.replace(closed, f"{closed}    schedules: [{night.format('MO', '00:00', '24:00')}]\n")
    address = put(make(with_services(workspace, text), "one-stop-shop", "schaerbeek", "fr"))
    iphone = {"is_mobile": True, "has_touch": True, "user_agent": "Mozilla/5.0 (iPhone)"}
    page = browser.new_context(timezone_id="America/New_York", **iphone).new_page()
    for moment, said in {
        "2026-11-30T12:59Z": "Fermé maintenant Ouvre : 14:00.",
        "2026-11-30T13:00Z": "Ouvert maintenant",
        "2026-11-30T17:00Z": "Fermé maintenant Ouvre : vendredi 22:00.",
        "2026-12-04T22:59Z": "Ouvert maintenant",
        "2026-12-04T23:00Z": "Ouvert maintenant",
        "2026-12-05T01:00Z": "Fermé maintenant Ouvre : lundi 14:00.",
        "2026-07-06T12:00Z": "Ouvert maintenant",
        "2021-12-28T10:00Z": "Fermé maintenant Ouvre : vendredi 22:00.",
        "2022-01-03T08:00Z": "Ouvert maintenant",
        "2022-01-03T11:30Z": "Fermé maintenant Ouvre : 14:00.",
    }.items():
        page.clock.set_fixed_time(moment)
        page.goto(address)
        line = page.locator("#schaerbeek-lessons .opening")
        told = " ".join(re.sub("[\u2066\u2069]", "", line.inner_text(timeout=5000)).split())
        assert told == f"{said} Les jours fériés, les heures peuvent changer.", moment
        assert not page.is_visible("#schaerbeek-doctor .opening"), "closed for now, whatever the hour"
    assert page.get_attribute("[data-geo]", "href").startswith("https:"), "an iPhone knows no geo:"
    page.context.close()


def test_a_page_is_read_aloud_where_the_phone_has_a_voice(
    project: Project, phone: Any, put: Callable[[bytes], str]
) -> None:
    phone.add_init_script(
        "window.said = []; Object.defineProperty(window, 'speechSynthesis', { value: {"
        "getVoices: () => [{ lang: 'ar-SA' }], cancel() {}, speak(one) { window.said.push(one); } } });"
        "window.SpeechSynthesisUtterance = function (text) { this.text = text; };"
    )
    phone.goto(put(make(project, "one-stop-shop", "mechelen", "ar")))
    button = phone.locator("#belgium-poison .speak")
    start, stop = phone.evaluate("[words.dataset.read, words.dataset.stop]")
    assert button.inner_text() == start
    button.click()
    (said,) = phone.evaluate("said.map((one) => [one.lang, one.text])")
    assert said[0] == "ar-SA" and "070 245 245" in said[1].replace("+32 70", "070")
    assert not re.search("[A-Za-z]{4}.*antipoison|Original|الأصل", said[1]), (
        "originals are not read in this voice"
    )
    assert button.inner_text() == stop
    phone.evaluate("said[0].onend()")
    assert button.inner_text() == start


def test_an_open_page_is_kept_in_all_its_languages_for_when_there_is_no_network(
    project: Project, browser: Any, tmp_path: Path
) -> None:
    for language in ("fr", "ar"):
        (tmp_path / language).mkdir()
        page = make(project, "one-stop-shop", "capaci", language).decode()
        page = re.sub(r"\.\./(?!fr|ar)[a-z]+/one-stop-shop-capaci", "../fr/one-stop-shop-capaci", page)
        (tmp_path / language / "one-stop-shop-capaci.html").write_text(page)
    shutil.copy(TESTS.parent / "templates/portal/offline.js", tmp_path)
    (tmp_path / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0),
        functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path)),
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    try:
        reader = context.new_page()
        address = f"http://127.0.0.1:{server.server_port}/{{}}/one-stop-shop-capaci.html"
        reader.goto(address.format("fr"))
        reader.wait_for_selector(".is-kept:not([hidden])", state="attached", timeout=10_000)
        is_shown = (
            "const icon = new Image(); icon.src = '../icon.svg'; await icon.decode(); return icon.width"
        )
        assert reader.evaluate(f"(async () => {{ {is_shown} }})()") == 9, (
            "an app without its icon is not installed"
        )
        server.shutdown()
        server.server_close()
        context.set_offline(True)
        for language in ("ar", "fr"):
            reader.goto(address.format(language))
            reader.wait_for_selector("#emergency a[href='tel:112']")
    finally:
        context.close()
