"""Single files made on demand, in a process of its own that keeps what it has read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TypeVar

from inclucities_docs.build.builder import list_paths
from inclucities_docs.build.executor import leave_with_parent, process_context, render_in_time
from inclucities_docs.build.portal import list_portal_files
from inclucities_docs.diagnostics import DiagnosticError
from inclucities_docs.inputs.answer import Answers
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.question import Trace
from inclucities_docs.inputs.workspace import Workspace, hash_bytes
from inclucities_docs.limits import collect_garbage_rarely
from inclucities_docs.render import Document, list_documents
from inclucities_docs.render.layout.book import SHELF

__all__ = ["RenderedFile", "Worker", "WorkerError", "keep_project", "read_project"]

Listed = tuple[str, str, tuple[str, ...]]
"""A document that is owed: its name, language and files."""

T = TypeVar("T")

TIME_LIMIT = 60.0
"""Longest time for one file, seconds."""


@dataclass(frozen=True)
class RenderedFile:
    """What became of a file: its content, or the problems that keep it from being made."""

    content: bytes | None = None
    fingerprint: str = ""
    problems: str = ""


class WorkerError(Exception):
    """Nothing came of what was asked, and why."""


class Worker:
    """Makes files of a project; never dies with the process that makes them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = Lock()
        self._pool = self._open()

    def _open(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, process_context(), initializer=_start)

    def make(self, path: str) -> RenderedFile:
        """Return a file of deliverables/ as today's inputs make it."""
        try:
            return self.ask(_make, path)
        except WorkerError as error:
            return RenderedFile(problems=f"{path}: error: {error}")

    def list_documents(self) -> tuple[list[Listed], str]:
        """Return name, language and files of each document that is owed, or the problems of the project."""
        try:
            return self.ask(_list)
        except WorkerError as error:
            return [], f"error: {error}"

    def ask(self, work: Callable[..., T], *given: object) -> T:
        """Have the process work on the project; raise LostError where it makes nothing, and DiagnosticError."""
        with self._lock:
            try:
                return self._pool.submit(work, str(self.root), *given).result(TIME_LIMIT)
            except (OutOfTime, BrokenProcessPool, OSError, RuntimeError) as error:
                self.close()
                self._pool = self._open()
                reason = "was not ready in time" if isinstance(error, OutOfTime) else "could not be made"
                raise WorkerError(f"this document {reason} and was stopped") from error
            except DiagnosticError:
                raise
            except Exception as error:  # a mistake of ours is told of where the document would stand
                raise WorkerError(
                    f"the program failed on this document ({type(error).__name__}: {error})"
                ) from error

    def close(self) -> None:
        """End the process, whatever it is doing."""
        for process in list((self._pool._processes or {}).values()):
            process.kill()
        self._pool.shutdown(wait=False, cancel_futures=True)


@dataclass
class _Memory:
    """What the process keeps between two requests."""

    workspace: Workspace | None = None
    state: str = ""
    project: Project | None = None
    problems: str = ""
    made: dict[str, tuple[Trace, RenderedFile]] = field(default_factory=dict)


_MEMORY = _Memory()


def _start() -> None:
    leave_with_parent()
    collect_garbage_rarely()
    SHELF.is_open = True  # who writes looks at the same book again, with a sentence changed


def _make(root: str, path: str) -> RenderedFile:
    try:
        project = read_project(Path(root))
        found = list_paths(project).get(path)
    except DiagnosticError as error:
        return RenderedFile(problems=str(error))
    if found is None:
        return _render_portal(Path(root), project, path)
    known = _MEMORY.made.get(path)
    if known is not None and Answers(project).are_same(known[0]):
        return known[1]
    rendered, answers = _render(project, *found)
    if not rendered.problems:
        _MEMORY.made[path] = (answers, rendered)
    return rendered


def _render_portal(root: Path, project: Project, path: str) -> RenderedFile:
    """Return a page of the portal beside the documents that were built; nothing where there is no such page."""
    files = list_portal_files(root, project, "edit") if path.endswith(".html") else ()
    file = next((one for one in files if one.path == path), None)
    if file is None:
        return RenderedFile()
    try:
        content, _ = file.make()
    except DiagnosticError as error:
        return RenderedFile(problems=str(error))
    return RenderedFile(content, hash_bytes(content))


def _list(root: str) -> tuple[list[Listed], str]:
    try:
        documents = list_documents(read_project(Path(root)))
    except DiagnosticError as error:
        return [], str(error)
    return [(one.name, one.language, tuple(file.path for file in one.artifacts)) for one in documents], ""


def read_project(root: Path) -> Project:
    """Return a project as it is now, from what this process has at hand; raise DiagnosticError."""
    workspace = _MEMORY.workspace = Workspace.take(root, _MEMORY.workspace)
    state = workspace.fingerprint()
    if _MEMORY.project is None or _MEMORY.state != state:
        _MEMORY.project = None
        _MEMORY.project = load_project(workspace)
        _MEMORY.state = state
    return _MEMORY.project


def keep_project(project: Project) -> None:
    """Take a project as it was just written for the one that is read next, if nothing else changes meanwhile."""
    _MEMORY.project, _MEMORY.state = project, project.workspace.fingerprint()


def _render(project: Project, document: Document, key: str) -> tuple[RenderedFile, Trace]:
    view = "edit" if key == "html" else "review"
    done = render_in_time(project, (replace(document, view=view), (key,)))
    if done.has_failed:
        return RenderedFile(problems="\n".join(str(problem) for problem in done.problems)), done.trace
    content = done.files[key]
    return RenderedFile(content, hash_bytes(content)), done.trace
