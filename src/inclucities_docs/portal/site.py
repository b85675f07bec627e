"""Every file of the portal: where it stands, what it is made from, how it is made."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.portal.asset import collect_letters, write_script, write_style
from inclucities_docs.portal.catalogue import Catalogue, Document, File
from inclucities_docs.portal.kit import Kit
from inclucities_docs.portal.metadata import describe_app, write_sitemap
from inclucities_docs.portal.page import KIND, Shown, Spot, make_page, make_text
from inclucities_docs.portal.readiness import Request, Task, as_plain, list_requests, list_tasks, read_lines
from inclucities_docs.portal.search import Index, count_shards, make_index, write_texts
from inclucities_docs.portal.thumbnail import draw_card, draw_thumbnail
from inclucities_docs.portal.workbook import describe_workbook, make_workbook, workbook_path
from inclucities_docs.render.font import find_faces
from inclucities_docs.render.picture import PictureError, look_again, read_address
from inclucities_docs.schema import Group, Kind, Portal
from inclucities_docs.source.project import Project
from inclucities_docs.source.question import Trace, fingerprint
from inclucities_docs.source.reader import Reader
from inclucities_docs.source.remark import without_remarks

__all__ = ["PortalFile", "Read", "list_site"]

Read = Callable[[str], bytes]
"""Gives the bytes of a built file by its path below deliverables/."""


@dataclass(frozen=True)
class Site:
    """All that the portal is made from."""

    project: Project
    portal: Portal
    catalogue: Catalogue
    kits: tuple[Kit, ...]
    conformance: Mapping[str, Any]
    """The report of the checks of accessibility, with its ``files``."""

    @functools.cached_property
    def tasks(self) -> dict[str, list[Task]]:
        """Give everything to mend, by document."""
        return {one.name: list_tasks(self.project, self.catalogue, one) for one in self.catalogue.documents}

    @functools.cached_property
    def requests(self) -> dict[str, list[Request]]:
        """Give everything that is asked for, by who supplies it."""
        return list_requests(self.project)

    def show(self, documents: Iterable[Document]) -> Shown:
        """Return what a page sees that is made from some documents: no other, and no kit with others."""
        own = tuple(documents)
        paths = {file.path for document in own for file in document.files}
        kits = tuple(one for one in self.kits if paths.issuperset(file.path for file in one.files))
        return Shown(self.portal, Catalogue(own, self.catalogue.details), kits, self.doors)

    @functools.cached_property
    def doors(self) -> tuple[str, ...]:
        """Give the languages in which the page that newcomers enter by was made."""
        door = next((one for one in self.catalogue.documents if one.kind == self.portal.door), None)
        return door.languages if door else ()


def with_portal(project: Project) -> Project:
    """Give the project with the portal as one more kind, which no document is listed for."""
    name = project.programme.name
    kind = Kind(title={"en": name}, about={"en": name}, languages=("en",), formats=("html",))
    return dataclasses.replace(project, kinds={**project.kinds, KIND: kind})


@dataclass(frozen=True)
class PortalFile:
    """One file of the portal, not made yet."""

    path: str
    given: str
    """Fingerprint of what it is made from besides the project's own files."""
    write: Callable[[Reader], bytes]
    """Gives its content."""
    project: Project | None = field(default=None, repr=False)

    def make(self) -> tuple[bytes, Trace]:
        """Return the file's content, and what it asked of the project."""
        assert self.project is not None
        reader = Reader(self.project)
        content = self.write(reader)
        own = {f"kinds/{KIND}", KIND}  # the pages' own kind, which stands in no file
        return content, {
            asked: answer
            for asked, answer in reader.trace.items()
            if own.isdisjoint((asked.name.partition(".")[0], *asked.more))
        }


def list_site(site: Site, read: Read) -> Iterator[PortalFile]:
    """List every file of the portal; none is made before it is asked for."""
    project = site.project
    letters = collect_letters(project)
    yield PortalFile("portal/portal.css", fingerprint(letters), functools.partial(write_style, letters))
    for name in ("portal.js", "kit.js"):
        yield PortalFile(f"portal/{name}", "", functools.partial(write_script, name))
    yield from _list_kept(site)
    yield from _list_pictures(site, read)
    yield from _list_search(site, read)
    pages: list[str] = []
    for language in site.portal.languages:
        for file, is_public in _list_pages(site, language):
            yield file
            if is_public and language == site.portal.languages[0]:
                pages.append(file.path.partition("/")[2])
    yield from _list_sources(site)
    for supplier in site.requests:
        given = describe_workbook(project, supplier)
        yield PortalFile(workbook_path(supplier), given, functools.partial(make_workbook, project, supplier))
    base = site.portal.website or f"{(project.programme.website or '').rstrip('/')}/"
    languages = site.portal.languages
    yield _page(site, "choose.html", "index.html", languages[0])
    yield _page(site, "versions.html", "editions.html", languages[0], editions=())
    if base != "/":  # a map of a site names whole addresses
        listed = fingerprint([base, languages, pages])
        yield PortalFile("sitemap.xml", listed, lambda _: write_sitemap(base, languages, pages))


def _list_kept(site: Site) -> Iterator[PortalFile]:
    """List what lets a phone keep and install pages: the script that keeps them, an icon, what each is called."""
    kept = [one for one in site.catalogue.documents if one.kind == site.portal.kept]
    if not kept:
        return
    spot = Spot("portal/icon.svg", site.portal.languages[0])
    yield PortalFile("offline.js", "", functools.partial(write_script, "offline.js"))
    yield PortalFile("portal/icon.svg", "", lambda reader: _write_icon(site.show(()), spot, reader))
    for file in (file for document in kept for file in document.files if file.format == "html"):
        path = file.path.removesuffix(".html") + ".webmanifest"
        given = fingerprint([file.path, file.title])
        yield PortalFile(path, given, functools.partial(_describe_app, file))


def _write_icon(shown: Shown, spot: Spot, reader: Reader) -> bytes:
    """Give the programme's mark as a picture of its own, which the pages carry inside themselves."""
    try:
        return look_again(read_address(make_text(shown, "icon.txt", spot, reader)) or b"")
    except PictureError as error:
        place = Location("templates/portal/icon.txt")
        raise DiagnosticError([Diagnostic(place, f"the icon {error.message}", error.hint)]) from None


def _describe_app(file: File, reader: Reader) -> bytes:
    return describe_app(file, reader.brand.palette)


def _page(
    site: Site,
    template: str,
    path: str,
    language: str,
    *,
    documents: Iterable[Document] = (),
    given: Any = None,
    record: str = "programme",
    **names: Any,
) -> PortalFile:
    """Give a page that sees some documents and what it is given; it is made again when any of these differ."""
    own = site.show(documents)
    known = fingerprint([repr(site.portal), own.catalogue.fingerprint, own.doors, given])
    return PortalFile(
        path,
        known,
        lambda reader: make_page(own, template, Spot(path, language, record), reader, **names),
    )


def _list_pages(site: Site, language: str) -> Iterator[tuple[PortalFile, bool]]:
    """List the pages of one language, and whether search engines are shown them."""
    project, catalogue = site.project, site.catalogue
    page = functools.partial(_page, site, language=language)
    yield page("home.html", f"{language}/index.html", documents=catalogue.documents), True
    yield page("list.html", f"{language}/documents/index.html", documents=catalogue.documents), True
    checks = {"tools": {}, "files": {}, **site.conformance}
    statuses = [
        (path, [(name, one["status"]) for name, one in file["checks"].items()])
        for path, file in checks["files"].items()
    ]
    path = f"{language}/accessibility.html"
    yield page("accessibility.html", path, given=[checks["tools"], statuses], report=checks), True
    for document in catalogue.documents:
        yield _document_page(site, document, language), True
    for city in project.collections["cities"]:
        concerned = [one for one in catalogue.documents if city in one.cities or not (one.cities or one.duo)]
        path = f"{language}/cities/{city}.html"
        yield page("city.html", path, documents=concerned, record=f"cities/{city}"), True
    for duo in project.collections["groups"]:
        concerned = [*catalogue.for_all(), *catalogue.about_duo(duo)]
        yield (
            page("duo.html", f"{language}/duos/{duo}.html", documents=concerned, record=f"groups/{duo}"),
            True,
        )
    for kit in site.kits:
        holds = [(one.path, one.title, one.bytes) for one in kit.files]
        record = f"cities/{kit.key}" if kit.sort == "city" else "programme"
        path = f"{language}/{kit.page}"
        yield page("kit.html", path, given=holds, record=record, kit=kit), False
    path = f"{language}/feed.xml"
    yield (
        PortalFile(
            path,
            fingerprint([repr(site.portal), catalogue.fingerprint]),
            lambda reader: make_text(
                site.show(site.catalogue.documents), "feed.xml", Spot(path, language), reader
            ).encode(),
        ),
        False,
    )
    yield from _list_office(site, language)
    if len(catalogue.documents) > site.portal.shown * 8:
        data = f"portal/catalogue-{language}.js"
        yield (
            PortalFile(
                data,
                fingerprint([repr(site.portal), catalogue.fingerprint]),
                lambda reader: make_text(
                    site.show(catalogue.documents),
                    "catalogue.js",
                    Spot(f"{language}/index.html", language),
                    reader,
                ).encode(),
            ),
            False,
        )


def _document_page(site: Site, document: Document, language: str) -> PortalFile:
    path = f"{language}/documents/{document.name}.html"
    reports = {file.path: site.conformance.get("files", {}).get(file.path) for file in document.files}
    details = site.catalogue.details_of(document, document.language_for(language))
    return _page(
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


def _record_of(site: Site, document: Document) -> str:
    for collection in ("cities", "groups"):
        if document.subject in site.project.collections[collection]:
            return f"{collection}/{document.subject}"
    return "programme"


def _list_office(site: Site, language: str) -> Iterator[tuple[PortalFile, bool]]:
    """List the readiness board, a page for each document, and a letter for each supplier."""
    catalogue, tasks, requests = site.catalogue, site.tasks, site.requests
    page = functools.partial(_page, site, language=language)
    counts = {name: [(one.state, one.languages) for one in found] for name, found in tasks.items()}
    asked = {supplier: len(wanted) for supplier, wanted in requests.items()}
    yield (
        page(
            "office.html", f"{language}/office/index.html",
            documents=catalogue.documents, given=[counts, asked], tasks=tasks, asked=asked,
        ),
        False,
    )  # fmt: skip
    for document in catalogue.documents:
        found = tasks[document.name]
        given = [document.fingerprint, repr(found)]
        path = f"{language}/office/{document.name}.html"
        yield page("tasks.html", path, given=given, document=document, tasks=found), False
    for supplier, wanted in requests.items():
        stem = f"{language}/office/ask-{supplier.rpartition('/')[2]}"
        plain = as_plain(wanted)
        yield page("request.html", f"{stem}.html", given=plain, record=supplier, wanted=wanted), False
        yield (
            PortalFile(
                f"{stem}.txt",
                fingerprint([repr(site.portal), plain]),
                functools.partial(_write_letter, site, Spot(f"{stem}.txt", language, supplier), wanted),
            ),
            False,
        )


def _write_letter(site: Site, spot: Spot, wanted: list[Request], reader: Reader) -> bytes:
    text = make_text(site.show(site.catalogue.documents), "request.txt", spot, reader, wanted=wanted)
    return ("\ufeff" + text.strip().replace("\n", "\r\n") + "\r\n").encode()


def _list_sources(site: Site) -> Iterator[PortalFile]:
    """List a page for each file that somebody is sent to, unless a repository shows it."""
    if site.portal.source_link:
        return
    tasks, requests = site.tasks, site.requests
    paths = {one.path for found in tasks.values() for one in found if one.line}
    paths |= {one.path for wanted in requests.values() for one in wanted if one.line}
    for path in sorted(paths):
        text = site.project.workspace.read_text(path) or ""
        given = site.project.workspace.digest(path)
        yield _page(
            site,
            "source.html",
            f"source/{path}.html",
            "en",
            given=given,
            file=path,
            lines=read_lines(without_remarks(path, text)),
        )


def _list_pictures(site: Site, read: Read) -> Iterator[PortalFile]:
    """List the pictures of first pages, and the cards for social networks."""
    project = site.project
    faces = [one for one in find_faces(project.brand) if one.family == project.brand.text.family]
    for document in site.catalogue.documents:
        group = project.collections["groups"].get(document.duo)
        hue = project.brand.hues[group.hue] if isinstance(group, Group) else None
        ground = hue.strong if hue else project.brand.palette.primary
        for language in document.languages:
            file = document.find(language, "pdf")
            if file is None:
                continue
            stem = f"{language}-{document.name}"
            yield PortalFile(
                f"portal/pages/{stem}.webp", file.sha256, functools.partial(_thumbnail, read, file.path)
            )
            if document.picture_in(language):
                continue
            given = fingerprint([file.sha256, file.title, project.programme.name, ground])
            make = functools.partial(_card, read, file, project.programme.name, ground, faces)
            yield PortalFile(f"portal/cards/{stem}.png", given, make)


def _thumbnail(read: Read, path: str, _: Reader) -> bytes:
    return draw_thumbnail(read(path))


def _card(read: Read, file: File, programme: str, ground: str, faces: Any, _: Reader) -> bytes:
    return draw_card(read(file.path), file.title, programme, ground, faces)


def _list_search(site: Site, read: Read) -> Iterator[PortalFile]:
    """List the scripts of the full-text index, for each language of the portal."""
    for language in site.portal.languages:
        documents = [one for one in site.catalogue.documents if one.find(language, "html")]
        files = [one.find(language, "html") for one in documents]
        given = fingerprint([(one.path, one.sha256, one.title) for one in files if one])
        count = count_shards(sum(one.bytes for one in files if one))
        index = functools.cache(
            functools.partial(make_index, documents, language, read, lambda path: f"../{path}")
        )
        folder = f"portal/search/{language}"
        yield PortalFile(
            f"{folder}/directory.js", given, functools.partial(_directory, index, language, count)
        )
        for number in range(count):
            make = functools.partial(_shard, index, language, number, count)
            yield PortalFile(f"{folder}/words-{number}.js", given, make)
        for document, file in zip(documents, files, strict=True):
            assert file is not None
            make = functools.partial(_texts, language, document, read, file.path)
            yield PortalFile(f"{folder}/text-{document.name}.js", file.sha256, make)


def _directory(index: Callable[[], Index], language: str, count: int, _: Reader) -> bytes:
    return index().write_directory(language, count)


def _shard(index: Callable[[], Index], language: str, number: int, count: int, _: Reader) -> bytes:
    return index().write_shard(language, number, count)


def _texts(language: str, document: Document, read: Read, path: str, _: Reader) -> bytes:
    return write_texts(language, document, read(path))
