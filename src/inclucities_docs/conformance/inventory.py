"""Which files there are to check: what the manifest lists, and the pages it does not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from inclucities_docs.schema.format import FORMATS

__all__ = ["Delivered", "list_delivered"]

LOOKED_AT = {one.suffix for one in FORMATS if one.checks}
ASIDE = ("pagefind",)
"""Folders whose pages belong to a tool."""


@dataclass(frozen=True, slots=True, order=True)
class Delivered:
    """One file made, with what the manifest says of it."""

    path: str
    """Below the directory of deliverables: ``fr/brochure.pdf``."""
    format: str
    directory: str
    language: str = ""
    title: str = ""
    is_document: bool = False
    """Whether it is a document of the manifest; else a page of the portal."""
    part: str = ""
    """The chapter or annex that it holds alone; empty for a whole document."""

    alike: tuple[str, ...] = ()
    """The pages on which the browser tries all its looks; empty where they are tried on itself."""

    @property
    def file(self) -> Path:
        """Where it stands."""
        return Path(self.directory, self.path)

    @property
    def page(self) -> Path | None:
        """The HTML edition of the same document, if there is one."""
        found = self.file.with_suffix(".html")
        return found if found.is_file() else None


def list_delivered(directory: Path, only: str = "") -> list[Delivered]:
    """Return the files to check, sorted by path; ``only`` is a pattern for paths."""
    found: dict[str, Delivered] = {}
    manifest = directory / "manifest.json"
    if manifest.is_file():
        stated = json.loads(manifest.read_text("utf-8"))
        entries = stated if isinstance(stated, list) else stated.get("artifacts", [])
        for entry in entries:
            if entry.get("format") in LOOKED_AT:
                found[entry["path"]] = Delivered(
                    entry["path"],
                    entry["format"],
                    str(directory),
                    str(entry.get("language") or ""),
                    str(entry.get("title") or ""),
                    True,
                    str(entry.get("part") or ""),
                )
    for file in directory.rglob("*"):
        path = file.relative_to(directory).as_posix()
        kind = file.suffix.removeprefix(".")
        if kind in LOOKED_AT and path not in found and path.split("/")[0] not in ASIDE:
            found[path] = Delivered(path, kind, str(directory))
    pattern = only if any(mark in only for mark in "*?[") else f"*{only}*"
    return sorted(one for one in found.values() if not only or fnmatch(one.path, pattern))
