"""Pages for newcomers: small, in every script, honest about what is missing and what nobody has read."""

from __future__ import annotations

import gzip
import io
import json
import re
from pathlib import Path

import lxml.html
import pikepdf
import pypdfium2
import pytest
from newcomers import full_directory, make, with_services
from PIL import Image

from inclucities_docs.inputs.answer import answer
from inclucities_docs.inputs.freshness import add_months
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.question import Question
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.portal.readiness import list_requests
from inclucities_docs.render import list_documents, render
from inclucities_docs.render.template.service import draw_qr_code
from tiny_project import TESTS

LIMIT = 150_000
"""Most bytes of a page, packed as servers send it, which a phone loads over a poor connection."""


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace.take(TESTS.parent)


@pytest.fixture(scope="module")
def project(workspace: Workspace) -> Project:
    return load_project(workspace)


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
    assert page.xpath("//footer//p[@class='disclaimer']")
    assert not page.xpath("//footer//*[@lang='en'] | //footer//*[contains(@class, 'to-check')]")


def test_what_is_said_of_a_desk_bears_its_note_wherever_it_is_seen(project: Project) -> None:
    page = lxml.html.document_fromstring(make(project, "one-stop-shop", "capaci", "en").decode())
    said = "The town hall is in Palazzo Conti Pilo."
    places = page.xpath("//p[contains(., $said)]", said=said)
    assert len(places) == 2, "on the card of the town hall, and where one is told whom to ask"
    assert all(one.xpath(".//a[@role='doc-noteref']") and "hidden" not in one.attrib for one in places)


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
    assert "body=fr/one-stop-shop-schaerbeek.html%23schaerbeek-lessons%0D%0A%0D%0A" in page, (
        "which page, in which language"
    )
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
    card = Image.open(io.BytesIO(picture)).convert("RGB")
    assert card.size == (1200, 630)
    emblem = card.crop((1200 - 64 - 108, 539, 1200 - 64, 611)).getcolors(100_000)
    assert max(emblem)[1] == (0, 51, 153), "right to left, the fund's emblem stands on the right"


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
    content = make(project, "one-stop-leaflet", city, language, "pdf")
    sizes, _ = read_pdf(content)
    assert sizes == [(148, 210)] * pages
    with pikepdf.open(io.BytesIO(content)) as opened:
        binding = opened.Root.ViewerPreferences.get("/Direction", "")
    assert (binding == "/R2L") == (language == "ps"), "a booklet of Pashto is bound on the right"
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
        assert [line for line in lines if re.search(r"\+32 70 245 245|^245 245 70 \+32", line)], (
            "as it is read alone on a line that runs from right to left"
        )


def test_the_code_on_a_card_has_a_place_of_its_own(workspace: Workspace) -> None:
    portal = workspace.files["templates/portal/portal.yaml"] + b"\nwebsite: https://docs.example/\n"
    project = load_project(Workspace({**workspace.files, "templates/portal/portal.yaml": portal}))
    page = pypdfium2.PdfDocument(make(project, "one-stop-card", "saint-jean-de-la-ruelle", "fr", "pdf"))[0]
    point, text = 72 / 25.4, page.get_textpage()
    top = page.get_height() - (11 + 55 - 3) * point  # the first card's code stands 3 mm above its foot
    under = text.get_text_bounded(left=24 * point, right=41 * point, bottom=top, top=top + 17 * point)
    assert not under.strip()
    assert text.get_text_range().count("Pompiers") == 10


def test_what_a_card_has_no_room_for_is_left_to_its_page(project: Project) -> None:
    """The address of the page stands above the languages, not on them, where names of services are long."""
    page = pypdfium2.PdfDocument(make(project, "one-stop-card", "schaerbeek", "fr", "pdf"))[0]
    text = page.get_textpage()
    boxes = [
        text.get_charbox(text.search(words).get_next()[0])
        for words in (project.programme.website[-8:], "Français")
    ]
    assert boxes[0][1] > boxes[1][3]


def test_the_words_of_a_card_stay_in_their_box(project: Project) -> None:
    document = pypdfium2.PdfDocument(make(project, "one-stop-card", "livadia", "el", "pdf"))
    text = document[0].get_textpage()
    word = "αστυνομία"
    right = text.get_charbox(text.get_text_range().index(word) + len(word) - 1)[2]
    assert right / 72 * 25.4 < 20 + 85 - 3.5 - 1.5, "millimetres from the left of the sheet"


def test_a_leaflet_leaves_out_what_nobody_can_reach(project: Project) -> None:
    content = make(project, "one-stop-leaflet", "saint-jean-de-la-ruelle", "fr", "pdf")
    _, text = read_pdf(content)
    assert "71 rue Charles Beauhaire" in text and "CCAS" not in text
    lines = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    assert re.search(r"pompiers[^.]*\r\nDe tout téléphone", lines), "a name and its note are told apart"
    page = lxml.html.document_fromstring(
        make(project, "one-stop-shop", "saint-jean-de-la-ruelle", "fr").decode()
    )
    assert page.xpath("//p[@class='few']"), "two of its own can be reached"
    assert page.xpath("//*[@id='saint-jean-de-la-ruelle-social-grocery']//*[@class='unknown']")


def test_every_pictogram_of_a_category_is_there(project: Project) -> None:
    for record in project.collections["categories"].values():
        assert Path(TESTS.parent / "templates/base/icons" / f"{record.icon}.svg").is_file()  # type: ignore[attr-defined]


def test_the_door_leads_in_two_touches_to_every_city_in_every_language(project: Project) -> None:
    owed = {one.artifacts[0].path for one in list_documents(project) if one.kind == "one-stop-shop"}
    page = lxml.html.document_fromstring(make(project, "one-stop-door", "", "ti").decode())
    doors = page.xpath("//nav[@class='languages']//a/@href")
    assert len(doors) == 17 and "../ar/one-stop-door.html" in doors
    assert page.xpath("//*[@id='emergency']//li/a/@href") == ["tel:112"]
    cities = page.xpath("//ul[@class='cities']//a/@href")
    assert len(cities) == len(project.collections["cities"])
    assert {f"{door.split('/')[1]}/{city}" for door in doors for city in cities} <= owed
