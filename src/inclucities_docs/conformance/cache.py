"""What passed once need not be looked at again: remembered by what was looked at, and by what with.

A run remembers for the next one on the same machine. What a record tells, which comes with the project
from another machine, is held to be true as well, of the same bytes looked at by the same tools; but some
of it is looked at again each day, all of it within twenty.
"""

from __future__ import annotations

import datetime
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
PACKAGES = ("axe-core", "vnu-jar", "opendataloader-pdf", "playwright", "pikepdf", "pypdfium2", "lxml")
DAYS = 20
"""In so many days all that a record tells is looked at again."""

Passed = dict[str, tuple[str, str, list[str]]]
"""Check → tool and version that a file passed, and the pages on which its looks were tried."""


class Memory:
    """The checks that files passed; a changed file, check or tool is a new question."""

    def __init__(
        self, folder: Path | None = None, record: Path | None = None, day: datetime.date | None = None
    ) -> None:
        """Read what is remembered, and what a record tells; nothing, where there is no such file or it cannot be read."""
        self.day = day or datetime.datetime.now(datetime.UTC).date()
        self.file = (folder or cache_folder()) / FILE
        self.known = read_passed(self.file)
        self.told = read_passed(record) if record else {}
        self.used: set[str] = set()
        self.keys: dict[str, str] = {}
        self.assets: dict[str, bytes] = {}
        self.recalled: list[str] = []
        """Paths of files, one for each check of one that was not made again."""

    def recall(self, one: Delivered, checks: Sequence[str]) -> list[Result]:
        """Return the results of a file that passed all these checks; none where one has to run.

        What passed because its looks were tried on others does not stand for them: such a page is tried itself.
        """
        key = self.keys.setdefault(one.path, self.fingerprint(one))

        def has_all(passed: Passed) -> bool:
            return all(name in passed and (one.alike or not passed[name][2]) for name in checks)

        passed = self.known.get(key, {})
        if not has_all(passed):
            passed = self.told.get(key, {})
            if is_due(key, self.day) or not has_all(passed):
                return []
            self.known.setdefault(key, {}).update({name: passed[name] for name in checks})
        self.used.add(key)
        self.recalled += [one.path] * len(checks)
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
        return state.hexdigest()[:32]

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
        ways = {json.dumps(one, sort_keys=True): one for one in passed.values()}
        places = {way: place for place, way in enumerate(ways)}
        content = {
            "with": fingerprint_tools(),
            "ways": [*ways.values()],
            "passed": {key: places[json.dumps(one, sort_keys=True)] for key, one in passed.items()},
        }
        self.file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.file.with_suffix(".part")
        temporary.write_text(json.dumps(content, indent=0) + "\n", "utf-8")
        temporary.replace(self.file)


def read_passed(file: Path) -> dict[str, Passed]:
    """Return what a file says to have passed with the tools of today: fingerprint → checks; each way of passing stands once."""
    try:
        content = json.loads(file.read_bytes())
        if content["with"] != fingerprint_tools():
            return {}
        ways = content["ways"]
        return {
            key: {name: tuple(one) for name, one in ways[way].items()}
            for key, way in content["passed"].items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def is_due(key: str, day: datetime.date) -> bool:
    """Return whether what a record tells of a file is looked at again on a day."""
    return (int(key, 16) + day.toordinal()) % DAYS == 0


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
