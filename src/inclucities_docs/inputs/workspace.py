"""The one door to project files: everything as it stood at one moment, nothing outside."""

from __future__ import annotations

import functools
import hashlib
import itertools
import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location, quote_line, refuse

__all__ = ["FOLDERS", "MAX_FILE", "Prose", "Workspace", "hash_bytes", "list_states"]

FOLDERS = ("data", "templates")
"""Folders that inputs are read from."""

MAX_FILE = 8 * 1024 * 1024
"""Largest input file, bytes."""

PATIENCE = 3.0
"""Longest time that reading waits for files to stand still, seconds."""

_State = tuple[int, int, int, int]
"""What changes when a file does."""

MAX_FILES = 20_000
"""Most input files and folders of one project."""

_TOO_MANY = f"more than {MAX_FILES} files and folders in the project"

MAX_TOTAL = 512 * 1024 * 1024
"""Most that all input files hold together, bytes."""


def hash_bytes(content: bytes) -> str:
    """Return the fingerprint of a content: 32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


SETTLING = 1_000_000_000
"""How long ago a file must have been written for its time to tell whether it is written again, nanoseconds."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


_PROSE = re.compile(r"templates/([^/]+)/text/([^/]+)/(.+)\.md")


class Prose(NamedTuple):
    """A Markdown text: its file, its kind, its language and its name."""

    path: str
    kind: str
    language: str
    name: str


@dataclass(frozen=True)
class Workspace:
    """Every input file of a project by its path with forward slashes, read once.

    It pickles, so that a worker needs no access to the folder it came from.
    """

    files: Mapping[str, bytes]
    _digests: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _settled: dict[str, _State] = field(default_factory=dict, repr=False, compare=False)
    """What tells whether a file changed, for those that nobody was just writing."""

    @classmethod
    def take(cls, root: Path, before: Workspace | None = None) -> Workspace:
        """Read all inputs below ``root`` as one consistent state; only what changed, where one knows them from before.

        Raise DiagnosticError for links that lead outside, files too large or unreadable.
        """
        started = time.time_ns()
        known = before._settled if before else {}
        files = {name: before.files[name] for name in known} if before else {}
        states: dict[str, _State] = dict(known)
        patience = time.monotonic() + PATIENCE
        while True:
            now = dict(_scan(root))
            changed = [name for name, state in now.items() if states.get(name) != state]
            if not changed and len(now) == len(states):
                settled = {name: state for name, state in now.items() if state[2] < started - SETTLING}
                digests = before._digests if before else {}
                kept = {
                    name: digests[name] for name in known if name in digests and now.get(name) == known[name]
                }
                return cls({name: files[name] for name in now}, kept, settled)
            if states and time.monotonic() > patience:
                raise _refuse(
                    changed[0] if changed else FOLDERS[0],
                    "is being changed again and again while the project is read",
                    "build again when nothing is being saved",
                )
            files = {name: content for name, content in files.items() if name in now}
            states = now
            for name in changed:
                content = _read(root, name)
                if content is None:  # it went away meanwhile
                    states = {other: state for other, state in states.items() if other != name}
                else:
                    files[name] = content

    def replace(self, files: Mapping[str, bytes]) -> Workspace:
        """Return the same files with some others in their place."""
        digests = {name: one for name, one in self._digests.items() if name not in files}
        settled = {name: one for name, one in self._settled.items() if name not in files}
        return Workspace({**self.files, **files}, digests, settled)

    def read(self, path: str) -> bytes | None:
        """Return a file's content, or none where there is no such file."""
        return self.files.get(path)

    def read_text(self, path: str) -> str | None:
        """Return a UTF-8 file's text with line ends as ``\\n`` and each accent as one sign with its letter.

        Raise DiagnosticError if it is not UTF-8, or holds characters that no text has.
        """
        content = self.files.get(path)
        if content is None:
            return None
        try:
            text = _decode(content)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise DiagnosticError(
                [
                    Diagnostic(
                        Location(path, line),
                        "this file is not UTF-8 text",
                        "save it with the encoding UTF-8",
                    )
                ]
            ) from None
        found = _CONTROL.search(text)
        if found:
            line, column = (
                text.count("\n", 0, found.start()) + 1,
                found.start() - text.rfind("\n", 0, found.start()),
            )
            message = "holds a control character that text must not have"
            raise DiagnosticError([Diagnostic(Location(path, line, column), message, "delete it")])
        return text

    def digest(self, path: str) -> str | None:
        """Return the fingerprint of a file's content, or none where there is no such file."""
        if path not in self.files:
            return None
        if path not in self._digests:
            self._digests[path] = hash_bytes(self.files[path])
        return self._digests[path]

    def fingerprint(self) -> str:
        """Return the fingerprint of all files and their names."""
        lines = (f"{path} {self.digest(path)}" for path in sorted(self.files))
        return hash_bytes("\n".join(lines).encode())

    def names(self, folder: str, suffix: str = "") -> tuple[str, ...]:
        """List the files directly in a folder, by name."""
        prefix = f"{folder}/"
        return tuple(
            sorted(
                name
                for name in self.files
                if name.startswith(prefix) and "/" not in name[len(prefix) :] and name.endswith(suffix)
            )
        )

    def list_prose(self) -> Iterator[Prose]:
        """Yield each Markdown text of a kind, in the order of the files."""
        for path in self.files:
            if found := _PROSE.fullmatch(path):
                yield Prose(path, *found.groups())

    def line(self, path: str, number: int) -> str:
        """Return one line of a file for an excerpt, or an empty text."""
        return quote_line(_show(self.files.get(path, b"")), number)


@functools.lru_cache(maxsize=8)
def _show(content: bytes) -> str:
    """Return what can be read of a file; of one with thousands of problems it is the same text each time."""
    return content.decode("utf-8", "replace")


@functools.lru_cache(maxsize=1024)
def _decode(content: bytes) -> str:
    """Return a text with plain line ends and whole letters; raise UnicodeDecodeError."""
    plain = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain)


def list_states(root: Path) -> dict[str, _State]:
    """Return every input file with what changes when it does; raise DiagnosticError as reading does."""
    return dict(_scan(root))


def _scan(root: Path) -> Iterator[tuple[str, _State]]:
    """Walk the input folders in order: path → what changes when the file does."""
    count = total = 0
    real_root = os.path.realpath(root)
    pending = []
    for name in reversed(FOLDERS):
        if (root / name).is_symlink() and not _is_inside(root / name, real_root):
            raise _refuse(
                name, "this link leads out of the project", "copy the folder into the project instead"
            )
        if (root / name).is_dir():
            pending.append(name)
    while pending:
        folder = pending.pop()
        folders = []
        for entry in _list_folder(root, folder):
            name = f"{folder}/{entry.name}"
            try:
                status = _look(root, name, entry, real_root)
            except OSError as error:
                raise _refuse(name, f"cannot be read: {error.strerror or 'unknown reason'}") from None
            if status is None:
                continue
            count += 1
            if count > MAX_FILES:
                raise _refuse(folder, _TOO_MANY, "take out what is not needed")
            if stat.S_ISDIR(status.st_mode):
                folders.append(name)
            elif stat.S_ISREG(status.st_mode):
                total += status.st_size
                if total > MAX_TOTAL and status.st_size <= MAX_FILE:
                    raise _refuse(
                        name,
                        f"more than {MAX_TOTAL // 1024 // 1024} MB in the project",
                        "make pictures smaller",
                    )
                yield name, (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        pending.extend(reversed(folders))


def _list_folder(root: Path, folder: str) -> list[os.DirEntry[str]]:
    """Return what stands in a folder by name, without what editors keep beside their files."""
    try:
        with os.scandir(root / folder) as entries:
            found = sorted(itertools.islice(entries, 2 * MAX_FILES), key=lambda one: one.name)
    except FileNotFoundError:  # it went away meanwhile
        return []
    except OSError as error:
        raise _refuse(folder, f"cannot be read: {error.strerror or 'unknown reason'}") from None
    if len(found) == 2 * MAX_FILES:
        raise _refuse(folder, _TOO_MANY, "take out what is not needed")
    return [entry for entry in found if not (entry.name.startswith(".") or entry.name.endswith("~"))]


def _look(root: Path, name: str, entry: os.DirEntry[str], real_root: str) -> os.stat_result | None:
    """Return what an entry is; none for what went away, and for links to folders."""
    if not entry.name.isprintable():
        shown = entry.name.encode("ascii", "backslashreplace").decode()
        raise _refuse(name, f"a name with a character that cannot be shown: {shown}", "give it another name")
    if entry.is_symlink():
        if not _is_inside(root / name, real_root):
            raise _refuse(
                name,
                "this link leads out of the project",
                "copy the file into the project instead of linking to it",
            )
        if not (root / name).exists():
            raise _refuse(name, "this link leads nowhere", "take the link out, or copy the file here")
        return None if entry.is_dir() else entry.stat()
    try:
        return entry.stat()
    except FileNotFoundError:
        return None


def _refuse(name: str, message: str, hint: str = "look at the permissions of this place") -> DiagnosticError:
    return refuse(name, message, hint)


def _is_inside(path: Path, real_root: str) -> bool:
    real = os.path.realpath(path)
    return real == real_root or real.startswith(real_root + os.sep)


def _read(root: Path, name: str) -> bytes | None:
    try:
        with open(f"{root}/{name}", "rb") as stream:
            size = os.fstat(stream.fileno()).st_size  # as much room as it needs: most files are small
            content = stream.read(min(size, MAX_FILE) + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refuse(name, f"cannot be read: {error.strerror or 'unknown reason'}") from None
    if len(content) > MAX_FILE:
        raise _refuse(
            name,
            f"larger than {MAX_FILE // 1024 // 1024} MB",
            "make pictures smaller; data files hold short texts",
        )
    return content
