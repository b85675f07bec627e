"""Cities that stand too close for the map: which they are, and an inset that shows them apart."""

from __future__ import annotations

import math
from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas, Point
from inclucities_docs.figures.drawing.marks import MARKER, draw_city
from inclucities_docs.figures.drawing.projection import project
from inclucities_docs.figures.drawing.text import Block

__all__ = ["LOCATOR", "Inset", "MappedCities", "draw_locator", "set_label"]

NEAR = 60.0
"""Cities less than so many kilometres apart are shown in an inset."""

SMALL_MARKER = 5.2
"""Radius of a city's disc in the inset, points."""

LOCATOR = 4.5
"""Half the side of the square that stands for the inset on the map, points."""


MOST_NEAR = 6
"""So many cities fit into an inset; more are moved apart on the map."""

USUAL_SPAN = 1500.0
"""Kilometres from side to side; on a map of a smaller part of Europe, near is nearer."""


class MappedCities:
    """The cities with a place, their group and part in it, and which stand too close for the map."""

    def __init__(self, cities: list[Any], groups: list[Any]) -> None:
        in_groups = [city for group in groups for city in group.cities]
        found = list(dict.fromkeys([*in_groups, *cities]))
        self.cities = [city for city in found if city.coordinates]
        self.elsewhere = [city for city in found if not city.coordinates]
        self.groups: dict[str, Any] = {}
        for group in groups:
            for city in group.cities:
                self.groups.setdefault(city.id, group)
        self.givers = {city.id for group in groups for city in group.givers}
        self.place = {
            city.id: project(city.coordinates.latitude, city.coordinates.longitude) for city in self.cities
        }
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
        """Give the cities that stand too close, where they are few and all in one part of the map."""
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
        """Give where a link meets a city on the map, kilometres, and the marker's radius."""
        return (self.centre, LOCATOR + 1.5) if city in self.near else (self.place[city.id], MARKER)


def set_label(canvas: Canvas, city: Any, second: str, width: float | None = None) -> tuple[Block, Block]:
    """Set a city's name, and a line in small below it; a name wider than ``width`` points in two lines."""
    return (
        canvas.set_text(str(city.name), canvas.style(is_bold=True), width, is_balanced=True),
        canvas.set_text(second, canvas.style("small")),
    )


class Inset:
    """The cities that stand too close, enlarged to scale, with their labels beside them."""

    PAD = 7.0

    def __init__(self, canvas: Canvas, mapped: MappedCities) -> None:
        self._canvas, self._spots = canvas, mapped
        self._cities = sorted(mapped.near, key=lambda city: -mapped.place[city.id][1])
        self._labels = [
            set_label(canvas, one, str(one.association.acronym) if one.association else "")
            for one in self._cities
        ]
        format_country = canvas.given.format.country
        countries = dict.fromkeys(format_country(city.country) for city in self._cities)
        self._title = canvas.set_text(
            " · ".join(countries), canvas.style("small", canvas.colours.muted, is_bold=True)
        )
        places = [mapped.place[city.id] for city in self._cities]
        closest = min(math.dist(a, b) for a in places for b in places if a != b)
        # The two closest cities stand side by side without touching.
        self._scale = min((2 * SMALL_MARKER + 1.5) / closest, 12.0)
        self._west, self._north = min(x for x, _ in places), max(y for _, y in places)
        span = max(x for x, _ in places) - self._west
        fall = self._north - min(y for _, y in places)
        widest = max(max(name.width, second.width) for name, second in self._labels)
        self._step = sum(block.height for block in self._labels[0])
        self.width = 2 * self.PAD + max(
            self._title.width + 12, span * self._scale + 2 * SMALL_MARKER + 6 + widest
        )
        room = max(fall * self._scale + 1.5 * self._step, (len(self._cities) + 0.7) * self._step)
        self.height = 2 * self.PAD + self._title.height + 6 + room

    def put(self, x0: float, y0: float) -> None:
        """Draw the inset at its upper left corner."""
        canvas, colours, pad = self._canvas, self._canvas.colours, self.PAD
        canvas.draw_box(
            x0, y0, x0 + self.width, y0 + self.height,
            fill=colours.paper, stroke=colours.rule, width=0.7, radius=2,
        )  # fmt: skip
        draw_locator(canvas, x0 + pad + 3, y0 + pad + self._title.height / 2, 2.8)
        canvas.put(self._title, x0 + pad + 11, y0 + pad)
        free = top = y0 + pad + self._title.height + 6
        places = {city.id: self._place(city, x0 + pad, top) for city in self._cities}
        for city, (name, second) in zip(self._cities, self._labels, strict=True):
            x, y = places[city.id]
            group, is_giver = self._spots.groups.get(city.id), city.id in self._spots.givers
            draw_city(canvas, group, x, y, is_mentor=is_giver, radius=SMALL_MARKER)
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
        """Draw a bar of some kilometres that ends at a point."""
        canvas = self._canvas
        given, colour, number = canvas.given, canvas.colours.muted, 5 if self._scale < 6 else 1
        length = number * self._scale
        text = given.gettext("{number} km").format(number=given.format.number(number))
        block = canvas.set_text(text, canvas.style("small", colour))
        ends = [(x - length, y - 2.5), (x - length, y), (x, y), (x, y - 2.5)]
        canvas.draw_line(ends, colour, 0.7)
        canvas.put(block, x - length / 2, y - 3 - block.height, "middle")


def draw_locator(canvas: Canvas, x: float, y: float, side: float) -> None:
    """Draw the square that stands for the inset."""
    colours = canvas.colours
    canvas.draw_box(
        x - side, y - side, x + side, y + side,
        fill=colours.paper, stroke=colours.ink, width=0.9, radius=0,
    )  # fmt: skip
