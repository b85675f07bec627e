"""Drawings as pixels, for programs that cannot show SVG: laid out with the project's own fonts."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping, Sequence
from typing import Any

from inclucities_docs.render.template.picture import data_uri

__all__ = ["draw_first_page", "rasterise", "write_first_page"]

RESOLUTION = 220
"""Pixels an inch: sharp in print, small enough to send."""

COMPRESSION = 7
"""How hard zlib tries: two hundredths larger than at its hardest, in a third of the time."""

Drawing = tuple[bytes, float, float]
"""SVG, width and height in millimetres."""


def rasterise(drawings: Sequence[Drawing]) -> list[bytes]:
    """Return drawings as PNG, in their order; the layout engine must have the project's fonts."""
    if not drawings:
        return []
    import pypdfium2
    import weasyprint

    rules, images = ["@page{margin:0}body{margin:0}img{display:block}"], []
    for number, (svg, width, height) in enumerate(drawings):
        rules.append(f"@page p{number}{{size:{width:g}mm {height:g}mm}}")
        rules.append(f"#p{number}{{page:p{number};width:{width:g}mm;height:{height:g}mm}}")
        images.append(f'<img id="p{number}" src="{data_uri(svg, ".svg")}" alt="">')
    page = f"<!doctype html><style>{''.join(rules)}</style>{''.join(images)}"
    document = pypdfium2.PdfDocument(weasyprint.HTML(string=page).write_pdf())
    pictures = []
    for number in range(len(drawings)):
        stream = io.BytesIO()
        picture = document[number].render(scale=RESOLUTION / 72).to_pil()
        picture.convert("RGB").save(stream, "PNG", compress_level=COMPRESSION, dpi=(RESOLUTION, RESOLUTION))
        pictures.append(stream.getvalue())
    return pictures


def write_first_page(document: Any) -> bytes:
    """Return the first page of a laid-out document as a PDF to be looked at, with nothing beside it."""
    first = copy.copy(document.pages[0])
    first.links = []  # they lead to other pages, and a picture has none
    made: bytes = document.copy([first]).write_pdf()
    return made


def draw_first_page(content: bytes, scale: float, texts: Mapping[str, str] | None = None) -> bytes:
    """Return the first page of a PDF as PNG, so many pixels for a point; the same bytes each time.

    ``texts`` is what the picture says of itself, by the keywords of the PNG standard.
    """
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    pdf = pypdfium2.PdfDocument(content)
    try:
        picture: Any = pdf[0].render(scale=scale).to_pil().convert("RGB")
    finally:
        pdf.close()
    about = PngInfo()
    for keyword, text in (texts or {}).items():
        about.add_itxt(keyword, text)
    target = io.BytesIO()
    picture.save(target, "PNG", compress_level=COMPRESSION, pnginfo=about)
    return target.getvalue()
