"""The network: eight cities on the map, their associations, and who mentors whom."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from inclucities_docs.figures.model import (
    FigureError,
    FigureInput,
    FigureTable,
    FigureWords,
    Subject,
    cite_sources,
)

if TYPE_CHECKING:
    from inclucities_docs.figures.drawing.canvas import Canvas, Point
    from inclucities_docs.figures.drawing.projection import Extent
    from inclucities_docs.figures.drawing.text import Block

SUBJECT: Subject = "programme"

MARKER = 6.2
"""Radius of a city's disc, points."""

NEAR = 60.0
"""Cities less than so many kilometres apart are shown in an inset."""

SMALL_MARKER = 5.2
"""The same in the inset and in the key."""

LOCATOR = 4.5
"""Half the side of the square that stands for the inset on the map, points."""


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
        title=_("{duos} mentor cities share their experience with {duos} others, in {countries} countries").format(
            duos=len(duos), countries=len(countries)
        ),
        subtitle=_("Cities and duos of the programme, with their {associations} national associations").format(
            associations=len(associations)
        ),
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
    spots = _Spots(duos)
    extent = _frame(canvas, spots)
    _draw_countries(canvas, extent, {str(city.country) for city in spots.cities})
    lines = _draw_links(canvas, extent, spots, duos)
    inset_area = None
    y = extent.y1
    if spots.near:
        inset_area, y = _draw_inset(canvas, extent, spots)
    _draw_cities(canvas, extent, spots, lines, inset_area)
    y = _draw_key(canvas, y + 8)
    return _draw_duos(canvas, duos, y + 8)


def _list_duos(given: FigureInput) -> list[Any]:
    duos = list(given.records.duos)
    if not duos:
        raise FigureError("there is no duo to draw", "add one in data/duos/")
    return duos


class _Spots:
    """The cities with their duo and role, and which stand too close for the map."""

    def __init__(self, duos: list[Any]) -> None:
        from inclucities_docs.figures.drawing.projection import project

        self.cities = [city for duo in duos for city in (duo.mentor, duo.mentee)]
        self.duo = {city.id: duo for duo in duos for city in (duo.mentor, duo.mentee)}
        self.mentors = {duo.mentor.id for duo in duos}
        self.place = {
            city.id: project(city.coordinates.latitude, city.coordinates.longitude)
            for city in self.cities
        }
        self.near = [city for city in self.cities if self._has_neighbour(city)]
        self.apart = [city for city in self.cities if city not in self.near]
        xs, ys = zip(*(self.place[city.id] for city in self.near), strict=True) if self.near else ((0.0,), (0.0,))
        self.centre = (sum(xs) / len(xs), sum(ys) / len(ys))

    def _has_neighbour(self, city: Any) -> bool:
        return any(
            math.dist(self.place[city.id], self.place[other.id]) < NEAR
            for other in self.cities
            if other.id != city.id
        )

    def on_map(self, city: Any) -> tuple[Point, float]:
        """Give where a link meets a city on the map, kilometres, and the marker's radius."""
        return (self.centre, LOCATOR + 1.5) if city in self.near else (self.place[city.id], MARKER)


def _frame(canvas: Canvas, spots: _Spots) -> Extent:
    """Choose the part of Europe: all cities with room for labels; the ocean holds the inset."""
    from inclucities_docs.figures.drawing.projection import Extent

    xs, ys = zip(*spots.place.values(), strict=True)
    is_narrow = canvas.given.is_narrow
    west = min(xs) - (520 if is_narrow or not spots.near else 860)
    east = max(xs) + (360 if is_narrow else 330)
    north, south = max(ys) + 170, min(ys) - 160
    scale = canvas.width / (east - west)
    height = (north - south) * scale
    return Extent(west, north, scale, 0.0, canvas.top, canvas.width, canvas.top + height)


def _draw_countries(canvas: Canvas, extent: Extent, members: set[str]) -> None:
    from inclucities_docs.figures.drawing.projection import cut_ring, read_outlines

    colours = canvas.colours
    land, member = colours.mix(colours.rule, 0.17), colours.mix(colours.primary, 0.22)
    for code, rings in read_outlines(canvas.given):
        cut = [ring for ring in (cut_ring(ring, extent) for ring in rings) if ring]
        if cut:
            fill = member if code in members else land
            canvas.draw_polygon(cut, fill, colours.paper, 0.6)


def _draw_links(
    canvas: Canvas, extent: Extent, spots: _Spots, duos: list[Any]
) -> list[list[Point]]:
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
        a, b = _step(a, handle, start_room), _step(b, handle, end_room + 1.5)
        angle = math.atan2(b[1] - handle[1], b[0] - handle[0])
        canvas.draw_curve(a, handle, _step(b, handle, 4), canvas.colours.paper, 3.4)
        canvas.draw_curve(a, handle, _step(b, handle, 4), colour, 1.7)
        canvas.draw_head(b, angle, colour, 7.0)
        lines.append([_on_curve(a, handle, b, step / 24) for step in range(25)])
    return lines


def _step(point: Point, towards: Point, distance: float) -> Point:
    length = max(1e-6, math.dist(point, towards))
    share = min(1.0, distance / length)
    return (
        point[0] + (towards[0] - point[0]) * share,
        point[1] + (towards[1] - point[1]) * share,
    )


def _on_curve(a: Point, handle: Point, b: Point, t: float) -> Point:
    u, v, w = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return (u * a[0] + v * handle[0] + w * b[0], u * a[1] + v * handle[1] + w * b[1])


def _draw_marker(
    canvas: Canvas, duo: Any, x: float, y: float, *, is_mentor: bool, radius: float = MARKER
) -> None:
    """Draw a duo's number in a full disc for the mentor, in a ring for the mentee."""
    colour, paper = canvas.colours.of_duo(duo), canvas.colours.paper
    canvas.draw_circle(x, y, radius + 0.9, fill=paper)
    if is_mentor:
        canvas.draw_circle(x, y, radius, fill=colour)
    else:
        canvas.draw_circle(x, y, radius - 0.7, fill=paper, stroke=colour, width=1.4)
    style = canvas.style("small", paper if is_mentor else colour, is_bold=True)
    block = canvas.set_text(str(duo.number), style)
    canvas.put(block, x, y - style.size * 0.42, "middle")


def _set_label(canvas: Canvas, city: Any, second: str) -> tuple[Block, Block]:
    return (
        canvas.set_text(str(city.name), canvas.style(is_bold=True)),
        canvas.set_text(second, canvas.style("small")),
    )


def _draw_cities(
    canvas: Canvas,
    extent: Extent,
    spots: _Spots,
    lines: list[list[Point]],
    inset: tuple[float, float, float, float] | None,
) -> None:
    from inclucities_docs.figures.drawing.placement import list_candidates, place_labels

    labels, choices = [], []
    taken = [inset] if inset else []
    if spots.near:
        x, y = extent.place(spots.centre)
        taken.append((x - LOCATOR, y - LOCATOR, x + LOCATOR, y + LOCATOR))
    for city in spots.apart:
        duo = spots.duo[city.id]
        x, y = extent.place(spots.place[city.id])
        _draw_marker(canvas, duo, x, y, is_mentor=city.id in spots.mentors)
        taken.append((x - MARKER, y - MARKER, x + MARKER, y + MARKER))
        country = canvas.given.format.country(city.country)
        name, second = _set_label(canvas, city, f"{country} · {city.association.acronym}")
        labels.append((name, second))
        width, height = max(name.width, second.width), name.height + second.height
        choices.append(list_candidates(x, y, width, height, MARKER + 3))
    frame = (0.0, extent.y0, canvas.width, extent.y1)
    for (name, second), spot in zip(labels, place_labels(choices, frame, taken, lines), strict=True):
        x0, y0, x1, _ = spot.area
        x = {"start": x0, "end": x1, "middle": (x0 + x1) / 2}[spot.align]
        below = canvas.put(name, x, y0, spot.align)  # type: ignore[arg-type]
        canvas.put(second, x, below, spot.align)  # type: ignore[arg-type]


class _Inset:
    """The cities that stand too close, enlarged to scale, with their labels beside them."""

    PAD = 7.0

    def __init__(self, canvas: Canvas, spots: _Spots) -> None:
        self._canvas, self._spots = canvas, spots
        self._cities = sorted(spots.near, key=lambda city: -spots.place[city.id][1])
        self._labels = [_set_label(canvas, one, str(one.association.acronym)) for one in self._cities]
        format_country = canvas.given.format.country
        countries = dict.fromkeys(format_country(city.country) for city in self._cities)
        self._title = canvas.set_text(
            " · ".join(countries), canvas.style("small", canvas.colours.muted, is_bold=True)
        )
        places = [spots.place[city.id] for city in self._cities]
        closest = min(math.dist(a, b) for a in places for b in places if a != b)
        # The two closest cities stand side by side without touching.
        self._scale = min((2 * SMALL_MARKER + 1.5) / closest, 5.0)
        self._west, self._north = min(x for x, _ in places), max(y for _, y in places)
        span = max(x for x, _ in places) - self._west
        fall = self._north - min(y for _, y in places)
        widest = max(max(name.width, second.width) for name, second in self._labels)
        self._step = sum(block.height for block in self._labels[0])
        self.width = 2 * self.PAD + max(
            self._title.width + 12, span * self._scale + 2 * SMALL_MARKER + 6 + widest
        )
        self.height = 2 * self.PAD + self._title.height + 6 + fall * self._scale + 1.5 * self._step

    def put(self, x0: float, y0: float) -> None:
        """Draw the inset at its upper left corner."""
        canvas, colours, pad = self._canvas, self._canvas.colours, self.PAD
        canvas.draw_box(
            x0, y0, x0 + self.width, y0 + self.height,
            fill=colours.paper, stroke=colours.rule, width=0.7, radius=2,
        )  # fmt: skip
        _draw_locator(canvas, x0 + pad + 3, y0 + pad + self._title.height / 2, 2.8)
        canvas.put(self._title, x0 + pad + 11, y0 + pad)
        free = top = y0 + pad + self._title.height + 6
        places = {city.id: self._place(city, x0 + pad, top) for city in self._cities}
        for city, (name, second) in zip(self._cities, self._labels, strict=True):
            x, y = places[city.id]
            is_mentor = city.id in self._spots.mentors
            duo = self._spots.duo[city.id]
            _draw_marker(canvas, duo, x, y, is_mentor=is_mentor, radius=SMALL_MARKER)
            # Of two neighbours the upper one's label moves up, the lower one's down.
            has_neighbour_below = any(0 < other - y < self._step for _, other in places.values())
            line = max(free, y - self._step * (0.8 if has_neighbour_below else 0.4))
            left = max(px for px, py in places.values() if abs(py - y) < self._step)
            line = canvas.put(name, left + SMALL_MARKER + 4, line)
            free = canvas.put(second, left + SMALL_MARKER + 4, line) + 1
        self._draw_scale(x0 + self.width - pad, y0 + self.height - pad)

    def _place(self, city: Any, left: float, top: float) -> Point:
        x, y = self._spots.place[city.id]
        return (
            left + SMALL_MARKER + 1 + (x - self._west) * self._scale,
            top + self._step * 0.5 + (self._north - y) * self._scale,
        )

    def _draw_scale(self, x: float, y: float) -> None:
        """Draw a bar of five kilometres that ends at a point."""
        canvas = self._canvas
        given, colour, length = canvas.given, canvas.colours.muted, 5 * self._scale
        text = given.gettext("{number} km").format(number=given.format.number(5))
        block = canvas.set_text(text, canvas.style("small", colour))
        ends = [(x - length, y - 2.5), (x - length, y), (x, y), (x, y - 2.5)]
        canvas.draw_line(ends, colour, 0.7)
        canvas.put(block, x - length / 2, y - 3 - block.height, "middle")


def _draw_locator(canvas: Canvas, x: float, y: float, side: float) -> None:
    colours = canvas.colours
    canvas.draw_box(
        x - side, y - side, x + side, y + side,
        fill=colours.paper, stroke=colours.ink, width=0.9, radius=0,
    )  # fmt: skip


def _draw_inset(
    canvas: Canvas, extent: Extent, spots: _Spots
) -> tuple[tuple[float, float, float, float], float]:
    """Draw the inset in the ocean, or below a narrow map; give its area, and the y below."""
    inset = _Inset(canvas, spots)
    x, y = extent.place(spots.centre)
    if canvas.given.is_narrow:
        x0, y0 = 0.0, extent.y1 + 8
    else:
        x0, y0 = 0.0, min(max(extent.y0, y - inset.height * 0.38), extent.y1 - inset.height)
        for end, side in ((y0, -LOCATOR), (y0 + inset.height, LOCATOR)):
            line = [(x0 + inset.width, end), (x - LOCATOR, y + side)]
            canvas.draw_line(line, canvas.colours.rule, 0.6)
    _draw_locator(canvas, x, y, LOCATOR)
    inset.put(x0, y0)
    return (x0, y0, x0 + inset.width, y0 + inset.height), max(extent.y1, y0 + inset.height)


def _draw_key(canvas: Canvas, y: float) -> float:
    """Draw what full discs and rings mean."""
    _, colours = canvas.given.gettext, canvas.colours
    style = canvas.style("small", colours.muted)
    x = 0.0
    for is_mentor, text in ((True, _("mentor city")), (False, _("mentee city"))):
        block = canvas.set_text(text, style)
        middle = y + style.size * 0.5
        if is_mentor:
            canvas.draw_circle(x + 4, middle, 3.6, fill=colours.muted)
        else:
            canvas.draw_circle(x + 4, middle, 3.1, stroke=colours.muted, width=1.2)
        canvas.put(block, x + 11, y)
        x += block.width + 24
    canvas.put(canvas.set_text(_("number and colour: the duo"), style), x, y)
    return y + style.line


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
        _draw_marker(canvas, duo, x + MARKER, y + 12.5, is_mentor=True)
        left = x + 2 * MARKER + 6
        room = x + width - left
        line = canvas.write(str(duo.title), left, y + 6.5, canvas.style(is_bold=True), room)
        names = [
            canvas.set_text(str(city.name), canvas.style("small"), room - 11)
            for city in (duo.mentor, duo.mentee)
        ]
        line = canvas.put(names[0], left, line + 3)
        middle = line + 2 + names[1].style.size * 0.5
        canvas.draw_arrow((left, middle), (left + 8, middle), colour)
        line = canvas.put(names[1], left + 11, line + 2)
        bottom = max(bottom, line)
    return bottom
