"""The network: the cities on the map, their associations, and who works with whom."""

from __future__ import annotations

import math
import string
from dataclasses import replace
from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas, Point, move_towards, point_on_curve
from inclucities_docs.figures.drawing.inset import (
    LEADING,
    LOCATOR,
    Inset,
    MappedCities,
    draw_locator,
    find_leader,
    put_label,
    set_label,
)
from inclucities_docs.figures.drawing.legend import MANY, draw_groups, draw_roles
from inclucities_docs.figures.drawing.marks import MARKER, draw_city
from inclucities_docs.figures.drawing.placement import (
    Candidate,
    Land,
    list_candidates,
    measure_abroad,
    place_labels,
    spread_points,
)
from inclucities_docs.figures.drawing.projection import Extent, read_outlines
from inclucities_docs.figures.drawing.text import Block
from inclucities_docs.figures.model import (
    EmptyFigureError,
    FigureDescription,
    FigureInput,
    FigureTable,
    Subject,
    cite_sources,
    count_roles,
    count_things,
    is_pair,
)

SUBJECT: Subject = "programme"


def describe(given: FigureInput) -> FigureDescription:
    """Return the figure's words."""
    _ = given.gettext
    groups, cities = _list_groups(given), _list_cities(given)
    countries = {str(city.country) for city in cities}
    associations = {str(city.association.acronym) for city in cities if city.association}
    givers = {city.id for group in groups for city in group.givers}
    learners = {city.id for group in groups for city in group.learners}
    counts = count_things(given, cities=len(cities), countries=len(countries), groups=len(groups))
    title, alt = counts, _("Map: {what}").format(what=counts)
    are_pairs = bool(groups) and all(is_pair(one) for one in groups)
    roles = count_roles(given, groups) if are_pairs else []
    if roles and len(givers) == len(learners) == len(groups) and len(countries) > 1:
        title = _("{roles}, in {countries} countries").format(
            roles=given.format.join_list(roles), countries=len(countries)
        )
    if all(one.is_mentored for one in groups) and 1 < len(groups) == len(givers) and len(countries) > 1:
        alt = _(
            "Map of Europe with {cities} cities in {countries} countries;"
            " {duos} arrows lead from each mentor city to its mentee."
        ).format(cities=len(cities), countries=len(countries), duos=len(groups))
    subtitle = _("The cities of the network")
    if are_pairs and len(associations) > 1:
        subtitle = _(
            "Cities and duos of the programme, with their {associations} national associations"
        ).format(associations=len(associations))
    return FigureDescription(
        title=title,
        subtitle=subtitle,
        alt=alt,
        description=_describe(given, groups, cities, sorted(associations)),
        note=_("Outlines of countries: Natural Earth, simplified."),
        source_note=cite_sources(
            given, [*(one for group in groups for one in (group.theme, *group.cities)), *cities]
        ),
    )


def _describe(given: FigureInput, groups: list[Any], cities: list[Any], associations: list[str]) -> str:
    """Say who works with whom, then who is in no group, then the associations."""
    _ = given.gettext

    def name(city: Any) -> str:
        return f"{city.name} ({given.format.country(city.country)})"

    said = []
    for group in groups:
        if group.is_mentored:
            mentor, mentee = group.givers[0], group.learners[0]
            sentence = _(
                "duo {number}: {mentor} ({mentor_country}) mentors {mentee} ({mentee_country}), {theme}"
            )
            said.append(
                sentence.format(
                    number=group.number,
                    mentor=mentor.name,
                    mentor_country=given.format.country(mentor.country),
                    mentee=mentee.name,
                    mentee_country=given.format.country(mentee.country),
                    theme=group.title,
                )
            )
        else:
            said.append(f"{group.title}: {given.format.join_list(map(name, group.cities))}")
    alone = [name(city) for city in cities if not city.groups]
    if alone:
        said.append(given.format.join_list(alone))
    if not associations:
        return "; ".join(said) + "."
    return _("On the map, {pairs}. Associations: {associations}.").format(
        pairs="; ".join(said), associations=given.format.join_list(associations)
    )


def tabulate(given: FigureInput) -> FigureTable:
    """Return a row for each city of each group, then for each city of none; columns that nobody fills are left out."""
    _ = given.gettext
    groups, cities = _list_groups(given), _list_cities(given)
    members = [(group, one.city, one.role) for group in groups for one in group.members]
    rows = [
        (
            str(group.number) if group else "",
            str(group.title) if group else "",
            str(role.name) if role else "",
            str(city.name),
            given.format.country(city.country),
            f"{city.association.name} ({city.association.acronym})" if city.association else "",
        )
        for group, city, role in [*members, *((None, city, None) for city in cities if not city.groups)]
    ]
    group_word = _("Duo") if all(len(group.cities) == 2 for group in groups) else _("Group")
    header = (group_word, _("Theme"), _("Role"), _("City"), _("Country"), _("Association"))
    filled = [index for index in range(len(header)) if any(row[index] for row in rows)]
    caption = (
        _("Cities of the network, by duo")
        if groups and group_word == _("Duo")
        else _("The cities of the network")
    )
    return FigureTable(
        caption=caption,
        header=tuple(header[index] for index in filled),
        rows=tuple(tuple(row[index] for index in filled) for row in rows),
    )


def draw(given: FigureInput, canvas: Canvas) -> float:
    """Draw the map, its inset and the list of groups; give the y where they end."""
    groups = _list_groups(given)
    mapped = MappedCities(_list_cities(given), groups)
    extent = _frame(canvas, mapped)
    members = {str(city.country) for city in mapped.cities}
    _draw_countries(canvas, extent, members)
    lines = _draw_links(canvas, extent, mapped, groups)
    inset_area = None
    y = extent.y1
    if mapped.near:
        inset_area, y = _draw_inset(canvas, extent, mapped, lines, members)
    left_out = _draw_cities(canvas, extent, mapped, lines, inset_area)
    y = draw_roles(canvas, mapped, y + 8)
    if left_out:
        y = canvas.write(
            " · ".join(left_out), 0, y + 6, canvas.style("small", canvas.colours.muted), canvas.width
        )
    return draw_groups(canvas, groups, y + 8) if groups else y


def _list_groups(given: FigureInput) -> list[Any]:
    return list(given.records.groups)


def _list_cities(given: FigureInput) -> list[Any]:
    """Return the cities in the order of their groups, then those of none."""
    groups = _list_groups(given)
    cities = list(
        dict.fromkeys([*(city for group in groups for city in group.cities), *given.records.cities])
    )
    if not any(city.coordinates for city in cities):
        raise EmptyFigureError("no city has a place on the map", "add `coordinates:` in data/cities/")
    return cities


def _frame(canvas: Canvas, mapped: MappedCities) -> Extent:
    """Choose the part of Europe: all cities with room for labels; the ocean holds the inset."""
    (xs, ys), scope = zip(*mapped.place.values(), strict=True), mapped.scope
    is_narrow = canvas.given.is_narrow
    west = min(xs) - (520 if is_narrow or not mapped.near else 860) * scope
    east = max(xs) + (360 if is_narrow else 330) * scope
    north, south = max(ys) + 170 * scope, min(ys) - 160 * scope
    # neither a ribbon nor a tower: a country as long as Norway has the sea beside it
    lack = (north - south) / (1.3 if is_narrow else 0.9) - (east - west)
    west, east = west - max(0.0, lack) / 2, east + max(0.0, lack) / 2
    lack = (east - west) * 0.45 - (north - south)
    north, south = north + max(0.0, lack) / 2, south - max(0.0, lack) / 2
    scale = canvas.width / (east - west)
    height = (north - south) * scale
    return Extent(west, north, scale, 0.0, canvas.top, canvas.width, canvas.top + height)


def _draw_countries(canvas: Canvas, extent: Extent, members: set[str]) -> None:
    colours = canvas.colours
    land, member = colours.mix(colours.rule, 0.17), colours.mix(colours.primary, 0.22)
    for code, rings in read_outlines(canvas.given, extent):
        fill = member if code in members else land
        canvas.draw_polygon(rings, fill, colours.paper, 0.6)


def _draw_links(canvas: Canvas, extent: Extent, mapped: MappedCities, groups: list[Any]) -> list[list[Point]]:
    """Draw an arrow from each city that shares its experience to each that learns, and lines from the middle of
    a group of equals; give points on them, for labels to avoid."""
    lines = []
    for group in groups:
        cities = [city for city in group.cities if city.id in mapped.place]
        givers = [city for city in group.givers if city in cities]
        if givers:
            ends = [(giver, city) for giver in givers for city in cities if city not in givers]
            for giver, city in ends:
                (start, start_room), (end, end_room) = mapped.on_map(giver), mapped.on_map(city)
                lines.append(
                    _draw_link(canvas, extent, group, (start, start_room), (end, end_room), has_head=True)
                )
        elif len(cities) == 2:
            lines.append(_draw_link(canvas, extent, group, *map(mapped.on_map, cities), has_head=False))
        elif len(cities) > 2:
            places = [mapped.place[city.id] for city in cities]
            middle = (sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places))
            lines += [
                _draw_link(canvas, extent, group, (middle, 0.0), mapped.on_map(city), has_head=False)
                for city in cities
            ]
    return lines


def _draw_link(
    canvas: Canvas,
    extent: Extent,
    group: Any,
    start: tuple[Point, float],
    end: tuple[Point, float],
    *,
    has_head: bool,
) -> list[Point]:
    """Draw a bent line between two places, each with the room that its mark takes; give points on it."""
    a, b = extent.place(start[0]), extent.place(end[0])
    length = max(1.0, math.dist(a, b))
    bend = 0.16 * length * (1 if b[0] > a[0] else -1)
    normal = ((b[1] - a[1]) / length, -(b[0] - a[0]) / length)
    handle = (
        (a[0] + b[0]) / 2 + normal[0] * bend,
        (a[1] + b[1]) / 2 + normal[1] * bend,
    )
    colour = canvas.colours.of_duo(group)
    a, b = move_towards(a, handle, start[1]), move_towards(b, handle, end[1] + 1.5)
    angle = math.atan2(b[1] - handle[1], b[0] - handle[0])
    until = move_towards(b, handle, 4) if has_head else b
    canvas.draw_curve(a, handle, until, canvas.colours.paper, 3.4)
    canvas.draw_curve(a, handle, until, colour, 1.7)
    if has_head:
        canvas.draw_head(b, angle, colour, 7.0)
    return [point_on_curve(a, handle, b, step / 96) for step in range(97)]


def _draw_cities(
    canvas: Canvas,
    extent: Extent,
    mapped: MappedCities,
    lines: list[list[Point]],
    inset: tuple[float, float, float, float] | None,
) -> list[str]:
    """Draw marks and names; give "a Gera" for each city whose name finds no room and a letter stands instead."""
    labels: list[dict[Candidate, tuple[Block, Block]]] = []
    taken = [inset] if inset else []
    if mapped.near:
        x, y = extent.place(mapped.centre)
        taken.append((x - LOCATOR, y - LOCATOR, x + LOCATOR, y + LOCATOR))
    radius = MARKER * (1.0 if len(mapped.cities) < MANY else 0.55)
    places = spread_points([extent.place(mapped.place[city.id]) for city in mapped.apart], 2 * radius + 1)
    several = len({str(city.country) for city in mapped.cities}) > 1
    lands = [Land(code, ring) for code, rings in read_outlines(canvas.given, extent) for ring in rings]
    for city, (x, y) in zip(mapped.apart, places, strict=True):
        draw_city(canvas, mapped.groups.get(city.id), x, y, is_mentor=city.id in mapped.givers, radius=radius)
        taken.append((x - radius, y - radius, x + radius, y + radius))
        country = canvas.given.format.country(city.country) if several and len(mapped.cities) < MANY else ""
        below = " · ".join(
            one for one in (country, str(city.association.acronym) if city.association else "") if one
        )
        whole = set_label(canvas, city, below)
        broken = set_label(canvas, city, below, max(whole[0].width * 0.6, whole[1].width))
        labels.append({})
        for rank, (name, second) in enumerate((broken, whole)):
            width = max(name.width, second.width)
            height = name.height + (LEADING + second.height if below else 0)
            for one in list_candidates(x, y, width, height, radius + 3):
                abroad = measure_abroad(one.area, str(city.country), lands)
                labels[-1][replace(one, rank=one.rank + 0.6 * (1 - rank) + 6 * abroad)] = (name, second)
    frame = (0.0, extent.y0, canvas.width, extent.y1)
    chosen = place_labels([list(one) for one in labels], frame, taken, lines)
    left_out: list[str] = []
    for city, (x, y), variants, spot in zip(mapped.apart, places, labels, chosen, strict=True):
        if spot is None:
            sign = _letter(len(left_out))
            left_out.append(f"{sign} {city.name}")
            block = canvas.set_text(sign, canvas.style("small", is_bold=True))
            around = list_candidates(x, y, block.width, block.height, radius + 1)
            free = place_labels([around], frame, [*taken, *(one.area for one in chosen if one)], [])
            place = free[0] or around[0]
            taken.append(place.area)
            canvas.put(block, place.area[0], place.area[1])
            continue
        put_label(canvas, spot, *variants[spot])
    for city in mapped.elsewhere:
        country = f" ({canvas.given.format.country(city.country)})" if city.coordinates else ""
        left_out.append(f"{city.name}{country}")
    return left_out


def _letter(index: int) -> str:
    """Return a, b … z, aa, ab …: numbers are those of groups."""
    rest, letter = divmod(index, 26)
    return (_letter(rest - 1) if rest else "") + string.ascii_lowercase[letter]


def _find_height(
    width: float, height: float, wished: float, extent: Extent, marks: list[Point], lines: list[list[Point]]
) -> float:
    """Return the y of an inset at the left that covers no city and no link, or least, near the one that is wished."""

    def cover(y0: float) -> tuple[int, int, float]:
        room = 2 * MARKER
        hidden = sum(x < width + room and y0 - room < y < y0 + height + room for x, y in marks)
        crossed = sum(x < width and y0 < y < y0 + height for line in lines for x, y in line)
        return hidden, crossed, abs(y0 - wished)

    rest = max(0.0, extent.y1 - height - extent.y0)
    return min((wished, *(extent.y0 + rest * step / 24 for step in range(25))), key=cover)


def _draw_inset(
    canvas: Canvas, extent: Extent, mapped: MappedCities, lines: list[list[Point]], members: set[str]
) -> tuple[tuple[float, float, float, float], float]:
    """Draw the inset in the ocean, or below a narrow map; give its area, and the y below.

    Adds points on the line that leads to it to ``lines``, for labels to avoid.
    """
    x, y = extent.place(mapped.centre)
    is_narrow = canvas.given.is_narrow
    inset = Inset(canvas, mapped, x - 4 * LOCATOR)
    x0, y0 = 0.0, extent.y1 + 8
    if not is_narrow:
        wished = min(max(extent.y0, y - inset.height * 0.5), extent.y1 - inset.height)
        marks = [extent.place(mapped.place[city.id]) for city in mapped.apart]
        y0 = _find_height(inset.width, inset.height, wished, extent, marks, lines)
        ends = find_leader((x0 + inset.width, y0, y0 + inset.height), (x, y), lines)
        canvas.draw_line(ends, canvas.colours.ink, 0.9)
        lines.append([point_on_curve(ends[0], ends[1], ends[1], step / 48) for step in range(49)])
    draw_locator(canvas, x, y, LOCATOR)
    inset.put(x0, y0, lambda part: _draw_countries(canvas, part, members))
    return (x0, y0, x0 + inset.width, y0 + inset.height), max(extent.y1, y0 + inset.height)
