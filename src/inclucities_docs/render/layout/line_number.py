"""Numbers beside the lines of a page, for comments on a draft: drawn as outlines, read aloud by nobody."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

__all__ = ["draw_line_numbers"]

EVERY = 5
"""Each so manieth line has its number; they begin anew on each page."""

SIZE, GAP, GREY = 6.0, 9.0, 0.4
"""Height of the numbers and distance from the text, points; how dark they are, from 0 to 1."""

_PX = 0.75
"""Points in a pixel of the layout."""


def draw_line_numbers(document: Any, pdf: Any, font: str) -> None:
    """Add numbers to every page of a PDF that is being written, in digits of a font file."""
    import pydyf

    kids = pdf.pages["Kids"][::3]
    for page, reference in zip(document.pages, kids, strict=True):
        lines = list_lines(page._page_box)
        if not lines:
            continue
        left = min(x for x, _ in lines) * _PX - GAP
        drawn = [f"{GREY:g} g"]
        for number, (_, baseline) in enumerate(lines, 1):
            if number % EVERY == 0:
                drawn += _draw_number(number, left, baseline * _PX, font)
        stream = pydyf.Stream([" ".join(["/Artifact BMC q", *drawn, "Q EMC"])])
        pdf.add_object(stream)
        contents = pdf.objects[reference]["Contents"]
        pdf.objects[reference]["Contents"] = pydyf.Array([contents, stream.reference])


def list_lines(box: Any) -> list[tuple[float, float]]:
    """Return left edge and baseline of each line of text in the body of a page, from its top, pixels.

    Lines that stand beside one another, in cells or columns, are one line.
    """
    body = next((one for one in box.children if one.element_tag == "html"), None)
    if body is None:
        return []
    found: dict[int, tuple[float, float]] = {}
    for x, baseline in sorted(_walk(body), key=lambda one: (one[1], one[0])):
        near = next(
            (key for key in (round(baseline), round(baseline) - 1, round(baseline) + 1) if key in found), None
        )
        if near is None:
            found[round(baseline)] = (x, baseline)
    return list(found.values())


def _walk(box: Any) -> Iterator[tuple[float, float]]:
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)
    if isinstance(box, boxes.LineBox):
        if any(isinstance(one, boxes.TextBox) and one.text.strip() for one in box.descendants()):
            yield box.position_x, box.position_y + box.baseline
        return
    if isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _walk(child)


def _draw_number(number: int, right: float, baseline: float, font: str) -> Iterator[str]:
    """Return the operators that fill a number's digits, ending at a point."""
    glyphs = [_outline(digit, font) for digit in str(number)]
    x = right - sum(width for _, width in glyphs) * SIZE
    for outline, width in glyphs:
        yield f"q {SIZE:g} 0 0 {-SIZE:g} {x:.2f} {baseline:.2f} cm {outline} f Q"
        x += width * SIZE


@functools.lru_cache(maxsize=32)
def _outline(digit: str, font: str) -> tuple[str, float]:
    """Return a digit's outline as operators, and its width, for a size of 1."""
    from fontTools.pens.basePen import BasePen
    from fontTools.pens.qu2cuPen import Qu2CuPen
    from fontTools.ttLib import TTFont

    class Operators(BasePen):  # type: ignore[misc]
        def __init__(self, glyphs: Any, unit: float) -> None:
            super().__init__(glyphs)
            self.unit, self.written = unit, [""]

        def _say(self, operator: str, *points: tuple[float, float]) -> None:
            numbers = (f"{value / self.unit:.4f}" for point in points for value in point)
            self.written.append(" ".join([*numbers, operator]))

        def _moveTo(self, point: tuple[float, float]) -> None:
            self._say("m", point)

        def _lineTo(self, point: tuple[float, float]) -> None:
            self._say("l", point)

        def _curveToOne(self, *points: tuple[float, float]) -> None:
            self._say("c", *points)

        def _closePath(self) -> None:
            self._say("h")

    with TTFont(font) as face:
        glyphs = face.getGlyphSet()
        unit = face["head"].unitsPerEm
        name = face.getBestCmap()[ord(digit)]
        pen = Operators(glyphs, unit)
        glyphs[name].draw(Qu2CuPen(pen, 1.0, all_cubic=True))
        return " ".join(pen.written), glyphs[name].width / unit
