"""What stands around every picture: title and subtitle above, key, note and sources below."""

from __future__ import annotations

import functools

from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.marks import draw_state, put_key
from inclucities_docs.figures.model import FigureDescription

__all__ = ["draw_foot", "draw_head"]


def draw_head(canvas: Canvas, words: FigureDescription) -> float:
    """Draw title and subtitle where the figure says its own words; give the y below them."""
    if not canvas.given.words:
        return 1.0
    y = canvas.put(canvas.set_text(words.title, canvas.style("title"), canvas.width, is_balanced=True), 0, 0)
    if words.subtitle:
        y = canvas.write(words.subtitle, 0, y + 4, canvas.style("subtitle"), canvas.width)
    return y + 12


def draw_foot(canvas: Canvas, words: FigureDescription, y: float) -> float:
    """Draw the key of states, and note and sources where the figure says its own words."""
    y = _draw_key(canvas, y)
    if not canvas.given.words:
        return y + 1
    style = canvas.style("small", canvas.colours.muted)
    texts = [text for text in (words.note, words.source_note) if text]
    if texts:
        y += 8
        canvas.draw_line([(0, y), (canvas.width, y)], canvas.colours.hairline, 0.5)
        y += 5
    for text in texts:
        y = canvas.write(text, 0, y, style, canvas.width) + 2
    return y + 1


def _draw_key(canvas: Canvas, y: float) -> float:
    """Draw what the marks of proposed and awaited facts mean, where they were drawn."""
    _ = canvas.given.gettext
    meanings = {
        "proposed": _("proposed, to be validated by the cities"),
        "awaited": _("awaited"),
    }
    if not canvas.states:
        return y
    entries = [
        (functools.partial(_put_state, canvas, state), meaning)
        for state, meaning in meanings.items()
        if state in canvas.states
    ]
    return put_key(canvas, entries, y + 8)


def _put_state(canvas: Canvas, state: str, x: float, y: float) -> None:
    draw_state(canvas, state, x, y, canvas.colours.muted)
