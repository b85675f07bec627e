"""What several commands share: options, a project, and how problems end a run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inclucities_docs.diagnostics import FORMS, Diagnostic, DiagnosticError, nearest

if TYPE_CHECKING:
    from inclucities_docs.source.project import Project

__all__ = ["add_output", "add_selection", "complain", "is_known", "load"]


def load(root: Path) -> Project:
    """Return the project in a folder; raise DiagnosticError for what cannot be read."""
    from inclucities_docs.source.project import load_project
    from inclucities_docs.source.workspace import Workspace

    return load_project(Workspace.take(root))


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose documents, languages and formats."""
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME",
        help="only these documents: a kind (brochure), or kind/subject (action-plan/jelgava, action-plan/*)",
    )  # fmt: skip
    parser.add_argument("--lang", action="append", default=[], metavar="CODE", help="only these languages")
    parser.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="NAME",
        help="only these formats, by the ending of their files: html, pdf",
    )


def add_output(parser: argparse.ArgumentParser, forms: Sequence[str]) -> None:
    """Add the option that chooses the form of what is printed: text, or one of ``forms``."""
    parser.add_argument(
        "--output", choices=("text", *forms), default="text", metavar="FORM",
        help=f"for machines, on standard output: {', '.join(forms)}; data/schemas/ describes the JSON",
    )  # fmt: skip


def is_known(root: Path, selection: object) -> bool:
    """Return whether a selection names something; say what it may name where it does not."""
    from inclucities_docs.build.builder import Selection, is_selected
    from inclucities_docs.render import list_documents
    from inclucities_docs.source.project import load_project
    from inclucities_docs.source.workspace import Workspace

    assert isinstance(selection, Selection)
    try:
        project = load_project(Workspace.take(root))
    except DiagnosticError:  # what follows tells of it, with all else that is wrong
        return True
    documents = list_documents(project)
    formats = {one.format for document in documents for one in document.artifacts}
    languages = {document.language for document in documents}
    unknown = [(name, formats) for name in selection.formats if name not in formats]
    unknown += [(name, languages) for name in selection.languages if name not in languages]
    names = {document.name for document in documents} | {document.kind for document in documents}
    for pattern in selection.only:
        if not any(is_selected(Selection((pattern,)), one.name, one.language) for one in documents):
            unknown.append((pattern, names))
    for name, known in unknown:
        guess = nearest(name, known)
        print(f"error: '{name}' names nothing that the build makes", file=sys.stderr)
        hint = f"did you mean '{guess}'?" if guess else f"known: {', '.join(sorted(known))}"
        if name in project.kinds:
            hint = f"data/ does not say yet what documents of the kind '{name}' need: check says what"
        print(f"  hint: {hint}", file=sys.stderr)
    return not unknown


def complain(problems: Sequence[Diagnostic], form: str = "text") -> int:
    """Print all problems, for people and in a form for machines; return the exit code."""
    from inclucities_docs.diagnostics import report

    if form in FORMS:
        from inclucities_docs.annotation import annotate

        print(annotate(problems, form))
    return 1 if report(problems, sys.stderr) else 0
