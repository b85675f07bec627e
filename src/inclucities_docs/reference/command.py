"""``reference``: writes the page and the snippets of a project, and opens the page in a browser."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path
from typing import Any

__all__ = ["add_reference_command", "list_sections"]

PAGE = ".cache/reference.html"
"""Where the page is written: it is made again by the next call."""


def add_reference_command(commands: Any) -> None:
    """Add the command to a program's commands."""
    showing = commands.add_parser(
        "reference", help="show all that templates can name, call and draw, with an example each"
    )
    showing.add_argument("--no-open", action="store_true", help="write the page, and open no browser")
    showing.set_defaults(run=_show)


def _show(root: Path, given: argparse.Namespace) -> int:
    from inclucities_docs.build.writer import replace_file
    from inclucities_docs.inputs.project import load_project
    from inclucities_docs.inputs.workspace import Workspace
    from inclucities_docs.reference.completion import PATH, write_completion
    from inclucities_docs.reference.page import write_page
    from inclucities_docs.reference.trial import Trial

    project = load_project(Workspace.take(root))
    trial = Trial(project, "en")
    sections = list_sections(project, trial)
    replace_file(root, PATH, write_completion(sections).encode())
    replace_file(root, PAGE, write_page(sections, trial, project.programme.name).encode())
    count = sum(len(one.items) for one in sections)
    print(f"{count} things that templates can say: {PAGE}; for editors: {PATH}")
    if not given.no_open:
        webbrowser.open((root / PAGE).absolute().as_uri())
    return 0


def list_sections(project: Any, trial: Any) -> list[Any]:
    """Return all sections of the reference, in the order of the page."""
    from inclucities_docs.reference.record_field import list_collections, list_records
    from inclucities_docs.reference.vocabulary import list_vocabulary

    return [list_collections(), *list_vocabulary(trial.reader, trial.vocabulary), *list_records(project)]
