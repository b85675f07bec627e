"""The tag tree of a PDF, made from the boxes that WeasyPrint laid out.

WeasyPrint's own tree starts anew on each page and knows neither languages, scopes, notes nor
decoration.  This one gives one structure element for each HTML element, over all its pages:

1. ``tree`` collects ``node``s from the boxes, page by page; ``element`` says what each is.
2. ``shape`` tidies them.
3. ``writer`` writes them into the file, in place of WeasyPrint's own function.
"""

from __future__ import annotations

import functools
from typing import Any

import weasyprint.images
import weasyprint.pdf

from inclucities_docs.render.layout.tags.writer import add_tags

__all__ = ["install"]


def install() -> None:
    """Make WeasyPrint write this tag tree, and stop when it is told to."""
    weasyprint.pdf.add_tags = add_tags
    draw = weasyprint.images.SVGImage.draw
    if not hasattr(draw, "__wrapped__"):
        weasyprint.images.SVGImage.draw = _make_stoppable(draw)


def _make_stoppable(draw: Any) -> Any:
    """Return the drawing of a picture so that it ends with the program: WeasyPrint goes on after Ctrl+C and alarms."""

    @functools.wraps(draw)
    def draw_or_stop(self: Any, *arguments: Any) -> None:
        svg, stop = self._svg, []

        class Watched:
            def draw(self, *inner: Any) -> None:
                try:
                    svg.draw(*inner)
                except Exception:
                    raise
                except BaseException as error:
                    stop.append(error)
                    raise

        self._svg = Watched()
        try:
            draw(self, *arguments)
        finally:
            self._svg = svg
        if stop:
            raise stop[0]

    return draw_or_stop
