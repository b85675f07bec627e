"""Which documents somebody wants: names, languages and formats, held against those that are owed."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from inclucities_docs.diagnostics import nearest

if TYPE_CHECKING:
    from inclucities_docs.inputs.project import Project

__all__ = ["Selection", "UnknownNameError", "check_selection", "is_selected"]


@dataclass(frozen=True)
class Selection:
    """Which documents are wanted: all, unless something is named."""

    only: tuple[str, ...] = ()
    """Patterns of names: ``brochure``, ``action-plan/*``, ``action-plan/jelgava``."""
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.only or self.languages or self.formats)


class UnknownNameError(Exception):
    """A selection asks for what is not owed: what is wrong, and a hint, for each of its names."""

    def __init__(self, unknown: list[tuple[str, str]]) -> None:
        super().__init__(
            "\n".join(
                f"error: '{name}' names nothing that the build makes\n  hint: {hint}"
                for name, hint in unknown
            )
        )


def is_selected(selection: Selection, name: str, language: str) -> bool:
    """Return whether a document is wanted; a kind's name stands for all its documents."""
    patterns = selection.only
    wanted = not patterns or any(
        fnmatchcase(name, pattern) or name.startswith(f"{pattern}/") for pattern in patterns
    )
    return wanted and (not selection.languages or language in selection.languages)


def check_selection(project: Project, selection: Selection) -> None:
    """Raise UnknownNameError where a selection names something that a project does not owe."""
    from inclucities_docs.inputs.document import list_documents

    if selection.is_everything:
        return
    documents = list_documents(project)
    formats = {one.format for document in documents for one in document.artifacts}
    languages = {document.language for document in documents}
    unknown = [(name, formats) for name in selection.formats if name not in formats]
    unknown += [(name, languages) for name in selection.languages if name not in languages]
    names = {document.name for document in documents} | {document.kind for document in documents}
    for pattern in selection.only:
        if not any(is_selected(Selection((pattern,)), one.name, one.language) for one in documents):
            unknown.append((pattern, names))
    if unknown:
        raise UnknownNameError([(name, _hint(name, known, project)) for name, known in unknown])


def _hint(name: str, known: set[str], project: Project) -> str:
    if name in project.kinds:
        return f"data/ does not say yet what documents of the kind '{name}' need: check says what"
    guess = _find_called(name.casefold(), known) or nearest(name, known)
    return f"did you mean '{guess}'?" if guess else f"known: {', '.join(sorted(known))}"


_CALLED = {"word": "docx", "doc": "docx", "ebook": "epub", "e-book": "epub", "web": "html", "page": "html"}
"""What people call formats."""


def _find_called(name: str, known: set[str]) -> str:
    """Return the format or the language that goes by a name in everyday English, or was typed in capitals."""
    from inclucities_docs.language.localisation import Localisation

    called = _CALLED.get(name, name)
    if called in known:
        return called
    codes = (one for one in known if 2 <= len(one) <= 3)
    return next((one for one in codes if Localisation("en").language_name(one).casefold() == name), "")
