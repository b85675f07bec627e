"""The brand's icons, read from their SVG files and drawn as lines."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from inclucities_docs.figures.drawing.canvas import CLOSE, CUBIC, LINE, MOVE, Canvas, Point

__all__ = ["draw_icon"]

GRID = 24.0
"""Icons are drawn on a square of 24 units, with lines of 1.6."""

_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")

Strokes = tuple[list[Point], list[int]]


def draw_icon(canvas: Canvas, name: str, x: float, y: float, size: float, *, colour: str) -> bool:
    """Draw the icon ``templates/base/icons/NAME.svg`` in a square at its upper left corner.

    Tell whether there is such an icon.
    """
    text = canvas.given.read(f"templates/base/icons/{name}.svg")
    if text is None:
        return False
    scale = size / GRID
    for vertices, codes in _read_strokes(ET.fromstring(text)):
        placed = [(x + px * scale, y + py * scale) for px, py in vertices]
        canvas.draw_path(placed, codes, stroke=colour, width=max(0.8, 1.6 * scale))
    return True


def _read_strokes(root: ET.Element) -> Iterator[Strokes]:
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]

        def number(key: str, element: ET.Element = element) -> float:
            return float(element.get(key, "0"))

        if tag == "path":
            yield _read_path(element.get("d", ""))
        elif tag in ("circle", "ellipse"):
            rx, ry = number("r") or number("rx"), number("r") or number("ry")
            x, y = number("cx") - rx, number("cy")
            yield _read_path(f"M{x} {y}a{rx} {ry} 0 0 1 {2 * rx} 0a{rx} {ry} 0 0 1 {-2 * rx} 0z")
        elif tag == "line":
            yield [(number("x1"), number("y1")), (number("x2"), number("y2"))], [MOVE, LINE]
        elif tag in ("polyline", "polygon"):
            values = [float(one) for one in _TOKEN.findall(element.get("points", ""))]
            line = list(zip(values[::2], values[1::2], strict=True))
            if tag == "polygon":
                line.append(line[0])
            yield line, [MOVE, *[LINE] * (len(line) - 1)]
        elif tag == "rect":
            x, y, w, h, r = (number(key) for key in ("x", "y", "width", "height", "rx"))
            yield _read_path(
                f"M{x + r} {y}h{w - 2 * r}a{r} {r} 0 0 1 {r} {r}v{h - 2 * r}a{r} {r} 0 0 1 {-r} {r}"
                f"h{2 * r - w}a{r} {r} 0 0 1 {-r} {-r}v{2 * r - h}a{r} {r} 0 0 1 {r} {-r}z"
            )


def _read_path(data: str) -> Strokes:
    """Give the path that an SVG ``d`` attribute describes (all commands but T and Q)."""
    vertices: list[Point] = []
    codes: list[int] = []
    tokens = _TOKEN.findall(data)
    command, x, y, start, handle = "", 0.0, 0.0, (0.0, 0.0), (0.0, 0.0)
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
        upper, dx, dy = command.upper(), *((x, y) if command.islower() else (0.0, 0.0))

        def take(count: int) -> list[float]:
            return [float(tokens.pop(0)) for _ in range(count)]

        if upper == "Z":
            vertices.append(start)
            codes.append(CLOSE)
            x, y = start
            continue
        if upper in "MLHV":
            a = take(1 if upper in "HV" else 2)
            x, y = {
                "H": (dx + a[0], y),
                "V": (x, dy + a[0]),
            }.get(upper, (dx + a[0], dy + a[-1]))
            vertices.append((x, y))
            codes.append(MOVE if upper == "M" else LINE)
            if upper == "M":
                start, command = (x, y), "l" if command == "m" else "L"
        elif upper in "CS":
            a = take(6 if upper == "C" else 4)
            points = [(dx + a[i], dy + a[i + 1]) for i in range(0, len(a), 2)]
            if upper == "S":
                points.insert(0, (2 * x - handle[0], 2 * y - handle[1]))
            vertices += points
            codes += [CUBIC] * 3
            x, y = points[2]
            handle = points[1]
            continue
        elif upper == "A":
            rx, ry, turn, large, sweep, ex, ey = take(7)
            end = (dx + ex, dy + ey)
            for piece in _read_arc(
                (x, y), end, (rx, ry), turn, is_left=large != sweep, is_clockwise=sweep == 1
            ):
                vertices += piece
                codes += [CUBIC] * 3
            x, y = end
        handle = (x, y)
    return vertices, codes


def _read_arc(
    start: Point, end: Point, radii: Point, turn: float, *, is_left: bool, is_clockwise: bool
) -> Iterator[list[Point]]:
    """Give an elliptical arc as curves of a quarter at most (SVG 1.1, appendix F.6)."""
    rx, ry = radii
    if rx == 0 or ry == 0 or start == end:
        yield [start, end, end]
        return
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    hx, hy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    px, py = cos * hx + sin * hy, cos * hy - sin * hx
    stretch = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * stretch, ry * stretch
    lower = (rx * py) ** 2 + (ry * px) ** 2
    root = math.sqrt(max(0.0, ((rx * ry) ** 2 - lower) / lower))
    root = root if is_left else -root
    ox, oy = root * rx * py / ry, -root * ry * px / rx
    cx = cos * ox - sin * oy + (start[0] + end[0]) / 2
    cy = sin * ox + cos * oy + (start[1] + end[1]) / 2
    first = math.atan2((py - oy) / ry, (px - ox) / rx)
    last = math.atan2((-py - oy) / ry, (-px - ox) / rx)
    sweep = (last - first) % (2 * math.pi)
    if not is_clockwise:
        sweep -= 2 * math.pi
    count = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / count
    reach = 4 / 3 * math.tan(step / 4)

    def place(u: float, v: float) -> Point:
        return (cx + cos * rx * u - sin * ry * v, cy + sin * rx * u + cos * ry * v)

    for index in range(count):
        a, b = first + index * step, first + (index + 1) * step
        yield [
            place(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a)),
            place(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b)),
            place(math.cos(b), math.sin(b)),
        ]
