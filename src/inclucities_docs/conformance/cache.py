"""What passed once need not be looked at again: remembered by what was looked at, and by what with."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.result import Result
from inclucities_docs.conformance.tool import ToolMissingError, cache_folder, find_chromium, version_of

__all__ = ["Memory"]

FILE = "passed.json"
PACKAGES = ("axe-core", "vnu-jar", "opendataloader-pdf", "playwright", "pikepdf", "pypdfium2")


class Memory:
    """The checks that files passed; a changed file, check or tool is a new question."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read what is remembered; nothing, where there is no such file or it cannot be read."""
        self.file = (folder or cache_folder()) / FILE
        self.known: dict[str, dict[str, tuple[str, str, list[str]]]] = {}
        self.used: set[str] = set()
        self.keys: dict[str, str] = {}
        self.assets: dict[str, bytes] = {}
        try:
            content = json.loads(self.file.read_bytes())
            if content["with"] == fingerprint_tools():
                self.known = dict(content["passed"])
        except (OSError, ValueError, KeyError, TypeError):
            pass

    def recall(self, one: Delivered, checks: Sequence[str]) -> list[Result]:
        """Return the results of a file that passed all these checks; none where one has to run."""
        key = self.keys.setdefault(one.path, self.fingerprint(one))
        passed = self.known.get(key, {})
        if any(name not in passed for name in checks):
            return []
        self.used.add(key)
        return [
            Result(one.path, name, tool, version, "passed", tried_on=tuple(tried_on))
            for name in checks
            for tool, version, tried_on in [passed[name]]
        ]

    def fingerprint(self, one: Delivered) -> str:
        """Return a fingerprint of what is looked at together: a file, its page, what is said of it, its looks."""
        state = hashlib.sha256(repr((one.format, one.language, one.title, one.part)).encode())
        for file in dict.fromkeys([one.file, one.page]):
            state.update(hashlib.sha256(b"" if file is None else file.read_bytes()).digest())
        if not one.is_document:
            state.update(self.assets_of(one.directory))
        return state.hexdigest()

    def assets_of(self, directory: str) -> bytes:
        """Return a fingerprint of the style and the scripts that the portal's pages share."""
        if directory not in self.assets:
            state = hashlib.sha256()
            for file in sorted(Path(directory, "portal").glob("*.*s")):
                state.update(file.read_bytes())
            self.assets[directory] = state.digest()
        return self.assets[directory]

    def keep(self, results: Iterable[Result]) -> None:
        """Remember what passed of the files asked for; what failed or did not run is looked at again."""
        for result in results:
            if result.status == "passed" and result.artifact in self.keys:
                key = self.keys[result.artifact]
                self.known.setdefault(key, {})[result.check] = (
                    result.tool,
                    result.version,
                    [*result.tried_on],
                )
                self.used.add(key)

    def save(self, *, forget: bool) -> None:
        """Write it; ``forget`` what was not asked for, when everything was."""
        passed = {key: one for key, one in sorted(self.known.items()) if key in self.used or not forget}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.file.with_suffix(".part")
        temporary.write_text(json.dumps({"with": fingerprint_tools(), "passed": passed}), "utf-8")
        temporary.replace(self.file)


@cache
def fingerprint_tools() -> str:
    """Return a fingerprint of the checks themselves and of the programs that they start."""
    state = hashlib.sha256()
    for file in sorted(Path(__file__).parent.iterdir()):
        if file.is_file():
            state.update(file.read_bytes())
    state.update(repr([(name, version_of(name)) for name in PACKAGES]).encode())
    try:
        browser = subprocess.run(
            [find_chromium(), "--version"], capture_output=True, check=False, timeout=60
        ).stdout
    except (ToolMissingError, subprocess.TimeoutExpired):
        browser = b""
    state.update(browser)
    return state.hexdigest()
