"""What several commands share: options, a project, and how problems end a run."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from inclucities_docs.diagnostics import FORMS, Diagnostic, nearest

if TYPE_CHECKING:
    from inclucities_docs.inputs.project import Project

__all__ = ["Parser", "add_output", "add_selection", "complain", "load"]


class Parser(argparse.ArgumentParser):
    """Reads a command line, and says what is wrong with one as all else is said: plainly, with a hint."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong, and end with 2."""
        wrong = re.match(r"argument ([^:]*): invalid choice: '?(.*?)'? \(choose from (.*)\)$", message)
        more = re.match(r"unrecognized arguments: (.*)$", message)
        if wrong:
            known = re.findall(r"[\w-]+", wrong[3])
            guess = nearest(wrong[2], known)
            hint = f"did you mean '{guess}'?" if guess else f"known: {', '.join(known)}"
            told = (
                f"there is no command '{wrong[2]}'"
                if wrong[1] == "COMMAND"
                else f"{wrong[1]} knows no '{wrong[2]}'"
            )
        elif more:
            told = f"nothing is known of '{more[1]}'"
            hint = "documents are named behind --only, languages behind --lang, formats behind --format"
            if more[1].startswith("-"):
                hint = f"`{self.prog} COMMAND --help` says what each command takes"
        else:
            super().error(message)
        self.exit(2, f"error: {told}\n  hint: {hint}\n")


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
