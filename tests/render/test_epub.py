"""Books: whole, valid, accessible, with the pages of the printed edition; and what a row of formats names is there."""

from __future__ import annotations

import importlib
import io
import os
import posixpath
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from inclucities_docs.conformance import epub_file
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.tool import ToolMissingError, find_java
from inclucities_docs.schema.format import FORMATS
from tiny_project import TESTS, TinyProject, copy_project

X = "{http://www.w3.org/1999/xhtml}"
SPACES = {
    "x": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "e": "http://www.idpf.org/2007/ops",
}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> TinyProject:
    """Give the tiny project with a leaflet that is a book of several pages too."""
    project = copy_project(TESTS / "project", tmp_path_factory.mktemp("book") / "project")
    project.change("templates/leaflet/kind.yaml", "[html]", "[pdf, epub]")
    project.change("templates/leaflet/page.html", "{{ prose(", '{{ figure("process") }}\n{{ prose(')
    text = "\n\n".join(f"### Part {number}\n\nSome words, [and back](#part-1)." for number in range(1, 40))
    project.write("templates/leaflet/text/en/welcome.md", f"## Welcome\n\n{text}\n")
    project.write("templates/base/epub.css", "p { color: var(--ink); }\n")
    outcome = project.build("--only", "leaflet")
    assert outcome.code == 0, outcome.err
    return project


@pytest.fixture(scope="module")
def book(tiny: TinyProject) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO((tiny.root / "deliverables/en/leaflet.epub").read_bytes()))


def test_every_row_of_formats_has_its_writer_and_its_checks() -> None:
    for one in FORMATS:
        assert callable(importlib.import_module(f"inclucities_docs.render.write.{one.writer}").write)
        for name in one.checks:
            examiners = importlib.import_module(f"inclucities_docs.conformance.{name}").EXAMINERS
            assert any(one.suffix in examiner.formats for examiner in examiners)


def test_a_book_is_an_archive_that_readers_know(book: zipfile.ZipFile) -> None:
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.read("mimetype") == b"application/epub+zip"
    style = book.read("EPUB/book.css").decode()
    assert style == "p { color: #1B1D2E; }\n"


def test_every_link_leads_somewhere_in_the_book(book: zipfile.ZipFile) -> None:
    names = {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")}
    ids = {f"{path}#{one}" for path, tree in names.items() for one in tree.xpath("//@id")}
    links = [
        posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
        for path, tree in names.items()
        for href in tree.xpath("//x:a/@href", namespaces=SPACES)
        if not href.startswith(("http", "mailto"))
    ]
    assert len(links) > 40
    assert [one for one in links if one not in ids and one not in names] == []
    images = {src for tree in names.values() for src in tree.xpath("//x:img/@src", namespaces=SPACES)}
    assert {f"EPUB/{one}" for one in images} <= set(book.namelist())
    assert all(one.get("alt") for tree in names.values() for one in tree.iter(f"{X}img"))


def test_a_book_lists_the_pages_of_its_pdf(book: zipfile.ZipFile, tiny: TinyProject) -> None:
    pages = next(one["pages"] for one in tiny.manifest()["artifacts"] if one["path"] == "en/leaflet.pdf")
    navigation = etree.fromstring(book.read("EPUB/navigation.xhtml"))
    listed = navigation.xpath("//x:nav[@e:type='page-list']//x:a/text()", namespaces=SPACES)
    assert pages > 1
    assert listed == [str(number) for number in range(1, pages + 1)]


def test_a_book_says_how_accessible_it_is(book: zipfile.ZipFile) -> None:
    package = etree.fromstring(book.read("EPUB/package.opf"))
    said = {one.get("property"): one.text for one in package.iter("{http://www.idpf.org/2007/opf}meta")}
    assert said["schema:accessibilityHazard"] == "none"
    assert said["pageBreakSource"] == "en/leaflet.pdf"
    assert {"schema:accessMode", "schema:accessibilitySummary", "dcterms:modified"} <= said.keys()


def test_a_book_is_the_same_each_time(tiny: TinyProject, tmp_path: Path) -> None:
    again = copy_project(tiny.root, tmp_path / "again")
    (again.root / "deliverables/en/leaflet.epub").unlink()
    (again.root / ".cache/traces.json").unlink()
    assert again.build("--only", "leaflet", "--lang", "en", "--format", "epub").code == 0
    one, other = (root / "deliverables/en/leaflet.epub" for root in (tiny.root, again.root))
    assert one.read_bytes() == other.read_bytes()


def test_epubcheck_passes_a_book_and_fails_a_broken_one(tiny: TinyProject, tmp_path: Path) -> None:
    try:
        epub_file.find_jar(), find_java()
    except ToolMissingError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
    good = tiny.root / "deliverables/en/leaflet.epub"
    (tmp_path / "good.epub").write_bytes(good.read_bytes())
    (tmp_path / "none.epub").write_bytes(b"no book")
    with zipfile.ZipFile(good) as given, zipfile.ZipFile(tmp_path / "bad.epub", "w") as made:
        for one in given.infolist():
            content = given.read(one)
            made.writestr(
                one,
                content.replace(b"</h1>", b"<p/></h1>") if one.filename.endswith("-01.xhtml") else content,
            )
    books = [Delivered(f"{name}.epub", "epub", str(tmp_path)) for name in ("good", "bad", "none")]
    passed, bad, none = epub_file.check(books, 2)
    assert (passed.status, none.status) == ("passed", "failed"), passed
    assert any(one.place.startswith("EPUB/text-01.xhtml:") for one in bad.findings), bad
