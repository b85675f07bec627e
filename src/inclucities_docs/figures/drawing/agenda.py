"""Visits and events in the order of time: when each was, and where they stand on a scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inclucities_docs.figures.model import EmptyFigureError, FigureInput

__all__ = [
    "MONTH",
    "Axis",
    "Entry",
    "list_events",
    "list_visits",
    "say_date",
    "say_place",
    "sort_key",
    "spread",
]

LEAST_MONTH = 3.4
"""Height of a month where a figure is given less room than it needs, as on a card, points."""

MONTH = 12.0
"""Height of a month, points."""


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
    """Return the order of time; those without a date come last."""
    if entry.first is None:
        return (1e9, 0)
    return (entry.first + entry.day, entry.duo.number if entry.duo else 0)


def say_date(given: FigureInput, entry: Entry) -> str:
    """Return an entry's date, or that it is awaited."""
    period = entry.record.when.period
    return given.format.period(period) if period else given.gettext("awaited")


def say_place(given: FigureInput, record: Any) -> str:
    """Return the place of a visit or event, or that it is awaited; nothing where none is recorded."""
    place = record.place
    if place is None:
        return ""
    return given.gettext("awaited") if place.state == "awaited" else str(place.text)


def list_visits(given: FigureInput) -> list[Entry]:
    """Return the meetings of groups: study visits, mostly."""
    meetings = [one for one in given.records.meetings if one.group]
    return [_make_entry(one, str(one.title or ""), number=one.round, duo=one.group) for one in meetings]


def list_events(given: FigureInput) -> list[Entry]:
    """Return the meetings of all and all other events; raise EmptyFigureError where nothing is planned at all."""
    records = [*(one for one in given.records.meetings if not one.group), *given.records.events]
    if not records and not list(given.records.meetings):
        raise EmptyFigureError("there is no meeting to draw", "add one in data/meetings.yaml")
    return [_make_entry(one, str(one.title or ""), duo=one.group) for one in records]


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
    """Return a date's month counted from year 0; a year alone counts from January."""
    return int(date[:4]) * 12 + (int(date[5:7]) - 1 if len(date) >= 7 else 0)


class Axis:
    """Time from top to bottom at one scale: every month is as high as every other."""

    def __init__(self, entries: Sequence[Entry], top: float, month: float = MONTH) -> None:
        firsts = [entry.first for entry in entries if entry.first is not None]
        lasts = [entry.last for entry in entries if entry.last is not None]
        self.months = list(range(min(firsts), max(lasts) + 1)) if firsts else []
        month = max(month, LEAST_MONTH)
        self.top, self.bottom, self._month = top, top + month * len(self.months), month

    def start(self, month: int) -> float:
        """Return the y where a month begins."""
        return self.top + self._month * (month - self.months[0])

    def span(self, entry: Entry, least: float = 0.0) -> tuple[float, float]:
        """Return the y where a visit or event begins and the y where it ends, about its middle so high at least."""
        period = entry.record.when.period
        begin = self._place(str(period.start), is_end=False)
        end = self._place(str(period.end or period.start), is_end=True)
        more = max(0.0, least - (end - begin)) / 2
        return begin - more, end + more

    def _place(self, date: str, *, is_end: bool) -> float:
        month = _count(date)
        if len(date) < 7 and is_end:
            month += 11
        part = float(is_end)
        if len(date) == 10:
            part = (int(date[8:10]) - 1 + is_end) / 31
        return self.start(month) + self._month * part


def spread(wished: Sequence[tuple[float, float]], top: float) -> list[float]:
    """Return the y of each label, as near as can be to the y it wishes, one below the other; y and height in points."""
    placed: list[float] = []
    line = top
    for y, height in wished:
        placed.append(max(y, line))
        line = placed[-1] + height
    return placed
