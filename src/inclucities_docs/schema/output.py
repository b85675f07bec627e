"""What the commands answer to machines with ``--output json``; a published schema describes each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from inclucities_docs.schema.value import Language, Model

__all__ = [
    "CheckOutput",
    "ConformanceOutput",
    "Dependency",
    "DoctorOutput",
    "ExplainOutput",
    "ListOutput",
    "OwedFile",
    "Problem",
    "StatusOutput",
    "TextState",
    "TranslationState",
]

Count = Annotated[int, Field(ge=0)]


class Problem(Model):
    """One problem that a writer can mend."""

    path: str
    """The file, relative to the project's folder."""
    line: Count = 0
    """Line, from 1; 0 where the problem is the whole file's."""
    column: Count = 0
    """Column, from 1; 0 where it is the whole line's."""
    severity: Literal["error", "warning"]
    """An error keeps a document from being made, a warning does not."""
    message: str
    """What is wrong, in plain words."""
    hint: str = ""
    """What to do."""


class CheckOutput(Model):
    """The answer of ``check`` and ``build``."""

    errors: Count
    """Number of problems that keep a document from being made."""
    warnings: Count
    """Number of other problems."""
    problems: tuple[Problem, ...] = ()
    """All problems, sorted by place."""


class MachineFinding(Model):
    """What was found of one thing that builds, tests or the preview need."""

    purpose: Literal["build", "preview", "tests"]
    """What needs it."""
    name: str
    """What was looked at."""
    state: Literal["there", "weak", "missing"]
    """Weak: works, less well, or is for tests alone."""
    found: str
    """What stands there."""
    cost: str = ""
    """What does not work as it is."""
    mend: str = ""
    """The line, or the words, that mend it."""


class DoctorOutput(Model):
    """The answer of ``doctor``."""

    findings: tuple[MachineFinding, ...]
    """What was looked at, in the order in which it is needed."""


class Dependency(Model):
    """One thing that a file depends on, or that changed since it was made."""

    words: str
    """What it is, in words."""
    path: str = ""
    """The file that it stands in; empty where it stands in none."""
    line: Count = 0
    """Line, from 1; 0 where it is the whole file."""
    before: str = ""
    """For what changed: what was said when the file was made, shortened; empty where that is not known."""
    after: str = ""
    """For what changed: what is said now, shortened."""


class ExplainOutput(Model):
    """The answer of ``explain``."""

    path: str
    """The file, below deliverables/."""
    state: Literal["current", "never-made", "program-changed", "touched", "changed"]
    """Whether a build would leave it as it is, or why it would make it again; touched: missing or changed by hand."""
    answers: tuple[Dependency, ...] = ()
    """What it depends on, where it is current; what changed, where that is why it would be made again."""


class Tool(Model):
    """What a check was made with."""

    name: str
    """Its name."""
    version: str
    """Its version."""


class CheckFinding(Model):
    """One thing that a check found."""

    place: str
    """Where in the file; empty where it is the whole file's."""
    message: str
    """What is wrong."""
    hint: str
    """What to do; may be empty."""


CheckStatus = Literal["passed", "failed", "not-run"]


class CheckResult(Model):
    """What one check said of one file."""

    status: CheckStatus
    """Not run: its tool was missing."""
    findings: tuple[CheckFinding, ...] = ()
    """What it found, or why it was not run."""
    tried_on: tuple[str, ...] = ()
    """The files on which was tried, for this one too, what its words do not change; empty: on itself."""


class CheckedFile(Model):
    """What all checks said of one file."""

    status: CheckStatus
    """The worst of its checks."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Checksum of what was looked at."""
    checks: dict[str, CheckResult]
    """Check → its result."""


class ConformanceOutput(Model):
    """The answer of ``conformance``, and the form of deliverables/conformance.json."""

    tools: dict[str, Tool]
    """Check → what it was made with."""
    files: dict[str, CheckedFile]
    """File below deliverables/ → results."""


class OwedFile(Model):
    """One file that a build owes."""

    path: str
    """Where it stands below deliverables/."""
    document: str
    """Kind and subject: action-plan/jelgava."""
    language: Language
    """Its language."""
    format: str
    """Its format."""


class ListOutput(Model):
    """The answer of ``list``."""

    files: tuple[OwedFile, ...] = ()
    """All files that are owed, in the order of their documents."""


class TranslationState(Model):
    """How far the texts of one document are translated into one language."""

    document: str
    """Kind and subject: action-plan/jelgava."""
    language: Language
    """The language."""
    reviewed: Count
    """Texts that a native reader has read."""
    unreviewed: Count
    """Texts drafted, and not read yet."""
    stale: Count
    """Texts made from an older original than today's."""
    missing: Count
    """Texts that are shown in another language."""


class TextState(Model):
    """One text to be translated, or translated anew."""

    path: str
    """The file."""
    line: Count = 0
    """Line, from 1; 0 where it is not known."""
    language: Language
    """The language that it is wanted in."""
    state: Literal["stale", "missing"]
    """Stale: its original has changed since."""
    name: str
    """The fact, the file, or ``words:`` and the words of the interface."""


class StatusOutput(Model):
    """The answer of ``translate status``."""

    documents: tuple[TranslationState, ...] = ()
    """One entry for each document and language."""
    texts: tuple[TextState, ...] = ()
    """What is stale or missing, with its place."""
