"""What can be, and hardly is: a town of as many people as a country, a figure of a year to come, a note left behind."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from inclucities_docs.diagnostics import Diagnostic
from inclucities_docs.inputs.freshness import this_day
from inclucities_docs.inputs.project import Project
from inclucities_docs.inputs.prose_slip import LEFTOVER, OF_OTHERS
from inclucities_docs.inputs.warning import warn_of
from inclucities_docs.schema.value import Model

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
    yield from _find_leftovers(project)
    yield from _find_twice(project)
    yield from _find_read_too_soon(project)
    yield from _find_unread(project, this_day())
    yield from _find_checked_too_soon(project, this_day())
    yield from _find_other_endings(project)
    yield from _find_future(project)
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


_LONG = re.compile(r"[^\W\d_]{4,}")
"""A word that is longer than most abbreviations."""


def _find_leftovers(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each text of a record that holds a note of its writer's."""
    for where, text in project.texts:
        for language, words in text.items():
            found = LEFTOVER.search(words)
            if found:
                message = f"a note to yourself stands here, and readers would read it: {found[0]}"
                yield warn_of(
                    project, f"{where}.{language}", message, "write what is meant, or say awaited_from:"
                )
            long = _LONG.findall(words)
            if len(long) > 1 and all(map(str.isupper, long)):
                message = "these words are all in capitals: readers are shouted at, and screen readers may spell them"
                hint = "write them as in a sentence; a style makes capitals where these are wanted"
                yield warn_of(project, f"{where}.{language}", message, hint)
            for pattern, message, hint, _ in OF_OTHERS:
                if pattern.search(words):
                    yield warn_of(project, f"{where}.{language}", message, hint)


def _find_twice(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each statement that its list has twice, and each address that two sources have."""
    first: dict[tuple[str, tuple[tuple[str, str], ...]], str] = {}
    for where, text in project.texts:
        item = re.fullmatch(r"(.+)\.\d+\.text", where)
        if item and first.setdefault((item[1], tuple(sorted(text.items()))), where) != where:
            yield warn_of(
                project, where, "the same words stand twice in this list", "take one of the two out"
            )
    known: dict[str, str] = {}
    for key, one in cast("dict[str, Any]", project.collections["sources"]).items():
        other = known.setdefault(str(one.url or key).rstrip("/"), key)
        if other != key:
            message = f"the source '{other}' has this address too"
            hint = "name one of the two wherever it is cited, and take the other out; or mend the address"
            yield warn_of(project, f"sources/{key}.url", message, hint)


def _find_read_too_soon(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each source that was read before it was published."""
    for key, one in cast("dict[str, Any]", project.collections["sources"]).items():
        published, read = one.published and one.published.start, one.read.end or one.read.start
        if published and _is_before(read, published):
            message = f"read on {read}, and published on {published}: nothing is read before it is there"
            yield warn_of(project, f"sources/{key}.read", message, "look for a slip in one of them")


FEW = 3
"""So many days to come are slips; where there are more, the clock of the machine is wrong."""


def _find_unread(project: Project, day: str) -> Iterator[Diagnostic]:
    """Yield a warning for each source that was read on a day to come: a check, unlike a build, looks at the clock."""
    sources = cast("dict[str, Any]", project.collections["sources"])
    late = {key: one.read.start for key, one in sources.items() if _is_before(day, one.read.start)}
    for key, read in late.items() if len(late) <= FEW else ():
        message = f"read on {read}, and today is {day}: nothing is read before its day"
        yield warn_of(project, f"sources/{key}.read", message, "look for a slip in the date")


def _find_checked_too_soon(project: Project, day: str) -> Iterator[Diagnostic]:
    """Yield a warning for each service that was checked on a day to come."""
    late = {
        f"directories/{key}.services.{name}.assured_date": str(service.assured_date)
        for key, directory in cast("dict[str, Any]", project.collections["directories"]).items()
        for name, service in directory.services.items()
        if service.assured_date and _is_before(day, str(service.assured_date))
    }
    for where, checked in late.items() if len(late) <= FEW else ():
        message = f"checked on {checked}, and today is {day}"
        yield warn_of(project, where, message, "look for a slip in the date")


def _find_other_endings(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each e-mail whose domain is that of a website but for its end or a letter."""
    known = {
        re.sub(r"^(?:https?://)?(?:www\.)?([^/]+).*$", r"\1", str(one)).lower()
        for _, one in _list_values(project, "website")
    }
    for where, one in _list_values(project, "email"):
        domain = str(one).rpartition("@")[2].lower()
        for guess in difflib.get_close_matches(domain, known - {domain}, n=1, cutoff=0.85):
            if domain in known or domain.endswith(f".{guess}") or guess.endswith(f".{domain}"):
                continue
            message = f"'{domain}' is hardly the domain of this address: a website here is {guess}"
            yield warn_of(project, where, message, "look for a slip in one of them")


def _list_values(project: Project, field: str) -> Iterator[tuple[str, object]]:
    """Yield each value of a field, wherever it stands, with its path."""
    programme, *records = project.list_records()
    for name, record in (programme, *records):
        yield from _walk(record, name, field)


def _walk(value: Any, path: str, field: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Model):
        inner: Any = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, Mapping):
        inner = value.items()
    else:
        inner = enumerate(value) if isinstance(value, tuple) else ()
    for name, one in inner:
        if name == field and isinstance(one, str):
            yield f"{path}.{name}", one
        else:
            yield from _walk(one, f"{path}.{name}", field)


def _find_future(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each figure of a year that was still to come when its source was read."""
    sources = cast("dict[str, Any]", project.collections["sources"])
    for key, city in cast("dict[str, Any]", project.collections["cities"]).items():
        for path, one in [
            ("population", city.population),
            *((f"migration.{at}", one) for at, one in enumerate(city.migration)),
        ]:
            read = [sources[name].read.start for name in getattr(one, "source", ()) or () if name in sources]
            if one.as_of is not None and read and _is_before(max(read), one.as_of.start):
                message = f"a figure of {one.as_of.start}, from a source that was read on {max(read)}"
                yield warn_of(project, f"cities/{key}.{path}", message, "look for a slip in one of them")


def _is_before(day: str, other: str) -> bool:
    """Return whether a day, month or year is over before another begins."""
    return day < other[: len(day)]


_SLIP = "look for a digit too many, a sign for thousands, or a figure of another area"
