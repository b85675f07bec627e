"""What each document asked for when it was last made, with fingerprints of the answers."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inclucities_docs.build.writer import CACHE, read_kept, replace_file
from inclucities_docs.inputs.question import Question, name_questions, number_questions, read_questions
from inclucities_docs.inputs.question import Trace as Asked

__all__ = [
    "ASIDE",
    "Made",
    "Trace",
    "TraceStore",
    "fingerprint_program",
    "list_versions",
    "path_of",
    "remember",
]

FORMAT = 8
"""Raised when the store's form changes; another one is not read."""

TOOLS = (
    "weasyprint", "jinja2", "matplotlib", "pypandoc_binary", "babel", "lxml", "pydyf", "pyphen",
    "fonttools", "uharfbuzz", "brotli", "fontpkg-fira-sans", "fontpkg-fira-sans-condensed",
    "fontpkg-ibm-plex-sans-arabic", "justmytype-intl-africa", "segno", "numpy", "pillow", "pypdfium2", "phonenumbers",
    "tinycss2", "tinyhtml5", "cssselect2", "markupsafe", "pydantic", "pyyaml", "openpyxl",
)  # fmt: skip
"""Packages whose version affects the output."""


@functools.cache
def list_versions() -> Mapping[str, str]:
    """Return the version of each package that affects the output, as this process runs with it."""
    versions = {}
    for name in TOOLS:
        try:
            stated = importlib.metadata.distribution(name).read_text("METADATA") or ""
            found = re.search(
                r"^Version: (.+)$", stated, re.MULTILINE
            )  # a tenth of the time of reading it all
            versions[name] = found[1] if found else importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = "absent"
    return versions


ASIDE = {
    "__main__.py", "annotation.py", "cli", "conformance", "doctor.py", "preview", "publish", "starter", "translate",
}  # fmt: skip
"""Stages of the program that have no part in what a document becomes."""


def fingerprint_program(*, whole: bool = False) -> str:
    """Return the fingerprint of what makes documents, tools included; of the ``whole`` program, for checks."""
    day = os.environ.get("SOURCE_DATE_EPOCH", "0")  # that documents are made on
    return hashlib.blake2b(_fingerprint_code(whole) + day.encode(), digest_size=16).hexdigest()


@functools.cache
def _fingerprint_code(whole: bool) -> bytes:
    state = hashlib.blake2b(digest_size=16)
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package)
        if whole or name.parts[0] not in ASIDE:
            state.update(name.as_posix().encode())
            state.update(path.read_bytes())
    state.update(json.dumps(list_versions(), sort_keys=True).encode())
    return state.digest()


@dataclass(frozen=True)
class Made:
    """One file as it was written."""

    bytes: int
    sha256: str
    pages: int = 0
    modified: int = 0
    changed: int = 0
    """When the file was put in place, and when its entry was: what nobody touched since is not read again.

    The first can be set back by whoever changes a file, the second cannot. Nanoseconds; 0: to be read."""

    def find(self, path: Path) -> Made | None:
        """Return this as the file is now; none where it is not there as it was written."""
        try:
            status = path.lstat()
            if status.st_size != self.bytes or not stat.S_ISREG(status.st_mode):
                return None
            if (status.st_mtime_ns, status.st_ctime_ns) == (self.modified, self.changed):
                return self
            if hashlib.sha256(path.read_bytes()).hexdigest() != self.sha256:
                return None
        except (OSError, ValueError):  # a name that no file can have
            return None
        return replace(self, modified=status.st_mtime_ns, changed=status.st_ctime_ns)

    def is_in_place(self, path: Path) -> bool:
        """Return whether the file is there as it was written."""
        return self.find(path) is not None


def remember(content: bytes, path: Path, pages: int = 0) -> Made:
    """Return what is remembered of a file just put in place, even if somebody took it away at once."""
    made = Made(len(content), hashlib.sha256(content).hexdigest(), pages)
    return made.find(path) or made


def path_of(name: str, format_name: str) -> str:
    """Return the path of a file from its trace's name: ``action-plan/jelgava fr`` and ``pdf``."""
    document, language = name.rsplit(" ", 1)
    joint = "-" if "." in format_name else "."  # a part of a document: 04-matching.pdf
    return f"{language}/{document.replace('/', '-')}{joint}{format_name}"


@dataclass
class Trace:
    """One document in one language: its files, and what they asked for."""

    title: str
    proposed: int
    awaited: int
    edition: int | None
    files: dict[str, Made] = field(default_factory=dict)
    """Format → file."""
    answers: dict[str, Asked] = field(default_factory=dict)
    """Format → question → fingerprint of the answer."""
    marks: list[list[str]] = field(default_factory=list)
    """State and path of each part that is not final: proposed, awaited, or a translation to look at."""
    sources: list[str] = field(default_factory=list)
    """Ids of the sources that the document cites."""
    translation: dict[str, int] = field(default_factory=dict)
    """How many of its translated texts are in which state."""


@dataclass
class TraceStore:
    """All traces of a project; a lost, old or damaged store is an empty one."""

    program: str = ""
    inputs: str = ""
    """Fingerprint of all input files, where everything that is owed was made from them."""
    traces: dict[str, Trace] = field(default_factory=dict)
    portal: dict[str, Made] = field(default_factory=dict)
    """The files of the portal by path."""
    manifest: Made | None = None
    failed: set[str] = field(default_factory=set)
    """Traces of documents that could not be made when that was last tried."""
    _numbers: dict[Question, int] = field(default_factory=dict, repr=False)
    """Question → its number in the file."""
    _numbered: dict[int, tuple[Asked, dict[str, str]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Answers by the numbers of their questions, worked out once: by identity of the answers, which are kept beside."""

    def list_files(self) -> dict[str, Made]:
        """Return every file that stands in deliverables/ by its path."""
        files = {
            path_of(name, key): made for name, one in self.traces.items() for key, made in one.files.items()
        }
        return files | self.portal | ({"manifest.json": self.manifest} if self.manifest else {})

    def doubt(self) -> None:
        """Have every file read again, however untouched it looks."""
        for trace in self.traces.values():
            trace.files = {key: replace(made, changed=0) for key, made in trace.files.items()}
        self.portal = {path: replace(made, changed=0) for path, made in self.portal.items()}
        self.manifest = replace(self.manifest, changed=0) if self.manifest else None

    @classmethod
    def load(cls, root: Path) -> TraceStore:
        """Read the store."""
        try:
            content = json.loads(read_kept(root / CACHE / "traces.json"))
            if content.pop("format") != FORMAT:
                return cls()
            questions = read_questions(content["questions"])
            traces = {}
            numbered: dict[int, tuple[Asked, dict[str, str]]] = {}
            for name, one in content["traces"].items():
                document, language = name.split(" ")
                if not document or not language:
                    raise ValueError(name)
                files = {key: Made(**made) for key, made in one["files"].items()}
                asked = [name_questions(found, questions) for found in one["asked"]]
                numbered.update(
                    (id(named), (named, found)) for named, found in zip(asked, one["asked"], strict=True)
                )
                answers = {key: asked[number] for key, number in one["answers"].items()}
                traces[name] = Trace(
                    one["title"], one["proposed"], one["awaited"], one["edition"], files, answers,
                    one["marks"], one["sources"], one["translation"],
                )  # fmt: skip
            portal = {path: Made(**made) for path, made in content["portal"].items()}
            manifest = Made(**content["manifest"]) if content["manifest"] else None
            failed = set(map(str, content["failed"]))
            store = cls(str(content["program"]), str(content["inputs"]), traces, portal, manifest, failed)
            numbers = {question: number for number, question in enumerate(questions)}
            used = len(set().union(*(found for _, found in numbered.values())))
            if len(numbers) == len(questions) < 2 * used:  # else too many are left that nobody asks any more
                store._numbers, store._numbered = numbers, numbered
            return store
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            return cls()

    def forget(self, owed: Mapping[str, set[str]]) -> None:
        """Keep what is owed alone: trace → its formats."""
        self.traces = {name: trace for name, trace in self.traces.items() if name in owed}
        for name, trace in self.traces.items():
            trace.files = {key: made for key, made in trace.files.items() if key in owed[name]}
            trace.answers = {key: asked for key, asked in trace.answers.items() if key in owed[name]}

    def _number(self, asked: Asked) -> dict[str, str]:
        """Return answers by the numbers of their questions."""
        if id(asked) not in self._numbered:
            self._numbered[id(asked)] = (asked, number_questions(asked, self._numbers))
        return self._numbered[id(asked)][1]

    def save(self, root: Path) -> None:
        """Write the store as a whole."""
        traces: dict[str, Any] = {}
        for name, one in sorted(self.traces.items()):
            asked: list[Asked] = []  # the files of a document mostly asked the same: kept once
            places = {}
            for key, found in one.answers.items():
                if found not in asked:
                    asked.append(found)
                places[key] = asked.index(found)
            traces[name] = {
                "title": one.title,
                "proposed": one.proposed,
                "awaited": one.awaited,
                "edition": one.edition,
                "files": {key: dict(vars(made)) for key, made in one.files.items()},
                "marks": one.marks,
                "sources": one.sources,
                "translation": one.translation,
                "answers": places,
                "asked": [self._number(found) for found in asked],
            }
        content = {
            "format": FORMAT,
            "program": self.program,
            "inputs": self.inputs,
            "questions": list(self._numbers),
            "traces": traces,
            "failed": sorted(self.failed),
            "portal": {path: dict(vars(made)) for path, made in sorted(self.portal.items())},
            "manifest": dict(vars(self.manifest)) if self.manifest else None,
        }
        replace_file(root, f"{CACHE}/traces.json", json.dumps(content, ensure_ascii=False).encode())
