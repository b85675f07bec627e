"""What is drawn from documents that are built: first pages, words to search, tables, citations."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

from inclucities_docs.inputs.branch import Records
from inclucities_docs.inputs.question import Trace, fingerprint
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.portal.citation import FORMS, Work, write_citation
from inclucities_docs.portal.deliverable import Deliverable, File, table_path
from inclucities_docs.portal.file import PortalFile, Read, Site
from inclucities_docs.portal.metadata import find_date
from inclucities_docs.portal.table import write_tables
from inclucities_docs.portal.text_index import Index, count_shards, make_index, write_texts
from inclucities_docs.portal.thumbnail import draw_card, draw_thumbnail
from inclucities_docs.render.font import find_faces
from inclucities_docs.schema import Group

__all__ = ["list_citations", "list_pictures", "list_search", "list_tables"]


def list_citations(site: Site) -> Iterator[PortalFile]:
    """List how each document is cited, for reference managers."""
    describe = functools.cache(functools.partial(_describe_work, site))
    for document in site.deliverables.documents:
        given = fingerprint([document.fingerprint, str(site.portal.website)])
        for form in FORMS:
            make = functools.partial(_cite, describe, document, form)
            yield PortalFile(f"portal/cite/{document.name}.{form}", given, make)


def _describe_work(site: Site) -> tuple[Work, Trace]:
    """Return what all citations share, and what it asked of the project."""
    reader = Reader(site.project)
    records = Records(reader, site.portal.languages[0])
    programme = records.programme
    licence = str(programme.licence.name) if programme.licence else ""
    read = find_date(records.sources)
    author = "" if programme.notice else str(programme.lead.name)
    work = Work(author, str(programme.name), licence, read, site.portal.website or "")
    return work, reader.trace


def _cite(
    describe: Callable[[], tuple[Work, Trace]], document: Deliverable, form: str, reader: Reader
) -> bytes:
    work, trace = describe()
    reader.take_over(trace)
    return write_citation(form, document, work)


def list_pictures(site: Site, read: Read) -> Iterator[PortalFile]:
    """List the pictures of first pages, and the cards for social networks."""
    project = site.project
    faces = [one for one in find_faces(project.brand) if one.family == project.brand.text.family]
    for document in site.deliverables.documents:
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


def list_search(site: Site, read: Read) -> Iterator[PortalFile]:
    """List the scripts of the full-text index, for each language of the portal."""
    for language in site.indexed:
        documents = [one for one in site.deliverables.documents if one.find(language, "html")]
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
        yield PortalFile(f"{folder}/vocabulary.js", given, functools.partial(_vocabulary, index, language))
        for number in range(count):
            make = functools.partial(_shard, index, language, number, count)
            yield PortalFile(f"{folder}/words-{number}.js", given, make)
        for document, file in zip(documents, files, strict=True):
            assert file is not None
            make = functools.partial(_texts, language, document, read, file.path)
            yield PortalFile(f"{folder}/text-{document.name}.js", file.sha256, make)


def _directory(index: Callable[[], Index], language: str, count: int, _: Reader) -> bytes:
    return index().write_directory(language, count)


def _vocabulary(index: Callable[[], Index], language: str, _: Reader) -> bytes:
    return index().write_vocabulary(language)


def _shard(index: Callable[[], Index], language: str, number: int, count: int, _: Reader) -> bytes:
    return index().write_shard(language, number, count)


def _texts(language: str, document: Deliverable, read: Read, path: str, _: Reader) -> bytes:
    return write_texts(language, document, read(path))


def list_tables(site: Site, read: Read) -> Iterator[PortalFile]:
    """List the data of each infographic as CSV."""
    for document in site.deliverables.documents:
        for language in document.languages:
            path, file = table_path(document, language), document.find(language, "html")
            if path and file:
                yield PortalFile(path, file.sha256, functools.partial(_tabulate, read, file.path))


def _tabulate(read: Read, path: str, _: Reader) -> bytes:
    return write_tables(read(path))
