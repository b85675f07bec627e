"""Files put in place as a whole, and one build at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from inclucities_docs.build.folder import CACHE, OUTPUT, read_kept
from inclucities_docs.build.journal import note_file
from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, refuse
from inclucities_docs.inputs.file_transaction import UNFINISHED, keep_inside, replace_file
from inclucities_docs.inputs.workspace import FOLDERS

__all__ = [
    "CACHE",
    "OUTPUT",
    "explain_refusal",
    "hold_roots",
    "keep_inside",
    "lock_project",
    "read_kept",
    "replace_file",
    "write_file",
]

OPEN_ELSEWHERE = (5, 32, 33)
"""What Windows says of a file that another program holds open: access denied, sharing and lock violation."""


def write_file(root: Path, path: str, content: bytes) -> None:
    """Put a file below deliverables/: readers see the old one or the new one, never a part.

    Raise DiagnosticError where the disk or its permissions do not allow it, and for links out of the project.
    """
    try:
        hold_roots(root)
        note_file(root, path, content)
        replace_file(root, f"{OUTPUT}/{path}", content)
    except OSError as error:
        raise DiagnosticError([explain_refusal(root, error, "written")]) from None


def explain_refusal(root: Path, error: OSError, tried: str = "read or written") -> Diagnostic:
    """Put into words that the disk or its permissions do not allow something."""
    path = Path(str(error.filename or root))
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    if getattr(error, "winerror", 0) in OPEN_ELSEWHERE:
        hint = f"close {name} in the program that shows it, then build again; all else was made"
        return Diagnostic(Location(name), f"cannot be {tried}: another program has it open", hint)
    stands_in_the_way = isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError)
    return Diagnostic(
        Location(name),
        f"cannot be {tried}: {error.strerror or 'unknown reason'}",
        "a folder stands where a file should, or a file where a folder should: take it out"
        if stands_in_the_way
        else "look at the free space and the permissions of this place",
    )


def hold_roots(root: Path) -> None:
    """Raise DiagnosticError where deliverables/ or .cache/ lead out of the project, or to its inputs."""
    real_root = Path(os.path.realpath(root))
    for name in (CACHE, OUTPUT):
        keep_inside(root, name)
        real = Path(os.path.realpath(root / name))
        inputs = [Path(os.path.realpath(root / one)) for one in FOLDERS]
        if real == real_root or any(real.is_relative_to(one) or one.is_relative_to(real) for one in inputs):
            message = "this link leads to what documents are made from, and nothing is written there"
            hint = "take the link out; the folder is made anew"
            raise refuse(name, message, hint)


@contextlib.contextmanager
def lock_project(root: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the project for one build; another one waits, and says so."""
    hold_roots(root)
    folder = root / CACHE
    folder.mkdir(exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say("another build is at work in this folder; waiting for it to end")
        lock.acquire()
    try:
        for left in folder.glob(f"{UNFINISHED}*"):
            left.unlink(missing_ok=True)
        yield
    finally:
        lock.release()
