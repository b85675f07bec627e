"""A check: everything a build looks at, nothing drawn, laid out or written."""

from __future__ import annotations

from pathlib import Path

from inclucities_docs.build.builder import Selection, is_selected
from inclucities_docs.build.executor import run_tasks
from inclucities_docs.build.manifest import name_trace
from inclucities_docs.build.trace import TraceStore, fingerprint_program
from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.render import Edition, list_editions
from inclucities_docs.source.project import Project

__all__ = ["check_documents"]


def check_documents(root: Path, project: Project, selection: Selection) -> tuple[list[Diagnostic], int]:
    """Give the problems of all documents that are wanted, and how many were looked at.

    A document that was built, and whose questions all have the same answers still, has none.
    """
    store = TraceStore.load(root)
    if store.program != fingerprint_program():
        store = TraceStore()
    editions = [one for one in list_editions(project) if is_selected(selection, one.name, one.language)]
    answers: dict[str, str] = {}
    changed = [one for one in editions if not _is_current(project, store, one, answers)]
    tasks: list[tuple[Edition, tuple[str, ...]]] = [(edition, ()) for edition in changed]
    workers = 1 if len(tasks) < 6 else None
    problems = [problem for done in run_tasks(project, tasks, workers) for problem in done.problems]
    return problems, len(editions)


def _is_current(project: Project, store: TraceStore, edition: Edition, answers: dict[str, str]) -> bool:
    trace = store.traces.get(name_trace(edition))
    if trace is None or set(trace.answers) != {one.key for one in edition.artifacts}:
        return False
    for asked in trace.answers.values():
        for question, answer in asked.items():
            if question not in answers:
                answers[question] = project.answer(question)
            if answers[question] != answer:
                return False
    return True
