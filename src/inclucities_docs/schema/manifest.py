"""The manifest: what deliverables/ holds, one entry a file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from inclucities_docs.schema.value import Language, Line, Model

__all__ = ["Manifest", "ManifestEntry", "TranslationCounts"]


class TranslationCounts(Model):
    """How many of a document's translated texts are in which state."""

    reviewed: Annotated[int, Field(ge=0)]
    """Read by a native reader."""
    unreviewed: Annotated[int, Field(ge=0)]
    """Drafted, and not read by a native reader yet."""
    stale: Annotated[int, Field(ge=0)]
    """Made from an older original than today's."""
    missing: Annotated[int, Field(ge=0)]
    """Not translated: shown in another language."""


class Checks(Model):
    """How many checks of accessibility, archiving and validity a file passed."""

    passed: Annotated[int, Field(ge=0)]
    """Checks passed."""
    failed: Annotated[int, Field(ge=0)]
    """Checks with something to mend."""
    not_run: Annotated[int, Field(ge=0)]
    """Checks whose tool was missing."""


class ManifestEntry(Model):
    """One file made."""

    path: Line
    """Where it stands below deliverables/."""
    kind: Line
    """The sort of document."""
    subject: str
    """The city or duo that it is about; empty for the programme."""
    language: Language
    """Its language."""
    format: Line
    """Its format, by file ending."""
    part: Line | None = None
    """The chapter or annex that it holds alone, or `card`; none for the whole document."""
    title: Line
    """Its title."""
    edition: Annotated[int, Field(ge=1)] | None = None
    """The edition of an action plan: 1 drafted, 2 consolidated, 3 revised."""
    state: Literal["draft", "final"]
    """Draft while something in it is proposed or awaited."""
    proposed: Annotated[int, Field(ge=0)]
    """Statements that are proposed, to be validated."""
    awaited: Annotated[int, Field(ge=0)]
    """Statements that are awaited."""
    translation: TranslationCounts
    """Its translated texts by state."""
    pages: Annotated[int, Field(ge=1)] | None = None
    """Printed pages, for PDF."""
    bytes: Annotated[int, Field(ge=1)]
    """Size."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Checksum."""
    checks: Checks | None = None
    """Results of the last run of the checks, where it looked at this very file; conformance.json has them in full."""


class Manifest(Model):
    """All files of a build, sorted by path; free of times."""

    programme: Line
    """Whose documents they are."""
    made_with: dict[Line, Line]
    """Versions of what affects the output."""
    artifacts: tuple[ManifestEntry, ...]
    """The files."""
