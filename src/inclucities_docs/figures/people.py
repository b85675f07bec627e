"""The people of a city: a dot for each ten, and the share of them that a source speaks of."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from inclucities_docs.figures.city_profile import describe as describe_profile
from inclucities_docs.figures.city_profile import tabulate as tabulate_profile
from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.model import (
    EmptyFigureError,
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
)
from inclucities_docs.language.typography import begin_small

SUBJECT: Subject = "city"

PER_DOT = 10
RATIO = 0.85
"""Height of the field to its width."""

GAP = 16.0


def _find_share(city: Any) -> Any:
    """Return the first share that is known of the whole city."""
    return next((one for one in city.migration if one.unit == "percent" and one.value and not one.area), None)


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    city = given.subject
    told = describe_profile(given)
    share = _find_share(city)
    title = told.title
    if share:
        title = _("{city}, {share} of its people: {definition}").format(
            city=city.name,
            share=given.format.percent(share.value),
            definition=begin_small(str(share.definition), given.language),
        )
    return FigureDescription(
        title=title,
        subtitle=_("One dot: {number} people").format(number=given.format.number(PER_DOT)),
        alt=_("A field of dots, one for each {number} people of {city}.").format(
            number=PER_DOT, city=city.name
        ),
        description=told.description,
        source_note=cite_sources(given, [city, city.population, *([share] if share else _find_around(city))]),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Return a row for the population and each figure on migration, each with its definition."""
    return tabulate_profile(given)


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw the field, and below it what is told of it: how many, which share, with whom the city works."""
    city, colours = given.subject, canvas.colours
    if not city.population.value:
        raise EmptyFigureError(f"the population of {city.name} is not known", "it is in data/cities/")
    colour = colours.of_duo(city.duo) if city.duo else colours.primary
    share = _find_share(city)
    count = max(1, round(city.population.value / PER_DOT))
    columns = max(1, math.ceil(math.sqrt(count / RATIO)))
    step = canvas.width / columns
    lit = round(count * share.value / 100) if share else count
    y = canvas.top + step / 2
    pale = colours.mix(colours.rule, 0.55)
    for first in range(0, count, columns):
        row = min(columns, count - first)
        mine = min(max(lit - first, 0), row)
        canvas.draw_dots(step / 2, y, mine, step, colour)
        canvas.draw_dots(step / 2 + mine * step, y, row - mine, step, pale)
        y += step
    return _draw_notes(canvas, y + GAP, colour, share)


def _draw_notes(canvas: Canvas, y: float, colour: str, share: Any) -> float:
    """Draw three remarks side by side, one below the other on phones: a number or name, and what it is."""
    given, city, colours, _ = canvas.given, canvas.given.subject, canvas.colours, canvas.given.gettext
    date = f", {given.format.period(city.population.as_of)}" if city.population.as_of else ""
    dot = _("One dot: {number} people").format(number=given.format.number(PER_DOT))
    people = f"{city.population.definition}{date}. {dot}"
    notes = [(given.format.number(city.population.value), people, colours.ink)]
    if share:
        when = given.format.period(share.as_of) if share.as_of else _("no date given")
        notes.insert(0, (given.format.percent(share.value), f"{share.definition} ({when})", colour))
    else:
        notes += [_say_around(given, one, colours.ink) for one in _find_around(city)]
    partner = city.partner
    if partner:
        part = f"{_name_part(partner)}: " if _name_part(partner) else ""
        notes.append((str(partner.name), f"{part}{city.duo.title}", colours.ink))
    columns = 1 if given.is_narrow else len(notes)
    width = (canvas.width - GAP * (columns - 1)) / columns
    large = canvas.style("title")
    size = large.size * (1.0 if given.is_narrow else 1.6)
    heads = [canvas.set_name(text, replace(large, size=size, colour=ink), width) for text, _, ink in notes]
    room = max(head.height for head in heads)
    bottom, x = y, 0.0
    for head, (_text, words, ink) in zip(heads, notes, strict=True):
        canvas.draw_line([(x, y), (x + width, y)], ink, 2.5)
        end = canvas.put(head, x, y + 7)
        end = canvas.write(words, x, (end if columns == 1 else y + 7 + room) + 3, canvas.style(), width)
        bottom = max(bottom, end)
        if columns == 1:
            y = end + 12
        else:
            x += width + GAP
    return bottom


def _find_around(city: Any) -> list[Any]:
    """Return the first share that is known of what lies around the city, where none is known of itself."""
    return [one for one in city.migration if one.unit == "percent" and one.value and one.area][:1]


def _say_around(given: FigureInput, one: Any, ink: str) -> tuple[str, str, str]:
    when = given.format.period(one.as_of) if one.as_of else given.gettext("no date given")
    return (given.format.percent(one.value), f"{one.definition}, {one.area} ({when})", ink)


def _name_part(city: Any) -> str:
    return str(city.role.city) if city.role else ""
