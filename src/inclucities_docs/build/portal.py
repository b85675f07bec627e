"""The portal beside the documents: only the files that would come out otherwise are written."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inclucities_docs.build.check_report import read_report
from inclucities_docs.build.executor import leave_with_parent, run_in_pool
from inclucities_docs.build.manifest import name_trace
from inclucities_docs.build.trace import Made, TraceStore, remember
from inclucities_docs.build.writer import CACHE, OUTPUT, read_kept, replace_file, write_file
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, nearest, refuse
from inclucities_docs.inputs.answer import Answers
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.question import Question, Trace, name_questions, number_questions, read_questions
from inclucities_docs.limits import OutOfTimeError, collect_garbage_rarely, limit_time, time_limit
from inclucities_docs.portal import Details, Mark, PortalFile, gather, list_kits, list_portal, write_kit
from inclucities_docs.render import Document, list_documents

__all__ = ["check_portal", "list_portal_files", "pack_kit", "update_portal"]

MEMORY = "portal.json"
"""What each file of the portal was made from; kept apart, since only this step reads it."""


@dataclass
class _Memory:
    """What each file was given and what it asked for."""

    program: str = ""
    given: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Trace] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Path, program: str) -> _Memory:
        """Read the memory; one that another program left is empty."""
        try:
            content = json.loads(read_kept(root / CACHE / MEMORY))
            if content["program"] != program:
                return cls(program)
            questions = read_questions(content["questions"])
            answers = {path: name_questions(found, questions) for path, found in content["answers"].items()}
            return cls(program, dict(content["given"]), answers)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            return cls(program)

    def save(self, root: Path, kept: set[str]) -> None:
        """Write what is known of the files that are still owed."""
        numbers: dict[Question, int] = {}
        answers = {
            path: number_questions(found, numbers)
            for path, found in sorted(self.answers.items())
            if path in kept
        }
        given = {path: one for path, one in sorted(self.given.items()) if path in kept}
        content = {"program": self.program, "given": given, "questions": list(numbers), "answers": answers}
        replace_file(root, f"{CACHE}/{MEMORY}", json.dumps(content, ensure_ascii=False).encode())


def update_portal(
    root: Path,
    project: Project,
    store: TraceStore,
    documents: list[Document],
    manifest: bytes,
    workers: int | None = None,
    *,
    is_whole: bool = True,
) -> list[Diagnostic]:
    """Make the portal's files that are not current, write those that differ; return all problems.

    Unless ``is_whole``, some documents alone were wanted: of a portal that stands there, what shows them follows;
    where there is none, or an older program's, it waits for a whole build.
    """
    memory = _Memory.load(root, store.program)
    if not is_whole and not memory.given:
        return []
    answers = Answers(project)
    problems: dict[Diagnostic, None] = {}
    inputs = _Inputs(root, project, _collect_details(store, documents), manifest)
    files = {file.path: file for file in inputs.list_files()}
    stale = []
    for path, file in files.items():
        known = store.portal.get(path)
        is_there = known is not None and known.is_in_place(root / OUTPUT / path)
        is_same = memory.given.get(path) == file.given
        if is_same and not is_whole:
            continue
        if not (is_there and is_same and answers.are_same(memory.answers.get(path, {}))):
            stale.append(path)
    for path, made in _make_all(inputs, files, stale, workers):
        try:
            if isinstance(made, DiagnosticError):
                raise made
            content, trace = made
            place = root / OUTPUT / path
            if not Made(len(content), hashlib.sha256(content).hexdigest()).is_in_place(place):
                write_file(root, path, content)
            store.portal[path] = remember(content, place)
        except DiagnosticError as error:
            problems |= dict.fromkeys(error.diagnostics)
            memory.given.pop(path, None)
            continue
        memory.given[path], memory.answers[path] = files[path].given, trace
    store.portal = {path: made for path, made in store.portal.items() if path in files}
    memory.save(root, set(files))
    return list(problems)


@dataclass(frozen=True)
class _Inputs:
    """All that the portal is made from, as it is handed to workers."""

    root: Path
    project: Project
    details: dict[tuple[str, str], Details]
    manifest: bytes
    view: str = "public"

    def list_files(self) -> list[PortalFile]:
        """List the portal's files; none is made before it is asked for."""
        entries = json.loads(self.manifest)["artifacts"]
        report = read_report(self.root, {one["path"]: one["sha256"] for one in entries})
        return list_portal(
            self.project, entries, lambda path: (self.root / OUTPUT / path).read_bytes(), self.details, report,
            self.view,
        )  # fmt: skip


_Result = tuple[str, "tuple[bytes, Trace] | DiagnosticError"]

BATCH = 12
"""Files of the portal that a worker makes at a time."""
FEW = 40
"""So many are sooner made here than workers are started."""

_FILES: dict[str, PortalFile] = {}


def _make_all(
    inputs: _Inputs, files: Mapping[str, PortalFile], stale: Sequence[str], workers: int | None
) -> Iterator[_Result]:
    """Make files here where they are few, else in processes; what a dying worker lost is made here."""
    waiting = dict.fromkeys(stale)
    count = workers or os.cpu_count() or 1
    if count > 1 and len(stale) > FEW:
        batches = [stale[start : start + BATCH] for start in range(0, len(stale), BATCH)]
        for done in run_in_pool(_start_worker, pickle.dumps(inputs), _make_batch, batches, count):
            for path, made in done if isinstance(done, list) else ():
                waiting.pop(path)
                yield path, made
    for path in waiting:
        yield path, _make_in_time(files[path])


def _start_worker(content: bytes) -> None:
    leave_with_parent()
    collect_garbage_rarely()
    _FILES.update((file.path, file) for file in pickle.loads(content).list_files())


def _make_batch(paths: Sequence[str]) -> list[_Result]:
    return [(path, _make_in_time(_FILES[path])) for path in paths]


def _make_in_time(file: PortalFile) -> tuple[bytes, Trace] | DiagnosticError:
    """Return a file of the portal and what it asked, or what is wrong with it."""
    limit = time_limit()
    try:
        with limit_time(limit):
            return file.make()
    except DiagnosticError as error:
        return error
    except OutOfTimeError:
        message = f"{file.path} was not ready after {limit:g} seconds of work and was stopped"
        hint = "a template of this folder never ends, or one of templates/base; look at loops and at what was written last"
        return refuse("templates/portal/", message, hint)


MANY = 10
"""So many problems of the portal are told at a time; more come of one cause."""


def check_portal(project: Project, known: Mapping[str, Trace]) -> tuple[list[Diagnostic], dict[str, Trace]]:
    """Make the portal's pages as they are before any document is made, and give what is wrong with them.

    Those of its first language, and its statement of accessibility in each, whose words differ.
    ``known`` is what sound pages asked the last time; return what they ask now, too.
    """
    if project.portal is None:
        return [], {}
    answers = Answers(project)
    problems: dict[Diagnostic, None] = {}
    asked: dict[str, Trace] = {}
    for file in list_portal(project, (), lambda _: b"", view="unseen"):
        folder, _, page = file.path.rpartition("/")
        is_first = not folder or folder.split("/")[0] == project.portal.languages[0]
        if not file.path.endswith((".html", ".xml")) or not (is_first or page == "accessibility.html"):
            continue
        name = f"portal {file.path} {file.given}"
        if name in known and answers.are_same(known[name]):
            asked[name] = known[name]
            continue
        made = _make_in_time(file)
        if not isinstance(made, DiagnosticError):
            asked[name] = made[1]
            continue
        problems |= dict.fromkeys(made.diagnostics)
        if len(problems) >= MANY:
            break
    return list(problems), asked


def list_portal_files(root: Path, project: Project, view: str = "public") -> list[PortalFile]:
    """List the portal's files beside the documents that the last build left; empty without a portal."""
    manifest = root / OUTPUT / "manifest.json"
    if project.portal is None or not manifest.is_file():
        return []
    status = (root / CACHE / "traces.json").stat() if (root / CACHE / "traces.json").is_file() else None
    state = (status.st_mtime_ns, status.st_size) if status else (0, 0)
    details = _collect_details(_load_store(root, state), list_documents(project))
    return _Inputs(root, project, details, manifest.read_bytes(), view).list_files()


@functools.lru_cache(maxsize=1)
def _load_store(root: Path, _state: tuple[int, int]) -> TraceStore:
    """Read what was noted of the last build; a preview asks for it again after each change of the data."""
    return TraceStore.load(root)


def pack_kit(root: Path, project: Project, name: str, target: Path) -> int:
    """Write a kit of what the last build made as one ZIP; return the number of its files.

    Raise DiagnosticError where nothing was built yet, or where there is no kit of that name.
    """
    manifest = root / OUTPUT / "manifest.json"
    entries = json.loads(manifest.read_bytes())["artifacts"] if manifest.is_file() else []
    kits = {one.name: one for one in list_kits(gather(project, entries), project.collections["cities"])}
    if name not in kits:
        hint = f"kits: {', '.join(kits)}" if kits else "nothing was built yet: run 'nox -s build' first"
        close = nearest(name, kits)
        message = f"there is no kit '{name}'" + (f"; did you mean '{close}'?" if close else "")
        raise refuse(f"{OUTPUT}/manifest.json", message, hint)
    content = write_kit(kits[name], lambda path: _read_made(root, path), project.programme.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    partial.write_bytes(content)
    partial.replace(target)
    return len(kits[name].files)


def _read_made(root: Path, path: str) -> bytes:
    """Return a file of the output; raise DiagnosticError for a path that leads out of it."""
    place, output = (root / OUTPUT / path).resolve(), (root / OUTPUT).resolve()
    if not place.is_relative_to(output) or not place.is_file():
        message = f"it lists {path}, and no such file lies in {OUTPUT}/"
        raise refuse(f"{OUTPUT}/manifest.json", message, "run 'nox -s build' first")
    return place.read_bytes()


def _collect_details(store: TraceStore, documents: list[Document]) -> dict[tuple[str, str], Details]:
    details = {}
    for document in documents:
        trace = store.traces.get(name_trace(document))
        if trace is not None:
            name = f"{document.kind}-{document.subject}" if document.subject else document.kind
            marks = tuple(Mark(state, place) for state, place in trace.marks)
            details[name, document.language] = Details(marks, tuple(trace.sources))
    return details
