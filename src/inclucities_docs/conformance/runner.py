"""All checks of all files: which modules look at which files, side by side."""

from __future__ import annotations

import importlib
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from inclucities_docs.build.executor import process_context
from inclucities_docs.conformance.cache import Memory
from inclucities_docs.conformance.examiner import Check, Examiner
from inclucities_docs.conformance.inventory import Delivered, list_delivered
from inclucities_docs.conformance.result import Finding, Result, conclude, skip
from inclucities_docs.conformance.sample import choose_sample
from inclucities_docs.conformance.tool import ToolMissingError
from inclucities_docs.schema.format import FORMATS

__all__ = ["CHECKS", "check_files", "run"]


def _list_examiners() -> tuple[Examiner, ...]:
    """Return the examiners of the modules that the table of formats names, the slow ones first."""
    modules = dict.fromkeys(name for one in FORMATS for name in one.checks)
    found = [importlib.import_module(f"{__package__}.{name}").EXAMINERS for name in modules]
    return tuple(sorted((one for some in found for one in some), key=lambda one: not one.starts_programs))


EXAMINERS = _list_examiners()
CHECKS = tuple(name for examiner in EXAMINERS for name in examiner.checks)
SHARE = 16
"""Files that a worker process takes at a time."""


def run(directory: Path, checks: Iterable[str] = CHECKS, workers: int = 1, only: str = "") -> list[Result]:
    """Check the deliverables in a directory; ``only`` is a pattern for paths."""
    return check_files(list_delivered(directory, only), checks, workers)


LOST = Finding("", "the manifest lists this file, but it is not there", "make it again: nox -s build")


def check_files(
    delivered: Sequence[Delivered],
    checks: Iterable[str] = CHECKS,
    workers: int = 1,
    memory: Memory | None = None,
    every: bool = True,
) -> list[Result]:
    """Check files; return a result per file and check, sorted.

    A file that the manifest lists and that is not there fails, as the check ``file``. A check whose
    program is not installed gives results of status not-run that name it. What a ``cache`` knows to
    have passed is not looked at again. But for ``every``, slow checks look at a sample of the
    portal's pages.
    """
    wanted = set(checks)
    pending: list[Future[list[Result]]] = []
    lost = [one for one in delivered if not one.file.is_file()]
    delivered = [one for one in delivered if one not in lost]
    results = [conclude(one.path, "file", ("inventory", ""), [LOST]) for one in lost]
    asked = {
        examiner: [one for one in delivered if one.format in examiner.formats]
        for examiner in EXAMINERS
        if wanted & set(examiner.checks)
    }

    def list_open(examiner: Examiner, files: Sequence[Delivered]) -> list[Delivered]:
        """Return the files that are not remembered to have passed."""
        if memory is None or not examiner.is_alone:
            return list(files)
        recalled = {one: memory.recall(one, examiner.checks) for one in files}
        results.extend(result for found in recalled.values() for result in found)
        return [one for one, found in recalled.items() if not found]

    with (
        ThreadPoolExecutor(max_workers=max(2, workers)) as threads,
        ProcessPoolExecutor(max_workers=workers, mp_context=process_context()) as processes,
    ):
        chosen = {
            examiner: processes.submit(choose_sample, files)
            for examiner, files in asked.items()
            if examiner.samples and not every
        }
        read: dict[Delivered, list[Check]] = {}
        for examiner, files in asked.items():
            if examiner in chosen:
                continue
            if examiner.starts_programs:
                pending.append(threads.submit(examine, examiner, list_open(examiner, files), workers))
                continue
            for one in list_open(examiner, files):
                read.setdefault(one, []).append(examiner.look)
        looks = sorted(read.items(), key=lambda look: look[0])
        pending += [
            processes.submit(look_together, looks[start : start + SHARE])
            for start in range(0, len(looks), SHARE)
        ]
        for examiner, sample in chosen.items():
            pending.append(threads.submit(examine, examiner, list_open(examiner, sample.result()), workers))
        made = [result for future in pending for result in future.result()]
    if memory is not None:
        alone = {name for examiner in EXAMINERS if examiner.is_alone for name in examiner.checks}
        memory.keep(result for result in made if result.check in alone)
    return sorted(result for result in results + made if result.check in {*wanted, "file"})


def look_together(looks: Sequence[tuple[Delivered, Sequence[Check]]]) -> list[Result]:
    """Look at one file after the other, at each in all ways: it is read once for all of them."""
    return [result for one, ways in looks for look in ways for result in look([one], 1)]


def examine(examiner: Examiner, files: list[Delivered], workers: int) -> list[Result]:
    """Look at files, or say of each that the program to do it is missing."""
    try:
        return examiner.look(files, workers) if files else []
    except (ToolMissingError, subprocess.TimeoutExpired) as problem:
        name_of_tool = problem.name if isinstance(problem, ToolMissingError) else ""
        hint = problem.hint if isinstance(problem, ToolMissingError) else "try with fewer files: --only"
        reason = str(problem) if name_of_tool else "the checker did not come to an end"
        return [
            skip(one.path, name, (name_of_tool, ""), reason, hint)
            for name in examiner.checks
            for one in files
        ]
