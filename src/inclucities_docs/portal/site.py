"""Every file of the portal: where it stands, what it is made from, how it is made."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.question import fingerprint
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.portal.asset import collect_letters, write_script, write_style
from inclucities_docs.portal.deliverable import Deliverable, File
from inclucities_docs.portal.document_index import write_document_index
from inclucities_docs.portal.extract import list_citations, list_pictures, list_search, list_tables
from inclucities_docs.portal.file import PortalFile, Read, Site, list_page
from inclucities_docs.portal.metadata import describe_app, write_robots, write_sitemap
from inclucities_docs.portal.office import list_office, list_sources, list_workbooks
from inclucities_docs.portal.page import PageData, PageSpec, PageVocabulary, make_text
from inclucities_docs.portal.workbook import workbook_path
from inclucities_docs.render.picture import PictureError, look_again, read_address
from inclucities_docs.schema import Group

__all__ = ["list_site"]


def list_site(site: Site, read: Read) -> Iterator[PortalFile]:
    """List every file of the portal; none is made before it is asked for."""
    project = site.project
    letters = collect_letters(project)
    yield PortalFile("portal/portal.css", fingerprint(letters), functools.partial(write_style, letters))
    for name in ("portal.js", "kit.js"):
        yield PortalFile(f"portal/{name}", "", functools.partial(write_script, name))
    yield from _list_kept(site)
    yield from list_pictures(site, read)
    yield from list_search(site, read)
    yield from list_tables(site, read)
    pages: list[str] = []
    for language in site.portal.languages:
        for file, is_public in _list_pages(site, language):
            yield file
            if is_public and language == site.portal.languages[0]:
                pages.append(file.path.partition("/")[2])
    yield from list_sources(site)
    yield from list_workbooks(site)
    languages = site.portal.languages
    yield list_page(site, "choose.html", "index.html", languages[0])
    yield list_page(site, "versions.html", "editions.html", languages[0], editions=())
    yield list_page(site, "missing.html", "404.html", languages[0])
    yield from list_citations(site)
    schema = "data/schemas/manifest.json"
    if schema in project.workspace.files:
        yield PortalFile("manifest.schema.json", "", lambda reader: reader.read(schema) or b"")
    base = site.portal.website
    if base:  # what names whole addresses is made only where they are known
        addresses = [{one: f"{one}/{page}" for one in languages} for page in pages]
        addresses += [
            {file.language: file.path for file in document.files if file.format == form and not file.part}
            for document in site.deliverables.documents
            for form in ("html", "pdf")
        ]
        listed = fingerprint([base, addresses])
        yield PortalFile("sitemap.xml", listed, lambda _: write_sitemap(base, filter(None, addresses)))
        yield PortalFile("robots.txt", base, lambda _: write_robots(base))


def _list_kept(site: Site) -> Iterator[PortalFile]:
    """List what lets a phone keep and install pages: the script that keeps them, an icon, what each is called."""
    kept = [one for one in site.deliverables.documents if one.kind == site.portal.kept]
    if not kept:
        return
    spec = PageSpec("portal/icon.svg", site.portal.languages[0])
    yield PortalFile("offline.js", "", functools.partial(write_script, "offline.js"))
    yield PortalFile("portal/icon.svg", "", lambda reader: _write_icon(site.show(()), spec, reader))
    for file in (file for document in kept for file in document.files if file.format == "html"):
        path = file.path.removesuffix(".html") + ".webmanifest"
        given = fingerprint([file.path, file.title])
        yield PortalFile(path, given, functools.partial(_describe_app, file))


def _write_icon(data: PageData, spec: PageSpec, reader: Reader) -> bytes:
    """Return the programme's mark as a picture of its own, which the pages carry inside themselves."""
    try:
        return look_again(read_address(make_text(data, "icon.txt", spec, reader)) or b"")
    except PictureError as error:
        place = Location("templates/portal/icon.txt")
        raise DiagnosticError([Diagnostic(place, f"the icon {error.message}", error.hint)]) from None


def _describe_app(file: File, reader: Reader) -> bytes:
    return describe_app(file, reader.brand.palette)


def _list_pages(site: Site, language: str) -> Iterator[tuple[PortalFile, bool]]:
    """List the pages of one language, and whether search engines are shown them."""
    project, deliverables = site.project, site.deliverables
    page = functools.partial(list_page, site, language=language)
    yield page("home.html", f"{language}/index.html", documents=deliverables.documents), True
    yield page("list.html", f"{language}/documents/index.html", documents=deliverables.documents), True
    checks = {"tools": {}, "files": {}, **site.conformance}
    statuses = [
        (path, [(name, one["status"]) for name, one in file["checks"].items()])
        for path, file in checks["files"].items()
    ]
    path = f"{language}/accessibility.html"
    yield page("accessibility.html", path, given=[checks["tools"], statuses], report=checks), True
    for document in deliverables.documents:
        yield _document_page(site, document, language), True
    for city in project.collections["cities"]:
        concerned = [
            one for one in deliverables.documents if city in one.cities or not (one.cities or one.duo)
        ]
        path = f"{language}/cities/{city}.html"
        record = f"cities/{city}"
        book = workbook_path(record) if record in site.requests else ""
        yield page("city.html", path, documents=concerned, given=book, record=record, workbook=book), True
    for duo, group in project.collections["groups"].items():
        concerned = [*deliverables.for_all(), *deliverables.about_duo(duo)]
        assert isinstance(group, Group)
        folder = "duos" if len(group.members) == 2 else "groups"
        path = f"{language}/{folder}/{duo}.html"
        yield page("duo.html", path, documents=concerned, record=f"groups/{duo}"), True
    for kit in site.kits:
        holds = [(one.path, one.title, one.bytes) for one in kit.files]
        record = f"cities/{kit.key}" if kit.kind == "city" else "programme"
        path = f"{language}/{kit.page}"
        yield page("kit.html", path, given=holds, record=record, kit=kit), False
    path = f"{language}/feed.xml"
    yield (
        PortalFile(
            path,
            fingerprint([repr(site.portal), deliverables.fingerprint]),
            lambda reader: make_text(
                site.show(site.deliverables.documents), "feed.xml", PageSpec(path, language), reader
            ).encode(),
        ),
        False,
    )
    yield from list_office(site, language)
    index = f"portal/search/{language}/documents.js"
    given = fingerprint([repr(site.portal), deliverables.fingerprint, site.indexed])
    yield PortalFile(index, given, functools.partial(_index_documents, site, language)), False


def _index_documents(site: Site, language: str, reader: Reader) -> bytes:
    data = site.show(site.deliverables.documents)
    return write_document_index(PageVocabulary(data, PageSpec(f"{language}/index.html", language), reader))


def _document_page(site: Site, document: Deliverable, language: str) -> PortalFile:
    path = f"{language}/documents/{document.name}.html"
    reports = {file.path: site.conformance.get("files", {}).get(file.path) for file in document.files}
    details = site.deliverables.details_of(document, document.language_for(language))
    return list_page(
        site,
        "document.html",
        path,
        language,
        given=[document.fingerprint, details.sources, reports, site.conformance.get("tools")],
        record=_record_of(site, document),
        document=document,
        cited=details.sources,
        reports=reports,
        tools=site.conformance.get("tools", {}),
    )


def _record_of(site: Site, document: Deliverable) -> str:
    for collection in ("cities", "groups"):
        if document.subject in site.project.collections[collection]:
            return f"{collection}/{document.subject}"
    return "programme"
