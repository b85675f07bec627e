"""The order of a build: something to look at first, then what takes longest, so that no processor waits at the end."""

from __future__ import annotations

from inclucities_docs.build.builder import Selection, _list_tasks
from inclucities_docs.build.trace import TraceStore
from inclucities_docs.render import list_editions
from inclucities_docs.source.project import load_project
from inclucities_docs.source.workspace import Workspace
from tiny_project import TinyProject


def test_books_begin_early(project: TinyProject) -> None:
    project.change("templates/card/kind.yaml", "formats: [html]", "formats: [html, pdf, epub]")
    loaded = load_project(Workspace.take(project.root))
    editions = list_editions(loaded)
    tasks = _list_tasks(project.root, loaded, TraceStore.load(project.root), editions, Selection())
    assert {edition for edition, _ in tasks} == set(editions)
    assert tasks[0][0] == editions[0]
    is_book = [edition.kind == "card" for edition, _ in tasks[1:]]
    assert is_book == sorted(is_book, reverse=True)
    assert {True, False} <= set(is_book)
