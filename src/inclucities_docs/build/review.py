"""Documents for those who are to settle them: with every mark, in a folder that is never published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from inclucities_docs.build.builder import Concurrency
from inclucities_docs.build.executor import run_tasks
from inclucities_docs.build.reporter import Reporter
from inclucities_docs.build.selection import Selection, check_selection, is_selected
from inclucities_docs.build.writer import explain_refusal, lock_project, replace_file
from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.render import list_documents

__all__ = ["REVIEW", "build_review"]

REVIEW = "review"
"""Where documents for review are put, below the project."""

FORMATS = ("html", "pdf", "docx")
"""What is made for review, where nothing else is asked for: pictures are looked at in the documents."""


def build_review(
    root: Path, selection: Selection, reporter: Reporter, *, concurrency: Concurrency | None = None
) -> list[Diagnostic]:
    """Make what is wanted anew for review; return all problems."""
    concurrency = concurrency or Concurrency()
    with lock_project(root, reporter.say):
        project = load_project(Workspace.take(root))
        check_selection(project, selection)
        tasks = []
        for document in list_documents(project):
            keys = tuple(
                one.key
                for one in document.artifacts
                if one.format in (selection.formats or FORMATS) and not one.part
            )
            if keys and is_selected(selection, document.name, document.language):
                tasks.append((replace(document, view="review"), keys))
        reporter.start(len(tasks))
        problems: list[Diagnostic] = []
        made = 0
        try:
            for done in run_tasks(project, tasks, concurrency.workers, concurrency.cluster):
                problems += done.problems
                paths = {one.key: one.path for one in done.document.artifacts}
                try:
                    for key, content in done.files.items():
                        replace_file(root, f"{REVIEW}/{paths[key]}", content)
                except OSError as error:
                    problems.append(explain_refusal(root, error))
                made += bool(done.files)
                reporter.tell(done)
        finally:
            reporter.stop()
    reporter.say(f"{made} of {len(tasks)} documents made for review, in {REVIEW}/")
    return problems
