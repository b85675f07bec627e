"""Files put in place as a whole, and one build at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location
from inclucities_docs.source.workspace import FOLDERS

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

CACHE = ".cache"
"""Folder of what may be deleted at any time, below the project."""

OUTPUT = "deliverables"
"""Where the build puts what it makes."""

UNFINISHED = ".new-"
"""How names of files begin that are still being written, or were when a build was killed."""

MAX_KEPT = 128 << 20
"""Largest file that a run leaves for the next one, bytes."""


def write_file(root: Path, path: str, content: bytes) -> None:
    """Put a file below deliverables/: readers see the old one or the new one, never a part.

    Raises DiagnosticError where the disk or its permissions do not allow it, and for links out of the project.
    """
    from inclucities_docs.build.journal import note_file

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
    stands_in_the_way = isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError)
    return Diagnostic(
        Location(name),
        f"cannot be {tried}: {error.strerror or 'unknown reason'}",
        "a folder stands where a file should, or a file where a folder should: take it out"
        if stands_in_the_way
        else "look at the free space and the permissions of this place",
    )


def read_kept(path: Path) -> bytes:
    """Give what an earlier run left in a file; raises OSError, and ValueError for what no run leaves."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_KEPT:
        raise ValueError("not a file that the program wrote")
    content = path.read_bytes()
    if b"\\ud" in content.lower():  # half a character, which cannot be written again
        raise ValueError("not a text that the program wrote")
    return content


def keep_inside(root: Path, path: str | Path) -> None:
    """Raise DiagnosticError where a folder to write in is a link that leads out of a project's folder."""
    folder, real_root = root, os.path.realpath(root)
    for part in Path(path).parts:
        folder = folder / part
        if folder.is_symlink() and not Path(os.path.realpath(folder)).is_relative_to(real_root):
            place = Location(folder.relative_to(root).as_posix())
            message = "this link leads out of the project, and nothing is written there"
            raise DiagnosticError([Diagnostic(place, message, "take the link out; the folder is made anew")])


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
            raise DiagnosticError([Diagnostic(Location(name), message, hint)])


def replace_file(root: Path, path: str, content: bytes) -> None:
    """Put a file below a folder in place as a whole; raises OSError, and then leaves the old one.

    Raises DiagnosticError where a link leads out of ``root``.

    Its bytes are on the disk before it gets its name, so that a loss of power leaves the old file or
    the new one too. Which of the two is not promised: traces hold checksums, and the next build looks.
    """
    keep_inside(root, Path(path).parent)
    target = root / path
    temporary = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except OSError as error:
        error.filename = str(target)
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def lock_project(root: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the project for one build; another one waits, and says so."""
    hold_roots(root)
    folder = root / CACHE
    folder.mkdir(exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    with os.fdopen(handle) as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another build is at work in this folder; waiting for it to end")
            fcntl.flock(stream, fcntl.LOCK_EX)
        for left in folder.glob(f"{UNFINISHED}*"):
            left.unlink(missing_ok=True)
        yield
