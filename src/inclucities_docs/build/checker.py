"""A check: everything a build looks at, nothing drawn, laid out or put in deliverables/.

What was found sound is remembered with the questions it asked, so that the next check looks at
what changed, and at nothing where nothing did. Of documents that differ in subject and language alone,
some stand for the others (``representative``).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from inclucities_docs.build.recovery import mend, tell_gone
from inclucities_docs.build.representative import choose_representatives
from inclucities_docs.build.selection import Selection, check_selection, is_selected
from inclucities_docs.build.snapshot import keep_inputs, recall_inputs
from inclucities_docs.build.trace import Trace as FileTraces
from inclucities_docs.build.trace import TraceStore, fingerprint_program
from inclucities_docs.build.writer import CACHE, read_kept, replace_file
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.question import Question, Trace, name_questions, number_questions, read_questions
from inclucities_docs.inputs.workspace import Workspace

if TYPE_CHECKING:
    from inclucities_docs.inputs.project import Project
    from inclucities_docs.render import Document

__all__ = ["Findings", "check_project"]

MEMORY = "checks.json"
"""What is remembered of checks, in the cache."""

FEW_FILES = 100
"""A project of so few files has few documents, which are looked at here: workers would be loaded for nothing."""


@dataclass
class Findings:
    """What a check found, and how much it looked at."""

    problems: list[Diagnostic]
    records: int
    documents: int
    remaining: tuple[str, ...] = ()
    """What is sound and still to be done, a line each."""

    @property
    def is_sound(self) -> bool:
        """Whether there is no error among the problems."""
        return all(one.severity != "error" for one in self.problems)


@dataclass
class _Memory:
    """The last sound check of everything, and what each sound document asked; a lost one is empty."""

    program: str
    inputs: str = ""
    findings: Findings | None = None
    answers: dict[str, Trace] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    """Documents of which something was told the last time, by trace."""

    @classmethod
    def load(cls, root: Path, program: str) -> _Memory:
        """Read the memory; one that another program left is empty."""
        try:
            content = json.loads(read_kept(root / CACHE / MEMORY))
            if content["program"] != program:
                return cls(program)
            problems = [
                Diagnostic(**{**one, "location": Location(**one["location"])}) for one in content["problems"]
            ]
            remaining = tuple(map(str, content["remaining"]))
            findings = Findings(problems, content["records"], content["documents"], remaining)
            questions = read_questions(content["questions"])
            answers = {name: name_questions(asked, questions) for name, asked in content["answers"].items()}
            return cls(program, content["inputs"], findings, answers, set(map(str, content["doubtful"])))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            return cls(program)

    def save(self, root: Path) -> None:
        """Write the memory as a whole; where that is not allowed, the next check takes longer."""
        found = self.findings or Findings([], 0, 0)
        numbers: dict[Question, int] = {}
        answers = {name: number_questions(asked, numbers) for name, asked in sorted(self.answers.items())}
        content = {
            "program": self.program,
            "inputs": self.inputs,
            "problems": [asdict(one) for one in found.problems],
            "records": found.records,
            "documents": found.documents,
            "remaining": found.remaining,
            "answers": answers,
            "doubtful": sorted(self.doubtful),
            "questions": list(numbers),
        }
        with contextlib.suppress(OSError):
            replace_file(root, f"{CACHE}/{MEMORY}", json.dumps(content, ensure_ascii=False).encode())


def check_project(
    root: Path,
    selection: Selection,
    lint: Callable[[Project], list[Diagnostic]],
    *,
    count: Callable[[Path, Project], list[str]] = lambda _root, _project: [],
    is_deep: bool = False,
) -> Findings:
    """Return the problems of a project and of the documents that are wanted, and what ``lint`` and ``count`` say of it.

    A deep one lays all documents out too. Raise UnknownNameError where the selection names what is not owed,
    DiagnosticError for data that cannot be read.
    """
    from inclucities_docs.build.class_check import find_unknown_classes
    from inclucities_docs.build.executor import prepare_workers
    from inclucities_docs.build.parsed import load_changes
    from inclucities_docs.build.style_check import find_style_slips
    from inclucities_docs.build.template_check import check_templates
    from inclucities_docs.build.word_check import find_untranslated_words
    from inclucities_docs.inputs.catalogue_check import check_catalogues
    from inclucities_docs.inputs.file_check import check_files
    from inclucities_docs.inputs.freshness import this_day

    program = fingerprint_program(whole=True)
    memory = _Memory.load(root, program)
    workspace = Workspace.take(root)
    inputs = f"{workspace.fingerprint()} {this_day()}"  # what is still to come depends on the day
    if not is_deep and selection.is_everything and memory.findings is not None and memory.inputs == inputs:
        return memory.findings
    if selection.is_everything and not memory.answers and len(workspace.files) > FEW_FILES:
        prepare_workers()
    alone, words = check_files(workspace), check_catalogues(workspace)
    try:
        project = load_changes(root, workspace)
        if any(one.severity == "error" for one in words):  # no page can be made without them
            raise DiagnosticError([])
    except DiagnosticError as error:
        raise DiagnosticError(
            _tell_beside(root, selection, workspace, error.diagnostics, [*alone, *words])
        ) from None
    check_selection(project, selection)
    alone += words
    with ThreadPoolExecutor(1) as aside:  # the documents are looked at in processes of their own
        own = replace(project)  # what it works out on the way is none of what workers are given meanwhile
        linted = aside.submit(lint, own)
        files = aside.submit(
            lambda: [
                *check_templates(workspace, ".html"),
                *find_style_slips(workspace, own.brand),
                *find_unknown_classes(workspace),
                *find_untranslated_words(workspace),
            ]
        )
        problems, documents = _check_documents(root, project, selection, memory, is_deep=is_deep)
    seen = {(one.location, one.message) for one in problems}
    alone += files.result()
    problems += [one for one in alone if (one.location, one.message) not in seen]
    if selection.is_everything and not any(one.severity == "error" for one in problems):
        problems += _check_portal(project, memory)
    problems += linted.result()
    records = sum(len(items) for items in project.collections.values())
    findings = Findings(list(dict.fromkeys(problems)), records, documents, tuple(count(root, project)))
    if selection.is_everything and findings.is_sound:
        memory.inputs, memory.findings = inputs, findings
        with contextlib.suppress(OSError):
            keep_inputs(root, workspace)
    memory.save(root)
    return findings


def _tell_beside(
    root: Path,
    selection: Selection,
    workspace: Workspace,
    unreadable: tuple[Diagnostic, ...],
    others: list[Diagnostic],
) -> list[Diagnostic]:
    """Return what cannot be read, and what else can be said all the same."""
    from inclucities_docs.build.class_check import find_unknown_classes
    from inclucities_docs.build.style_check import find_style_slips
    from inclucities_docs.build.template_check import check_templates
    from inclucities_docs.build.word_check import find_untranslated_words
    from inclucities_docs.inputs.file_check import TWO_VERSIONS

    found = {(one.location.path, one.location.line) for one in unreadable}
    said = {(one.location, one.message) for one in unreadable}
    others += [*check_templates(workspace), *find_style_slips(workspace, None)]
    others += [*find_unknown_classes(workspace), *find_untranslated_words(workspace)]
    others = [one for one in others if (one.location.path, one.location.line) not in found or _is_cause(one)]
    others = [one for one in others if (one.location, one.message) not in said]
    torn = {one.location.path for one in unreadable if one.message == TWO_VERSIONS}
    others = [one for one in others if one.location.path not in torn]
    told, before = list(unreadable), recall_inputs(root)
    if before is not None:
        others += _check_what_is_sound(root, selection, workspace, before, [*told, *others])
        told = tell_gone(told, workspace, before)
    return [*told, *others]


def _check_what_is_sound(
    root: Path, selection: Selection, workspace: Workspace, before: Workspace, told: list[Diagnostic]
) -> list[Diagnostic]:
    """Return what is wrong with texts and templates beside what cannot be read, which is taken as it was."""
    made = mend(workspace, before, told)
    if made is None:
        return []
    project, exchanged = made
    memory = _Memory.load(root, fingerprint_program(whole=True))
    found, _ = _check_documents(root, project, selection, memory, is_deep=False)
    seen = {(one.location.path, one.location.line) for one in told}
    return [
        one
        for one in found
        if one.location.path not in exchanged and (one.location.path, one.location.line) not in seen
    ]


def _is_cause(problem: Diagnostic) -> bool:
    """Tell whether something worth a warning may be why its line is wrong."""
    return problem.severity == "warning" and problem.location.path.endswith(".yaml")


def _check_documents(
    root: Path, project: Project, selection: Selection, memory: _Memory, *, is_deep: bool
) -> tuple[list[Diagnostic], int]:
    """Check what neither a build nor a check has proved sound, or those that stand for it; return problems and count."""
    from inclucities_docs.build.executor import run_tasks
    from inclucities_docs.build.manifest import name_trace
    from inclucities_docs.inputs.answer import Answers
    from inclucities_docs.render import list_documents

    store = TraceStore.load(root)
    traces = store.traces if store.program == fingerprint_program() else {}
    answers = Answers(project)

    def recall(document: Document) -> list[Trace]:
        """Return what a document asked when it was last found sound; nothing where it was not, or is made of more now."""
        name = name_trace(document)
        checked = None if is_deep else memory.answers.get(name)
        if checked is not None and answers.are_same(checked):
            return [checked]
        trace = traces.get(name)
        if trace is not None and set(trace.answers) == {one.key for one in document.artifacts}:
            return list(_each_once(trace.answers.values()))
        return [checked] if checked is not None else []

    documents = [one for one in list_documents(project) if is_selected(selection, one.name, one.language)]
    asked = {one: recall(one) for one in documents}
    changes = {
        one: [question for trace in kept for question in answers.list_changed(trace)]
        for one, kept in asked.items()
    }
    stale = {one: found for one, found in changes.items() if found or not asked[one]}
    sound = {one: chain.from_iterable(kept) for one, kept in asked.items() if one not in stale}
    doubtful = memory.doubtful | store.failed
    sure = {one: changed for one, changed in stale.items() if name_trace(one) not in doubtful}
    chosen = list(sure) if is_deep else choose_representatives(project, sure, sound)
    changed = [one for one in stale if one in chosen or one not in sure]
    tasks: list[tuple[Document, tuple[str, ...]]] = [
        (one, tuple(file.key for file in one.artifacts) if is_deep else ()) for one in changed
    ]
    for language in {one.language for one in changed}:
        project.catalogues.catalogue(language)  # read once, for all processes
    problems: list[Diagnostic] = [] if is_deep else list(_find_full(project, changed, traces))
    for done in run_tasks(project, tasks, 1 if len(tasks) < 6 else None):
        problems += done.problems
        name = name_trace(done.document)
        if done.problems:
            memory.answers.pop(name, None)
            memory.doubtful.add(name)
        elif not is_deep:
            memory.answers[name] = done.trace
            memory.doubtful.discard(name)
    return problems, len(documents)


def _check_portal(project: Project, memory: _Memory) -> list[Diagnostic]:
    """Check the pages of the portal, those that were not proved sound."""
    from inclucities_docs.build.portal import check_portal

    known = {name: asked for name, asked in memory.answers.items() if name.startswith("portal ")}
    problems, asked = check_portal(project, known)
    memory.answers = {name: one for name, one in memory.answers.items() if name not in known} | asked
    return problems


FULL = 0.95
"""Share of the pages that a kind allows, from which on a changed document may run over."""


def _find_full(
    project: Project, documents: Iterable[Document], traces: Mapping[str, FileTraces]
) -> Iterator[Diagnostic]:
    """Yield a warning for each changed document that had hardly a page to spare when it was last made."""
    from inclucities_docs.build.manifest import name_trace

    for document in documents:
        most = project.kinds[document.kind].most_pages
        trace = traces.get(name_trace(document))
        pages = max((one.pages for one in trace.files.values()), default=0) if trace else 0
        if most and pages >= FULL * most:
            path = f"templates/{document.kind}/kind.yaml"
            lines = (project.workspace.read_text(path) or "").splitlines()
            number = next((at for at, line in enumerate(lines, 1) if line.startswith("most_pages:")), 0)
            yield Diagnostic(
                Location(path, number),
                f"{document.name} in {document.language} was {pages} of {most} pages, and has changed since",
                "`check -- --deep` lays it out and tells whether it still fits",
                "warning",
                project.workspace.line(path, number) if number else "",
            )


def _each_once(answers: Iterable[Trace]) -> Iterable[Trace]:
    """Return the answers of a document's files, those that several share once."""
    return {id(one): one for one in answers}.values()
