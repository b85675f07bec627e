"""A project small enough to build in a blink: a copy to change, run and look at."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inclucities_docs.cli import main

TESTS = Path(__file__).parent
SOURCE = TESTS.parent / "src"


@dataclass(frozen=True)
class Outcome:
    """What one command did."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class TinyProject:
    """A folder with a project in it."""

    root: Path

    def run(self, *arguments: str) -> Outcome:
        """Run a command in this process, as ``python -m inclucities_docs`` does."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main([*arguments, "--project", str(self.root)])
            except SystemExit as stop:
                code = int(stop.code or 0)
        return Outcome(code, out.getvalue(), err.getvalue())

    def build(self, *arguments: str) -> Outcome:
        """Build in this process."""
        return self.run("build", "--workers", "1", *arguments)

    def start(self, *arguments: str, before: tuple[str, ...] = (), **environment: str) -> Outcome:
        """Run a command in a process of its own, from its folder."""
        done = subprocess.run(
            [*before, sys.executable, "-m", "inclucities_docs", *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    def read(self, path: str) -> str:
        """Give a file's text."""
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a file, with the folders above it."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Exchange a piece of a file, which must be there."""
        text = self.read(path)
        assert old in text, f"{path} does not hold {old!r}"
        self.write(path, text.replace(old, new))

    def lay_over(self, folder: Path) -> None:
        """Copy a folder's files over the project; ``NAME.absent`` takes a file away."""
        for path in sorted(folder.rglob("*")):
            target = self.root / path.relative_to(folder)
            if path.suffix == ".absent":
                target.with_suffix("").unlink()
            elif path.is_file() and path.name != "expected.txt":
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)

    def made(self) -> dict[str, bytes]:
        """Give every file of deliverables/ by its path."""
        folder = self.root / "deliverables"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    def times(self) -> dict[str, int]:
        """Give when each file of deliverables/ was written."""
        folder = self.root / "deliverables"
        return {
            path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
            for path in folder.rglob("*")
            if path.is_file()
        }

    def manifest(self) -> dict[str, Any]:
        """Give the manifest."""
        content: dict[str, Any] = json.loads((self.root / "deliverables" / "manifest.json").read_bytes())
        return content

    def remade(self, outcome: Outcome) -> set[str]:
        """Give the documents that a build says it made: ``leaflet fr``."""
        return set(re.findall(r"^  made      (.+?):", outcome.out, re.MULTILINE))


LEFT = (".cache", "deliverables")
"""What commands leave in a project's folder."""


def copy_project(source: Path, root: Path) -> TinyProject:
    """Give a copy of a project's folder; all tests share the tiny one, which none may write into."""
    left = source == TESTS / "project" and [one.name for one in source.iterdir() if one.name in LEFT]
    assert not left, f"somebody worked in {source} itself and left {left} there: take it out"
    shutil.copytree(source, root, dirs_exist_ok=True)
    return TinyProject(root)
