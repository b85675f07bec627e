"""The sheet a figure is drawn on: points from the upper left corner, every text remembered."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from inclucities_docs.figures.drawing.colour import Colours
from inclucities_docs.figures.drawing.shape import (
    CLOSE,
    CUBIC,
    LINE,
    MOVE,
    QUADRATIC,
    Align,
    Label,
    Point,
    Shape,
)
from inclucities_docs.figures.drawing.svg import clean_svg
from inclucities_docs.figures.drawing.text import ASCENT, DESCENT, Block, Style, Typesetter
from inclucities_docs.figures.model import Drawing, FigureInput, TextBox

__all__ = [
    "CLOSE",
    "CUBIC",
    "LINE",
    "MOVE",
    "QUADRATIC",
    "Align",
    "Canvas",
    "Label",
    "Point",
    "Shape",
    "move_towards",
    "point_on_curve",
]

POINTS_PER_MM = 72 / 25.4
ROUND = 0.5523
"""Length of a curve's handle that makes it a quarter of a circle."""

FITS = 0.995
"""What is made smaller to fit is a little smaller still: widths are rounded."""

DASHED = (2.4, 1.8)
"""Dashes of what is awaited, points."""


class Canvas:
    """Records shapes and texts in points, y downwards, then writes them as SVG."""

    def __init__(self, given: FigureInput, name: str) -> None:
        self.name, self.given = name, given
        self.width = given.width_mm * POINTS_PER_MM
        self.colours = Colours(given.brand)
        self.top = 0.0
        """Where the picture begins, below its title."""
        self.states: set[str] = set()
        """States that were drawn and need a key: proposed, awaited."""
        self.setter = Typesetter(
            given.fonts, given.brand.text.family, given.brand.condensed.family, given.language
        )
        self._items: list[Shape | Label] = []
        self._boxes: list[TextBox] = []

    # Styles: few, so that all figures speak alike.

    def style(
        self,
        role: Literal["title", "subtitle", "heading", "label", "small"] = "label",
        colour: str | None = None,
        *,
        is_bold: bool | None = None,
    ) -> Style:
        """Return the style of a role, in ink where no colour is named."""
        size = self.given.brand.figure_size
        ink = colour or self.colours.ink
        if role == "title":
            return Style(size * 1.45, ink, 600, leading=1.18)
        if role == "subtitle":
            return Style(size * 1.06, colour or self.colours.muted, leading=1.28)
        if role == "heading":
            return Style(size * 1.12, ink, 600, leading=1.18)
        weight = 600 if is_bold else 400
        if role == "small":
            return Style(max(7.0, size * 0.88), ink, weight, condensed=True, leading=1.22)
        return Style(size, ink, weight, condensed=True, leading=1.22)

    # Text

    def set_text(
        self, text: str, style: Style, width: float | None = None, *, is_balanced: bool = False
    ) -> Block:
        """Return a text measured and broken into lines, to be placed with ``put``."""
        return self.setter.set_text(text, style, width, is_balanced=is_balanced)

    def set_name(self, text: str, style: Style, width: float) -> Block:
        """Return a name that is broken at spaces and hyphens alone: it is set smaller where it is too long."""
        longest = max(self.setter.measure(piece, style) for piece in self.setter.list_pieces(text))
        size = style.size if longest <= width else style.size * width / longest * FITS
        return self.set_text(text, replace(style, size=size), width)

    def put(self, block: Block, x: float, y: float, align: Align = "start") -> float:
        """Draw a text with its first line's top at ``y``; give the y where it ends."""
        style = block.style
        for index, (line, width) in enumerate(zip(block.lines, block.widths, strict=True)):
            baseline = y + ASCENT * style.size + index * style.line
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[align]
            self._items.append(Label(line, x, baseline, style, align))
            self._boxes.append(
                TextBox(
                    line,
                    left,
                    baseline - ASCENT * style.size,
                    left + width,
                    baseline + DESCENT * style.size,
                )
            )
        return y + block.height

    def write(
        self,
        text: str,
        x: float,
        y: float,
        style: Style,
        width: float | None = None,
        *,
        align: Align = "start",
    ) -> float:
        """Set and draw a text at once; give the y where it ends."""
        return self.put(self.set_text(text, style, width), x, y, align)

    # Shapes

    def draw_path(
        self,
        vertices: Sequence[Point],
        codes: Sequence[int],
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.75,
        is_dashed: bool = False,
        dashes: tuple[float, float] | None = None,
    ) -> None:
        """Draw a path of matplotlib's codes."""
        self._items.append(
            Shape(
                tuple(vertices),
                tuple(codes),
                fill,
                stroke,
                width if stroke else 0.0,
                dashes or (DASHED if is_dashed else None),
            )
        )

    def draw_line(
        self,
        points: Sequence[Point],
        colour: str,
        width: float = 0.75,
        *,
        is_dashed: bool = False,
    ) -> None:
        """Draw a line through points."""
        codes = [MOVE, *[LINE] * (len(points) - 1)]
        self.draw_path(points, codes, stroke=colour, width=width, is_dashed=is_dashed)

    def draw_polygon(
        self,
        rings: Iterable[Sequence[Point]],
        fill: str | None,
        stroke: str | None = None,
        width: float = 0.5,
    ) -> None:
        """Draw a surface of one or several closed rings."""
        vertices: list[Point] = []
        codes: list[int] = []
        for ring in rings:
            vertices += [*ring, ring[0]]
            codes += [MOVE, *[LINE] * (len(ring) - 1), CLOSE]
        self.draw_path(vertices, codes, fill=fill, stroke=stroke, width=width)

    def draw_box(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.75,
        radius: float = 3.0,
        is_dashed: bool = False,
    ) -> None:
        """Draw a rectangle with round corners."""
        r = min(radius, (x1 - x0) / 2, (y1 - y0) / 2)
        h = r * (1 - ROUND)
        curve = [CUBIC] * 3
        vertices = [
            (x0 + r, y0), (x1 - r, y0),
            (x1 - h, y0), (x1, y0 + h), (x1, y0 + r),
            (x1, y1 - r),
            (x1, y1 - h), (x1 - h, y1), (x1 - r, y1),
            (x0 + r, y1),
            (x0 + h, y1), (x0, y1 - h), (x0, y1 - r),
            (x0, y0 + r),
            (x0, y0 + h), (x0 + h, y0), (x0 + r, y0),
            (x0 + r, y0),
        ]  # fmt: skip
        codes = [MOVE, LINE, *curve, LINE, *curve, LINE, *curve, LINE, *curve, CLOSE]
        self.draw_path(vertices, codes, fill=fill, stroke=stroke, width=width, is_dashed=is_dashed)

    def draw_circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.75,
        is_dashed: bool = False,
    ) -> None:
        """Draw a circle around a point."""
        self.draw_box(
            x - radius, y - radius, x + radius, y + radius,
            fill=fill, stroke=stroke, width=width, radius=radius, is_dashed=is_dashed,
        )  # fmt: skip

    def draw_dots(self, x: float, y: float, count: int, step: float, colour: str) -> None:
        """Draw a row of dots from a point on, as one line of dots: thousands weigh little."""
        if count > 0:
            ends = [(x, y), (x + step * (count - 1) + 0.01, y)]
            self.draw_path(ends, [MOVE, LINE], stroke=colour, width=step * 0.78, dashes=(0.0, step))

    def draw_curve(
        self,
        start: Point,
        handle: Point,
        end: Point,
        colour: str,
        width: float = 1.2,
        *,
        is_dashed: bool = False,
    ) -> None:
        """Draw a curve from a point to a point, bent towards a handle."""
        codes = [MOVE, QUADRATIC, QUADRATIC]
        self.draw_path([start, handle, end], codes, stroke=colour, width=width, is_dashed=is_dashed)

    def draw_head(self, tip: Point, angle: float, colour: str, size: float = 5.0) -> None:
        """Draw the head of an arrow at its tip; the angle is the way it points, radians."""
        wings = [
            (tip[0] + size * math.cos(angle + side), tip[1] + size * math.sin(angle + side))
            for side in (math.pi - 0.42, math.pi + 0.42)
        ]
        notch = (tip[0] - size * 0.72 * math.cos(angle), tip[1] - size * 0.72 * math.sin(angle))
        self.draw_polygon([[tip, wings[0], notch, wings[1]]], colour)

    def draw_arrow(self, start: Point, end: Point, colour: str, width: float = 1.0) -> None:
        """Draw a straight arrow between two points."""
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        neck = (end[0] - 3.4 * math.cos(angle), end[1] - 3.4 * math.sin(angle))
        self.draw_line([start, neck], colour, width)
        self.draw_head(end, angle, colour)

    # The finished sheet

    def to_drawing(self, height: float, *, measured: bool = False) -> Drawing:
        """Return the drawing, cut at ``height`` points; its size alone where it is only measured."""
        height = math.ceil(height)
        height_mm = height / POINTS_PER_MM
        if measured:
            return Drawing(b"", self.given.width_mm, height_mm)
        from inclucities_docs.figures.drawing.sheet import write_svg

        written = write_svg(self._items, self.name, self.width, height, self.setter.family_of)
        svg = clean_svg(written, self.name, self.given.width_mm, height_mm, self.given.language)
        pairs = tuple(pair for pair in self.colours.on_dark.items() if f'"{pair[0]}"'.encode() in svg)
        return Drawing(svg, self.given.width_mm, height_mm, tuple(self._boxes), pairs)


def move_towards(point: Point, towards: Point, distance: float) -> Point:
    """Return the point so far from one point on the way to another."""
    length = max(1e-6, math.dist(point, towards))
    share = min(1.0, distance / length)
    return (
        point[0] + (towards[0] - point[0]) * share,
        point[1] + (towards[1] - point[1]) * share,
    )


def point_on_curve(a: Point, handle: Point, b: Point, t: float) -> Point:
    """Return a point of a curve bent towards a handle; ``t`` goes from 0 to 1."""
    u, v, w = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return (u * a[0] + v * handle[0] + w * b[0], u * a[1] + v * handle[1] + w * b[1])
