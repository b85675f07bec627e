"""The earth on the page: Lambert's azimuthal equal-area projection around the middle of Europe."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from inclucities_docs.figures.model import FigureError, FigureInput
from inclucities_docs.schema.outlines import Outlines

__all__ = ["Extent", "project", "read_outlines"]

RADIUS = 6371.0072
"""Of a sphere with the surface of the earth, kilometres."""

CENTRE = (52.0, 10.0)
"""Latitude and longitude that the European grid ETRS89-LAEA is centred on."""

SMALLEST_STEP = 0.8
"""Distance of two points of an outline on the page, points."""

OUTLINES = "data/maps/europe.json"

Point = tuple[float, float]


def project(latitude: float, longitude: float) -> Point:
    """Return kilometres east and north of 52° N 10° E; surfaces keep their size.

    The sphere stands for the ellipsoid of ETRS89-LAEA: the difference is not seen at this scale.
    """
    lat, lon = math.radians(latitude), math.radians(longitude - CENTRE[1])
    sin0, cos0 = math.sin(math.radians(CENTRE[0])), math.cos(math.radians(CENTRE[0]))
    cos_lat = math.cos(lat)
    scale = RADIUS * math.sqrt(2 / (1 + sin0 * math.sin(lat) + cos0 * cos_lat * math.cos(lon)))
    x = scale * cos_lat * math.sin(lon)
    return x, scale * (cos0 * math.sin(lat) - sin0 * cos_lat * math.cos(lon))


@dataclass(frozen=True, slots=True)
class Extent:
    """A part of the projected plane, kilometres, and where it lies on the page, points."""

    west: float
    north: float
    scale: float
    """Points a kilometre."""
    x0: float
    y0: float
    x1: float
    y1: float

    def place(self, point: Point) -> Point:
        """Return the place on the page of a projected point."""
        x, y = point
        return self.x0 + (x - self.west) * self.scale, self.y0 + (self.north - y) * self.scale

    def place_degrees(self, latitude: float, longitude: float) -> Point:
        """Return the place on the page of a point of the earth."""
        return self.place(project(latitude, longitude))


def read_outlines(given: FigureInput, extent: Extent) -> tuple[tuple[str, list[list[Point]]], ...]:
    """Return the ISO code of each country that is seen in an extent, with its rings, cut, points of the page."""
    text = given.read(OUTLINES)
    if text is None:
        raise FigureError(
            f"the outlines of the map are missing: {OUTLINES}",
            "restore the file, or make it again: data/maps/make_europe.py says how",
        )
    return _cut_outlines(text, extent)


@functools.lru_cache(maxsize=2)
def _project_outlines(text: str) -> tuple[tuple[str, list[list[Point]]], ...]:
    return tuple(
        (
            country.id,
            [
                [project(y, x) for x, y in ring]
                for polygon in country.geometry.coordinates
                for ring in polygon
            ],
        )
        for country in Outlines.model_validate_json(text).features
    )


@functools.lru_cache(maxsize=16)
def _cut_outlines(text: str, extent: Extent) -> tuple[tuple[str, list[list[Point]]], ...]:
    cut = ((code, [_cut_ring(ring, extent) for ring in rings]) for code, rings in _project_outlines(text))
    return tuple((code, kept) for code, rings in cut if (kept := [ring for ring in rings if ring]))


def _cut_ring(ring: Sequence[Point], extent: Extent) -> list[Point]:
    """Return a ring, placed on the page, cut at the extent's frame (Sutherland and Hodgman)."""
    points = _thin([extent.place(point) for point in ring])
    for axis, limit, sign in (
        (0, extent.x0, 1), (0, extent.x1, -1), (1, extent.y0, 1), (1, extent.y1, -1)
    ):  # fmt: skip
        kept: list[Point] = []
        for before, now in zip([*points[-1:], *points[:-1]], points, strict=True):
            was, is_in = (sign * (p[axis] - limit) >= 0 for p in (before, now))
            if was != is_in:
                share = (limit - before[axis]) / (now[axis] - before[axis])
                kept.append(
                    (
                        before[0] + share * (now[0] - before[0]),
                        before[1] + share * (now[1] - before[1]),
                    )
                )
            if is_in:
                kept.append(now)
        points = kept
        if len(points) < 3:
            return []
    return [(round(x, 1), round(y, 1)) for x, y in points]


def _thin(points: list[Point]) -> list[Point]:
    """Leave out points that lie too close to be told apart in print."""
    kept = points[:1]
    for point in points[1:]:
        if math.dist(point, kept[-1]) >= SMALLEST_STEP:
            kept.append(point)
    return kept if len(kept) > 3 else []
