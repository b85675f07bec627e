"""The people of a city: a dot for each ten, and the share of them that a source speaks of."""

from __future__ import annotations

import math
from typing import Any

from inclucities_docs.figures.city_profile import describe as describe_profile
from inclucities_docs.figures.city_profile import tabulate as tabulate_profile
from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.model import (
    EmptyFigureError,
    FigureInput,
    FigureTable,
    FigureWords,
    Subject,
    cite_sources,
)

SUBJECT: Subject = "city"

PER_DOT = 10
RATIO = 0.82
"""Height of the field to its width."""

GAP = 16.0


def _find_share(city: Any) -> Any:
    """Return the first share that is known of the whole city."""
    return next((one for one in city.migration if one.unit == "percent" and one.value and not one.area), None)


def describe(given: FigureInput) -> FigureWords:
    """Return the figure's words."""
    _ = given.gettext
    city = given.subject
    told = describe_profile(given)
    share = _find_share(city)
    return FigureWords(
        title=told.title,
        subtitle=_("One dot: {number} people").format(number=given.format.number(PER_DOT)),
        alt=_("A field of dots, one for each {number} people of {city}.").format(
            number=PER_DOT, city=city.name
        ),
        description=told.description,
        source_note=cite_sources(given, [city, city.population, *([share] if share else [])]),
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
    notes = [(given.format.number(city.population.value), f"{city.population.definition}{date}", colours.ink)]
    if share:
        when = given.format.period(share.as_of) if share.as_of else _("no date given")
        notes.append((given.format.percent(share.value), f"{share.definition} ({when})", colour))
    partner = city.partner
    if partner:
        part = f"{_name_part(partner)}: " if _name_part(partner) else ""
        notes.append((str(partner.name), f"{part}{city.duo.title}", colours.ink))
    columns = 1 if given.is_narrow else len(notes)
    width = (canvas.width - GAP * (columns - 1)) / columns
    bottom, x = y, 0.0
    for large, words, ink in notes:
        canvas.draw_line([(x, y), (x + width, y)], ink, 2.0)
        end = canvas.write(large, x, y + 7, canvas.style("title", ink), width)
        end = canvas.write(words, x, end + 3, canvas.style(), width)
        bottom = max(bottom, end)
        if columns == 1:
            y = end + 12
        else:
            x += width + GAP
    return bottom


def _name_part(city: Any) -> str:
    return str(city.role.city) if city.role else ""
