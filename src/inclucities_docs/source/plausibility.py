"""What can be, and hardly is: a town of as many people as a country, a meeting outside the programme's years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.source.edition_check import warn_of
from inclucities_docs.source.project import Project

__all__ = ["check_plausibility"]

LARGEST = 40_000_000
"""So many people live in no town."""

APART = 5
"""So many times as much as another source says of the same is a slip, or another thing."""


def check_plausibility(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each figure and date that is most probably a slip."""
    for key, city in cast("dict[str, Any]", project.collections["cities"]).items():
        figure = city.population
        if figure.value is not None and figure.value > LARGEST:
            yield warn_of(
                project, f"cities/{key}.population", f"{figure.value:.0f} people live in no town", _SLIP
            )
        for one in figure.others if figure.value else ():
            if one.value and one.unit == figure.unit and not 1 / APART < one.value / figure.value < APART:
                message = f"one source says {figure.value:g} and another {one.value:g}: more than {APART} times as many"
                yield warn_of(project, f"cities/{key}.population", message, _SLIP)
                break
    years = project.programme.years.period if project.programme.years else None
    if years is None:
        return
    first, last = years.start[:4], (years.end or years.start)[:4]
    for collection in ("meetings", "events"):
        for key, one in cast("dict[str, Any]", project.collections[collection]).items():
            period = one.when.period
            if period is not None and not first <= period.start[:4] <= str(int(last) + 1):
                message = f"{period.start} is outside the programme's years, {first} to {last}"
                yield warn_of(
                    project, f"{collection}/{key}.when.period", message, "look for a slip in one of them"
                )


_SLIP = "look for a digit too many, a sign for thousands, or a figure of another area"
