"""What a figure is made of: shapes with their fill and stroke, lines of text at their baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inclucities_docs.figures.drawing.text import Style

__all__ = ["CLOSE", "CUBIC", "LINE", "MOVE", "QUADRATIC", "Align", "Label", "Point", "Shape"]

MOVE, LINE, QUADRATIC, CUBIC, CLOSE = 1, 2, 3, 4, 79
"""What a path does at a point, by the codes of matplotlib's Path."""

Align = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A path with its fill and stroke."""

    vertices: tuple[Point, ...]
    codes: tuple[int, ...]
    fill: str | None
    stroke: str | None
    width: float
    dashes: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text at its baseline."""

    text: str
    x: float
    y: float
    style: Style
    align: Align
