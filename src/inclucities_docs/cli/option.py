"""What several commands share: options, a project, and how problems end a run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inclucities_docs.diagnostics import FORMS, Diagnostic

if TYPE_CHECKING:
    from inclucities_docs.inputs.project import Project

__all__ = ["add_output", "add_selection", "complain", "load"]


def load(root: Path) -> Project:
    """Return the project in a folder; raise DiagnosticError for what cannot be read."""
    from inclucities_docs.inputs.project import load_project
    from inclucities_docs.inputs.workspace import Workspace

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


def complain(problems: Sequence[Diagnostic], form: str = "text") -> int:
    """Print all problems, for people and in a form for machines; return the exit code."""
    from inclucities_docs.diagnostics import report

    if form in FORMS:
        from inclucities_docs.annotation import annotate

        print(annotate(problems, form))
    return 1 if report(problems, sys.stderr) else 0
