"""What builds have put into deliverables/: only that is ever taken away again.

Each file is noted before it gets its name, so that a build that is killed leaves none unknown.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from inclucities_docs.build.folder import CACHE, OUTPUT, read_kept
from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.inputs.file_transaction import UNFINISHED, keep_inside, replace_file

__all__ = ["find_foreign_files", "note_file", "remove_strays", "settle_journal"]

JOURNAL = f"{CACHE}/written.txt"
"""A line for each file: its SHA-256 and its path below deliverables/."""

REMEMBERED = 4
"""So many contents of a file are known: a killed build or a preview may have left another than the last."""

KEPT = {"README.md", ".gitignore", "conformance.json"}
"""Files of deliverables/ that the build does not make: by people, and the report of the last checks."""

_LINE = re.compile(r"([0-9a-f]{64}) (\S.*)")
_UNFINISHED = re.compile(re.escape(UNFINISHED) + r"[a-z0-9_]+")
_SHOWN = (".html", ".htm", ".xhtml", ".svg", ".pdf", ".js", ".css", ".xml")
"""Endings of what a browser opens by itself: beside the portal, it would be taken for a part of it."""


def note_file(root: Path, path: str, content: bytes) -> None:
    """Note that a file with this content is about to be put below deliverables/."""
    keep_inside(root, CACHE)
    (root / CACHE).mkdir(exist_ok=True)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(root / JOURNAL, flags, 0o644), "ab") as stream:
        stream.write(f"{hashlib.sha256(content).hexdigest()} {path}\n".encode())


def _read_journal(root: Path) -> dict[str, dict[str, None]]:
    """Return path → checksums of what builds have written there, the newest last."""
    written: dict[str, dict[str, None]] = {}
    with contextlib.suppress(OSError, ValueError):
        for line in read_kept(root / JOURNAL).decode("utf-8", "replace").splitlines():
            found = _LINE.fullmatch(line)
            if found:
                known = written.setdefault(found[2], {})
                known.pop(found[1], None)
                known[found[1]] = None
    return written


def read_manifest(root: Path) -> dict[str, str]:
    """Return path → checksum of what the manifest in place lists; empty where it is damaged."""
    try:
        content = json.loads(read_kept(root / OUTPUT / "manifest.json"))
        return {str(one["path"]): str(one["sha256"]) for one in content["artifacts"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def settle_journal(root: Path, owed: Iterable[str]) -> None:
    """Keep of the journal what is owed, with the contents that were put there last."""
    there, written = set(owed), _read_journal(root)
    lines = [
        f"{checksum} {path}\n"
        for path, checksums in sorted(written.items())
        if path in there
        for checksum in list(checksums)[-REMEMBERED:]
    ]
    replace_file(root, JOURNAL, "".join(lines).encode())


def _holds(root: Path, path: str, checksum: str) -> bool:
    """Return whether a file of deliverables/ is as it was written: then it is ours."""
    try:
        return hashlib.sha256((root / OUTPUT / path).read_bytes()).hexdigest() == checksum
    except OSError:
        return False


def remove_strays(root: Path, owed: Iterable[str], listed: dict[str, str]) -> list[str]:
    """Take away what builds wrote and is no longer owed, and what a killed one left; return the paths.

    ``listed`` are the checksums of the manifest that was in place before. Nothing else is touched,
    whatever stands there: a file that somebody changed or put there stays.
    """
    keep = {*owed, *KEPT}
    folder = root / OUTPUT
    written = _read_journal(root)
    for path, checksum in listed.items():
        written.setdefault(path, {})[checksum] = None
    removed = []
    for path, checksums in written.items():
        if path in keep or ".." in path.split("/") or Path(path).is_absolute():
            continue
        keep_inside(root, Path(OUTPUT) / Path(path).parent)
        if not (folder / path).is_symlink() and any(_holds(root, path, one) for one in checksums):
            (folder / path).unlink()
            removed.append(path)
    folders = {Path(path).parent for path in (*keep, *written)}
    for one in folders:
        for left in (folder / one).glob(f"{UNFINISHED}*"):
            if _UNFINISHED.fullmatch(left.name):
                left.unlink(missing_ok=True)
    for path in removed:
        for parent in (folder / path).parents:
            if parent == folder:
                break
            if parent.is_dir():  # else it went with another file that stood in it
                if any(parent.iterdir()):
                    break
                parent.rmdir()
    return sorted(removed)


def find_foreign_files(root: Path, owed: Iterable[str]) -> list[Diagnostic]:
    """Warn of files among the documents that no build made: they would be published with them."""
    keep = {*owed, *KEPT}
    places = {path.partition("/")[0] for path in keep if "/" in path}
    return [
        Diagnostic(
            Location(f"{OUTPUT}/{path}"),
            "no build made this file, or somebody changed it; it stays, and is published with the documents",
            "take it out of here, unless readers are meant to find it",
            severity="warning",
        )
        for path in _walk(root / OUTPUT, "", places)
        if path not in keep
    ]


def _walk(folder: Path, name: str, places: set[str]) -> Iterator[str]:
    """Return what stands among the documents; at the top, what browsers open."""
    try:
        entries = sorted(os.scandir(folder / name), key=lambda one: one.name)
    except OSError:
        return
    for entry in entries:
        path = f"{name}/{entry.name}" if name else entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if name or entry.name in places:
                yield from _walk(folder, path, places)
        elif name or entry.name.lower().endswith(_SHOWN):
            yield path
