"""A subject of the checks: its names, the files it looks at, the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inclucities_docs.conformance.inventory import Delivered
from inclucities_docs.conformance.result import Result

__all__ = ["Check", "Examiner"]

Check = Callable[[Sequence[Delivered], int], list[Result]]


@dataclass(frozen=True, slots=True)
class Examiner:
    """One subject: its checks, the files it looks at, the function that looks."""

    checks: tuple[str, ...]
    formats: tuple[str, ...]
    look: Check
    starts_programs: bool = False
    """Starts programs of its own, which use the processors themselves."""
    is_alone: bool = True
    """Looks at a file and its page alone, so that what passed can be remembered."""
    samples: bool = False
    """Is too slow for every page: some pages of the portal stand for those from the same template."""
