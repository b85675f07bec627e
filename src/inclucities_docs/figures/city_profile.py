"""A city in short: where it lies, how many live there, and what is known of migration."""

from __future__ import annotations

from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.projection import Extent, read_outlines
from inclucities_docs.figures.model import (
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
    name_cities,
    name_group,
    name_state,
)

SUBJECT: Subject = "city"

PAD = 9.0
GAP = 18.0
WIDE = 190.0
"""From this width in millimetres there is room for everything beside the map: on posters."""

PEOPLE_PER_DOT = 1000


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    city = given.subject
    figures = "; ".join(_say_quantity(given, one) for one in city.migration)
    people = _say_value(given, city.population)
    role = _name_role(city)
    title = _("{city}, a city of {people} people").format(city=city.name, people=people)
    if city.population.value is None:
        title = str(city.name)
    return FigureDescription(
        title=title,
        subtitle=", ".join(part for part in (role, *_name_places(given, city)) if part),
        alt=_(
            "Profile of {city}: its place on the map, its population ({people}),"
            " its languages ({languages}) and what is known of migration."
        ).format(city=city.name, people=people, languages=_name_languages(given, city)),
        description=_(
            "{population}. Languages of the administration: {languages}. Migration: {figures}."
        ).format(
            population=_say_quantity(given, city.population),
            languages=_name_languages(given, city),
            figures=figures or "–",
        ),
        note=_(
            "Each figure on migration has its own definition:"
            " figures with different definitions can’t be compared."
        ),
        source_note=cite_sources(given, [city, city.population, *city.migration]),
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Return a row for the population and each figure on migration, each with its definition."""
    _ = given.gettext
    city = given.subject

    def row(subject: str, one: Any) -> tuple[str, ...]:
        return (
            subject,
            _say_value(given, one),
            str(one.definition),
            str(one.area or city.name),
            given.format.period(one.as_of) if one.as_of else _("no date given"),
            name_state(given, one.state),
        )

    rows = [row(_("Population"), one) for one in (city.population, *city.population.others)]
    for quantity in city.migration:
        rows += [row(_("Migration"), one) for one in (quantity, *quantity.others)]
    return FigureTable(
        caption=_("{city} in figures").format(city=city.name),
        header=(_("Subject"), _("Value"), _("Definition"), _("Area"), _("Date"), _("State")),
        rows=tuple(rows),
    )


def _name_role(city: Any) -> str:
    return str(city.role.city) if city.role else ""


def _name_places(given: FigureInput, city: Any) -> list[str]:
    """Return the region and the country, or the district where the region is the whole country."""
    country = given.format.country(city.country)
    names = [str(one.name) for one in (city.region, city.district) if one and one.name]
    region = next((one for one in names if one != country), None)
    return [region, country] if region else [country]


def _name_languages(given: FigureInput, city: Any) -> str:
    return given.format.join_list([given.format.language_name(tag) for tag in city.languages])


def _say_value(given: FigureInput, quantity: Any) -> str:
    if quantity.value is None:
        return given.gettext("awaited")
    if quantity.unit == "percent":
        return given.format.percent(quantity.value)
    return given.format.number(quantity.value)


def _say_quantity(given: FigureInput, quantity: Any) -> str:
    parts = [str(quantity.definition), str(quantity.area or "")]
    if quantity.as_of:
        parts.append(given.format.period(quantity.as_of))
    said = ", ".join(part for part in parts if part)
    return given.gettext("{what}: {value}").format(what=said, value=_say_value(given, quantity))


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw map, facts, people and figures on migration; give the y where they end."""
    if given.is_narrow:
        y = _draw_map(canvas, 0, canvas.top, canvas.width) + 10
        y = _draw_facts(canvas, 0, y, canvas.width)
        y = _draw_people(canvas, 0, y + 12, canvas.width)
    else:
        left = canvas.width * 0.31
        x, width = left + GAP, canvas.width - left - GAP
        y = _draw_facts(canvas, x, canvas.top, width)
        y = _draw_people(canvas, x, y + 12, width)
        if given.width_mm >= WIDE and given.subject.migration:
            y = _draw_migration(canvas, x, y + 14, width)
        y = max(y, _draw_map(canvas, 0, canvas.top, left))
    if not given.subject.migration or (given.width_mm >= WIDE and not given.is_narrow):
        return y
    return _draw_migration(canvas, 0, y + 14, canvas.width)


def _get_colour(canvas: Canvas) -> str:
    duo = canvas.given.subject.duo
    return canvas.colours.of_duo(duo) if duo else canvas.colours.primary


def _draw_map(canvas: Canvas, x: float, y: float, width: float) -> float:
    """Draw where the city lies in Europe: its country tinted, a disc at the city."""
    city, colours, colour = canvas.given.subject, canvas.colours, _get_colour(canvas)
    west, east, north, south = -1850.0, 1500.0, 1500.0, -1850.0
    share = 0.75 if canvas.given.is_narrow else 1.0
    scale = width / (east - west)
    height = (north - south) * scale * share
    north -= (north - south) * (1 - share) * 0.7
    extent = Extent(west, north, scale, x, y, x + width, y + height)
    for code, rings in read_outlines(canvas.given, extent):
        is_home = code == city.country
        fill = colours.mix(colour, 0.45) if is_home else colours.mix(colours.rule, 0.22)
        canvas.draw_polygon(rings, fill, colours.paper, 0.4)
    if city.coordinates is None:
        return y + height
    px, py = extent.place_degrees(city.coordinates.latitude, city.coordinates.longitude)
    canvas.draw_circle(px, py, 4.6, fill=colours.paper)
    if city.role and city.role.writes_plan:
        canvas.draw_circle(px, py, 3.1, fill=colours.paper, stroke=colour, width=1.6)
    else:
        canvas.draw_circle(px, py, 3.6, fill=colour)
    return y + height


def _draw_facts(canvas: Canvas, x: float, y: float, width: float) -> float:
    """List what the city is called, speaks and belongs to, a hairline between two facts."""
    given, colours, city = canvas.given, canvas.colours, canvas.given.subject
    _ = given.gettext
    facts = [
        (_("Its own name"), " · ".join(map(str, city.official_names)) or str(city.name)),
        (_("Languages of its administration"), _name_languages(given, city)),
    ]
    if city.association:
        facts.append((_("Association"), f"{city.association.name} ({city.association.acronym})"))
    for group in city.groups:
        others = name_cities(given, [one for one in group.cities if one != city])
        text = (
            _("with {city}: {theme}").format(city=others, theme=group.title) if others else str(group.title)
        )
        facts.append((name_group(given, group), text))
    labels = [canvas.set_text(label, canvas.style(colour=colours.muted), width * 0.32) for label, _v in facts]
    left = max(label.width for label in labels) + 12
    for index, (label, (_l, value)) in enumerate(zip(labels, facts, strict=True)):
        if index:
            canvas.draw_line([(x, y), (x + width, y)], colours.hairline, 0.5)
            y += 4.5
        block = canvas.set_text(value, canvas.style(is_bold=index == 0), width - left)
        canvas.put(label, x, y)
        canvas.put(block, x + left, y)
        y += max(label.height, block.height) + 4.5
    return y - 4.5


def _draw_people(canvas: Canvas, x: float, y: float, width: float) -> float:
    """Draw the population: the number, its definition, and a dot for each thousand people."""
    given, colours, city = canvas.given, canvas.colours, canvas.given.subject
    population = city.population
    colour = _get_colour(canvas)
    if population.value is None:
        who = population.awaited_from
        text = given.gettext("{what} (awaited from {who})").format(
            what=population.definition, who=getattr(who, "acronym", None) or who.name
        )
        return canvas.write(text, x, y, canvas.style(colour=colours.muted), width)
    number = canvas.set_text(_say_value(given, population), canvas.style("title", colour))
    date = f", {given.format.period(population.as_of)}" if population.as_of else ""
    words = canvas.set_text(f"{population.definition}{date}", canvas.style(), width - number.width - 8)
    baseline = y + 0.76 * number.style.size
    canvas.put(number, x, y)
    canvas.put(words, x + number.width + 8, baseline - 0.76 * words.style.size)
    y = max(y + number.height, baseline + words.height - 0.76 * words.style.size) + 4
    step, radius = 5.6, 1.9
    per_row = int(width // step)
    count = max(1, round(population.value / PEOPLE_PER_DOT))
    for index in range(count):
        row, column = divmod(index, per_row)
        canvas.draw_circle(x + radius + column * step, y + radius + row * step, radius, fill=colour)
    y += ((count - 1) // per_row + 1) * step + 2
    _ = given.gettext
    legend = _("one dot: {number} people").format(number=given.format.number(PEOPLE_PER_DOT))
    return canvas.write(legend, x, y, canvas.style("small", colours.muted), width)


def _draw_migration(canvas: Canvas, x: float, y: float, width: float) -> float:
    """Draw one figure with its definition, then the others as sentences, then what is awaited.

    Figures with different definitions never stand side by side, on one axis or in one column.
    """
    given, city = canvas.given, canvas.given.subject
    _ = given.gettext
    first = next((one for one in city.migration if one.value is not None and not one.area), None)
    others = [one for one in city.migration if one.value is not None and one != first]
    awaited = [one for one in city.migration if one.value is None and given.marked]
    style = canvas.style("heading", _get_colour(canvas))
    y = canvas.write(_("Origin and nationality of residents"), x, y, style, width) + 6
    if first is not None:
        y = _draw_headline(canvas, first, x, y, width) + 10
    if others:
        head = _("Other figures, each with another definition")
        if first is None:
            head = _("What is known, each figure with its own definition")
        y = canvas.write(head, x, y, canvas.style(is_bold=True), width) + 4
        y = _draw_sentences(canvas, others, x, y, width) + 10
    for one in awaited:
        y = _draw_blank(canvas, one, x, y, width) + 5
    return y - (5 if awaited else 10)


def _draw_headline(canvas: Canvas, quantity: Any, x: float, y: float, width: float) -> float:
    """Draw a figure large, its definition beside it, and a share as a part of the whole."""
    given, colours, colour = canvas.given, canvas.colours, _get_colour(canvas)
    _ = given.gettext
    number = canvas.set_text(_say_value(given, quantity), canvas.style("title", colour))
    left = PAD + number.width + 10
    date = given.format.period(quantity.as_of) if quantity.as_of else _("no date given")
    words = canvas.set_text(f"{quantity.definition} ({date})", canvas.style(), width - left - PAD)
    is_share = quantity.unit == "percent"
    content = max(number.height, words.height + 3)
    bottom = y + PAD + content + (13 if is_share else 0) + PAD
    canvas.draw_box(x, y, x + width, bottom, fill=colours.surface, radius=4)
    canvas.put(number, x + PAD, y + PAD)
    canvas.put(words, x + left, y + PAD + 3)
    if is_share:
        bar, start, end = y + PAD + content + 6, x + PAD, x + width - PAD
        canvas.draw_box(start, bar, end, bar + 7, fill=colours.paper, stroke=colour, radius=0)
        reach = start + (end - start) * min(100.0, quantity.value) / 100
        canvas.draw_box(start, bar, reach, bar + 7, fill=colour, radius=0)
    return bottom


def _draw_sentences(canvas: Canvas, quantities: list[Any], x: float, y: float, width: float) -> float:
    for quantity in quantities:
        middle = y + canvas.style().size * 0.5
        canvas.draw_line([(x, middle), (x + 4, middle)], _get_colour(canvas), 0.9)
        y = canvas.write(
            _say_quantity(canvas.given, quantity), x + 9, y, canvas.style(), width - 9
        ) + 4  # fmt: skip
    return y - 4


def _draw_blank(canvas: Canvas, quantity: Any, x: float, y: float, width: float) -> float:
    """Draw a dashed box that says what is awaited and from whom."""
    colours = canvas.colours
    who = quantity.awaited_from
    name = str(getattr(who, "acronym", None) or who.name)
    head = canvas.set_text(
        canvas.given.gettext("Awaited from {who}").format(who=name),
        canvas.style(colour=colours.muted, is_bold=True),
        width - 2 * PAD,
    )
    is_beside = head.width < width * 0.4
    left = PAD + (head.width + 10 if is_beside else 0)
    words = canvas.set_text(str(quantity.definition), canvas.style(colour=colours.muted), width - left - PAD)
    top = y + PAD * 0.7
    line = top if is_beside else top + head.height + 2
    bottom = max(top + head.height, line + words.height) + PAD * 0.7
    canvas.draw_box(
        x + 0.5, y + 0.5, x + width - 0.5, bottom - 0.5,
        stroke=colours.rule, width=0.8, radius=4, is_dashed=True,
    )  # fmt: skip
    canvas.put(head, x + PAD, top)
    canvas.put(words, x + left, line)
    return bottom
