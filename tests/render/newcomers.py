"""Pages for newcomers of the real project, made one at a time, and directories to make them from."""

from __future__ import annotations

from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents, render
from tiny_project import TESTS


def make(project: Project, kind: str, city: str, language: str, name: str = "html") -> bytes:
    document = next(
        one
        for one in list_documents(project)
        if (one.kind, one.subject, one.language) == (kind, city, language)
    )
    made = render(Reader(project), document, [name])
    assert not made.problems, made.problems
    return made.files[name]


def with_services(workspace: Workspace, text: str) -> Project:
    files = {**workspace.files, "data/directories/schaerbeek.yaml": text.encode()}
    return load_project(Workspace(files))


def full_directory(awaited: bool = True, services: int = 0) -> str:
    """A directory of Schaerbeek in which every field is used, with as many doctors more as are asked for."""
    full = (TESTS / "exchange" / "riverton.yaml").read_text()
    full = full.replace("riverton\n", "schaerbeek\n").replace(
        "awaited_from: riverton", "awaited_from: schaerbeek"
    )
    full = full.replace("latitude: 47.5", "latitude: 50.86").replace("longitude: 2.5", "longitude: 4.38")
    full = full.replace("source: booklet", "source: seed").replace(
        "[first-days]", "[first-days, language-courses]"
    )
    doctor = full[full.index("  doctor:") :]
    full += "".join(doctor.replace("doctor:", f"doctor-{number}:") for number in range(services))
    if awaited:
        full += "awaited: {text: {fr: Le reste, en: The rest}, awaited_from: schaerbeek}\n"
    return full
