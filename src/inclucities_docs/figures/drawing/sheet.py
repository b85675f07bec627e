"""Recorded shapes and texts drawn with matplotlib and written as SVG, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Literal

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from inclucities_docs.figures.drawing.shape import Align, Label, Shape
from inclucities_docs.figures.drawing.text import Style

__all__ = ["write_svg"]


def write_svg(
    items: Iterable[Shape | Label],
    name: str,
    width: float,
    height: float,
    family_of: Callable[[Style], str],
) -> bytes:
    """Return matplotlib's SVG of what was recorded, in order; size in points.

    A figure is made without pyplot, so that nothing is shared between two of them.
    """
    settings = {"svg.fonttype": "none", "svg.hashsalt": name, "path.simplify": False}
    with mpl.rc_context(settings):
        sheet = Figure(figsize=(width / 72, height / 72), dpi=72)
        sheet.patch.set_visible(False)
        for order, item in enumerate(items):
            artist: Text | PathPatch
            if isinstance(item, Label):
                artist = _make_label(item, height, family_of(item.style))
            else:
                artist = _make_shape(item, height)
            artist.set_zorder(order)
            sheet.add_artist(artist)
        written = io.BytesIO()
        FigureCanvasSVG(sheet).print_svg(written, metadata={"Date": None})
    return written.getvalue()


def _make_shape(shape: Shape, height: float) -> PathPatch:
    path = Path([(x, height - y) for x, y in shape.vertices], list(shape.codes))
    return PathPatch(
        path,
        facecolor=shape.fill or "none",
        edgecolor=shape.stroke or "none",
        linewidth=shape.width,
        linestyle=(0, tuple(dash / shape.width for dash in shape.dashes)) if shape.dashes else "-",
        joinstyle="round",
        capstyle="butt" if shape.dashes and shape.dashes[0] else "round",
        clip_on=False,
        transform=IdentityTransform(),
    )


_SIDES: dict[Align, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}


def _make_label(label: Label, height: float, family: str) -> Text:
    font = FontProperties(family=family, size=label.style.size, weight=label.style.weight)
    return Text(
        label.x,
        height - label.y,
        label.text,
        color=label.style.colour,
        fontproperties=font,
        horizontalalignment=_SIDES[label.align],
        verticalalignment="baseline",
        parse_math=False,
        transform=IdentityTransform(),
        clip_on=False,
    )
