"""The portal beside the documents: only the files that would come out otherwise are written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from inclucities_docs.build.assessment import read_report
from inclucities_docs.build.manifest import name_trace
from inclucities_docs.build.trace import Made, TraceStore, remember
from inclucities_docs.build.writer import CACHE, OUTPUT, read_kept, replace_file, write_file
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, nearest
from inclucities_docs.limits import OutOfTimeError, limit_time, time_limit
from inclucities_docs.portal import Details, Mark, PortalFile, gather, list_kits, list_portal, write_kit
from inclucities_docs.render import Edition, list_editions
from inclucities_docs.source.answer import Answers
from inclucities_docs.source.project import Project
from inclucities_docs.source.question import Question, Trace, name_questions, number_questions

__all__ = ["list_portal_files", "pack_kit", "update_portal"]

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
            questions = content["questions"]
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
    root: Path, project: Project, store: TraceStore, editions: list[Edition], manifest: bytes
) -> list[Diagnostic]:
    """Make the portal's files that are not current, write those that differ; gives all problems."""
    if project.portal is None:
        store.portal.clear()
        return []
    memory = _Memory.load(root, store.program)
    answers = Answers(project)
    problems: dict[Diagnostic, None] = {}
    owed: set[str] = set()
    for file in _list_files(root, project, store, editions, manifest):
        owed.add(file.path)
        known = store.portal.get(file.path)
        is_there = known is not None and known.is_in_place(root / OUTPUT / file.path)
        is_same = memory.given.get(file.path) == file.given
        if is_there and is_same and answers.are_same(memory.answers.get(file.path, {})):
            continue
        try:
            content, trace = _make_in_time(file)
            place = root / OUTPUT / file.path
            if not Made(len(content), hashlib.sha256(content).hexdigest()).is_in_place(place):
                write_file(root, file.path, content)
            made = remember(content, place)
        except DiagnosticError as error:
            problems |= dict.fromkeys(error.diagnostics)
            memory.given.pop(file.path, None)
            continue
        store.portal[file.path] = made
        memory.given[file.path], memory.answers[file.path] = file.given, trace
    store.portal = {path: made for path, made in store.portal.items() if path in owed}
    memory.save(root, owed)
    return list(problems)


def _make_in_time(file: PortalFile) -> tuple[bytes, Trace]:
    """Give a file of the portal and what it asked; raises DiagnosticError for one that never ends."""
    limit = time_limit()
    try:
        with limit_time(limit):
            return file.make()
    except OutOfTimeError:
        message = f"{file.path} was not ready after {limit:g} seconds of work and was stopped"
        hint = "a template of this folder never ends, or one of templates/base; look at loops and at what was written last"
        raise DiagnosticError([Diagnostic(Location("templates/portal/"), message, hint)]) from None


def list_portal_files(root: Path, project: Project) -> list[PortalFile]:
    """List the portal's files beside the documents that the last build left; empty without a portal."""
    manifest = root / OUTPUT / "manifest.json"
    if project.portal is None or not manifest.is_file():
        return []
    return _list_files(root, project, TraceStore.load(root), list_editions(project), manifest.read_bytes())


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
        raise DiagnosticError([Diagnostic(Location(f"{OUTPUT}/manifest.json"), message, hint)])
    content = write_kit(kits[name], lambda path: (root / OUTPUT / path).read_bytes(), project.programme.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    partial.write_bytes(content)
    partial.replace(target)
    return len(kits[name].files)


def _list_files(
    root: Path, project: Project, store: TraceStore, editions: list[Edition], manifest: bytes
) -> list[PortalFile]:
    details = {}
    for edition in editions:
        trace = store.traces.get(name_trace(edition))
        if trace is not None:
            name = f"{edition.kind}-{edition.subject}" if edition.subject else edition.kind
            marks = tuple(Mark(state, place) for state, place in trace.marks)
            details[name, edition.language] = Details(marks, tuple(trace.sources))
    entries = json.loads(manifest)["artifacts"]
    report = read_report(root, {one["path"]: one["sha256"] for one in entries})
    return list_portal(project, entries, lambda path: (root / OUTPUT / path).read_bytes(), details, report)
