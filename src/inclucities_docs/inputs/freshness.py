"""When an entry has to be checked again; the day of a build is given, never read from a clock."""

from __future__ import annotations

import calendar
import datetime
import os
from collections.abc import Sequence
from typing import Any

__all__ = ["add_months", "rests_on_old", "today"]

OLD = 4
"""Years after which what a page says has to be checked before one goes there."""


def today() -> str:
    """Return the day that the environment names in SOURCE_DATE_EPOCH; an empty text where it names none.

    Builds know no clock: without a day, pages show until when an entry holds, and the reader's
    browser marks it on the reader's own day.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "0")
    seconds = int(given) if given.isdigit() else 0
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat() if seconds else ""


def this_day() -> str:
    """Return the day for what people write, never for what is made of it: that of the environment, or of the clock."""
    return today() or datetime.datetime.now(datetime.UTC).date().isoformat()


def add_months(day: str, months: int) -> str:
    """Return the same day some months later, or the last day of that month: 2026-08-31 + 6 is 2027-02-28."""
    start = datetime.date.fromisoformat(day)
    year, month = divmod(start.month - 1 + months, 12)
    last = calendar.monthrange(start.year + year, month + 1)[1]
    return start.replace(year=start.year + year, month=month + 1, day=min(start.day, last)).isoformat()


def rests_on_old(sources: Sequence[Any]) -> bool:
    """Whether all of some sources are undated, or were years old when they were read."""
    newest = max((one.published.start for one in sources if one.published is not None), default=None)
    read = max(str(one.read.start) for one in sources)
    return newest is None or int(newest[:4]) + OLD <= int(read[:4])
