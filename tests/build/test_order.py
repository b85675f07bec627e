"""The order of a build: something to look at first, then what takes longest, so that no processor waits at the end."""

from __future__ import annotations

from inclucities_docs.build.builder import _list_tasks
from inclucities_docs.build.selection import Selection
from inclucities_docs.build.trace import TraceStore
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents
from tiny_project import TinyProject


def test_books_begin_early(project: TinyProject) -> None:
    project.change("templates/leaflet/kind.yaml", "formats: [html]", "formats: [html, pdf, epub]")
    loaded = load_project(Workspace.take(project.root))
    documents = list_documents(loaded)
    tasks = _list_tasks(project.root, loaded, TraceStore.load(project.root), documents, Selection())
    assert {document for document, _ in tasks} == set(documents)
    assert tasks[0][0] == next(one for one in documents if one.kind == "card"), "no book: it is there soon"
    is_book = [document.kind == "leaflet" for document, _ in tasks[1:]]
    assert is_book == sorted(is_book, reverse=True)
    assert {True, False} <= set(is_book)
