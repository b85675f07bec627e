"""The published site as it lies in a folder: its editions, each whole and never rewritten.

``site.json`` names the editions, the oldest first, with the checksum of each one's ``edition.json``,
which holds that of its ``SHA256SUMS``, where every file of it is listed; one of these, ``facts.json.gz``,
holds what its facts said. Files with the same bytes are stored once: as hard links where the file system
has them, so that an edition adds what changed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import stat
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from inclucities_docs.diagnostics import DiagnosticError, refuse

__all__ = ["EDITION", "FACTS", "SITE", "SUMS", "Published", "Store", "hash_file", "put_file", "read_store"]

SITE = "site.json"
EDITION = "edition.json"
SUMS = "SHA256SUMS"
FACTS = "facts.json.gz"
FORM = 2
"""Version of both files."""
MOST = 200_000_000
"""Bytes that facts may unpack to."""
NAME = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}(-[a-z0-9]+)?")
"""What an edition may be called: 2026, 2026-12, 2026-12-01, 2026-12-b."""


@dataclass(frozen=True)
class Published:
    """One edition of the site."""

    name: str
    files: Mapping[str, str]
    """Path below its folder → SHA-256."""
    manifest: Mapping[str, Any]
    """The manifest of its documents."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Field → what it said; see ``fact``."""

    def write(self) -> bytes:
        """Return the bytes of its ``edition.json``; its files are listed beside it."""
        content = {"form": FORM, "name": self.name, "files": hashlib.sha256(self.write_sums()).hexdigest()}
        return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0) + "\n").encode()

    def write_sums(self) -> bytes:
        """Return the bytes of its ``SHA256SUMS``, as ``sha256sum -c`` reads them."""
        return "".join(f"{checksum}  {path}\n" for path, checksum in sorted(self.files.items())).encode()


@dataclass(frozen=True)
class Store:
    """A site's folder and what was published in it."""

    folder: Path
    programme: str
    editions: tuple[Published, ...] = ()

    def find(self, checksum: str) -> Path | None:
        """Return a published file with these bytes."""
        return self._places.get(checksum)

    def __post_init__(self) -> None:
        places = {
            checksum: self.folder / one.name / path
            for one in self.editions
            for path, checksum in one.files.items()
        }
        object.__setattr__(self, "_places", places)

    _places: dict[str, Path] = field(init=False, repr=False, compare=False)

    def write(self, added: Published) -> bytes:
        """Return the bytes of ``site.json`` with one more edition."""
        editions = [
            {"name": one.name, "sha256": hashlib.sha256(one.write()).hexdigest()}
            for one in (*self.editions, added)
        ]
        content = {"form": FORM, "programme": self.programme, "editions": editions}
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_store(folder: Path, programme: str) -> Store:
    """Return what was published in a folder, after a look at every byte of it.

    Raise DiagnosticError for a folder that holds something else, another programme's site, or one
    that lacks files or whose files were changed.
    """
    place = folder / SITE
    if not place.is_file():
        others = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
        strange = [one for one in others if not one.startswith(".")]
        if strange:
            raise _refuse(
                folder, f"it holds {strange[0]}, and no published site", "name an empty or a new folder"
            )
        return Store(folder, programme)
    try:
        content = json.loads(place.read_bytes())
        form, owner, listed = content["form"], content["programme"], content["editions"]
        names = [(str(one["name"]), str(one["sha256"])) for one in listed]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise _refuse(
            folder, f"its {SITE} cannot be read", "bring the site back from your host or a copy"
        ) from None
    if form != FORM:
        raise _refuse(
            folder, f"its {SITE} was written by another version of this program", "use that version"
        )
    if owner != programme:
        raise _refuse(
            folder, f"it is the site of {owner}, not of {programme}", "name this programme's own folder"
        )
    link = next(_list_links(folder, [name for name, _ in names]), None)
    if link is not None:
        raise _refuse(folder, f"{link} is a link, and nothing is written through one", "take the link out")
    problems: list[str] = []
    editions = [one for one in (_read_edition(folder, *name, problems) for name in names) if one]
    if problems:
        told = "; ".join(problems[:5]) + (f"; and {len(problems) - 5} more" if len(problems) > 5 else "")
        raise _refuse(
            folder,
            f"what was published is not whole: {told}",
            "bring these files back from your host or a copy",
        )
    return Store(folder, programme, tuple(editions))


def _list_links(folder: Path, editions: Collection[str]) -> Iterator[str]:
    """Yield the folders that are links, where a new edition is written; what a repository keeps beside it is its own."""
    for path, folders, _ in os.walk(folder):
        folders[:] = [one for one in folders if one not in _NOT_OURS and one not in editions]
        yield from (
            Path(path, one).relative_to(folder).as_posix() for one in folders if Path(path, one).is_symlink()
        )


_NOT_OURS = (".git", ".github", ".well-known")


def _read_edition(folder: Path, name: str, checksum: str, problems: list[str]) -> Published | None:
    home = folder / name
    if not NAME.fullmatch(name):
        problems.append(f"{name[:40]!r} is not the name of an edition")
        return None
    try:
        text = (home / EDITION).read_bytes()
        if hashlib.sha256(text).hexdigest() != checksum:
            problems.append(f"{name}/{EDITION} was changed")
            return None
        content = json.loads(text)
        manifest = json.loads((home / "manifest.json").read_bytes())
        if not all(isinstance(one, dict) for one in manifest["artifacts"]):
            raise ValueError("a manifest that lists no documents")
        sums = (home / SUMS).read_bytes()
        if hashlib.sha256(sums).hexdigest() != content["files"]:
            problems.append(f"{name}/{SUMS} was changed")
            return None
        listed = {line[66:]: line[:64] for line in sums.decode().split("\n") if line}
        with gzip.open(home / FACTS) as stream:
            facts = dict(json.loads(stream.read(MOST)))
        if any(PurePosixPath(path).is_absolute() or ".." in path.split("/") for path in listed):
            raise ValueError("a path that leads out of the edition")
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        problems.append(f"{name}/{EDITION} or its manifest is missing")
        return None
    known: dict[tuple[int, int], str] = {}
    real_home = folder.resolve() / name
    for path, wanted in listed.items():
        place = home / path
        try:
            state = place.lstat()
            is_own = stat.S_ISREG(state.st_mode) and place.resolve() == real_home / path
        except (OSError, ValueError):
            problems.append(f"{name}/{path} is missing")
            continue
        key = (state.st_dev, state.st_ino)
        if key not in known:
            known[key] = hash_file(place) if is_own else ""
        if known[key] != wanted:
            problems.append(f"{name}/{path} was changed")
    return Published(name, listed, manifest, facts)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def put_file(source: Path, target: Path) -> None:
    """Have a file stand at a place whole or not at all, as a link to the same bytes where that can be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    partial.unlink(missing_ok=True)
    try:
        os.link(source, partial)
    except OSError:
        shutil.copyfile(source, partial)
    os.replace(partial, target)
    partial.unlink(missing_ok=True)  # where both names were the same file already, it stays behind


def _refuse(folder: Path, reason: str, hint: str) -> DiagnosticError:
    return refuse(folder.as_posix(), f"nothing was published: {reason}", hint)
