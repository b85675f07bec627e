"""Pictures of documents: the first page, small; and the card that shows when a link is shared."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inclucities_docs.render.font import Face

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["CARD", "WIDTH", "draw_card", "draw_thumbnail"]

WIDTH = 420
"""Width of a thumbnail, pixels: sharp at 210 on dense screens."""
CARD = (1200, 630)
"""Size of a card for social networks, pixels."""


def draw_thumbnail(pdf: bytes, width: int = WIDTH) -> bytes:
    """Return the first page of a PDF as WebP; raise ValueError where it cannot be read."""
    target = io.BytesIO()
    _draw_page(pdf, width).save(target, "WEBP", quality=72, method=6)
    return target.getvalue()


def _draw_page(pdf: bytes, width: int) -> Image:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[0]
            drawn: Image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
            return drawn
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError("the first page cannot be drawn") from error


def draw_card(pdf: bytes, title: str, programme: str, ground: str, faces: list[Face]) -> bytes:
    """Return a card as PNG: the title on the document's colour, its cover beside."""
    from PIL import Image as images
    from PIL import ImageDraw, ImageFont

    def font(weight: int, size: int) -> ImageFont.FreeTypeFont:
        chosen = next(one for one in faces if one.weight == weight and one.style == "normal")
        return ImageFont.truetype(str(Path(chosen.path)), size)

    card = images.new("RGB", CARD, ground)
    cover = _draw_page(pdf, 380)
    height = min(cover.height, CARD[1] - 92)
    cover = cover.crop((0, 0, 380, height))
    top = (CARD[1] - height) // 2
    pen = ImageDraw.Draw(card)
    pen.rectangle((1200 - 60 - 380 - 4, top - 4, 1200 - 60 + 3, top + height + 3), fill="#FFFFFF")
    card.paste(cover, (1200 - 60 - 380, top))
    pen.text((64, 64), programme, font=font(700, 40), fill="#FFFFFF")
    for size in (76, 64, 52, 42):
        face = font(700, size)
        lines = _break(title, face.getlength, 640)
        if len(lines) * size * 1.18 <= 400 and max(face.getlength(one) for one in lines) <= 640:
            break
    for number, line in enumerate(lines):
        pen.text((64, 160 + number * size * 1.18), line, font=face, fill="#FFFFFF")
    target = io.BytesIO()
    card.quantize(64, dither=images.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def _break(text: str, length: Callable[[str], float], width: float) -> list[str]:
    """Break a text into lines no wider than a width, but for single words."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
