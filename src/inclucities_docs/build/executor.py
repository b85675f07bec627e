"""Documents rendered in this process or in several: the same results either way."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.render import Edition, Rendered, check, render
from inclucities_docs.source.project import Project

__all__ = ["Task", "run_tasks"]

Task = tuple[Edition, tuple[str, ...]]
"""A document in one language, and the formats of it that are needed; none: it is only checked."""

TIME_LIMIT = 120.0
"""Longest time for one document, seconds: a page that never ends must not stop the others."""

TASKS_PER_WORKER = 60
"""After so many documents a worker is replaced, which gives its memory back."""

_PROJECT: Project | None = None


class _OutOfTime(BaseException):
    """Raised by the alarm; not an Exception, so that no library swallows it."""


def run_tasks(project: Project, tasks: list[Task], workers: int | None = None) -> Iterator[Rendered]:
    """Render documents and give each when it is ready."""
    count = min(workers or os.cpu_count() or 1, len(tasks))
    if count <= 1:
        for task in tasks:
            yield _render_in_time(project, task)
        return
    yield from _run_in_processes(project, tasks, count)


def _run_in_processes(project: Project, tasks: list[Task], count: int) -> Iterator[Rendered]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["inclucities_docs.build.warm"])
    content = pickle.dumps(project)
    waiting = list(tasks)
    tries: dict[Task, int] = {}
    while waiting:
        pool = ProcessPoolExecutor(
            count, context, _start_worker, (content,), max_tasks_per_child=TASKS_PER_WORKER
        )
        futures: dict[Future[Rendered], Task] = {pool.submit(_run_task, task): task for task in waiting}
        waiting = []
        try:
            for future, task in _as_completed(futures):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    tries[task] = tries.get(task, 0) + 1
                    if tries[task] < 3:
                        waiting.append(task)
                    else:
                        yield _failed(task, "the worker that made this document died, three times")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _as_completed(futures: dict[Future[Rendered], Task]) -> Iterator[tuple[Future[Rendered], Task]]:
    pending: Iterable[Future[Rendered]] = set(futures)
    while pending:
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        for future in done:
            yield future, futures[future]


def _start_worker(content: bytes) -> None:
    global _PROJECT
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _PROJECT = pickle.loads(content)


def _run_task(task: Task) -> Rendered:
    assert _PROJECT is not None
    return _render_in_time(_PROJECT, task)


def _render_in_time(project: Project, task: Task) -> Rendered:
    def stop(*_: Any) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    limit = float(os.environ.get("INCLUCITIES_TIME_LIMIT", TIME_LIMIT))
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        if not task[1]:
            return Rendered(task[0], problems=check(project, task[0]))
        return render(project, *task)
    except _OutOfTime:
        return _failed(task, f"this document was not ready after {limit:g} seconds and was stopped")
    except Exception as error:  # a mistake of ours must not keep the other documents from being made
        trace = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(trace.filename).name}:{trace.lineno}"
        return _failed(task, f"the program itself failed here, in {where}: {type(error).__name__}: {error}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _failed(task: Task, message: str) -> Rendered:
    edition = task[0]
    place = Location(f"templates/{edition.kind}/page.html")
    hint = (
        f"{edition.name} in {edition.language}; look at loops in its template, or flex and grid in its style"
    )
    return Rendered(edition, problems=(Diagnostic(place, message, hint),))
