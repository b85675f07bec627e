"""Documents rendered in this process or in several: the same results either way."""

from __future__ import annotations

import contextlib
import errno
import gc
import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.reader import Reader
from inclucities_docs.limits import (
    MEMORY_LIMIT,
    OUT_OF_TIME,
    OutOfTimeError,
    collect_garbage_rarely,
    give_memory_back,
    limit_memory,
    limit_process,
    limit_time,
    time_limit,
)
from inclucities_docs.machine import MEND_PACKAGES
from inclucities_docs.render import Document, Rendered, check, render
from inclucities_docs.schema.format import FORMATS

__all__ = [
    "Task",
    "is_laid_out",
    "leave_with_parent",
    "prepare_workers",
    "process_context",
    "render_in_time",
    "run_in_pool",
    "run_tasks",
]

Task = tuple[Document, tuple[str, ...]]
"""A document in one language, and the formats of it that are needed; none: it is only checked."""

GRACE = 15.0
"""So long after its time a worker that hears no alarm is ended by the system, seconds of processor time."""

TASKS_PER_WORKER = 60
"""After about so many documents all workers are replaced, which gives their memory back; what is only checked needs little.

The pool's own way of doing so can wait for ever (CPython issue 115634)."""

FEW = 10
"""So many light documents are sooner made here than workers are started."""

_MACHINE = (
    errno.ENOSPC,
    errno.EFBIG,
    errno.EDQUOT,
    errno.EMFILE,
    errno.ENFILE,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
)
"""What a machine says that has no room, or does not allow it."""

_ROOM = "look at the free space and the permissions of the folder for temporary files"

_PROJECT: Project | None = None

Given = TypeVar("Given")
Made = TypeVar("Made")


def is_laid_out(task: Task) -> bool:
    """Return whether a document's pages are laid out for any of the formats that are needed."""
    laid_out = {one.suffix for one in FORMATS if one.is_laid_out}
    return any(key.rpartition(".")[2] in laid_out for key in task[1])


def run_tasks(
    project: Project, tasks: list[Task], workers: int | None = None, cluster: str = ""
) -> Iterator[Rendered]:
    """Render documents and give each when it is ready: here, in processes, or on a Dask cluster."""
    count = min(workers or os.cpu_count() or 1, len(tasks))
    if workers is None and len(tasks) < FEW and not any(map(is_laid_out, tasks)):
        count = 1
    if cluster and tasks:
        from inclucities_docs.build.cluster import run_on_cluster

        yield from run_on_cluster(cluster, project, tasks, render_in_time)
    elif count <= 1:
        for task in tasks:
            yield render_in_time(project, task)
    else:
        yield from _run_in_processes(project, tasks, count)


def _run_in_processes(project: Project, tasks: list[Task], count: int) -> Iterator[Rendered]:
    content = pickle.dumps(project)
    unfinished = set(tasks)
    size = count * TASKS_PER_WORKER if any(keys for _, keys in tasks) else len(tasks)
    for start in range(0, len(tasks), size):
        for done in _run_in_pool(content, tasks[start : start + size], count):
            if isinstance(done, Rendered):
                unfinished.discard(next(task for task in unfinished if task[0] == done.document))
                yield done
    for task in [one for one in tasks if one in unfinished]:  # a worker died: each alone, to see whose fault
        done = next(_run_in_pool(content, [task], 1))
        if isinstance(done, Rendered):
            yield done
        elif done == OUT_OF_TIME:
            yield _stopped(project, task, f"was not ready after {time_limit():g} seconds of work")
        else:
            yield _failed(task, "the worker that made this document died")


def _run_in_pool(content: bytes, tasks: list[Task], count: int) -> Iterator[Rendered | int]:
    return run_in_pool(_start_worker, content, _run_task, tasks, count)


def run_in_pool(
    start: Callable[[bytes], None],
    content: bytes,
    work: Callable[[Given], Made],
    tasks: Sequence[Given],
    count: int,
) -> Iterator[Made | int]:
    """Return what becomes of each task in turn of readiness; the exit code of a dying worker for those that it lost.

    Each of ``count`` processes is started with ``start(content)``.
    """
    pool = ProcessPoolExecutor(count, process_context(), start, (content,))
    try:
        with _undisturbed():  # a worker that is just being started could not be stopped
            waiting = [pool.submit(work, task) for task in tasks]
        processes = list((pool._processes or {}).values())
        for future in as_completed(waiting):
            try:
                yield future.result()
            except BrokenProcessPool:
                for process in processes:
                    process.join(5)
                codes = [process.exitcode or 0 for process in processes]
                yield min(codes, key=lambda code: (code != OUT_OF_TIME, code))
    except BaseException:  # the build is stopped: nobody waits for what is at work
        for process in list((pool._processes or {}).values()):
            process.kill()
            process.join(5)
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def prepare_workers() -> None:
    """Begin to load what workers need, in a process beside this one, which reads the project meanwhile."""
    if "forkserver" in multiprocessing.get_all_start_methods() and (os.cpu_count() or 1) > 1:
        from multiprocessing import forkserver

        process_context()
        forkserver.ensure_running()


def process_context() -> Any:
    """Return how processes are started here: from a warm one where the system has that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["inclucities_docs.build.preload"])
    return context


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Put off what would stop this process until the end of the block."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    signs = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(sign, lambda number, _: came.append(number)) for sign in signs]
    try:
        yield
    finally:
        for sign, handler in zip(signs, before, strict=True):
            signal.signal(sign, handler)
        for number in came[:1]:
            signal.raise_signal(number)


def _start_worker(content: bytes) -> None:
    global _PROJECT
    leave_with_parent()
    _PROJECT = pickle.loads(content)
    collect_garbage_rarely()
    gc.freeze()


def leave_with_parent() -> None:
    """End this worker when the process that it works for ends, which can't say so where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def leave() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def _run_task(task: Task) -> Rendered:
    assert _PROJECT is not None
    try:
        with limit_process(time_limit() + GRACE):
            return render_in_time(_PROJECT, task)
    finally:
        if task[1]:  # a page that is looked at alone is small
            give_memory_back()


def render_in_time(project: Project, task: Task) -> Rendered:
    """Return what becomes of a document; one that never ends is stopped, and named."""
    limit = time_limit()
    started, at_work, begun = time.perf_counter(), time.process_time(), time.time()
    try:
        with limit_time(limit), limit_memory():
            done = render(Reader(project), *task) if task[1] else check(Reader(project), task[0])
            return replace(
                done,
                seconds=time.perf_counter() - started,
                at_work=time.process_time() - at_work,
                begun=begun,
            )
    except OutOfTimeError:
        return _stopped(project, task, f"was not ready after {limit:g} seconds of work")
    except MemoryError:
        return _stopped(project, task, f"needed more than {MEMORY_LIMIT >> 30} GB of memory")
    except ModuleNotFoundError as error:
        return _failed(
            task, f"the package '{(error.name or '').partition('.')[0]}' is not installed", MEND_PACKAGES
        )
    except Exception as error:  # a mistake of ours must not keep the other documents from being made
        if isinstance(error, OSError) and error.errno in _MACHINE:
            return _failed(task, f"this machine did not let it be made: {error.strerror}", _ROOM)
        trace = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(trace.filename).name}:{trace.lineno}"
        return _failed(task, f"the program itself failed here, in {where}: {type(error).__name__}: {error}")


def _stopped(project: Project, task: Task, reason: str) -> Rendered:
    """Say which document was stopped, and what it is made of: any of that may be to blame."""
    document = task[0]
    folder = f"templates/{document.kind}/"
    files = sorted(path.removeprefix(folder) for path in project.workspace.files if path.startswith(folder))
    texts = f"text/{document.language}/"
    names = [one for one in files if one.endswith((".html", ".css"))]
    names += [texts] if any(one.startswith(texts) for one in files) else []
    message = f"the document {document.name} in {document.language} {reason} and was stopped"
    hint = (
        f"a template, text or style sheet never ends: in this folder {', '.join(names)}, or in templates/base;"
        " look at what was written last, at loops, and at flex, grid or columns one inside the other"
    )
    return Rendered(document, problems=(Diagnostic(Location(folder), message, hint),))


def _failed(task: Task, message: str, hint: str = "try without what was written last") -> Rendered:
    document = task[0]
    place = Location(f"templates/{document.kind}/page.html")
    hint = f"{document.name} in {document.language}; {hint}"
    return Rendered(document, problems=(Diagnostic(place, message, hint),))
