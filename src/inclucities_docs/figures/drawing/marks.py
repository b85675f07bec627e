"""Drawing habits that figures share: marks of state, lists of statements, numbers in a disc."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.text import Block, Style
from inclucities_docs.figures.model import say_statement

__all__ = [
    "INDENT",
    "MARKER",
    "draw_city",
    "draw_number",
    "draw_state",
    "measure_statements",
    "put_key",
    "put_statements",
    "set_statements",
]

MARKER = 6.2
"""Radius of a city's disc, points."""

SMALLEST_NUMBERED = 4.5
"""A disc of a smaller radius has no room for a number, points."""

INDENT = 10.0
"""Room for the mark before a statement, points."""


def draw_state(
    canvas: Canvas, state: str, x: float, y: float, colour: str, *, inside: str | None = None
) -> None:
    """Draw the mark of a state around a point: full disc, ring, or the corners of an empty box.

    Shape carries the meaning, not colour; ``inside`` fills the ring. The public sees one list, whose
    page says in words that it is a draft.
    """
    if state == "sourced" or (state == "proposed" and not canvas.given.marked):
        canvas.draw_circle(x, y, 1.7, fill=colour)
        return
    canvas.states.add(state)
    if state == "proposed":
        canvas.draw_circle(x, y, 1.9, fill=inside or canvas.colours.paper, stroke=colour, width=0.9)
    else:
        for corner in range(4):
            side = 2.1
            dx, dy = ((-1, -1), (1, -1), (1, 1), (-1, 1))[corner]
            canvas.draw_line(
                [(x + dx * side, y + dy * side * 0.35), (x + dx * side, y + dy * side),
                 (x + dx * side * 0.35, y + dy * side)],
                colour, 0.8,
            )  # fmt: skip


def set_statements(
    canvas: Canvas, statements: Iterable[Any], style: Style, width: float
) -> list[tuple[str, Block]]:
    """Return statements as blocks with their states, ready for ``put_statements``; the public sees no blanks."""
    muted = Style(style.size, canvas.colours.muted, style.weight, style.condensed, style.leading)
    return [
        (
            one.state,
            canvas.set_text(
                say_statement(canvas.given, one),
                muted if one.state == "awaited" else style,
                width - INDENT,
            ),
        )
        for one in statements
        if canvas.given.marked or one.state != "awaited"
    ]


def measure_statements(blocks: Iterable[tuple[str, Block]], gap: float = 4.0) -> float:
    """Return the height that a list of statements takes, points."""
    heights = [block.height for _, block in blocks]
    return sum(heights) + gap * max(0, len(heights) - 1)


def put_statements(
    canvas: Canvas,
    blocks: Iterable[tuple[str, Block]],
    x: float,
    y: float,
    colour: str,
    *,
    gap: float = 4.0,
    inside: str | None = None,
) -> float:
    """Draw a list of statements, each with the mark of its state; give the y where it ends."""
    for state, block in blocks:
        draw_state(canvas, state, x + 3, y + block.style.size * 0.5, colour, inside=inside)
        y = canvas.put(block, x + INDENT, y) + gap
    return y - gap


def draw_number(
    canvas: Canvas, number: int | str, x: float, y: float, fill: str, *, radius: float = 7.5
) -> None:
    """Draw a number in a disc around a point."""
    canvas.draw_circle(x, y, radius, fill=fill)
    style = Style(radius * 1.2, canvas.colours.paper, 600)
    block = canvas.set_text(str(number), style)
    canvas.put(block, x, y - style.size * 0.415, "middle")


def draw_city(
    canvas: Canvas, group: Any, x: float, y: float, *, is_mentor: bool, radius: float = MARKER
) -> None:
    """Draw a group's number around a point: in a full disc for a city that shares its experience, in a ring
    for one that learns; a disc alone for a city of no group."""
    colours = canvas.colours
    colour = colours.of_duo(group) if group else colours.primary
    canvas.draw_circle(x, y, radius + 0.9, fill=colours.paper)
    if is_mentor or group is None:
        canvas.draw_circle(x, y, radius if group else radius * 0.75, fill=colour)
    else:
        canvas.draw_circle(x, y, radius - 0.7, fill=colours.paper, stroke=colour, width=1.4)
    if group is None or radius < SMALLEST_NUMBERED:
        return
    style = canvas.style("small", colours.paper if is_mentor else colour, is_bold=True)
    block = canvas.set_text(str(group.number), style)
    canvas.put(block, x, y - style.size * 0.42, "middle")


def put_key(canvas: Canvas, entries: Iterable[tuple[Callable[[float, float], None], str]], y: float) -> float:
    """Draw what marks mean, one after the other, in as many lines as they need; give the y below.

    Each entry is what draws its mark around a point, and its meaning.
    """
    style = canvas.style("small", canvas.colours.muted)
    x, indent, height = 0.0, 12.0, 0.0
    for draw_mark, meaning in entries:
        block = canvas.set_text(meaning, style)
        if x and x + indent + block.width > canvas.width:
            x, y = 0.0, y + height + 3
        block = canvas.set_text(meaning, style, canvas.width - indent)
        draw_mark(x + 4, y + style.size * 0.5)
        canvas.put(block, x + indent, y)
        height = block.height
        x += indent + block.width + 14
    return y + height
