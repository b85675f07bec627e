"""The office's pages: the readiness board, what each document lacks, letters and workbooks, the files themselves."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.question import fingerprint
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.template_comment import strip_comments
from inclucities_docs.portal.file import PortalFile, Site, list_page
from inclucities_docs.portal.page import PageSpec, make_text
from inclucities_docs.portal.readiness import Request, as_plain, read_lines
from inclucities_docs.portal.workbook import describe_workbook, make_workbook, workbook_path

__all__ = ["list_office", "list_sources", "list_workbooks"]


def list_office(site: Site, language: str) -> Iterator[tuple[PortalFile, bool]]:
    """List the readiness board, a page for each document, and a letter for each supplier."""
    deliverables, tasks, requests = site.deliverables, site.tasks, site.requests
    page = functools.partial(list_page, site, language=language)
    counts = {name: [(one.state, one.languages) for one in found] for name, found in tasks.items()}
    asked = {supplier: len(wanted) for supplier, wanted in requests.items()}
    yield (
        page(
            "office.html", f"{language}/office/index.html",
            documents=deliverables.documents, given=[counts, asked], tasks=tasks, asked=asked,
        ),
        False,
    )  # fmt: skip
    for document in deliverables.documents:
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
                functools.partial(_write_letter, site, PageSpec(f"{stem}.txt", language, supplier), wanted),
            ),
            False,
        )


def _write_letter(site: Site, spec: PageSpec, wanted: list[Request], reader: Reader) -> bytes:
    text = make_text(site.show(site.deliverables.documents), "request.txt", spec, reader, wanted=wanted)
    return ("\ufeff" + text.strip().replace("\n", "\r\n") + "\r\n").encode()


def list_sources(site: Site) -> Iterator[PortalFile]:
    """List a page for each file that somebody is sent to, unless a repository shows it."""
    if site.portal.source_link:
        return
    tasks, requests = site.tasks, site.requests
    paths = {one.path for found in tasks.values() for one in found if one.line}
    paths |= {one.path for wanted in requests.values() for one in wanted if one.line}
    for path in sorted(paths):
        given = site.project.workspace.digest(path)
        yield list_page(
            site,
            "source.html",
            f"source/{path}.html",
            "en",
            given=given,
            file=path,
            lines=functools.partial(_read_source, site.project, path),
        )


def _read_source(project: Project, path: str) -> list[tuple[str, str]]:
    """Return a file's lines as its page shows them, once the page is made."""
    return read_lines(strip_comments(path, project.workspace.read_text(path) or ""))


def list_workbooks(site: Site) -> Iterator[PortalFile]:
    """List the workbook of each supplier."""
    for supplier in site.requests:
        given = describe_workbook(site.project, supplier)
        make = functools.partial(make_workbook, site.project, supplier)
        yield PortalFile(workbook_path(supplier), given, make)
