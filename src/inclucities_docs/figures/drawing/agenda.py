"""Visits and events in the order of time: when each was, and how high each month must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inclucities_docs.figures.model import FigureError, FigureInput

__all__ = [
    "RADIUS",
    "YEAR",
    "Axis",
    "Entry",
    "list_events",
    "list_visits",
    "say_date",
    "say_place",
    "sort_key",
]

MONTH = 12.5
"""Height of a month, points; a month with more in it is higher."""

QUIET_MONTH = 3.5
"""Height of a month in which nothing is recorded."""

YEAR = 15.0
"""Height of the line that names a year."""

RADIUS = 5.6
"""Radius of a visit's disc."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A visit or event: where it stands in time, or that this is awaited."""

    record: Any
    label: str
    first: int | None
    """Month it begins in, counted from year 0; none where no date is known."""
    last: int | None
    day: float
    """Part of the first month gone by."""
    is_awaited: bool
    round: int | None = None
    duo: Any = None


def sort_key(entry: Entry) -> tuple[float, int]:
    """Give the order of time; those without a date come last."""
    if entry.first is None:
        return (1e9, 0)
    return (entry.first + entry.day, entry.duo.number if entry.duo else 0)


def say_date(given: FigureInput, entry: Entry) -> str:
    """Give an entry's date, or that it is awaited."""
    period = entry.record.when.period
    return given.format.period(period) if period else given.gettext("awaited")


def say_place(given: FigureInput, record: Any) -> str:
    """Give the place of a visit or event, or that it is awaited; nothing where none is recorded."""
    place = record.place
    if place is None:
        return ""
    return given.gettext("awaited") if place.state == "awaited" else str(place.text)


def list_visits(given: FigureInput) -> list[Entry]:
    """Give all study visits; raises FigureError where there is none."""
    visits = list(given.records.visits)
    if not visits:
        raise FigureError("there is no study visit to draw", "add one in data/visits.yaml")
    return [_make_entry(one, str(one.title or ""), number=one.round, duo=one.duo) for one in visits]


def list_events(given: FigureInput) -> list[Entry]:
    """Give all other events."""
    return [_make_entry(one, str(one.title), duo=one.duo) for one in given.records.events]


def _make_entry(record: Any, label: str, *, number: int | None = None, duo: Any = None) -> Entry:
    when = record.when
    is_awaited = when.state == "awaited"
    period = when.period
    if period is None:
        return Entry(record, label, None, None, 0.0, is_awaited, number, duo)
    first, last = str(period.start), str(period.end or period.start)
    day = (int(first[8:10]) - 1) / 31 if len(first) == 10 else 0.5
    return Entry(record, label, _count(first), _count(last), day, is_awaited, number, duo)


def _count(date: str) -> int:
    """Give a date's month counted from year 0; a year alone counts from January."""
    return int(date[:4]) * 12 + (int(date[5:7]) - 1 if len(date) >= 7 else 0)


class Axis:
    """Months from top to bottom, each as high as what happened in it needs.

    ``listings`` are the events with the height of their words, points.
    """

    def __init__(self, visits: Sequence[Entry], listings: Sequence[tuple[Entry, float]], top: float) -> None:
        entries = [*visits, *(entry for entry, _ in listings)]
        firsts = [entry.first for entry in entries if entry.first is not None]
        lasts = [entry.last for entry in entries if entry.last is not None]
        self.months = list(range(min(firsts), max(lasts) + 1)) if firsts else []
        self.busy = {
            month
            for entry in entries
            if entry.first is not None and entry.last is not None
            for month in range(entry.first, entry.last + 1)
        }
        self.years: dict[int, float] = {}
        self._spans: dict[int, tuple[float, float]] = {}
        for month in self.months:
            if month % 12 == 0 or month == self.months[0]:
                self.years[month // 12] = top
                top += YEAR
            words = sum(height for entry, height in listings if entry.first == month)
            marks = sum(entry.first == month for entry in visits)
            room = max(MONTH + 8.0 * max(0, marks - 1), words + 2)
            height = room if month in self.busy else QUIET_MONTH
            self._spans[month] = (top, top + height)
            top += height
        self.bottom = top

    def span(self, month: int) -> tuple[float, float]:
        """Give the y where a month begins and the y where it ends."""
        return self._spans[month]

    def place(self, month: int, part: float) -> float:
        """Give the y of a point in a month; marks keep clear of the month's ends."""
        y0, y1 = self._spans[month]
        return min(max(y0 + (y1 - y0) * part, y0 + RADIUS + 1), y1 - RADIUS - 1)
