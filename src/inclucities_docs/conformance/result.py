"""What a check says: of which file, with which tool, how it ended, and what to mend where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Finding", "Result", "Status", "conclude", "skip"]

Status = Literal["passed", "failed", "not-run"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend: a place in the file, what is wrong in plain words, how to mend it."""

    place: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        words = f"{self.place}: {self.message}" if self.place else self.message
        return f"{words}\n  hint: {self.hint}" if self.hint else words


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One check of one file."""

    artifact: str
    """Path below the directory of deliverables."""
    check: str
    tool: str
    version: str
    status: Status
    findings: tuple[Finding, ...] = ()
    tried_on: tuple[str, ...] = ()
    """The files on which was tried, for this one too, what its words do not change."""


def conclude(
    artifact: str,
    check: str,
    tool: tuple[str, str],
    findings: list[Finding],
    tried_on: tuple[str, ...] = (),
) -> Result:
    """Return the result of a check that ran: passed where nothing was found."""
    unique = tuple(dict.fromkeys(findings))
    return Result(artifact, check, *tool, "failed" if unique else "passed", unique, tried_on)


def skip(artifact: str, check: str, tool: tuple[str, str], reason: str, hint: str) -> Result:
    """Return the result of a check that could not run, and why."""
    return Result(artifact, check, *tool, "not-run", (Finding("", reason, hint),))
