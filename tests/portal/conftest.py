"""A portal over made-up documents and the project's real records, and a browser to look at it with."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from crowd import LANGUAGES, Files, make_entries, put, write_html, write_pdf

from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.portal import Details, Mark, make_portal

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def project() -> Project:
    """Give the project itself, whose records the portal's templates are written for, with pages in few languages."""
    project = load_project(Workspace.take(ROOT))
    assert project.portal is not None and set(LANGUAGES) < set(project.portal.languages)
    portal = project.portal.model_copy(update={"languages": LANGUAGES})
    return dataclasses.replace(project, portal=portal)


@pytest.fixture(scope="session")
def documents(project: Project) -> list[tuple[str, str]]:
    """List a brochure, an action plan for each mentee and a toolkit for each duo."""
    duos = project.collections["groups"].values()
    plans = [("action-plan", duo.members[1].city) for duo in duos]  # type: ignore[attr-defined]
    return [("brochure", ""), *plans, *(("toolkit", duo.id) for duo in duos)]


@pytest.fixture(scope="session")
def built(documents: list[tuple[str, str]]) -> tuple[list[dict[str, Any]], Files]:
    """Give the manifest's entries and the files they stand for."""
    files: Files = {}
    return make_entries(documents, files, write_pdf()), files


@pytest.fixture(scope="session")
def details(project: Project) -> dict[tuple[str, str], Details]:
    """Say of one document what it lacks."""
    place = f"groups/{next(iter(project.collections['groups']))}.benchmark.standard"
    marks = (Mark("proposed", place), Mark("stale", f"{place}.text"))
    return {("brochure", "fr"): Details(marks, tuple(project.collections["sources"])[:2])}


@pytest.fixture(scope="session")
def portal(
    project: Project, built: tuple[list[dict[str, Any]], Files], details: dict[tuple[str, str], Details]
) -> Files:
    """Give every file of the portal."""
    entries, files = built
    return make_portal(project, entries, files.__getitem__, details=details)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, portal: Files, built: Any) -> Path:
    """Write documents, manifest and portal as the build does."""
    entries, files = built
    manifest = json.dumps({"artifacts": entries}).encode()
    return put(tmp_path_factory.mktemp("deliverables"), {**files, **portal, "manifest.json": manifest})


@pytest.fixture
def open_page(browser: Any, site: Path) -> Iterator[Callable[..., Any]]:
    """Open a page of the portal from disk; nothing may ask another host or break."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_(path: str, root: Path = site, **how: Any) -> Any:
        context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True, **how)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda one: faults.append(one.url) if not one.url.startswith(("file:", "data:")) else None,
        )
        page.goto(f"{root.as_uri()}/{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def many(project: Project) -> Files:
    """Give the first page of a portal over two thousand documents, and all that it loads."""
    from inclucities_docs.portal import list_portal

    cities = list(project.collections["cities"])
    documents = [(f"sheet-{number:03}", cities[number % len(cities)]) for number in range(2000)]
    files: Files = {}
    same = {"language": "fr", "format": "html", "state": "final", "proposed": 0, "awaited": 0, "bytes": 900}
    entries = [
        {"path": f"fr/{kind}-{subject}.html", "kind": kind, "subject": subject, "title": f"Fiche {kind[6:]}"}
        | same
        | {"sha256": "0" * 64}
        for kind, subject in documents
    ]
    for entry in entries:
        files[entry["path"]] = write_html(entry["title"], "fr", f"Le sujet {entry['kind']}.")
    unread = ("portal/ask-", "portal/cite/")
    for file in list_portal(project, entries, files.__getitem__):
        if file.path.startswith(("fr/index.html", "portal/")) and not file.path.startswith(unread):
            files[file.path] = file.make()[0]
    return files
