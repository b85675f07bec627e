"""The one door to project files: everything as it stood at one moment, nothing outside."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inclucities_docs.diagnostics import Diagnostic, DiagnosticError, Location

__all__ = ["FOLDERS", "MAX_FILE", "Workspace", "hash_bytes"]

FOLDERS = ("data", "templates")
"""Folders that inputs are read from."""

MAX_FILE = 8 * 1024 * 1024
"""Largest input file, bytes."""

MAX_FILES = 20_000
"""Most input files of one project."""


def hash_bytes(content: bytes) -> str:
    """Give the fingerprint of a content: 32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@dataclass(frozen=True)
class Workspace:
    """Every input file of a project by its path with forward slashes, read once.

    It pickles, so that a worker needs no access to the folder it came from.
    """

    files: Mapping[str, bytes]
    _digests: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def take(cls, root: Path) -> Workspace:
        """Read all inputs below ``root`` as one consistent state.

        Raises DiagnosticError for links that lead outside, files too large or unreadable.
        """
        for _ in range(5):
            before = dict(_scan(root))
            files = {name: _read(root, name) for name in before}
            if dict(_scan(root)) == before:
                break
        return cls(files)

    def read(self, path: str) -> bytes | None:
        """Give a file's content, or none where there is no such file."""
        return self.files.get(path)

    def read_text(self, path: str) -> str | None:
        """Give a UTF-8 file's text with line ends as ``\\n``; raises DiagnosticError if it is not UTF-8."""
        content = self.files.get(path)
        if content is None:
            return None
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
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

    def digest(self, path: str) -> str | None:
        """Give the fingerprint of a file's content, or none where there is no such file."""
        if path not in self.files:
            return None
        if path not in self._digests:
            self._digests[path] = hash_bytes(self.files[path])
        return self._digests[path]

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

    def line(self, path: str, number: int) -> str:
        """Give one line of a file for an excerpt, or an empty text."""
        lines = self.files.get(path, b"").decode("utf-8", "replace").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


def _scan(root: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Walk the input folders in order: path → what changes when the file does."""
    count = 0
    pending = [name for name in reversed(FOLDERS) if (root / name).is_dir()]
    real_root = os.path.realpath(root)
    while pending:
        folder = pending.pop()
        folders = []
        with os.scandir(root / folder) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.name.startswith(".") or entry.name.endswith("~"):
                    continue
                name = f"{folder}/{entry.name}"
                if entry.is_symlink() and not _is_inside(root / name, real_root):
                    raise DiagnosticError(
                        [
                            Diagnostic(
                                Location(name),
                                "this link leads out of the project",
                                "copy the file into the project instead of linking to it",
                            )
                        ]
                    )
                if entry.is_dir():
                    if not entry.is_symlink():
                        folders.append(name)
                    continue
                status = entry.stat()
                if not stat.S_ISREG(status.st_mode):
                    continue
                count += 1
                if count > MAX_FILES:
                    raise DiagnosticError(
                        [Diagnostic(Location(folder), f"more than {MAX_FILES} files in the project")]
                    )
                yield name, (status.st_ino, status.st_size, status.st_mtime_ns)
        pending.extend(reversed(folders))


def _is_inside(path: Path, real_root: str) -> bool:
    real = os.path.realpath(path)
    return real == real_root or real.startswith(real_root + os.sep)


def _read(root: Path, name: str) -> bytes:
    try:
        with open(root / name, "rb") as stream:
            content = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise DiagnosticError(
            [Diagnostic(Location(name), f"cannot be read: {error.strerror or 'unknown reason'}")]
        ) from None
    if len(content) > MAX_FILE:
        raise DiagnosticError(
            [
                Diagnostic(
                    Location(name),
                    f"larger than {MAX_FILE // 1024 // 1024} MB",
                    "make pictures smaller; data files hold short texts",
                )
            ]
        )
    return content
