"""Cities that stand too close for the map: which they are, and an inset that shows them apart."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from inclucities_docs.figures.drawing.canvas import Canvas, Point
from inclucities_docs.figures.drawing.marks import MARKER, draw_city
from inclucities_docs.figures.drawing.placement import (
    Candidate,
    list_candidates,
    place_labels,
    spread_points,
)
from inclucities_docs.figures.drawing.projection import Extent, project
from inclucities_docs.figures.drawing.text import Block

__all__ = [
    "LEADING",
    "LOCATOR",
    "Inset",
    "MappedCities",
    "draw_locator",
    "find_leader",
    "put_label",
    "set_label",
]

NEAR = 60.0
"""Cities less than so many kilometres apart are shown in an inset."""

SMALL_MARKER = 5.2
"""Radius of a city's disc in the inset, points."""

REACH = 200.0
"""Kilometres from side to side of an inset: enough for a coast that is near."""

LEADING = 1.4
"""Room between a city's name and the line below it, points."""

LOCATOR = 4.5
"""Half the side of the square that stands for the inset on the map, points."""


MOST_NEAR = 6
"""So many cities fit into an inset; more are moved apart on the map."""

USUAL_SPAN = 1500.0
"""Kilometres from side to side; on a map of a smaller part of Europe, near is nearer."""


FARTHEST = 4000.0
"""Kilometres from the middle of Europe within which a place is on the map: the Canaries are, Réunion is not."""


def _project(city: Any) -> Point:
    return project(city.coordinates.latitude, city.coordinates.longitude)


class MappedCities:
    """The cities with a place, their group and part in it, and which stand too close for the map."""

    def __init__(self, cities: list[Any], groups: list[Any]) -> None:
        in_groups = [city for group in groups for city in group.cities]
        found = list(dict.fromkeys([*in_groups, *cities]))
        placed = [city for city in found if city.coordinates]
        self.cities = [city for city in placed if math.hypot(*_project(city)) < FARTHEST] or placed
        self.elsewhere = [city for city in found if city not in self.cities]
        self.groups: dict[str, Any] = {}
        for group in groups:
            for city in group.cities:
                self.groups.setdefault(city.id, group)
        self.givers = {city.id for group in groups for city in group.givers}
        self.place = {city.id: _project(city) for city in self.cities}
        xs, ys = zip(*self.place.values(), strict=True)
        self.span = max(max(xs) - min(xs), max(ys) - min(ys))
        self.scope = min(1.0, max(self.span / USUAL_SPAN, 0.12))
        """How much of the usual part of Europe the map shows; margins and nearness go with it."""
        self.near = self._find_cluster()
        self.apart = [city for city in self.cities if city not in self.near]
        count = max(1, len(self.near))
        self.centre = (
            sum(self.place[city.id][0] for city in self.near) / count,
            sum(self.place[city.id][1] for city in self.near) / count,
        )

    def _find_cluster(self) -> list[Any]:
        """Return the cities that stand too close, where they are few and all in one part of the map."""
        near = [city for city in self.cities if self._has_neighbour(city)]
        if not near or len(near) > MOST_NEAR or len(near) == len(self.cities):
            return []
        places = [self.place[city.id] for city in near]
        widest = max(math.dist(a, b) for a in places for b in places)
        closest = min((math.dist(a, b) for a in places for b in places if a != b), default=0.0)
        return near if closest > 0 and widest < 3 * NEAR * self.scope else []

    def _has_neighbour(self, city: Any) -> bool:
        return any(
            math.dist(self.place[city.id], self.place[other.id]) < NEAR * self.scope
            for other in self.cities
            if other.id != city.id
        )

    def on_map(self, city: Any) -> tuple[Point, float]:
        """Return where a link meets a city on the map, kilometres, and the marker's radius."""
        return (self.centre, LOCATOR + 1.5) if city in self.near else (self.place[city.id], MARKER)


def set_label(canvas: Canvas, city: Any, second: str, width: float | None = None) -> tuple[Block, Block]:
    """Set a city's name, and a line in small below it; a name wider than ``width`` points in two lines.

    It is broken between words alone: readers look for a name as it is written.
    """
    style, name = canvas.style(is_bold=True), str(city.name)
    if width is not None:
        width = max(width, *(canvas.setter.measure(word, style) + 1 for word in re.split(r"[ -]", name)))
    return (
        canvas.set_text(name, style, width, is_balanced=True),
        canvas.set_text(second, canvas.style("small")),
    )


class Inset:
    """The part of the map where cities stand too close, enlarged: its coast, its borders, and their names."""

    PAD = 5.0

    def __init__(self, canvas: Canvas, mapped: MappedCities, room: float) -> None:
        self._canvas, self._mapped = canvas, mapped
        is_narrow = canvas.given.is_narrow
        self.width = width = canvas.width if is_narrow else min(canvas.width * 0.36, room)
        self.height = width * (0.6 if is_narrow else 0.86)
        scale = width / (REACH * mapped.scope)
        x, y = mapped.centre
        # the names stand to the right of their marks, and coasts are seen beyond their left
        self._corner = (x - 0.58 * width / scale, y + 0.5 * self.height / scale, scale)

    def put(self, x0: float, y0: float, draw_countries: Callable[[Extent], None]) -> None:
        """Draw the inset at its upper left corner."""
        canvas, colours, mapped = self._canvas, self._canvas.colours, self._mapped
        extent = Extent(*self._corner, x0, y0, x0 + self.width, y0 + self.height)
        canvas.draw_box(x0, y0, x0 + self.width, y0 + self.height, fill=colours.paper, radius=0)
        draw_countries(extent)
        taken = [self._draw_scale(x0 + self.PAD, y0 + self.height - self.PAD)]
        taken.append(self._name_countries(x0 + self.width - self.PAD, y0 + self.height - self.PAD))
        radius = SMALL_MARKER
        places = spread_points([extent.place(mapped.place[one.id]) for one in mapped.near], 2 * radius + 1)
        taken += [(x - radius, y - radius, x + radius, y + radius) for x, y in places]
        labels: list[dict[Candidate, tuple[Block, Block]]] = []
        for city, (x, y) in zip(mapped.near, places, strict=True):
            group, is_giver = mapped.groups.get(city.id), city.id in mapped.givers
            draw_city(canvas, group, x, y, is_mentor=is_giver, radius=radius)
            name, second = set_label(canvas, city, str(city.association.acronym) if city.association else "")
            width = max(name.width, second.width)
            height = name.height + (LEADING + second.height if city.association else 0)
            candidates = list_candidates(x, y, width, height, radius + 3)
            labels.append(dict.fromkeys(candidates, (name, second)))
        frame = (x0 + 2, y0 + 2, x0 + self.width - 2, y0 + self.height - 2)
        chosen = place_labels([list(one) for one in labels], frame, taken, [])
        for spot, variants in zip(chosen, labels, strict=True):
            one = spot or next(iter(variants))
            put_label(canvas, one, *variants[one])
        canvas.draw_box(
            x0, y0, x0 + self.width, y0 + self.height, stroke=colours.ink, width=0.9, radius=0
        )  # fmt: skip

    def _name_countries(self, x: float, y: float) -> tuple[float, float, float, float]:
        """Name the countries of the cities, up to a point; give what the words cover."""
        canvas, format_country = self._canvas, self._canvas.given.format.country
        names = " · ".join(dict.fromkeys(format_country(one.country) for one in self._mapped.near))
        block = canvas.set_text(names, canvas.style("small", is_bold=True))
        canvas.put(block, x, y - block.height, "end")
        return (x - block.width, y - block.height, x, y)

    def _draw_scale(self, x: float, y: float) -> tuple[float, float, float, float]:
        """Draw a bar of some kilometres that begins at a point; give what it covers."""
        canvas = self._canvas
        given, colour, scale = canvas.given, canvas.colours.ink, self._corner[2]
        number = next(one for one in (50, 20, 10, 5, 2, 1) if one * scale < self.width / 3 or one == 1)
        text = given.gettext("{number} km").format(number=given.format.number(number))
        block = canvas.set_text(text, canvas.style("small", colour))
        length = number * scale
        canvas.draw_line([(x, y - 2.5), (x, y), (x + length, y), (x + length, y - 2.5)], colour, 0.7)
        canvas.put(block, x, y - 4 - block.height)
        return (x, y - 4 - block.height, x + max(length, block.width), y)


def find_leader(
    side: tuple[float, float, float], spot: Point, lines: list[list[Point]]
) -> tuple[Point, Point]:
    """Return the line from an inset's right side to its place on the map that crosses nothing, or least."""
    x, top, bottom = side
    end = (spot[0] - LOCATOR, spot[1])
    links = np.array([one for line in lines for one in line], dtype=float).reshape(-1, 2)

    def cost(start: Point) -> float:
        points = np.linspace(start, end, 40)[:-3]
        near = np.hypot(*(points[:, None, :] - links[None, :, :]).transpose(2, 0, 1)) < 4.0
        return float(near.any(axis=1).sum()) + abs(start[1] - end[1]) / 1000

    starts = [(x, y) for y in (min(max(end[1], top), bottom), *np.linspace(top, bottom, 9).tolist())]
    return min(starts, key=cost), end


def put_label(canvas: Canvas, spot: Candidate, name: Block, second: Block) -> None:
    """Draw a city's name and the line below it where there is a place for them."""
    x0, y0, x1, _ = spot.area
    x = {"start": x0, "end": x1, "middle": (x0 + x1) / 2}[spot.align]
    bottom = canvas.put(name, x, y0, spot.align)  # type: ignore[arg-type]
    canvas.put(second, x, bottom + LEADING, spot.align)  # type: ignore[arg-type]


def draw_locator(canvas: Canvas, x: float, y: float, side: float) -> None:
    """Draw the square that stands for the inset."""
    colours = canvas.colours
    canvas.draw_box(
        x - side, y - side, x + side, y + side,
        fill=colours.paper, stroke=colours.ink, width=0.9, radius=0,
    )  # fmt: skip
