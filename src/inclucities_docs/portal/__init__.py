"""The portal: where partners find and take what they need, as a static site beside the documents.

1. ``deliverable`` gathers the manifest's files into documents; ``kit`` chooses what goes together.
2. ``site`` lists every file of the portal with what it is made from (``file``), so that the build
   makes only what changed; ``office`` lists the office's pages, ``workbook`` what cities fill in,
   ``extract`` what is drawn from built documents.
3. ``page`` runs the templates of templates/portal/ with the vocabulary that documents have;
   ``metadata`` and ``citation`` add what machines read, ``asset`` the shared style and script.
4. ``document_index`` lists the documents for the search, ``text_index`` their texts, both with
   words as ``folding`` compares them; ``thumbnail`` draws their first pages, ``table`` takes their
   figures' data; ``readiness`` finds what keeps them from being final.

Nothing here writes a file or knows the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from inclucities_docs.inputs.project import Project
from inclucities_docs.portal.deliverable import Details, Mark, gather
from inclucities_docs.portal.file import PortalFile, Read, Site, with_portal
from inclucities_docs.portal.kit import list_kits, write_kit
from inclucities_docs.portal.site import list_site

__all__ = ["Details", "Mark", "PortalFile", "gather", "list_kits", "list_portal", "make_portal", "write_kit"]


def list_portal(
    project: Project,
    entries: Iterable[Mapping[str, Any]],
    read: Read,
    details: Mapping[tuple[str, str], Details] | None = None,
    conformance: Mapping[str, Any] | None = None,
    view: str = "public",
) -> list[PortalFile]:
    """List the portal's files, each with what it is made from; empty where a project has no portal.

    ``entries`` are the manifest's, ``read`` gives a built file by its path; ``details`` tell of
    each document and language what is to be mended, ``conformance`` is the report of the checks.
    """
    if project.portal is None:
        return []
    deliverables = gather(project, entries, details)
    kits = tuple(list_kits(deliverables, project.collections["cities"]))
    site = Site(with_portal(project), project.portal, deliverables, kits, conformance or {}, view)
    return [replace(one, project=site.project) for one in list_site(site, read)]


def make_portal(
    project: Project, entries: Iterable[Mapping[str, Any]], read: Read, **more: Any
) -> dict[str, bytes]:
    """Return the whole portal: path below deliverables/ → content."""
    return {one.path: one.make()[0] for one in list_portal(project, entries, read, **more)}
