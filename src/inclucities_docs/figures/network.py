"""The network: eight cities on the map, their associations, and who mentors whom."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas, Point, move_towards, point_on_curve
from inclucities_docs.figures.drawing.inset import LOCATOR, Inset, Spots, draw_locator, set_label
from inclucities_docs.figures.drawing.marks import MARKER, draw_city, put_key
from inclucities_docs.figures.drawing.placement import Candidate, list_candidates, place_labels
from inclucities_docs.figures.drawing.projection import Extent, read_outlines
from inclucities_docs.figures.drawing.text import Block
from inclucities_docs.figures.model import (
    FigureError,
    FigureInput,
    FigureTable,
    FigureWords,
    Subject,
    cite_sources,
)

SUBJECT: Subject = "programme"


def describe(given: FigureInput) -> FigureWords:
    """Give the figure's words."""
    _ = given.gettext
    duos = _list_duos(given)
    cities = [city for duo in duos for city in (duo.mentor, duo.mentee)]
    countries = {str(city.country) for city in cities}
    associations = {str(city.association.acronym) for city in cities}
    pairs = "; ".join(
        _("duo {number}: {mentor} ({mentor_country}) mentors {mentee} ({mentee_country}), {theme}").format(
            number=duo.number,
            mentor=duo.mentor.name,
            mentor_country=given.format.country(duo.mentor.country),
            mentee=duo.mentee.name,
            mentee_country=given.format.country(duo.mentee.country),
            theme=duo.title,
        )
        for duo in duos
    )
    return FigureWords(
        title=_(
            "{duos} mentor cities share their experience with {duos} others, in {countries} countries"
        ).format(duos=len(duos), countries=len(countries)),
        subtitle=_(
            "Cities and duos of the programme, with their {associations} national associations"
        ).format(associations=len(associations)),
        alt=_(
            "Map of Europe with {cities} cities in {countries} countries;"
            " {duos} arrows lead from each mentor city to its mentee."
        ).format(cities=len(cities), countries=len(countries), duos=len(duos)),
        description=_("On the map, {pairs}. Associations: {associations}.").format(
            pairs=pairs, associations=given.format.join_list(sorted(associations))
        ),
        note=_("Outlines of countries: Natural Earth, simplified."),
        source_note=cite_sources(given, duos_and_cities(duos)),
    )


def duos_and_cities(duos: list[Any]) -> list[Any]:
    """Give what the map's facts were read with: the themes of duos, and their cities."""
    return [one for duo in duos for one in (duo.theme, duo.mentor, duo.mentee)]


def tabulate(given: FigureInput) -> FigureTable:
    """Give a row a city."""
    _ = given.gettext
    roles = {"mentor": _("mentor"), "mentee": _("mentee")}
    rows = [
        (
            str(duo.number),
            str(duo.title),
            roles[role],
            str(city.name),
            given.format.country(city.country),
            f"{city.association.name} ({city.association.acronym})",
        )
        for duo in _list_duos(given)
        for role, city in (("mentor", duo.mentor), ("mentee", duo.mentee))
    ]
    return FigureTable(
        caption=_("Cities of the network, by duo"),
        header=(_("Duo"), _("Theme"), _("Role"), _("City"), _("Country"), _("Association")),
        rows=tuple(rows),
    )


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw the map, its inset and the list of duos; give the y where they end."""
    duos = _list_duos(given)
    spots = Spots(duos)
    extent = _frame(canvas, spots)
    _draw_countries(canvas, extent, {str(city.country) for city in spots.cities})
    lines = _draw_links(canvas, extent, spots, duos)
    inset_area = None
    y = extent.y1
    if spots.near:
        inset_area, y = _draw_inset(canvas, extent, spots, lines)
    _draw_cities(canvas, extent, spots, lines, inset_area)
    y = _draw_key(canvas, y + 8)
    return _draw_duos(canvas, duos, y + 8)


def _list_duos(given: FigureInput) -> list[Any]:
    duos = list(given.records.duos)
    if not duos:
        raise FigureError("there is no duo to draw", "add one in data/duos/")
    return duos


def _frame(canvas: Canvas, spots: Spots) -> Extent:
    """Choose the part of Europe: all cities with room for labels; the ocean holds the inset."""
    xs, ys = zip(*spots.place.values(), strict=True)
    is_narrow = canvas.given.is_narrow
    west = min(xs) - (520 if is_narrow or not spots.near else 860)
    east = max(xs) + (360 if is_narrow else 330)
    north, south = max(ys) + 170, min(ys) - 160
    scale = canvas.width / (east - west)
    height = (north - south) * scale
    return Extent(west, north, scale, 0.0, canvas.top, canvas.width, canvas.top + height)


def _draw_countries(canvas: Canvas, extent: Extent, members: set[str]) -> None:
    colours = canvas.colours
    land, member = colours.mix(colours.rule, 0.17), colours.mix(colours.primary, 0.22)
    for code, rings in read_outlines(canvas.given, extent):
        fill = member if code in members else land
        canvas.draw_polygon(rings, fill, colours.paper, 0.6)


def _draw_links(canvas: Canvas, extent: Extent, spots: Spots, duos: list[Any]) -> list[list[Point]]:
    """Draw an arrow from each mentor to its mentee; give points on them, for labels to avoid."""
    lines = []
    for duo in duos:
        (start, start_room), (end, end_room) = spots.on_map(duo.mentor), spots.on_map(duo.mentee)
        a, b = extent.place(start), extent.place(end)
        length = max(1.0, math.dist(a, b))
        bend = 0.16 * length * (1 if b[0] > a[0] else -1)
        normal = ((b[1] - a[1]) / length, -(b[0] - a[0]) / length)
        handle = (
            (a[0] + b[0]) / 2 + normal[0] * bend,
            (a[1] + b[1]) / 2 + normal[1] * bend,
        )
        colour = canvas.colours.of_duo(duo)
        a, b = move_towards(a, handle, start_room), move_towards(b, handle, end_room + 1.5)
        angle = math.atan2(b[1] - handle[1], b[0] - handle[0])
        canvas.draw_curve(a, handle, move_towards(b, handle, 4), canvas.colours.paper, 3.4)
        canvas.draw_curve(a, handle, move_towards(b, handle, 4), colour, 1.7)
        canvas.draw_head(b, angle, colour, 7.0)
        lines.append([point_on_curve(a, handle, b, step / 96) for step in range(97)])
    return lines


def _draw_cities(
    canvas: Canvas,
    extent: Extent,
    spots: Spots,
    lines: list[list[Point]],
    inset: tuple[float, float, float, float] | None,
) -> None:
    labels: list[dict[Candidate, tuple[Block, Block]]] = []
    taken = [inset] if inset else []
    if spots.near:
        x, y = extent.place(spots.centre)
        taken.append((x - LOCATOR, y - LOCATOR, x + LOCATOR, y + LOCATOR))
    for city in spots.apart:
        duo = spots.duo[city.id]
        x, y = extent.place(spots.place[city.id])
        draw_city(canvas, duo, x, y, is_mentor=city.id in spots.mentors)
        taken.append((x - MARKER, y - MARKER, x + MARKER, y + MARKER))
        country = canvas.given.format.country(city.country)
        below = f"{country} · {city.association.acronym}"
        whole = set_label(canvas, city, below)
        broken = set_label(canvas, city, below, max(whole[0].width * 0.6, whole[1].width))
        labels.append({})
        for rank, (name, second) in enumerate((broken, whole)):
            width, height = max(name.width, second.width), name.height + second.height
            for one in list_candidates(x, y, width, height, MARKER + 3):
                labels[-1][replace(one, rank=one.rank + 0.6 * (1 - rank))] = (name, second)
    frame = (0.0, extent.y0, canvas.width, extent.y1)
    chosen = place_labels([list(one) for one in labels], frame, taken, lines)
    for variants, spot in zip(labels, chosen, strict=True):
        name, second = variants[spot]
        x0, y0, x1, _ = spot.area
        x = {"start": x0, "end": x1, "middle": (x0 + x1) / 2}[spot.align]
        bottom = canvas.put(name, x, y0, spot.align)  # type: ignore[arg-type]
        canvas.put(second, x, bottom, spot.align)  # type: ignore[arg-type]


def _draw_inset(
    canvas: Canvas, extent: Extent, spots: Spots, lines: list[list[Point]]
) -> tuple[tuple[float, float, float, float], float]:
    """Draw the inset in the ocean, or below a narrow map; give its area, and the y below.

    Adds points on the lines that lead to it to ``lines``, for labels to avoid.
    """
    inset = Inset(canvas, spots)
    x, y = extent.place(spots.centre)
    if canvas.given.is_narrow:
        x0, y0 = 0.0, extent.y1 + 8
    else:
        x0, y0 = 0.0, min(max(extent.y0, y - inset.height * 0.38), extent.y1 - inset.height)
        for end, side in ((y0, -LOCATOR), (y0 + inset.height, LOCATOR)):
            line = [(x0 + inset.width, end), (x - LOCATOR, y + side)]
            canvas.draw_line(line, canvas.colours.rule, 0.6)
            lines.append([point_on_curve(line[0], line[1], line[1], step / 48) for step in range(49)])
    draw_locator(canvas, x, y, LOCATOR)
    inset.put(x0, y0)
    return (x0, y0, x0 + inset.width, y0 + inset.height), max(extent.y1, y0 + inset.height)


def _draw_key(canvas: Canvas, y: float) -> float:
    """Draw what full discs and rings mean."""
    _, colour = canvas.given.gettext, canvas.colours.muted

    def put_disc(x: float, y: float) -> None:
        canvas.draw_circle(x, y, 3.6, fill=colour)

    def put_ring(x: float, y: float) -> None:
        canvas.draw_circle(x, y, 3.1, stroke=colour, width=1.2)

    def put_number(x: float, y: float) -> None:
        style = canvas.style("small", colour, is_bold=True)
        canvas.put(canvas.set_text(canvas.given.format.number(1), style), x, y - style.size * 0.5, "middle")

    entries = [
        (put_disc, _("mentor city")),
        (put_ring, _("mentee city")),
        (put_number, _("number and colour: the duo")),
    ]
    return put_key(canvas, entries, y)


def _draw_duos(canvas: Canvas, duos: list[Any], y: float) -> float:
    """List the duos with theme and cities, in columns."""
    gap = 14.0
    columns = 1 if canvas.given.is_narrow else min(4, len(duos))
    width = (canvas.width - gap * (columns - 1)) / columns
    bottom = y
    for index, duo in enumerate(duos):
        column = index % columns
        if column == 0 and index:
            y = bottom + 9
        x, colour = column * (width + gap), canvas.colours.of_duo(duo)
        canvas.draw_line([(x, y), (x + width, y)], colour, 1.6)
        draw_city(canvas, duo, x + MARKER, y + 12.5, is_mentor=True)
        left = x + 2 * MARKER + 6
        room = x + width - left
        line = canvas.write(str(duo.title), left, y + 6.5, canvas.style(is_bold=True), room)
        names = [
            canvas.set_text(str(city.name), canvas.style("small"), room - indent, is_balanced=True)
            for city, indent in ((duo.mentor, 0), (duo.mentee, 11))
        ]
        line = canvas.put(names[0], left, line + 3)
        middle = line + 2 + names[1].style.size * 0.5
        canvas.draw_arrow((left, middle), (left + 8, middle), colour)
        line = canvas.put(names[1], left + 11, line + 2)
        bottom = max(bottom, line)
    return bottom
