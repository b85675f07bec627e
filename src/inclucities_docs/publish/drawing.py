"""Pages as they look in two builds, side by side, with a frame around what differs."""

from __future__ import annotations

import difflib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

__all__ = ["PageChange", "draw_changes"]

SCALE = 0.9
"""Pixels for a point: two pages of A4 are 1,100 pixels wide, and words can be read."""
WIDEST = 540
"""Width of a drawing that has no pages, pixels."""
GAP, FRAME = 12, "#c00000"


@dataclass(frozen=True)
class PageChange:
    """One page that looks otherwise."""

    before: int
    """Its number in the earlier build; 0 where it is new."""
    after: int
    """Its number in the later build; 0 where it was taken out."""
    picture: bytes
    """Both as PNG, the earlier one on the left."""


def draw_changes(earlier: Path, later: Path) -> list[PageChange]:
    """Return the pages of two PDFs (or the one picture of two PNGs) that look otherwise."""
    old, new = _draw(earlier), _draw(later)
    seen, shown = [one.tobytes() for one in old], [one.tobytes() for one in new]
    matcher = difflib.SequenceMatcher(None, seen, shown, False)
    changes = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = zip_longest(range(old_start, old_end), range(new_start, new_end))
        for left, right in pairs:
            pages = (None if left is None else old[left], None if right is None else new[right])
            before, after = (0 if one is None else one + 1 for one in (left, right))
            changes.append(PageChange(before, after, _set_beside(pages)))
    return changes


def _draw(path: Path) -> list[Image.Image]:
    if path.suffix == ".png":
        with Image.open(path) as picture:
            drawn = picture.convert("RGB")
        drawn.thumbnail((WIDEST, WIDEST * 2))
        return [drawn]
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def _set_beside(pages: Sequence[Image.Image | None]) -> bytes:
    there = [one for one in pages if one is not None]
    width, height = max(one.width for one in there), max(one.height for one in there)
    sheet = Image.new("RGB", (2 * width + 3 * GAP, height + 2 * GAP), "#d0d0d0")
    same = all(one is not None and one.size == (width, height) for one in pages)
    box = ImageChops.difference(*there).getbbox() if same else None
    for place, page in enumerate(pages):
        if page is not None:
            left = GAP + place * (width + GAP)
            sheet.paste(page, (left, GAP))
            if box:
                frame = (box[0] + left - 3, box[1] + GAP - 3, box[2] + left + 2, box[3] + GAP + 2)
                ImageDraw.Draw(sheet).rectangle(frame, outline=FRAME, width=2)
    stream = io.BytesIO()
    sheet.quantize(128).save(stream, "PNG", optimize=True)
    return stream.getvalue()
