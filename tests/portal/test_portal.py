"""The portal as files: complete, the same each time, linked, checked like every document."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import posixpath
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import lxml.html
import pytest
from crowd import FIRST_VIEW, Files, count_first_view, make_entries, put, write_pdf

from inclucities_docs.build.portal import pack_kit
from inclucities_docs.conformance.inventory import list_delivered
from inclucities_docs.conformance.runner import check_files
from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.exchange.workbook_reader import read_workbook
from inclucities_docs.inputs.answer import Answers
from inclucities_docs.inputs.project import Project
from inclucities_docs.portal import gather, list_kits, list_portal, write_kit
from inclucities_docs.portal.folding import fold, list_words
from inclucities_docs.portal.table import write_tables
from inclucities_docs.portal.text_index import read_sections

ATOM = "{http://www.w3.org/2005/Atom}"


def test_there_is_a_page_for_everything(portal: Files, project: Project, documents: Any) -> None:
    assert project.portal is not None
    for language in project.portal.languages:
        assert f"{language}/index.html" in portal
        for kind, subject in documents:
            assert f"{language}/documents/{kind}-{subject}.html".replace("-.", ".") in portal
        for collection, folder in (("cities", "cities"), ("groups", "duos")):
            assert all(f"{language}/{folder}/{key}.html" in portal for key in project.collections[collection])


def test_the_same_files_come_out_each_time(project: Project, portal: Files, built: Any, details: Any) -> None:
    entries, files = built
    listed = list_portal(project, entries, files.__getitem__, details=details)
    again = {file.path: file.make()[0] for file in listed[::3]}
    assert len(again) > 100
    assert {path for path in again if portal[path] != again[path]} == set()
    assert {file.path for file in listed} == set(portal)


def test_what_is_given_tells_what_changes(project: Project, built: Any) -> None:
    entries, files = built
    changed = [dict(one, sha256="0" * 64) if one["path"] == "fr/brochure.pdf" else one for one in entries]
    before = {one.path: one.given for one in list_portal(project, entries, files.__getitem__)}
    after = {one.path: one.given for one in list_portal(project, changed, files.__getitem__)}
    remade = {path for path in before if before[path] != after[path]}
    assert {"portal/pages/fr-brochure.webp", "fr/documents/brochure.html"} <= remade
    assert not any("jelgava" in path and "documents" in path for path in remade)
    assert "portal/pages/en-brochure.webp" not in remade
    assert "portal/portal.css" not in remade


def test_what_a_page_asked_for_can_be_asked_again(project: Project, built: Any) -> None:
    entries, files = built
    for file in list_portal(project, entries, files.__getitem__):
        if file.path in ("fr/index.html", "en/cities/jelgava.html", "fr/documents/brochure.html"):
            _, trace = file.make()
            assert trace
            assert Answers(project).list_changed(trace) == []


def test_pages_pass_the_checks_of_documents(site: Path) -> None:
    """Of the pages that show a file of the project one stands for all: links into the others are followed too."""
    pages = [one for one in list_delivered(site, "*.html") if not one.is_document]
    own = [one for one in pages if not one.path.startswith("source/")]
    shown = [one for one in pages if one.path == "source/data/programme.yaml.html"]
    results = check_files([*own, *shown], ["html-structure", "html-safety", "html-links"])
    assert len(own) > 100 and len(shown) == 1
    assert [f"{one.artifact}: {finding}" for one in results for finding in one.findings] == []


def test_a_kit_holds_nothing_from_outside(project: Project, built: Any, tmp_path: Path) -> None:
    entries, files = built
    made, secret = tmp_path / "deliverables", tmp_path / "secret.pdf"
    secret.write_bytes(b"secret")
    put(made, {**files, "manifest.json": json.dumps({"artifacts": entries}).encode()})
    assert pack_kit(tmp_path, project, "everything", tmp_path / "kit.zip") > 3
    odd = [one | {"path": "../secret.pdf"} if one["kind"] == "brochure" else one for one in entries]
    (made / "manifest.json").write_text(json.dumps({"artifacts": odd}), "utf-8")
    with pytest.raises(DiagnosticError, match="no such file lies in deliverables"):
        pack_kit(tmp_path, project, "everything", tmp_path / "kit.zip")


def test_kits_are_lists_and_no_copies(portal: Files, built: Any) -> None:
    _, files = built
    assert not any(path.endswith(".zip") for path in portal)
    page = lxml.html.document_fromstring(portal["lv/kits/everything.html"])
    links = page.xpath("//a[@data-path]")
    assert sorted(one.get("data-path") for one in links) == sorted(files)
    assert {posixpath.normpath(posixpath.join("lv/kits", one.get("href"))) for one in links} == set(files)


def test_a_kit_for_a_desk_is_the_same_each_time(project: Project, built: Any) -> None:
    entries, files = built
    kits = list_kits(gather(project, entries), project.collections["cities"])
    assert len(kits) > 5
    again = {
        one.name: one
        for one in list_kits(gather(project, list(reversed(entries))), project.collections["cities"])
    }
    for kit in kits:
        content = write_kit(kit, files.__getitem__, "IncluCities")
        archive = zipfile.ZipFile(io.BytesIO(content))
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:2] == ["CONTENTS.txt", "SHA256SUMS"]
        assert names[2:] == sorted(one.path for one in kit.files)
        for line in archive.read("SHA256SUMS").decode().splitlines():
            checksum, path = line.split("  ")
            assert hashlib.sha256(archive.read(path)).hexdigest() == checksum
        for one in archive.infolist():
            assert re.fullmatch(r"(?:[a-z]{2,3}/)?[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", one.filename)
            assert (one.date_time, one.external_attr >> 16) == ((1980, 1, 1, 0, 0, 0), 0o644)
        assert write_kit(again[kit.name], files.__getitem__, "IncluCities") == content
    capaci = next(one for one in kits if one.name == "city-capaci")
    assert any("action-plan-capaci.docx" in one.path for one in capaci.files)
    assert not any("jelgava" in one.path for one in capaci.files)


def test_the_feed_is_readable(portal: Files, documents: Any) -> None:
    feed = ElementTree.fromstring(portal["fr/feed.xml"])
    assert len(feed.findall(f"{ATOM}entry")) == len(documents)
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert element.find(f"{ATOM}id") is not None
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", element.findtext(f"{ATOM}updated") or "")


def test_whole_addresses_stand_only_where_the_site_has_one(
    project: Project, portal: Files, built: Any
) -> None:
    assert not {"sitemap.xml", "robots.txt"} & set(portal)
    page = portal["fr/documents/brochure.html"].decode()
    assert 'rel="canonical"' not in page
    assert project.programme.website
    assert project.programme.website.encode() + b"/fr" not in portal["fr/feed.xml"]
    entries, files = built
    assert project.portal is not None
    website = "https://docs.example/in/"
    placed = dataclasses.replace(project, portal=project.portal.model_copy(update={"website": website}))
    wanted = {"sitemap.xml", "robots.txt", "404.html", "fr/documents/brochure.html", "fr/feed.xml"}
    made = {
        one.path: one.make()[0].decode()
        for one in list_portal(placed, entries, files.__getitem__)
        if one.path in wanted
    }
    assert f"Sitemap: {website}sitemap.xml" in made["robots.txt"]
    sitemap = ElementTree.fromstring(made["sitemap.xml"])
    addresses = [one.text or "" for one in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(addresses) == len(set(addresses))
    assert not any("/office/" in one for one in addresses)
    assert f"{website}lv/brochure.pdf" in addresses
    head = made["fr/documents/brochure.html"]
    assert f'<link rel="canonical" href="{website}fr/documents/brochure.html">' in head
    assert 'hreflang="x-default"' in head
    assert f'href="{website}en/index.html"' in made["404.html"]
    assert f"<id>{website}fr/feed.xml</id>" in made["fr/feed.xml"]


def test_every_page_says_what_it_is(portal: Files) -> None:
    pages = {path: content for path, content in portal.items() if path.endswith(".html")}
    assert {"404.html", "index.html", "fr/index.html", "lv/office/index.html"} <= set(pages)
    lost = lxml.html.document_fromstring(portal["404.html"].decode())
    assert all("hidden" in one.attrib for one in lost.find_class("review-only")), (
        "it has no style sheet to hide them"
    )
    for path, content in pages.items():
        head = lxml.html.document_fromstring(content.decode()).head
        assert head.xpath("string(meta[@name='description']/@content)"), path
        assert len(head.xpath("link[@rel='icon']")) == 1, path


def test_each_kind_to_choose_has_a_name_of_its_own(project: Project) -> None:
    group = next(iter(project.collections["groups"].values()))
    documents = [("infographic-network", ""), ("infographic-process", ""), ("infographic-duo", group.id)]
    documents.append(("infographic-city", group.members[1].city))  # type: ignore[attr-defined]
    files: Files = {}
    entries = make_entries(documents, files, write_pdf())
    home = next(
        one for one in list_portal(project, entries, files.__getitem__) if one.path == "en/index.html"
    )
    page = lxml.html.document_fromstring(home.make()[0].decode())
    names = [one.text_content().strip() for one in page.xpath("//select[@id='f-kind']/option")]
    assert len(names) == len(set(names)) == 5
    assert any(one.endswith("– Duo") for one in names)


def test_documents_can_be_cited(portal: Files) -> None:
    entries = json.loads(portal["portal/cite/action-plan-jelgava.json"])
    assert [one["language"] for one in entries] == ["fr", "en", "lv"]
    assert entries[0]["title"] == "Action plan jelgava"
    bibtex = portal["portal/cite/action-plan-jelgava.bib"].decode()
    assert bibtex.count("@techreport{") == 3
    assert bibtex.count("{") == bibtex.count("}")
    ris = portal["portal/cite/action-plan-jelgava.ris"].decode()
    assert ris.count("TY  - RPRT\r\n") == ris.count("ER  - ") == 3


def test_figures_can_be_taken_as_tables() -> None:
    page = (
        b"<main><details class='figure-data'><table><tr><td></td><th>Share</th></tr>"
        b"<tr><th>Capaci, in 2019</th><td>=1+1</td></tr></table></details><table><tr><td>no</td></tr></table></main>"
    )
    assert write_tables(page).decode("utf-8-sig") == ',Share\r\n"Capaci, in 2019",\'=1+1\r\n'
    assert write_tables(b"<p>nothing</p>") == b""


def test_machines_can_read_a_document(portal: Files) -> None:
    page = portal["fr/documents/action-plan-jelgava.html"].decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    content = json.loads(found[1])
    assert content["@type"] == "DigitalDocument"
    assert len(content["encoding"]) == 9
    assert 'property="og:image"' in page
    assert portal["portal/cards/fr-action-plan-jelgava.png"].startswith(b"\x89PNG")


def test_the_board_leads_to_file_and_line(portal: Files, details: Any, project: Project) -> None:
    place = details["brochure", "fr"].marks[0].place
    where = project.places.get(place)
    assert where
    page = portal["fr/office/brochure.html"].decode()
    assert f"{where.path}:{where.line}" in page
    assert f'id="L{where.line}"'.encode() in portal[f"source/{where.path}.html"]
    board = portal["fr/office/index.html"].decode()
    assert "office/brochure.html" in board or 'href="brochure.html"' in board


def test_the_board_tells_the_age_of_each_service_the_oldest_first(portal: Files, project: Project) -> None:
    page = lxml.html.document_fromstring(portal["fr/office/index.html"].decode())
    rows = page.xpath("//table[@id='ages']//tbody/tr")
    services = [one for record in project.collections["directories"].values() for one in record.services]  # type: ignore[attr-defined]
    assert len(rows) == len(services) > 40
    ages = [row.xpath("string(td[2])") for row in rows]
    assert "sans date" in ages[0] and "2026" in ages[-1]


def test_a_phone_installs_a_page_with_a_square_picture_of_its_own(
    project: Project,
) -> None:
    files: Files = {}
    entries = make_entries([("one-stop-shop", "jelgava")], files, write_pdf())
    assert project.portal is not None and project.portal.kept == "one-stop-shop"
    made = {
        one.path: one.make()[0]
        for one in list_portal(project, entries, files.__getitem__)
        if one.path.endswith((".webmanifest", "icon.svg"))
    }
    app = json.loads(made["fr/one-stop-shop-jelgava.webmanifest"])
    assert {one["purpose"] for one in app["icons"]} == {"any", "maskable"}
    assert app["display"] == "standalone" and app["start_url"] and app["name"]
    picture = ElementTree.fromstring(made["portal/icon.svg"])
    left, top, wide, high = (float(one) for one in picture.get("viewBox", "").split())
    assert (left, top, wide) == (0, 0, high), "square"
    ground = picture[0]
    assert (ground.get("width"), ground.get("height")) == ("100%", "100%"), "phones cut it as they like"


def test_each_supplier_has_a_letter(portal: Files) -> None:
    letters = [path for path in portal if re.fullmatch(r"fr/office/ask-[\w-]+\.txt", path)]
    assert letters
    for path in letters:
        text = portal[path].decode("utf-8-sig")
        assert "[ ] " in text
        assert not re.search("[\ue000-\ue002]", text)


def test_each_supplier_has_a_workbook_that_comes_back(portal: Files, project: Project) -> None:
    letters = [path for path in portal if re.fullmatch(r"fr/office/ask-[\w-]+\.txt", path)]
    books = [path for path in portal if re.fullmatch(r"portal/ask-[\w-]+\.xlsx", path)]
    assert len(books) == len(letters)
    back = read_workbook(project, books[0], portal[books[0]])
    assert (back.answers, back.remarks) == ((), ())


def test_words_are_found_however_they_are_written() -> None:
    assert fold("Œuvre À ΛΙΒΑΔΕΙΆΣ ķēde") == "oeuvre a λιβαδειασ kede"
    assert list_words("L’été, à 12 h") == ["ete", "12"]
    second = b'<section id="b"><h2>Deux</h2><p>tro\xc2\xadis</p></section>'
    assert list_words("والمدرسة ١٢ إلى") == ["مدرسه", "12", "الي"]
    index = b'<section class="index-pages" id="index"><h2>Index</h2><p>agora, 3</p></section>'
    page = (
        b'<main><h1 id="a">Titre<a class="anchor screen-only" href="#a">#</a></h1><p>Un</p>'
        + second
        + index
        + b"</main>"
    )
    sections = [(one.anchor, one.heading, one.text) for one in read_sections(page)]
    assert sections == [("a", "Titre", "Un"), ("b", "Deux", "trois")]


def test_two_thousand_documents_stay_light(project: Project, many: Files) -> None:
    home = many["fr/index.html"]
    assert len(home) < 400_000
    assert count_first_view(many, "fr/index.html") < FIRST_VIEW


def test_first_view_is_small(portal: Files) -> None:
    assert count_first_view(portal, "fr/index.html") < FIRST_VIEW


LET_IN = {
    "script": "<script>alert(1)</script>",
    "script elsewhere": "<script src='https://e.example/x.js'></script>",
    "script beside the documents": "<script src='../fr/x.js'></script>",
    "script out of the site": "<script src='../../x.js'></script>",
    "other page": "<meta http-equiv='refresh' content='0;url=https://e.example/'>",
    "other policy": "<meta http-equiv='Content-Security-Policy' content='default-src *'>",
    "frame": "<iframe src='https://e.example'></iframe>",
    "handler": "<p onclick='alert(1)'>x</p>",
    "link that runs": "<a href='java&#9;script:alert(1)'>x</a>",
    "form": "<form action='https://e.example'></form>",
    "style": "<style>p{background:url(https://e.example)}</style>",
    "style sheet": "<link rel='stylesheet' href='https://e.example/x.css'>",
    "picture": "<img src='https://e.example/x.png' alt=''>",
    "picture with a script": "<img src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>' alt=''>",
    "lost words": "{% for i in range(300) %}<div>{{ i }}{% endfor %}",
}


@pytest.mark.parametrize("sort", LET_IN)
def test_the_portals_templates_are_held_to_the_bounds_of_documents(
    project: Project, built: tuple[list[dict[str, Any]], Files], sort: str
) -> None:
    path = "templates/portal/layout.html"
    layout = project.workspace.files[path].decode()
    changed = layout.replace("<main", f"{LET_IN[sort]}<main", 1).encode()
    workspace = dataclasses.replace(
        project.workspace, files={**project.workspace.files, path: changed}, _digests={}
    )
    entries, files = built
    pages = list_portal(dataclasses.replace(project, workspace=workspace), entries, files.__getitem__)
    page = next(one for one in pages if one.path == "fr/accessibility.html")
    with pytest.raises(DiagnosticError) as refused:
        page.make()
    assert refused.value.diagnostics[0].location.path.startswith("templates/portal/")


@pytest.mark.parametrize(
    "let_in",
    ["<?xml-stylesheet href='https://e.example'?>", "<script xmlns='http://www.w3.org/1999/xhtml'/>", "<a>"],
)
def test_the_feed_holds_a_feed_and_nothing_else(
    project: Project, built: tuple[list[dict[str, Any]], Files], let_in: str
) -> None:
    path = "templates/portal/feed.xml"
    feed = project.workspace.files[path].decode()
    changed = feed.replace("<entry>", f"{let_in}<entry>", 1).encode()
    workspace = dataclasses.replace(
        project.workspace, files={**project.workspace.files, path: changed}, _digests={}
    )
    entries, files = built
    pages = list_portal(dataclasses.replace(project, workspace=workspace), entries, files.__getitem__)
    page = next(one for one in pages if one.path == "fr/feed.xml")
    with pytest.raises(DiagnosticError, match="this makes no feed"):
        page.make()


def test_no_cell_of_a_pages_figures_begins_a_formula() -> None:
    page = "".join(f"<td>{cell}</td>" for cell in ("=1+1", "Riverton;=1+1", "+33 1", "-x", "@x", "plain"))
    html = f'<html><body><details class="figure-data"><table><tr>{page}</tr></table></details></body></html>'
    row = write_tables(html.encode()).decode("utf-8-sig")
    assert row == "'=1+1,Riverton;'=1+1,+33 1,'-x,'@x,plain\r\n"
