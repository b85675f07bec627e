"""One file of the portal, not made yet, and all that the portal is made from."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.question import Trace, fingerprint
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.portal.deliverable import Deliverable, Deliverables
from inclucities_docs.portal.kit import Kit
from inclucities_docs.portal.page import KIND, PageData, PageSpec, make_page
from inclucities_docs.portal.readiness import Request, Task, list_requests, list_tasks
from inclucities_docs.schema import Kind, Portal

__all__ = ["PortalFile", "Read", "Site", "list_page", "with_portal"]

Read = Callable[[str], bytes]
"""Gives the bytes of a built file by its path below deliverables/."""


@dataclass(frozen=True)
class Site:
    """All that the portal is made from."""

    project: Project
    portal: Portal
    deliverables: Deliverables
    kits: tuple[Kit, ...]
    conformance: Mapping[str, Any]
    """The report of the checks of accessibility, with its ``files``."""
    view: str = "public"
    """As that of a page: ``public``, ``edit`` or ``unseen``."""

    @functools.cached_property
    def tasks(self) -> dict[str, list[Task]]:
        """Return everything to mend, by document."""
        return {
            one.name: list_tasks(self.project, self.deliverables, one) for one in self.deliverables.documents
        }

    @functools.cached_property
    def requests(self) -> dict[str, list[Request]]:
        """Return everything that is asked for, by who supplies it."""
        return list_requests(self.project)

    def show(self, documents: Iterable[Deliverable]) -> PageData:
        """Return what a page sees that is made from some documents: no other, and no kit with others."""
        own = tuple(documents)
        paths = {file.path for document in own for file in document.files}
        kits = tuple(one for one in self.kits if paths.issuperset(file.path for file in one.files))
        deliverables = Deliverables(own, self.deliverables.details)
        return PageData(self.portal, deliverables, kits, self.doors, self.indexed)

    @functools.cached_property
    def indexed(self) -> tuple[str, ...]:
        """Return the languages whose texts can be searched: those of the portal, and those of newcomers."""
        found = {
            one.language
            for document in self.deliverables.documents
            for one in document.files
            if one.format == "html"
        }
        return tuple(dict.fromkeys([*self.portal.languages, *sorted(found)]))

    @functools.cached_property
    def doors(self) -> tuple[str, ...]:
        """Return the languages in which the page that newcomers enter by was made."""
        door = next((one for one in self.deliverables.documents if one.kind == self.portal.door), None)
        return door.languages if door else ()


def with_portal(project: Project) -> Project:
    """Return the project with the portal as one more kind, which no document is listed for."""
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


def list_page(
    site: Site,
    template: str,
    path: str,
    language: str,
    *,
    documents: Iterable[Deliverable] = (),
    given: Any = None,
    record: str = "programme",
    **names: Any,
) -> PortalFile:
    """Return a page that sees some documents and what it is given; it is made again when any of these differ."""
    own = site.show(documents)
    known = fingerprint([repr(site.portal), own.deliverables.fingerprint, own.doors, given])
    return PortalFile(
        path,
        known,
        lambda reader: make_page(own, template, PageSpec(path, language, record, site.view), reader, **names),
    )
