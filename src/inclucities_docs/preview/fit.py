"""Whether words that somebody enters find room on the sheets that show them: posters, cards, leaflets."""

from __future__ import annotations

from pathlib import Path

from inclucities_docs.build.builder import list_paths
from inclucities_docs.exchange.contribution import Speaker
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.inputs.revision import review_changes
from inclucities_docs.preview.entry import Entry, list_changes, say
from inclucities_docs.preview.field import find_target, list_uses
from inclucities_docs.preview.worker import read_project
from inclucities_docs.render import Document, render
from inclucities_docs.schema import Kind

__all__ = ["find_overflows"]

MOST_SHEETS = 3
"""So many are laid out: those of the page that is shown first."""


def find_overflows(root: str, entry: Entry, page: str) -> tuple[str, ...]:
    """Tell on which sheets an entry would not find room, by laying them out as they would be."""
    project = read_project(Path(root))
    speak = Speaker(project, entry.language)
    target = find_target(project, entry.path, entry.language)
    changes, problems = list_changes(project, target, entry, speak)
    after = review_changes(project, changes).project if changes and not problems else None
    if after is None:
        return ()
    sheets = _list_sheets(project, {*list_uses(Path(root), target.path)}, entry, page)
    return tuple(
        say(speak, "unfit") % {"name": path}
        for path, document in sheets[:MOST_SHEETS]
        if _list_problems(after, document) - _list_problems(project, document)
    )


def _list_sheets(project: Project, users: set[str], entry: Entry, page: str) -> list[tuple[str, Document]]:
    """Return the documents of few pages that show a field, in the languages that were touched."""
    tongues = {entry.language, *(name.rpartition(".")[2] for name in entry.said)}
    found = {
        path: document
        for path, (document, key) in list_paths(project).items()
        if key == "pdf" and document.language in tongues and _is_sheet(project.kinds[document.kind])
    }
    stem = page.strip("/").rpartition(".")[0]
    own = [path for path in found if path.rpartition(".")[0] == stem]
    others = [path for path, one in found.items() if f"{one.name} {one.language}" in users]
    return [(path, found[path]) for path in dict.fromkeys([*own, *others])]


def _is_sheet(kind: Kind) -> bool:
    return kind.layout == "poster" or bool(kind.most_pages or kind.folded_pages)


def _list_problems(project: Project, document: Document) -> set[str]:
    """Return what is wrong with a document's pages; how many there are too many is the same trouble."""
    done = render(Reader(project), document, ("pdf",))
    return {one.message.translate({ord(digit): None for digit in "0123456789"}) for one in done.problems}
