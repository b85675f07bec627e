"""Pages for newcomers: small, in every script, honest about what is missing and what nobody has read."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import re
import shutil
import threading
from pathlib import Path
from typing import Any

import lxml.html
import pypdfium2
import pytest

from inclucities_docs.portal.readiness import list_requests
from inclucities_docs.render import list_documents, render
from inclucities_docs.render.template.service import draw_qr_code
from inclucities_docs.source.answer import answer
from inclucities_docs.source.freshness import add_months
from inclucities_docs.source.project import Project, load_project
from inclucities_docs.source.question import Question
from inclucities_docs.source.reader import Reader
from inclucities_docs.source.workspace import Workspace
from tiny_project import TESTS

LIMIT = 150_000
"""Most bytes of a page, packed as servers send it, which a phone loads over a poor connection."""


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.take(TESTS.parent)


@pytest.fixture(scope="module")
def project(workspace: Workspace) -> Project:
    return load_project(workspace)


def make(project: Project, kind: str, city: str, language: str, name: str = "html") -> bytes:
    document = next(
        one
        for one in list_documents(project)
        if (one.kind, one.subject, one.language) == (kind, city, language)
    )
    made = render(Reader(project), document, [name])
    assert not made.problems, made.problems
    return made.files[name]


def with_services(workspace: Workspace, text: str) -> Project:
    files = {**workspace.files, "data/directories/schaerbeek.yaml": text.encode()}
    return load_project(Workspace(files))


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("ps", "rtl"), ("ru", "ltr"), ("fr", "ltr")]
)
def test_a_page_is_small_and_runs_as_its_script_does(project: Project, language: str, direction: str) -> None:
    content = make(project, "one-stop-shop", "schaerbeek", language)
    assert len(gzip.compress(content)) < LIMIT
    page = lxml.html.document_fromstring(content.decode())
    assert (page.get("lang"), page.get("dir")) == (language, direction)
    assert page.xpath("//section[@id='welcome']//*[@class='draft']"), "what is awaited makes it a draft"
    assert not page.xpath("//a[@lang=$own]", own=language), "the page's own language needs no mark"
    for link in page.xpath("//nav[@class='languages']//a[@lang]"):
        assert (link.get("dir") is None) == (
            (link.get("lang") in ("ar", "fa", "prs", "ps")) == (direction == "rtl")
        )


def test_every_newcomers_language_has_a_page_and_no_page_speaks_english_for_it(project: Project) -> None:
    found = {one.language for one in list_documents(project) if one.kind == "one-stop-shop"}
    assert {"ar", "fa", "prs", "ps", "tr", "ru", "uk", "ti", "ro", "pt", "es"} <= found
    page = lxml.html.document_fromstring(make(project, "one-stop-shop", "mechelen", "ti").decode())
    assert not page.xpath("//h2//*[@lang='en'] | //nav//*[@lang='en'][not(self::a)]")


def test_law_and_health_stand_beside_their_original_until_a_native_reader_has_read_them(
    project: Project,
) -> None:
    page = lxml.html.document_fromstring(make(project, "one-stop-shop", "schaerbeek", "ar").decode())
    for category in ("papers", "health", "emergencies"):
        (original,) = page.xpath(
            "//*[@id=$key]/p[@class='question-about']/span[@class='original']/bdi", key=category
        )
        assert (original.get("lang"), original.get("dir")) == ("fr", "ltr")
    assert not page.xpath("//*[@id='housing']/p[@class='question-about']//span[@class='original']")
    page = lxml.html.document_fromstring(make(project, "one-stop-shop", "mechelen", "ar").decode())
    assert {one.get("lang") for one in page.xpath("//bdi[@class='original-text']")} == {"nl"}, (
        "the city's own"
    )
    for language in ("fr", "nl"):
        page = lxml.html.document_fromstring(make(project, "one-stop-shop", "schaerbeek", language).decode())
        assert not page.xpath("//bdi[@class='original-text']"), "who reads the city's tongue needs no other"


def full_directory(awaited: bool = True, services: int = 0) -> str:
    """A directory of Schaerbeek in which every field is used, with as many doctors more as are asked for."""
    full = (TESTS / "exchange" / "riverton.yaml").read_text()
    full = full.replace("riverton\n", "schaerbeek\n").replace(
        "awaited_from: riverton", "awaited_from: schaerbeek"
    )
    full = full.replace("latitude: 47.5", "latitude: 50.86").replace("longitude: 2.5", "longitude: 4.38")
    full = full.replace("source: booklet", "source: seed").replace(
        "[first-days]", "[first-days, language-courses]"
    )
    doctor = full[full.index("  doctor:") :]
    full += "".join(doctor.replace("doctor:", f"doctor-{number}:") for number in range(services))
    if awaited:
        full += "awaited: {text: {fr: Le reste, en: The rest}, awaited_from: schaerbeek}\n"
    return full


def test_every_text_of_a_doctor_has_its_original_beside_it_and_a_baker_none(workspace: Workspace) -> None:
    full = full_directory().replace(
        "categories: [health, first-days]", "categories: [first-days, health]\n    url: https://a.example"
    )
    page = lxml.html.document_fromstring(
        make(with_services(workspace, full), "one-stop-shop", "schaerbeek", "ar").decode()
    )
    (doctor,) = page.xpath("//article[@id='schaerbeek-doctor']")
    assert [one.text_content() for one in doctor.xpath(".//bdi[@class='original-text']")] == [
        "Consultation"
    ], "the page shows an English text, which is a translation too"
    assert not page.xpath("//article[@id='schaerbeek-lessons']//*[@class='original']")


def test_a_page_is_made_again_when_an_original_beside_a_translation_changes(workspace: Workspace) -> None:
    text = workspace.files["data/categories.yaml"].decode()
    asked = Question("fact", "categories/health.about", "fr")
    document = next(
        one
        for one in list_documents(load_project(workspace))
        if (one.kind, one.subject, one.language) == ("one-stop-shop", "schaerbeek", "ar")
    )
    made = render(Reader(load_project(workspace)), document, ["html"])
    changed = text.replace("Médecin, hôpital", "Docteur, hôpital")
    other = load_project(Workspace({**workspace.files, "data/categories.yaml": changed.encode()}))
    assert made.trace[asked] != answer(other, asked)


def test_machines_find_the_services(workspace: Workspace, project: Project) -> None:
    page = lxml.html.document_fromstring(make(project, "one-stop-shop", "schaerbeek", "fr").decode())
    (script,) = page.xpath("//script[@type='application/ld+json']/text()")
    graph = json.loads(script)["@graph"]
    assert {one["@type"] for one in graph} == {"GovernmentService"}
    (asylum,) = [one for one in graph if one.get("alternateName") == "Écoute violences conjugales"]
    assert "serviceLocation" not in asylum["availableChannel"], "what is not known is left out"
    full = full_directory().replace("Cours de langue", "Cours </script><b>de langue")
    made = make(with_services(workspace, full), "one-stop-shop", "schaerbeek", "fr").decode()
    page = lxml.html.document_fromstring(made)
    (script,) = page.xpath("//script[@type='application/ld+json']/text()")
    lessons = json.loads(script)["@graph"][0]
    assert lessons["name"] == "Cours </script><b>de langue"
    assert lessons["availableChannel"]["servicePhone"][0]["telephone"] == "+33 1 70 18 99 00"
    assert lessons["availableChannel"]["serviceLocation"][0]["geo"]["latitude"] == 50.86
    assert lessons["hoursAvailable"][0]["dayOfWeek"][0] == "https://schema.org/Monday"
    assert lessons["availableChannel"]["availableLanguage"] == ["fr", "ar"]


def test_an_entry_past_its_term_is_marked(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    project = with_services(workspace, full_directory())
    page = make(project, "one-stop-shop", "schaerbeek", "fr").decode()
    assert 'class="checked" data-check-by="2022-07-15"' in page
    for link in ("tel:+33170189900", "mailto:lessons@riverton.example"):
        assert f'href="{link}"' in page
    assert 'data-geo="geo:50.86,4.38"' in page and "openstreetmap.org/?mlat=50.86" in page
    assert not [one for one in list_requests(project)["cities/schaerbeek"] if "2022-07-15" in one.text["en"]]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (request,) = [
        one for one in list_requests(project)["cities/schaerbeek"] if "2022-07-15" in one.text["en"]
    ]
    assert (request.path, request.line > 1) == ("data/directories/schaerbeek.yaml", True)
    assert 'class="checked is-stale"' in make(project, "one-stop-shop", "schaerbeek", "fr").decode()


def test_months_end_on_the_last_day() -> None:
    assert add_months("2026-08-31", 6) == "2027-02-28"
    assert add_months("2026-12-01", 12) == "2027-12-01"


def test_the_leaflet_has_a_code_when_the_page_has_an_address(workspace: Workspace, project: Project) -> None:
    without = make(project, "one-stop-leaflet", "schaerbeek", "fr", "pdf")
    portal = workspace.files["templates/portal/portal.yaml"] + b"\nwebsite: https://docs.example/\n"
    files = {**workspace.files, "templates/portal/portal.yaml": portal}
    with_code = make(load_project(Workspace(files)), "one-stop-leaflet", "schaerbeek", "fr", "pdf")
    assert without.startswith(b"%PDF-1.7") and with_code != without
    drawing = draw_qr_code("https://docs.example/fr/one-stop-shop-schaerbeek.html").decode()
    assert re.match(r"<svg [^>]*viewBox=", drawing)


def test_a_shared_link_shows_words_and_a_picture_in_the_pages_language(workspace: Workspace) -> None:
    portal = workspace.files["templates/portal/portal.yaml"] + b"\nwebsite: https://docs.example/\n"
    project = load_project(Workspace({**workspace.files, "templates/portal/portal.yaml": portal}))
    said = set()
    for language in ("fr", "ar", "ti", "uk"):
        page = lxml.html.document_fromstring(make(project, "one-stop-shop", "capaci", language).decode())
        meta = {one.get("property"): one.get("content") for one in page.xpath("//meta[@property]")}
        assert meta["og:image"] == f"https://docs.example/{language}/one-stop-shop-capaci-card.png"
        said.add(meta["og:description"])
        (code,) = page.xpath("//div[@class='share']//div[@class='code']//img")
        assert f"https://docs.example/{language}/one-stop-shop-capaci.html" in code.get("alt")
    assert len(said) == 4, "none speaks another's language"
    picture = make(project, "one-stop-shop", "capaci", "ar", "card.png")
    assert picture[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")


def read_pdf(content: bytes) -> tuple[list[tuple[float, float]], str]:
    """Give the sizes of a PDF's pages in millimetres, and its text."""
    document = pypdfium2.PdfDocument(content)
    sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document]
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return sizes, " ".join(text.split())


@pytest.mark.parametrize(
    ("city", "language", "pages"), [("schaerbeek", "ps", 4), ("mechelen", "ti", 1), ("fuenlabrada", "ro", 1)]
)
def test_a_leaflet_is_a_page_or_a_folded_sheet_and_a_card_is_cut_from_one(
    project: Project, city: str, language: str, pages: int
) -> None:
    sizes, _ = read_pdf(make(project, "one-stop-leaflet", city, language, "pdf"))
    assert sizes == [(148, 210)] * pages
    sizes, _ = read_pdf(make(project, "one-stop-card", city, language, "pdf"))
    assert sizes == [(210, 297)]


def test_a_leaflet_takes_what_fits_and_says_where_more_is(workspace: Workspace) -> None:
    open_doctors = full_directory(services=40).replace("status: temporarily closed", "status: active")
    project = with_services(workspace, open_doctors)
    sizes, text = read_pdf(make(project, "one-stop-leaflet", "schaerbeek", "fr", "pdf"))
    assert len(sizes) <= 4
    assert text.index("112") < text.index("Consultation") and "Plus d’aide" in text
    _, text = read_pdf(make(project, "one-stop-card", "schaerbeek", "fr", "pdf"))
    assert text.count("112") >= 10, "every card carries the number"


def test_a_card_holds_the_longest_name_whole_and_no_number_breaks(workspace: Workspace) -> None:
    city = workspace.files["data/cities/schaerbeek.yaml"].decode()
    longest = "Llanfairpwllgwyngyllgogerychwyrndrobwll-lès-Orléans"
    city = re.sub(r"(?m)^  fr: .*$", f"  fr: {longest}", city, count=1)
    project = load_project(Workspace({**workspace.files, "data/cities/schaerbeek.yaml": city.encode()}))
    content = make(project, "one-stop-card", "schaerbeek", "fr", "pdf")
    text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded(left=57, right=190)
    assert re.sub(r"\s|\ufffe|-", "", text).count(longest.replace("-", "")) == 5, (
        "each of the cards on the left"
    )
    for kind, language in (("one-stop-card", "ps"), ("one-stop-leaflet", "ps")):
        page = pypdfium2.PdfDocument(make(project, kind, "schaerbeek", language, "pdf"))
        lines = [line for one in page for line in one.get_textpage().get_text_range().splitlines()]
        assert not [line for line in lines if re.search(r"\+32 [\d ]{1,6}$", line)]
        assert [line for line in lines if "+32 70 245 245" in line]


def test_the_code_on_a_card_has_a_place_of_its_own(workspace: Workspace) -> None:
    portal = workspace.files["templates/portal/portal.yaml"] + b"\nwebsite: https://docs.example/\n"
    project = load_project(Workspace({**workspace.files, "templates/portal/portal.yaml": portal}))
    page = pypdfium2.PdfDocument(make(project, "one-stop-card", "saint-jean-de-la-ruelle", "fr", "pdf"))[0]
    point, text = 72 / 25.4, page.get_textpage()
    top = page.get_height() - (11 + 55 - 3) * point  # the first card's code stands 3 mm above its foot
    under = text.get_text_bounded(left=24 * point, right=41 * point, bottom=top, top=top + 17 * point)
    assert not under.strip()
    assert text.get_text_range().count("Pompiers") == 10


def test_a_leaflet_leaves_out_what_nobody_can_reach(project: Project) -> None:
    _, text = read_pdf(make(project, "one-stop-leaflet", "saint-jean-de-la-ruelle", "fr", "pdf"))
    assert "71 rue Charles Beauhaire" in text and "CCAS" not in text
    page = lxml.html.document_fromstring(
        make(project, "one-stop-shop", "saint-jean-de-la-ruelle", "fr").decode()
    )
    assert page.xpath("//p[@class='few']"), "two of its own can be reached"
    assert page.xpath("//*[@id='saint-jean-de-la-ruelle-social-grocery']//*[@class='unknown']")


MEASURE = """window.moved = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("language", ["ar", "ps", "fr"])
def test_nothing_jumps_on_a_slow_phone(project: Project, browser: Any, tmp_path: Path, language: str) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(make(project, "one-stop-shop", "schaerbeek", language))
    context = browser.new_context(viewport={"width": 360, "height": 740})
    reader = context.new_page()
    context.new_cdp_session(reader).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    reader.add_init_script(MEASURE)
    reader.goto(page.as_uri())
    reader.wait_for_selector(".is-ready")
    reader.wait_for_timeout(300)
    assert reader.is_visible("#find")
    assert reader.evaluate("window.moved") < 0.05
    context.close()


def test_every_pictogram_of_a_category_is_there(project: Project) -> None:
    for record in project.collections["categories"].values():
        assert Path(TESTS.parent / "templates/base/icons" / f"{record.icon}.svg").is_file()  # type: ignore[attr-defined]


def test_a_reader_picks_a_question_and_a_language(workspace: Workspace, browser: Any, tmp_path: Path) -> None:
    """With the script one question at a time; without it everything, and no empty promise of a choice."""
    page = tmp_path / "page.html"
    page.write_bytes(
        make(with_services(workspace, full_directory()), "one-stop-shop", "schaerbeek", "ar", "html")
    )
    context = browser.new_context(viewport={"width": 360, "height": 740})
    reader = context.new_page()
    reader.goto(page.as_uri())

    def shown() -> list[str]:
        found: list[str] = reader.evaluate(
            "Array.from(document.querySelectorAll('main [data-category]:not(a)'))"
            ".filter((one) => one.offsetParent !== null).map((one) => one.dataset.category)"
        )
        return found

    everything = shown()
    assert {"health", "violence", "papers"} <= set(everything)
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
    reader.click(".questions a[data-category=health]")
    assert shown()[0] == "health" or "health" in shown()
    assert reader.locator("article:not(.is-hidden)").count() >= 3
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
    },
    "ar": {"زوجي يضربني": "belgium-partner-violence", "للطبيب": "belgium-doctor-on-duty"},
    "ti": {"ሓኪመይ": "belgium-doctor-on-duty", "ዑቕባ ክሓትት": "belgium-asylum-information"},
    "uk": {"лікаря": "belgium-doctor-on-duty", "шукаю роботу": "belgium-guide"},
}
"""What newcomers type, in their own words and forms, and what stands first then."""


@pytest.mark.parametrize("language", ASKED)
def test_what_people_type_is_found_below_the_field(
    project: Project, browser: Any, tmp_path: Path, language: str
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(make(project, "one-stop-shop", "schaerbeek", language))
    context = browser.new_context(viewport={"width": 360, "height": 740})
    reader = context.new_page()
    reader.goto(page.as_uri())
    for typed, wanted in ASKED[language].items():
        reader.fill("#find", typed)
        found = reader.evaluate(
            "Array.from(document.querySelectorAll('.answers article')).filter((one) => one.offsetParent)"
            ".sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)"
            ".map((one) => one.id)"
        )
        assert found[:1] == [wanted], (typed, found)
        assert reader.locator(f"#{wanted}").bounding_box()["y"] < 740, "in sight, without a touch more"
    context.close()


def test_what_no_service_answers_is_said_with_whom_to_ask(
    project: Project, browser: Any, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(make(project, "one-stop-shop", "jelgava", "uk"))
    context = browser.new_context(viewport={"width": 360, "height": 740})
    reader = context.new_page()
    reader.goto(page.as_uri())
    for typed in ("відкрити банківський рахунок", "водійські права", "проїзний на автобус"):
        reader.fill("#find", typed)
        assert reader.locator(".answers > section:visible").count() == 0, typed
        assert reader.get_attribute("#none a", "href") == "tel:+37163005522", typed
    context.close()


def test_who_asks_for_an_ambulance_has_its_number_below_the_field(
    project: Project, browser: Any, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(make(project, "one-stop-shop", "mechelen", "ar"))
    context = browser.new_context(viewport={"width": 360, "height": 740})
    reader = context.new_page()
    reader.goto(page.as_uri())
    for typed, number in (("إسعاف", "tel:112"), ("الاتصال بالشرطة", "tel:101")):
        reader.fill("#find", typed)
        link = reader.locator("#danger a")
        assert link.get_attribute("href") == number and link.bounding_box()["y"] < 740, typed
        assert not reader.is_visible("#none"), "what is answered is not said to be missing"
    reader.fill("#find", "طبيب")
    assert not reader.is_visible("#danger")
    context.close()


def test_a_page_is_read_aloud_where_the_phone_has_a_voice(
    project: Project, browser: Any, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(make(project, "one-stop-shop", "mechelen", "ar"))
    context = browser.new_context(viewport={"width": 360, "height": 740})
    reader = context.new_page()
    reader.add_init_script(
        "window.said = []; Object.defineProperty(window, 'speechSynthesis', { value: {"
        "getVoices: () => [{ lang: 'ar-SA' }], cancel() {}, speak(one) { window.said.push(one); } } });"
        "window.SpeechSynthesisUtterance = function (text) { this.text = text; };"
    )
    reader.goto(page.as_uri())
    button = reader.locator("#belgium-poison .speak")
    start, stop = reader.evaluate("[words.dataset.read, words.dataset.stop]")
    assert button.inner_text() == start
    button.click()
    (said,) = reader.evaluate("said.map((one) => [one.lang, one.text])")
    assert said[0] == "ar-SA" and "070 245 245" in said[1].replace("+32 70", "070")
    assert button.inner_text() == stop
    reader.evaluate("said[0].onend()")
    assert button.inner_text() == start
    context.close()


def test_an_open_page_is_kept_in_all_its_languages_for_when_there_is_no_network(
    project: Project, browser: Any, tmp_path: Path
) -> None:
    for language in ("fr", "ar"):
        (tmp_path / language).mkdir()
        page = make(project, "one-stop-shop", "capaci", language).decode()
        page = re.sub(r"\.\./(?!fr|ar)[a-z]+/one-stop-shop-capaci", "../fr/one-stop-shop-capaci", page)
        (tmp_path / language / "one-stop-shop-capaci.html").write_text(page)
    shutil.copy(TESTS.parent / "templates/portal/offline.js", tmp_path)
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
        server.shutdown()
        server.server_close()
        context.set_offline(True)
        for language in ("ar", "fr"):
            reader.goto(address.format(language))
            reader.wait_for_selector("#emergency a[href='tel:112']")
    finally:
        context.close()


def test_the_door_leads_in_two_touches_to_every_city_in_every_language(project: Project) -> None:
    owed = {one.artifacts[0].path for one in list_documents(project) if one.kind == "one-stop-shop"}
    page = lxml.html.document_fromstring(make(project, "one-stop-door", "", "ti").decode())
    doors = page.xpath("//nav[@class='languages']//a/@href")
    assert len(doors) == 17 and "../ar/one-stop-door.html" in doors
    assert page.xpath("//*[@id='emergency']//li/a/@href") == ["tel:112"]
    cities = page.xpath("//ul[@class='cities']//a/@href")
    assert len(cities) == len(project.collections["cities"])
    assert {f"{door.split('/')[1]}/{city}" for door in doors for city in cities} <= owed
