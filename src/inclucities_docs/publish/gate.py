"""What must be true before anything is published; each thing that is not, at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inclucities_docs.build.check_report import read_report
from inclucities_docs.diagnostics import Diagnostic, Location
from inclucities_docs.publish.store import NAME, Store, hash_file

__all__ = ["check_edition", "find_faults"]

OUTPUT = "deliverables"
MOST = 20
"""Files named of one fault."""


def check_edition(name: str, store: Store) -> Iterator[Diagnostic]:
    """Return what speaks against an edition's name."""
    place = Location("--edition")
    if not NAME.fullmatch(name):
        yield Diagnostic(place, f"'{name}' cannot name an edition", "write a year, a month or a day: 2026-12")
    elif any(one.name == name for one in store.editions):
        known = ", ".join(one.name for one in store.editions)
        hint = f"an edition is never rewritten; give the new one a name of its own (there are {known})"
        yield Diagnostic(place, f"edition {name} was published already", hint)
    elif store.editions and name < store.editions[-1].name:
        hint = "name it so that it comes after, for instance with today's date"
        yield Diagnostic(place, f"edition {name} would come before {store.editions[-1].name}", hint)


def find_faults(root: Path, entries: list[dict[str, Any]]) -> Iterator[Diagnostic]:
    """Return what keeps the documents from being published: missing or other files, failed checks, false claims."""
    manifest = Location(f"{OUTPUT}/manifest.json")
    build = "run 'nox -s build', then 'nox -s conformance', and publish what they leave"
    if not entries:
        yield Diagnostic(manifest, "there is nothing to publish", build)
        return
    other = [
        one["path"]
        for one in entries
        if not (root / OUTPUT / one["path"]).is_file()
        or hash_file(root / OUTPUT / one["path"]) != one["sha256"]
    ]
    for path in other[:MOST]:
        yield Diagnostic(Location(f"{OUTPUT}/{path}"), "this file is not as the build made it", build)
    report = read_report(root, {one["path"]: one["sha256"] for one in entries}).get("files", {})
    unseen = [one["path"] for one in entries if one["path"] not in report]
    if unseen:
        message = (
            f"{len(unseen)} of {len(entries)} files were not checked as they are now, {unseen[0]} among them"
        )
        yield Diagnostic(Location(f"{OUTPUT}/conformance.json"), message, "run 'nox -s conformance' first")
    failed = [path for path, one in sorted(report.items()) if one["status"] == "failed"]
    for path in failed[:MOST]:
        names = [name for name, check in report[path]["checks"].items() if check["status"] == "failed"]
        message = f"this file fails its checks: {', '.join(names)}"
        yield Diagnostic(
            Location(f"{OUTPUT}/{path}"), message, "'nox -s conformance' tells where, and how to mend it"
        )
    for one in entries:
        if one["state"] == "final" and (one["proposed"] or one["awaited"]):
            message = f"it claims to be final with {one['proposed']} proposed and {one['awaited']} awaited"
            yield Diagnostic(Location(f"{OUTPUT}/{one['path']}"), message, build)


def read_entries(root: Path) -> list[dict[str, Any]]:
    """Return the manifest's entries; none where nothing was built or the manifest cannot be read."""
    try:
        entries = json.loads((root / OUTPUT / "manifest.json").read_bytes())["artifacts"]
        return list(entries)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
