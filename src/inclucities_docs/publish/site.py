"""An edition put in place: staged beside the site, then moved in whole."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inclucities_docs import __version__
from inclucities_docs.build.reporter import format_size
from inclucities_docs.diagnostics import DiagnosticError, refuse
from inclucities_docs.inputs.project import load_project
from inclucities_docs.inputs.workspace import Workspace
from inclucities_docs.publish.bill import write_bill
from inclucities_docs.publish.fact import list_facts
from inclucities_docs.publish.gate import OUTPUT, check_edition, find_faults, read_entries
from inclucities_docs.publish.page import Comparison, Pages
from inclucities_docs.publish.store import (
    EDITION,
    FACTS,
    SITE,
    SUMS,
    Published,
    Store,
    hash_file,
    put_file,
    read_store,
)

__all__ = ["Plan", "publish"]

LEFT_OUT = {"README.md", "editions.html"}
"""Files of deliverables/ that a site has no use for, or has its own of."""
STAGING = ".publishing"
"""Where an edition is put together; what an interrupted run left there is thrown away."""
SPARE = 50_000_000
"""Bytes that must stay free on the disk."""


@dataclass(frozen=True)
class Plan:
    """What publishing an edition would do."""

    name: str
    new: tuple[str, ...]
    """Documents' files that were not in the edition before."""
    changed: tuple[str, ...]
    """Documents' files that were, with other bytes."""
    withdrawn: tuple[str, ...]
    """Documents' files that were, and are not any more."""
    comparisons: tuple[Comparison, ...] = field(repr=False, default=())
    added: int = 0
    """Bytes that the site grows by: documents, pages, redlines, and what is said of the edition."""


def publish(root: Path, name: str, folder: Path, *, dry_run: bool = False) -> Plan:
    """Publish what the last build made as an edition; return what was done, or would be.

    Raise DiagnosticError with everything that speaks against it; nothing is written then.
    """
    project = load_project(Workspace.take(root))
    if project.portal is None:
        hint = "a site needs the portal's templates: bring templates/portal/ with its portal.yaml"
        raise refuse("templates/portal", "this project has no portal", hint)
    entries = read_entries(root)
    store = read_store(folder, project.programme.name)
    problems = [*check_edition(name, store), *find_faults(root, entries)]
    if problems:
        raise DiagnosticError(problems)
    output = root / OUTPUT
    paths = sorted(
        one.relative_to(output).as_posix()
        for one in output.rglob("*")
        if one.is_file() and not one.is_symlink()
    )
    files = {path: hash_file(output / path) for path in paths if path not in LEFT_OUT}
    manifest = json.loads((output / "manifest.json").read_bytes())
    facts = list_facts(project)
    kept = gzip.compress(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode(), mtime=0)
    edition = Published(name, files | {FACTS: hashlib.sha256(kept).hexdigest()}, manifest, facts)
    pages = Pages(project, store, edition, lambda path: (output / path).read_bytes())
    plan = _plan(store, edition, pages)
    written = pages.write(plan.comparisons, plan.withdrawn) | _describe(edition, store, root)
    if store.find(edition.files[FACTS]) is None:
        written[f"{name}/{FACTS}"] = kept
    plan = replace(plan, added=_measure(written, store, edition, output))
    if shutil.disk_usage(_find_parent(folder)).free < plan.added + SPARE:
        message = f"there is no room for the {format_size(plan.added)} that edition {name} adds"
        raise refuse(folder.as_posix(), message, "make room on this disk")
    if not dry_run:
        try:
            _put_in_place(store, edition, output, written)
        finally:  # what was stopped, or found no room, leaves nothing behind
            shutil.rmtree(folder / STAGING, ignore_errors=True)
    return plan


def _plan(store: Store, edition: Published, pages: Pages) -> Plan:
    documents = {one["path"]: one["sha256"] for one in edition.manifest["artifacts"]}
    last = store.editions[-1] if store.editions else None
    before = {one["path"]: one["sha256"] for one in last.manifest["artifacts"]} if last else {}
    return Plan(
        edition.name,
        tuple(path for path in documents if path not in before),
        tuple(path for path, checksum in documents.items() if before.get(path, checksum) != checksum),
        tuple(path for path in before if path not in documents),
        tuple(pages.compare(one) for one in store.editions),
    )


def _describe(edition: Published, store: Store, root: Path) -> dict[str, bytes]:
    """Return what is said of the edition: in its own folder what it holds and was made from, at the site's its name."""
    said = {
        EDITION: edition.write(),
        "provenance.json": _write_provenance(edition, root),
        "sbom.cdx.json": write_bill(),
        SUMS: edition.write_sums(),
    }
    return {f"{edition.name}/{path}": one for path, one in said.items()} | {SITE: store.write(edition)}


def _measure(written: Mapping[str, bytes], store: Store, edition: Published, output: Path) -> int:
    """Return the bytes that the site grows by: of the same bytes once, and less what nothing keeps any more."""
    new = {
        checksum: (output / path).stat().st_size
        for path, checksum in edition.files.items()
        if store.find(checksum) is None and f"{edition.name}/{path}" not in written
    }
    before = [store.folder / path for path in written]
    freed = sum(one.stat().st_size for one in before if one.is_file() and one.stat().st_nlink == 1)
    return sum(new.values()) + sum(map(len, written.values())) - freed


def _find_parent(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _put_in_place(store: Store, edition: Published, output: Path, written: Mapping[str, bytes]) -> None:
    """Write the edition aside, move it in, then bring the short addresses up to it; ``site.json`` comes last."""
    folder = store.folder
    folder.mkdir(parents=True, exist_ok=True)
    staging = folder / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    for path, checksum in edition.files.items():
        published = store.find(checksum)
        if published is not None:
            put_file(published, staging / edition.name / path)
        elif f"{edition.name}/{path}" not in written:
            _copy(output / path, staging / edition.name / path)  # no link: the next build may write in place
    for path, content in written.items():
        _write(staging / path, content)
    final = folder / edition.name
    shutil.rmtree(final, ignore_errors=True)  # left by a run that was stopped before it was listed
    os.replace(staging / edition.name, final)
    for path in edition.files:
        put_file(final / path, folder / path)
    for path in sorted(written, key=lambda one: one == SITE):
        if (staging / path).is_file():  # not what moved in with the edition
            put_file(staging / path, folder / path)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)  # a link there would lead elsewhere
    partial.write_bytes(content)
    os.replace(partial, path)


def _write_provenance(edition: Published, root: Path) -> bytes:
    """Return what the edition, by the list of its files, was made from and with, in the terms of SLSA's provenance."""
    git = ["git", "-C", str(root), "rev-parse", "HEAD"]
    ask: Callable[..., Any] = subprocess.run
    try:
        commit = ask(git, capture_output=True, text=True, timeout=10, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        commit = ""
    manifest = hashlib.sha256(json.dumps(edition.manifest, sort_keys=True).encode()).hexdigest()
    lock = root / "requirements.lock"
    content = {
        "_type": "https://in-toto.io/Statement/v1",
        "predicateType": "https://slsa.dev/provenance/v1",
        "subject": [{"name": SUMS, "digest": {"sha256": hashlib.sha256(edition.write_sums()).hexdigest()}}],
        "predicate": {
            "buildDefinition": {
                "buildType": "inclucities-docs/publish",
                "externalParameters": {"edition": edition.name},
                "resolvedDependencies": [
                    *([{"name": "project", "digest": {"gitCommit": commit}}] if commit else []),
                    *(
                        [{"name": "requirements.lock", "digest": {"sha256": hash_file(lock)}}]
                        if lock.is_file()
                        else []
                    ),
                ],
            },
            "runDetails": {
                "builder": {"id": "inclucities-docs", "version": {"inclucities-docs": __version__}},
                "byproducts": [{"name": "manifest.json", "digest": {"sha256": manifest}}],
            },
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
