"""The brand's icons, read from their SVG files and drawn as lines."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from fontTools.pens.basePen import BasePen
from fontTools.svgLib import SVGPath

from inclucities_docs.figures.drawing.canvas import CLOSE, CUBIC, LINE, MOVE, Canvas, Point

__all__ = ["draw_icon"]

GRID = 24.0
"""Icons are drawn on a square of 24 units, with lines of 1.6."""


class _PathPen(BasePen):  # type: ignore[misc]
    """Collects a path as vertices and matplotlib's codes, with quadratic curves made cubic."""

    def __init__(self) -> None:
        super().__init__()
        self.vertices: list[Point] = []
        self.codes: list[int] = []

    def _add(self, code: int, *points: Point) -> None:
        self.vertices += points
        self.codes += [code] * len(points)

    def _moveTo(self, pt: Point) -> None:
        self._start = pt
        self._add(MOVE, pt)

    def _lineTo(self, pt: Point) -> None:
        self._add(LINE, pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:
        self._add(CUBIC, pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._add(CLOSE, self._start)


def draw_icon(canvas: Canvas, name: str, x: float, y: float, size: float, *, colour: str) -> bool:
    """Draw the icon ``templates/base/icons/NAME.svg`` in a square at its upper left corner.

    Return whether there is such an icon.
    """
    text = canvas.given.read(f"templates/base/icons/{name}.svg")
    if text is None:
        return False
    drawing, pen, scale = SVGPath(), _PathPen(), size / GRID
    drawing.root = ET.fromstring(text)  # by expat, which follows no reference to another file
    drawing.draw(pen)
    placed = [(x + px * scale, y + py * scale) for px, py in pen.vertices]
    canvas.draw_path(placed, pen.codes, stroke=colour, width=max(0.8, 1.6 * scale))
    return True
