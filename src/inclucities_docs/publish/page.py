"""The pages that tell what was published, what changed, and what was withdrawn."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.portal.deliverable import gather
from inclucities_docs.portal.file import with_portal
from inclucities_docs.portal.page import PageData, PageSpec, make_page
from inclucities_docs.publish.dating import date_feed, date_files, date_sitemap
from inclucities_docs.publish.fact import FactChange, compare_facts
from inclucities_docs.publish.redline import Redline, compare
from inclucities_docs.publish.redline_pdf import write_pdf
from inclucities_docs.publish.store import Published, Store
from inclucities_docs.publish.telling import tell_facts

__all__ = ["Comparison", "DocumentChange", "Pages", "compare_editions"]


@dataclass(frozen=True)
class DocumentChange:
    """What became of one document in one language between two editions."""

    name: str
    language: str
    title: str
    change: str
    """``new``, ``changed`` or ``withdrawn``."""
    redline: Redline | None = None


@dataclass(frozen=True)
class Comparison:
    """What differs between an earlier edition and the one that is published."""

    earlier: str
    later: str
    facts: tuple[FactChange, ...]
    documents: tuple[DocumentChange, ...]

    @property
    def folder(self) -> str:
        """Where its pages stand below ``versions/``."""
        return f"{self.earlier}--{self.later}"


Read = Callable[[str], bytes]
"""Gives a file of an edition by its path."""


def compare_editions(before: Published, after: Published, read_before: Read, read_after: Read) -> Comparison:
    """Return what differs: facts, and documents by their text."""
    old, new = _group(before.manifest), _group(after.manifest)
    changes = []
    for key in sorted({*old, *new}):
        name, language = key
        if key not in old or key not in new:
            title = next(iter((new if key in new else old)[key].values()))["title"]
            changes.append(DocumentChange(name, language, title, "new" if key in new else "withdrawn"))
            continue
        pair = (old[key].get("html"), new[key].get("html"))
        title = next(iter(new[key].values()))["title"]
        if pair[0] and pair[1]:
            if pair[0]["sha256"] == pair[1]["sha256"]:
                continue
            redline = compare(read_before(pair[0]["path"]), read_after(pair[1]["path"]))
            if redline.changed:
                changes.append(DocumentChange(name, language, title, "changed", redline))
        elif {one["sha256"] for one in old[key].values()} != {one["sha256"] for one in new[key].values()}:
            changes.append(DocumentChange(name, language, title, "changed"))
    return Comparison(
        before.name, after.name, tuple(compare_facts(before.facts, after.facts)), tuple(changes)
    )


def _group(manifest: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return document's name and language → format → entry of the manifest."""
    grouped: dict[tuple[str, str], dict[str, Any]] = {}
    for one in manifest["artifacts"]:
        if not one.get("part"):
            grouped.setdefault((_name(one), one["language"]), {})[one["format"]] = one
    return grouped


def _name(entry: Mapping[str, Any]) -> str:
    """Return a document's name, which its pages bear."""
    return f"{entry['kind']}-{entry['subject']}" if entry["subject"] else str(entry["kind"])


class Pages:
    """Makes the pages from the portal's templates."""

    def __init__(self, project: Project, store: Store, edition: Published, read: Read) -> None:
        assert project.portal is not None
        self.project, self.store, self.edition, self.read = project, store, edition, read
        deliverables = gather(project, edition.manifest["artifacts"])
        self.data = PageData(project.portal, deliverables, ())
        self.readable = with_portal(project)

    def compare(self, earlier: Published) -> Comparison:
        """Return what differs from an earlier edition."""
        home = self.store.folder / earlier.name
        return compare_editions(earlier, self.edition, lambda path: (home / path).read_bytes(), self.read)

    def write(self, comparisons: tuple[Comparison, ...], withdrawn: tuple[str, ...]) -> dict[str, bytes]:
        """Return path below the site's folder → page, for all that the new edition adds or tells anew."""
        assert self.project.portal is not None
        languages = self.project.portal.languages
        names = [*(one.name for one in self.store.editions), self.edition.name]
        last = {
            entry["path"]: (one.name, entry)
            for one in self.store.editions
            for entry in one.manifest["artifacts"]
        }
        current = {entry["path"] for entry in self.edition.manifest["artifacts"]}
        gone = {path: found for path, found in last.items() if path not in current}
        documents = {  # of all its formats, the page or else the first stands for a document
            (_name(entry), entry["language"]): (path, found)
            for path, found in sorted(gone.items(), key=lambda one: one[0].endswith(".html"))
            for entry in found[1:]
        }
        made: dict[str, bytes] = {}
        for language in languages:
            given = {
                "editions": names,
                "withdrawn": sorted(documents.values()),
                "pairs": self._list_pairs(names),
            }
            made[f"versions/{language}/index.html"] = self._make(
                "versions.html", language, "index.html", **given
            )
            for one in comparisons:
                path = f"{one.folder}.html"
                made[f"versions/{language}/{path}"] = self._make(
                    "changes.html",
                    language,
                    path,
                    comparison=one,
                    facts=[*tell_facts(self.project, one.facts, language)],
                )
        for one in comparisons:
            for document in one.documents:
                if document.redline is not None:
                    path = f"{one.folder}/{document.name}.html"
                    page = self._make(
                        "redline.html",
                        document.language,
                        path,
                        comparison=one,
                        document=document,
                        alternatives=(),
                    )
                    made[f"versions/{document.language}/{path}"] = page
                    paper = path.removesuffix("html") + "pdf"
                    made[f"versions/{document.language}/{paper}"] = write_pdf(page, self.project.brand)
        made["editions.html"] = make_page(
            self.data,
            "choose.html",
            PageSpec("editions.html", languages[0]),
            Reader(self.readable),
            folder="versions/",
        )
        told = {path: gone[path] for path in withdrawn} | self._find_portal_pages(withdrawn, gone)
        for path, (name, entry) in told.items():
            if entry["format"] in ("html", "pdf"):
                given = {"edition": name, "entry": entry, "until": self.edition.name, "alternatives": ()}
                spec = PageSpec(path, entry["language"])
                page = make_page(self.data, "withdrawn.html", spec, Reader(self.readable), **given)
                made[path] = page if entry["format"] == "html" else write_pdf(page, self.project.brand)
        return made | self._date(languages)

    def _find_portal_pages(
        self, withdrawn: Iterable[str], gone: Mapping[str, tuple[str, dict[str, Any]]]
    ) -> dict[str, tuple[str, dict[str, Any]]]:
        """Return the portal's own pages of withdrawn documents: the new edition has none to put in their place."""
        assert self.project.portal is not None
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        for name, entry in (gone[path] for path in withdrawn):
            for language in self.project.portal.languages:
                path = f"{language}/documents/{_name(entry)}.html"
                is_left = path in self.store.editions[-1].files and path not in self.edition.files
                if is_left and (path not in found or entry["language"] == language):
                    found[path] = (name, entry | {"language": language, "format": "html"})
        return found

    def _date(self, languages: Iterable[str]) -> dict[str, bytes]:
        """Return the sitemap and the feeds, with the edition in which each document last changed."""
        assert self.project.portal is not None
        website = self.project.portal.website or ""
        dates = date_files(self.store.editions, self.edition)
        made = {}
        if "sitemap.xml" in self.edition.files:
            made["sitemap.xml"] = date_sitemap(self.read("sitemap.xml"), website, dates)
        for path in (f"{one}/feed.xml" for one in languages):
            if path in self.edition.files:
                folder = path.rpartition("/")[0]
                names = {website + one if website else posixpath.relpath(one, folder): one for one in dates}
                made[path] = date_feed(self.read(path), names, dates)
        return made

    def _list_pairs(self, names: list[str]) -> list[tuple[str, list[str]]]:
        """Return each edition with the earlier ones that it was held against, the newest first."""
        return [(name, names[:number][::-1]) for number, name in enumerate(names)][::-1]

    def _make(self, template: str, language: str, path: str, **given: Any) -> bytes:
        spec = PageSpec(f"versions/{language}/{path}", language)
        return make_page(self.data, template, spec, Reader(self.readable), **given)
