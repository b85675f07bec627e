"""Figures: records in, a picture with its words and its table out.

1. A document asks for a figure by name; ``find`` gives its module: every module here but
   ``model`` is a figure, named after its file (``duo_card.py`` is ``duo-card``).
2. ``describe_figure`` makes the words and ``tabulate_figure`` the table, from the same records
   as the picture, so that they are true together and in each language.
3. ``draw_figure`` sets title, picture, key and sources on a ``Canvas`` of ``drawing``, which records every line
   of text with its box, and writes SVG with real text.

A figure is a module with four names: ``SUBJECT`` (programme, city, group or plan),
``describe(given) -> FigureDescription``, ``tabulate(given) -> FigureTable`` and
``draw(given, canvas) -> float``, which draws below ``canvas.top`` and gives the y where it ends.
matplotlib is imported when a figure is drawn, not before.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from typing import Protocol, cast

from inclucities_docs.diagnostics import nearest
from inclucities_docs.figures.drawing.canvas import Canvas
from inclucities_docs.figures.drawing.frame import draw_foot, draw_head
from inclucities_docs.figures.model import (
    Drawing,
    EmptyFigureError,
    FigureDescription,
    FigureError,
    FigureInput,
    FigureTable,
    Subject,
    TextBox,
)

__all__ = [
    "Drawing",
    "EmptyFigureError",
    "FigureDescription",
    "FigureError",
    "FigureInput",
    "FigureTable",
    "Subject",
    "TextBox",
    "describe_figure",
    "draw_figure",
    "find",
    "list_figures",
    "tabulate_figure",
]


class FigureModule(Protocol):
    """What a module must have to be a figure."""

    SUBJECT: Subject

    def describe(self, given: FigureInput) -> FigureDescription:
        """Return the figure's words."""

    def tabulate(self, given: FigureInput) -> FigureTable:
        """Return the figure's data as a table."""

    def draw(self, given: FigureInput, canvas: Canvas) -> float:
        """Draw below ``canvas.top``; give the y where the picture ends, points."""


@functools.cache
def list_figures() -> tuple[str, ...]:
    """Return the names of all figures, sorted."""
    return tuple(
        sorted(
            module.name.replace("_", "-")
            for module in pkgutil.iter_modules(__path__)
            if not module.ispkg and module.name != "model"
        )
    )


def find(name: str) -> FigureModule:
    """Return a figure by its name; raise FigureError with the nearest name."""
    if name not in list_figures():
        guess = nearest(name, list_figures())
        names = ", ".join(list_figures())
        raise FigureError(
            f"there is no figure '{name}'",
            f"did you mean {guess!r}?" if guess else f"the figures are {names}",
        )
    module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    return cast(FigureModule, module)


def describe_figure(name: str, given: FigureInput) -> FigureDescription:
    """Return a figure's title, subtitle, texts for those who don't see it, note and sources."""
    return _find_for(name, given).describe(given)


def tabulate_figure(name: str, given: FigureInput) -> FigureTable:
    """Return a figure's data as a table."""
    return _find_for(name, given).tabulate(given)


def draw_figure(
    name: str, given: FigureInput, words: FigureDescription | None = None, *, measured: bool = False
) -> Drawing:
    """Draw a figure, with its ``words`` where they are known; raise FigureError where there is nothing to draw.

    One that is only ``measured`` has its size alone.
    """
    module = _find_for(name, given)
    subject = getattr(given.subject, "id", "")
    canvas = Canvas(given, f"{name}--{subject}" if subject else name)
    words = words or module.describe(given)
    canvas.top = draw_head(canvas, words)
    bottom = module.draw(given, canvas)
    return canvas.to_drawing(draw_foot(canvas, words, bottom), measured=measured)


def _find_for(name: str, given: FigureInput) -> FigureModule:
    module = find(name)
    if not _suits(module.SUBJECT, given):
        raise FigureError(
            f"the figure {name!r} shows a {module.SUBJECT}, and this is none",
            f"name one: figure({name!r}, subject)",
        )
    return module


def _suits(subject: Subject, given: FigureInput) -> bool:
    """Return whether a record is of the sort a figure shows, by what it can be asked."""
    sign = {"programme": "", "city": "coordinates", "group": "members", "plan": "actions"}[subject]
    return not sign or hasattr(given.subject, sign)
