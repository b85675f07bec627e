"""A build, step by step: see what changed, render it, put it in place, say what there is."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inclucities_docs.build.check_report import REPORT, read_report
from inclucities_docs.build.journal import find_foreign_files, read_manifest, remove_strays, settle_journal
from inclucities_docs.build.reporter import Reporter
from inclucities_docs.build.selection import Selection, check_selection, is_selected
from inclucities_docs.build.snapshot import keep_inputs
from inclucities_docs.build.trace import Trace, TraceStore, fingerprint_program, path_of, remember
from inclucities_docs.build.writer import (
    OUTPUT,
    explain_refusal,
    lock_project,
    read_kept,
    write_file,
)
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError
from inclucities_docs.inputs.question import Question
from inclucities_docs.inputs.translation import count_states
from inclucities_docs.inputs.workspace import Workspace, hash_bytes

if TYPE_CHECKING:
    from inclucities_docs.inputs.project import Project
    from inclucities_docs.render import Document, Rendered

__all__ = ["Concurrency", "build"]


@dataclass(frozen=True)
class Concurrency:
    """Who renders: so many processes of this machine (none: one a core), or a cluster."""

    workers: int | None = None
    cluster: str = ""


def build(
    root: Path,
    selection: Selection,
    reporter: Reporter,
    *,
    concurrency: Concurrency | None = None,
    verify: bool = False,
) -> list[Diagnostic]:
    """Make what is wanted and not current; return all problems, and leave good outputs alone.

    With ``verify`` every file that stands there is read and compared, not those alone that look touched, and
    each data file is parsed.
    Raise UnknownNameError where the selection names what is not owed, DiagnosticError for data that
    cannot be read.
    """
    with lock_project(root, reporter.say):
        workspace = Workspace.take(root)
        reporter.note(f"{len(workspace.files)} input files read")
        store = TraceStore.load(root)
        if verify:
            store.doubt()
        program = fingerprint_program()
        inputs = _fingerprint_inputs(root, workspace)
        is_current = store.program == program and store.inputs == inputs and _all_in_place(root, store)
        if not (is_current and selection.is_everything):
            from inclucities_docs.build.parsed import load_changes

            project = load_changes(root, workspace, anew=verify)
            check_selection(project, selection)
        if is_current:
            reporter.say(f"nothing to do: {_count_files(store)} files are up to date")
            return find_foreign_files(root, store.list_files())
        return _make(root, project, store, program, inputs, selection, reporter, concurrency or Concurrency())


def _make(
    root: Path,
    project: Project,
    store: TraceStore,
    program: str,
    inputs: str,
    selection: Selection,
    reporter: Reporter,
    concurrency: Concurrency,
) -> list[Diagnostic]:
    from inclucities_docs.build.executor import is_laid_out, run_tasks
    from inclucities_docs.build.manifest import name_trace
    from inclucities_docs.render import list_documents

    if store.program != program:
        for trace in store.traces.values():  # what was made stays known, and is made again
            trace.answers = {name: {Question("program"): "changed"} for name in trace.answers}
    store.program, store.inputs = program, ""
    documents = list_documents(project)
    tasks = _list_tasks(root, project, store, documents, selection)
    problems: list[Diagnostic] = []
    reporter.note(f"{len(project.kinds)} kinds, {len(documents)} documents, {len(tasks)} to be made")
    reporter.start(len(tasks))
    failed = set()
    if any(map(is_laid_out, tasks)):
        from inclucities_docs.render.layout.engine import find_slow_parts

        note = find_slow_parts()
        if note:
            reporter.say(note)
    try:
        for done in run_tasks(project, tasks, concurrency.workers, concurrency.cluster):
            try:
                _keep(root, project, store, done)
            except DiagnosticError as error:
                done = replace(done, problems=(*done.problems, *error.diagnostics))
            problems += done.problems
            if done.has_failed:
                failed.add(name_trace(done.document))
            else:
                store.failed.discard(name_trace(done.document))
            reporter.tell(done)
    finally:
        reporter.stop()
        store.failed |= failed
        problems += _save(root, store)
        if tasks:
            with contextlib.suppress(OSError):  # what is told of a full disk is told above
                keep_inputs(root, project.workspace)
    found, removed = _put_in_order(root, project, store, documents, selection, concurrency)
    reporter.note("manifest and portal in place")
    problems += found
    complete = all(set(_traced(store, one)) == {item.key for item in one.artifacts} for one in documents)
    if selection.is_everything and not problems and complete and _all_in_place(root, store):
        store.inputs = inputs
    problems += _save(root, store)
    selected = sum(is_selected(selection, one.name, one.language) for one in documents)
    _summarise(reporter, tasks, failed, selected, removed)
    return problems + find_foreign_files(root, {*store.list_files(), *_list_owed(documents)})


def _list_owed(documents: list[Document]) -> set[str]:
    return {artifact.path for document in documents for artifact in document.artifacts}


def _traced(store: TraceStore, document: Document) -> dict[str, object]:
    """Return what is known of a document's files."""
    from inclucities_docs.build.manifest import name_trace

    trace = store.traces.get(name_trace(document))
    return dict(trace.files) if trace else {}


def _put_in_order(
    root: Path,
    project: Project,
    store: TraceStore,
    documents: list[Document],
    selection: Selection,
    concurrency: Concurrency,
) -> tuple[list[Diagnostic], list[str]]:
    """Say what there is, in manifest and portal, and take away what is not owed; return problems and what went."""
    from inclucities_docs.build.manifest import name_trace, write_manifest

    owed, listed, output = _list_owed(documents), read_manifest(root), root / OUTPUT
    there = {  # what somebody took away is not told of, and is made again when it is wanted
        name_trace(one): {item.key for item in one.artifacts if (output / item.path).is_file()}
        for one in documents
    }
    store.forget(there)
    checksums = {path: made.sha256 for path, made in store.list_files().items()}
    manifest = write_manifest(project, documents, store.traces, read_report(root, checksums))
    try:
        if store.manifest is None or not store.manifest.is_in_place(output / "manifest.json"):
            store.manifest = None
        if store.manifest is None or store.manifest.sha256 != hashlib.sha256(manifest).hexdigest():
            write_file(root, "manifest.json", manifest)
            store.manifest = remember(manifest, output / "manifest.json")
        problems: list[Diagnostic] = []
        if project.portal is None:
            store.portal.clear()
        else:
            from inclucities_docs.build.portal import update_portal  # it takes a while to load

            is_whole, workers = selection.is_everything, concurrency.workers
            problems = update_portal(root, project, store, documents, manifest, workers, is_whole=is_whole)
        owed |= {"manifest.json", *store.portal}
        removed = remove_strays(root, owed, listed)
        settle_journal(root, owed)
        return problems, removed
    except DiagnosticError as error:
        return list(error.diagnostics), []
    except OSError as error:
        return [explain_refusal(root, error)], []


def _save(root: Path, store: TraceStore) -> list[Diagnostic]:
    """Remember what was made; return what the disk has against it."""
    try:
        store.save(root)
    except OSError as error:
        return [explain_refusal(root, error)]
    return []


def _list_tasks(
    root: Path, project: Project, store: TraceStore, documents: list[Document], selection: Selection
) -> list[tuple[Document, tuple[str, ...]]]:
    """Return the documents that are wanted and not current: a quick one, that people may look at, then the slow ones."""
    from inclucities_docs.build.manifest import name_trace
    from inclucities_docs.inputs.answer import Answers

    answers, output = Answers(project), root / OUTPUT
    tasks = []
    for document in documents:
        if not is_selected(selection, document.name, document.language):
            continue
        trace = store.traces.get(name_trace(document))
        needed = tuple(
            artifact.key
            for artifact in document.artifacts
            if (not selection.formats or artifact.format in selection.formats)
            and not (
                trace is not None
                and artifact.key in trace.files
                and trace.files[artifact.key].is_in_place(output / artifact.path)
                and answers.are_same(trace.answers[artifact.key])
            )
        )
        if needed:
            tasks.append((document, needed))
    quick = [task for task in tasks if not _is_book(task[1])]
    return quick[:1] + [task for task in tasks if _is_book(task[1])] + quick[1:]


def _is_book(keys: tuple[str, ...]) -> bool:
    """Return whether a document is as long as a book, which takes longest and so must not begin last."""
    return any(key.rpartition(".")[2] == "epub" for key in keys)


def _keep(root: Path, project: Project, store: TraceStore, done: Rendered) -> None:
    """Put a document's files in place, then remember what they asked for."""
    from inclucities_docs.build.manifest import name_trace

    if not done.files:
        return
    name = name_trace(done.document)
    before = store.traces.get(name)
    trace = Trace(
        done.title,
        done.proposed,
        done.awaited,
        _edition_number(project, done.document),
        dict(before.files) if before else {},
        dict(before.answers) if before else {},
        [list(mark) for mark in done.marks]
        + [[state, name] for name, state in done.translation.items() if state != "reviewed"],
        list(done.sources),
        count_states(done.translation.values()),
    )
    paths = {artifact.key: artifact.path for artifact in done.document.artifacts}
    for format_name, content in done.files.items():
        write_file(root, paths[format_name], content)
        place = root / OUTPUT / paths[format_name]
        trace.files[format_name] = remember(content, place, done.pages.get(format_name, 0))
        trace.answers[format_name] = done.trace
    store.traces[name] = trace


def _edition_number(project: Project, document: Document) -> int | None:
    """Return the number of an action plan's latest edition, for kinds about cities that write one."""
    if project.kinds[document.kind].subjects != "planning-cities":
        return None
    plans = project.links.get("plans", {}).get(document.record, ())  # in the order of their editions
    return int(project.find(plans[-1]).edition) if plans else None


def _fingerprint_inputs(root: Path, workspace: Workspace) -> str:
    try:
        report = hash_bytes(read_kept(root / OUTPUT / REPORT))  # the portal and the manifest show it
    except (OSError, ValueError):
        report = ""
    return workspace.fingerprint() + report


def _all_in_place(root: Path, store: TraceStore) -> bool:
    """Return whether all that was made stands there as it was; remembers again what was only touched."""
    if store.manifest is None:
        return False
    files = store.list_files()
    output = root / OUTPUT
    found = {path: made.find(output / path) for path, made in files.items()}
    there = {path: made for path, made in found.items() if made is not None}
    if len(there) < len(files):
        return False
    if there != files:
        for name, trace in store.traces.items():
            trace.files = {key: there[path_of(name, key)] for key in trace.files}
        store.portal = {path: there[path] for path in store.portal}
        store.manifest = there["manifest.json"]
        _save(root, store)
    return True


def _count_files(store: TraceStore) -> int:
    return sum(len(trace.files) for trace in store.traces.values())


def _summarise(
    reporter: Reporter,
    tasks: list[tuple[Document, tuple[str, ...]]],
    failed: set[str],
    total: int,
    removed: list[str],
) -> None:
    made = len(tasks) - len(failed)
    parts = [f"{made} of {total} documents made"]
    if total - len(tasks):
        parts.append(f"{total - len(tasks)} up to date")
    if failed:
        parts.append(f"{len(failed)} not made (the last good files stay): {', '.join(sorted(failed))}")
    if removed:
        parts.append(f"{len(removed)} no longer owed, removed")
    reporter.say(f"{'; '.join(parts)} — {reporter.seconds:.1f} s, in {OUTPUT}/")


def list_paths(project: Project) -> dict[str, tuple[Document, str]]:
    """Return path → document, and which of its files this is, for everything that is owed."""
    from inclucities_docs.render import list_documents

    return {
        artifact.path: (document, artifact.key)
        for document in list_documents(project)
        for artifact in document.artifacts
    }
