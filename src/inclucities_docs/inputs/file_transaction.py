"""Files put in place: one as a whole, or several of which all are changed or none."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from filelock import FileLock

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, refuse
from inclucities_docs.inputs.workspace import hash_bytes

__all__ = [
    "UNFINISHED",
    "keep_inside",
    "lock_inputs",
    "recover_inputs",
    "replace_file",
    "replace_inputs",
    "restore_inputs",
]

UNFINISHED = ".new-"
"""How names of files begin that are still being written, or were when a run was killed."""

_UNDO = ".cache/undo"
"""Folder of the files as they were, while several are being replaced."""


def keep_inside(root: Path, path: str | Path) -> None:
    """Raise DiagnosticError where a folder to write in is a link that leads out of a project's folder."""
    folder, real_root = root, os.path.realpath(root)
    for part in Path(path).parts:
        folder = folder / part
        if folder.is_symlink() and not Path(os.path.realpath(folder)).is_relative_to(real_root):
            place = Location(folder.relative_to(root).as_posix())
            message = "this link leads out of the project, and nothing is written there"
            raise DiagnosticError([Diagnostic(place, message, "take the link out; the folder is made anew")])


def replace_file(root: Path, path: str, content: bytes) -> None:
    """Put a file below a folder in place as a whole; raise OSError, and then leaves the old one.

    Raise DiagnosticError where a link leads out of ``root``.

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
def lock_inputs(root: Path) -> Iterator[None]:
    """Hold the inputs of a project for one writer; another one waits."""
    keep_inside(root, ".cache")
    (root / ".cache").mkdir(exist_ok=True)
    with FileLock(root / ".cache" / "inputs.lock"):
        yield


def replace_inputs(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes | None]) -> None:
    """Replace several input files, all or none; ``before`` holds what each was when the new one was made.

    A run that is killed in between is undone by ``restore_inputs``. Raise OSError, and DiagnosticError
    where a file was changed meanwhile: then nothing is written. The caller holds ``lock_inputs``.
    """
    restore_inputs(root)
    for path in files:
        keep_inside(root, path)
        target = root / path
        now = target.read_bytes() if target.is_file() else None
        if now != before[path]:
            hint = "look at the file, then try again"
            raise refuse(path, "was changed meanwhile, and is kept", hint)
    folder = root / _UNDO
    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        path: (str(number) if before[path] is not None else "", hash_bytes(content))
        for number, (path, content) in enumerate(files.items())
    }
    for path, (name, _) in kept.items():
        if name:
            replace_file(root, f"{_UNDO}/{name}", before[path] or b"")
    replace_file(root, f"{_UNDO}/list.json", json.dumps(kept).encode())
    try:
        for path, content in files.items():
            replace_file(root, path, content)
    except BaseException:
        restore_inputs(root)
        raise
    os.unlink(folder / "list.json")  # from here on the new files hold
    shutil.rmtree(folder, ignore_errors=True)


def restore_inputs(root: Path) -> bool:
    """Put back the input files that a killed run had replaced; return whether there were any.

    A file that somebody changed since is left as it is.
    """
    folder = root / _UNDO
    try:
        kept = json.loads((folder / "list.json").read_bytes())
        content = {
            path: ((folder / name).read_bytes() if name else None, made)
            for path, (name, made) in kept.items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return False  # no run was killed, or it was before the first file was replaced
    for path, (before, made) in content.items():
        target = root / path
        if not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(root)):
            continue
        if not target.is_file() or hash_bytes(target.read_bytes()) != made:
            continue
        if before is None:
            target.unlink()
        else:
            replace_file(root, path, before)
    shutil.rmtree(folder, ignore_errors=True)
    return True


def recover_inputs(root: Path) -> bool:
    """Undo what a killed run left half-written, once no other run is writing; return whether there was any."""
    if not (root / _UNDO / "list.json").is_file():
        return False
    with lock_inputs(root):
        return restore_inputs(root)
