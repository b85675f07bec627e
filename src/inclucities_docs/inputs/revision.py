"""Changes held against a project: what would become of its files, and writing them, all or none.

The one way by which anything but an editor changes ``data/`` and the texts of ``templates/``:

1. ``review_changes`` says of each change whether it is ready, there already, in conflict with what
   was changed since, or refused and why; it writes nothing.
2. ``write_changes`` does the same and puts the files in place where every change is ready.
"""

from __future__ import annotations

import copy
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.inputs.catalogue import respell_messages
from inclucities_docs.inputs.change import Change, Field, fill_in, find_field, read_words, value_key
from inclucities_docs.inputs.file_transaction import lock_inputs, replace_inputs, restore_inputs
from inclucities_docs.inputs.project import Project, load_project
from inclucities_docs.inputs.prose_block import replace_blocks
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.inputs.yaml_edit import respell
from inclucities_docs.inputs.yaml_file import Path as Steps
from inclucities_docs.inputs.yaml_file import read_once

__all__ = ["Outcome", "Review", "list_dirty", "review_changes", "take_back", "write_changes"]

Fate = Literal["ready", "unchanged", "conflict", "refused"]
"""Can be written; is there already; the field was changed since; the models do not take it."""


@dataclass(frozen=True)
class Outcome:
    """What would become of one change."""

    change: Change
    fate: Fate
    now: Any = None
    """What the field holds now."""
    file: str = ""
    problems: tuple[Diagnostic, ...] = ()
    """Why it is refused, at the place where it would stand."""


@dataclass(frozen=True)
class Review:
    """What would become of all changes, and of the files if those that are ready were written."""

    outcomes: tuple[Outcome, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    """Input files as they would be, by path; those that stay as they are not among them."""
    project: Project | None = None
    """The project as it would be."""

    def select(self, *fates: Fate) -> list[Outcome]:
        """Return the outcomes of some fates, in order."""
        return [one for one in self.outcomes if one.fate in fates]


def review_changes(project: Project, changes: Iterable[Change]) -> Review:
    """Hold changes against a project and its models; writes nothing."""
    outcomes = [_judge(project, change) for change in changes]
    _oppose(outcomes)
    while True:
        ready = [one for one in outcomes if one.fate == "ready"]
        files, failed = _edit(project, ready)
        if not failed:
            after, failed = _load(project, files, ready)
            if after is not None:
                return Review(tuple(outcomes), files, after)
        for index, one in enumerate(outcomes):
            if id(one) in failed:
                outcomes[index] = Outcome(one.change, "refused", one.now, one.file, failed[id(one)])


def _judge(project: Project, change: Change) -> Outcome:
    try:
        found = find_field(project, change.path, change.language, None if change.is_new else change.seen)
    except LookupError as error:
        message = str(error.args[0]) if error.args else "this field is not known"
        problem = Diagnostic(Location(change.path.split(".")[0]), message, "was it taken out since?")
        return Outcome(change, "refused", problems=(problem,))
    now = None if change.is_new else read_words(found, change.language)
    if change.is_new:
        fate: Fate = "unchanged" if _is_in_list(project, change) else "ready"
        return Outcome(change, fate, None, found.file)
    if change.is_whole:
        now = found.value
        whole: Fate = "unchanged" if now == change.value else "ready" if now == change.seen else "conflict"
        return Outcome(change, whole, now, found.file)
    key = value_key(found.model)
    said = change.value.get(key) if key and isinstance(change.value, dict) else change.value
    is_said = now == said and (said != change.seen or getattr(found.model, "state", "sourced") == "sourced")
    if is_said or (now is not None and fill_in(change, found) == found.value):
        return Outcome(change, "unchanged", now, found.file)
    if now != change.seen:
        return Outcome(change, "conflict", now, found.file)
    return Outcome(change, "ready", now, found.file)


def _is_in_list(project: Project, change: Change) -> bool:
    """Return whether a new item stands in its list already: the same file may come twice."""
    items = find_field(project, change.path.rpartition(".")[0]).value
    key = "text" if isinstance(change.value, dict) and "text" in change.value else "title"
    said = change.value.get(key) if isinstance(change.value, dict) else None
    words = said.get(change.language) if isinstance(said, dict) and change.language else None
    for one in items if isinstance(items, list) else ():
        text = one.get(key) if isinstance(one, dict) else None
        if one == change.value or (words and isinstance(text, dict) and text.get(change.language) == words):
            return True
    return False


def _oppose(outcomes: list[Outcome]) -> None:
    """Let two changes of one field that do not say the same be in conflict."""
    first: dict[tuple[str, str], Outcome] = {}
    for index, one in enumerate(outcomes):
        if one.fate != "ready" or one.change.is_new:
            continue
        key = (one.change.path, one.change.language)
        other = first.setdefault(key, one)
        if other is not one:
            is_same = other.change.value == one.change.value
            outcomes[index] = Outcome(
                one.change, "unchanged" if is_same else "conflict", other.change.value, one.file
            )


_Failures = dict[int, tuple[Diagnostic, ...]]
"""Identity of an outcome → why it cannot be written."""


def _edit(project: Project, ready: Sequence[Outcome]) -> tuple[dict[str, bytes], _Failures]:
    """Return the files as they would be."""
    files: dict[str, bytes] = {}
    failed: _Failures = {}
    by_file: dict[str, list[tuple[Outcome, Field]]] = defaultdict(list)
    for one in ready:
        found = find_field(
            project, one.change.path, one.change.language, None if one.change.is_new else one.change.seen
        )
        by_file[one.file].append((one, found))
    for path, items in by_file.items():
        text = project.workspace.read_text(path) or ""
        try:
            needs = [need for one, _ in items for need in one.change.needs]
            wanted = [(find_field(project, need.path).steps, need.value) for need in needs]
            made = _edit_file(path, text, items, wanted)
        except (ValueError, LookupError, TypeError, AttributeError, DiagnosticError):
            message = "this value cannot be written into the file"
            failed |= {id(one): (Diagnostic(Location(path), message),) for one, _ in items}
            continue
        if made != text:
            files[path] = _encode(made, project.workspace.read(path))
    return files, failed


def _encode(text: str, before: bytes | None) -> bytes:
    """Return a text as bytes, with the line ends and the mark at the beginning that the file had."""
    before = before or b""
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b"") + text.encode()


def _edit_file(
    path: str, text: str, items: list[tuple[Outcome, Field]], needs: Sequence[tuple[Steps, Any]]
) -> str:
    if path.endswith(".md"):
        return _edit_prose(text, items)
    if path.endswith(".po"):
        words = {str(found.steps[0]): one.change.value for one, found in items}
        return respell_messages(text, items[0][0].change.language, words)
    return _edit_data(path, text, items, needs)


def _edit_prose(text: str, items: list[tuple[Outcome, Field]]) -> str:
    for one, found in items:
        if not found.steps:
            return str(one.change.value)
    return replace_blocks(text, {int(found.steps[0]): str(one.change.value) for one, found in items})


def _edit_data(
    path: str, text: str, items: list[tuple[Outcome, Field]], needs: Sequence[tuple[Steps, Any]]
) -> str:
    value = copy.deepcopy(read_once(path, text).value) if text.strip() else {}
    is_fresh = not text
    moves: list[tuple[tuple[str | int, ...], int, Change]] = []
    for steps, needed in needs:
        if not steps:
            value = value or copy.deepcopy(needed)
        elif (holder := _follow(value, steps[:-1])).get(steps[-1]) is None:
            holder[steps[-1]] = copy.deepcopy(needed)
    for order, (one, found) in enumerate(items):
        made = fill_in(one.change, found)
        if one.change.is_new or (made is None and isinstance(found.steps[-1], int)):
            moves.append((found.steps, order, one.change))
        elif not found.steps:
            value = made
        elif made is None:
            _follow(value, found.steps[:-1]).pop(found.steps[-1])
        else:
            _follow(value, found.steps[:-1])[found.steps[-1]] = made
    for steps, _, change in sorted(
        moves, key=lambda one: ([str(step).rjust(6) for step in one[0]], one[1]), reverse=True
    ):
        holder = _follow(value, steps[:-1], change.is_new)
        if change.is_new:
            holder.insert(steps[-1], change.value)
        else:
            del holder[steps[-1]]
    if is_fresh:
        collection = path.split("/")[1]
        text = f"# yaml-language-server: $schema=../schemas/{collection}.json\n"
    return respell(text, value)


def _follow(value: Any, steps: tuple[str | int, ...], is_list: bool = False) -> Any:
    """Walk to what holds a field; a list or a part that is not there yet begins empty."""
    for position, step in enumerate(steps):
        if is_list and position == len(steps) - 1 and isinstance(value, dict):
            value = value.setdefault(step, [])
        elif isinstance(value, dict) and step not in value:
            value = value.setdefault(step, {})
        else:
            value = value[step]
    return value


def _load(
    project: Project, files: dict[str, bytes], ready: Sequence[Outcome]
) -> tuple[Project | None, _Failures]:
    """Check the project as it would be; return it, or which changes are at fault."""
    try:
        return load_project(project.workspace.replace(files)), {}
    except DiagnosticError as error:
        problems = error.diagnostics
    fields = [one for one in ready if not one.change.path.startswith("sources/")]
    failed = _blame(project, fields, ready, problems)
    if not failed or not fields:  # each is sound, all together are not
        failed = {id(one): problems for one in ready}
    return None, failed


def _blame(
    project: Project,
    suspects: Sequence[Outcome],
    ready: Sequence[Outcome],
    problems: tuple[Diagnostic, ...],
) -> _Failures:
    """Return which of some changes are at fault, by halves: a problem may show elsewhere than at what causes it.

    Each is tried with the new sources that it names.
    """
    if len(suspects) == 1:
        return {id(suspects[0]): problems}
    failed: _Failures = {}
    middle = len(suspects) // 2
    for half in filter(None, (suspects[:middle], suspects[middle:])):
        named = {f"sources/{one.change.source}" for one in half}
        files, unwritable = _edit(project, [*(one for one in ready if one.change.path in named), *half])
        failed |= unwritable
        if unwritable:
            continue
        try:
            load_project(project.workspace.replace(files))
        except DiagnosticError as error:
            failed |= _blame(project, half, ready, error.diagnostics)
    return failed


def write_changes(
    root: Path, changes: Sequence[Change], *, spare: bool = True, known: Project | None = None
) -> Review:
    """Write changes into a project's files, all or none; ``known`` is the project as it was read last.

    Raise DiagnosticError where a change is in conflict or refused, where a file was changed meanwhile, and,
    with ``spare``, where a file holds something that is not committed to git yet. Raise OSError.
    """
    with lock_inputs(root):
        restore_inputs(root)
        workspace = Workspace.take(root, known.workspace if known else None)
        is_same = known is not None and known.workspace.files == workspace.files
        project = known if known is not None and is_same else load_project(workspace)
        review = review_changes(project, changes)
        problems = [_tell(one) for one in review.select("conflict")]
        problems += [problem for one in review.select("refused") for problem in one.problems]
        if spare:
            hint = "commit it first (git commit), so that what comes in can be told from it"
            problems += [
                Diagnostic(Location(path), "holds changes that are not committed, and is kept", hint)
                for path in list_dirty(root, review.files)
            ]
        if problems:
            raise DiagnosticError(problems)
        replace_inputs(root, review.files, {path: project.workspace.read(path) for path in review.files})
        return review


def take_back(root: Path, files: Mapping[str, tuple[bytes | None, bytes]]) -> bool:
    """Put files back as they were before a change, by path, where each is still as the change left it; return whether.

    Raise OSError and DiagnosticError, and then nothing is written.
    """
    with lock_inputs(root):
        now = Workspace.take(root)
        if any(now.read(path) != after or before is None for path, (before, after) in files.items()):
            return False
        replace_inputs(
            root,
            {path: before for path, (before, _) in files.items() if before is not None},
            {path: after for path, (_, after) in files.items()},
        )
        return True


def _tell(outcome: Outcome) -> Diagnostic:
    hint = "compare the two, and change it by hand or send it again"
    return Diagnostic(Location(outcome.file), f"{outcome.change.path} was changed since it was sent", hint)


def list_dirty(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the files among some that hold changes which git does not know; none where there is no git."""
    names = sorted(paths)
    git = shutil.which("git")
    if not git or not names:
        return []
    command = [git, "-C", str(root), "status", "--porcelain", "-z", "--no-renames", "--", *names]
    try:
        done = subprocess.run(command, capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    if done.returncode:
        return []
    found = {one[3:] for one in done.stdout.decode("utf-8", "replace").split("\0") if one and one[:2] != "??"}
    return [name for name in names if any(one == name or one.endswith(f"/{name}") for one in found)]
