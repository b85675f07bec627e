"""A page as a picture: the poster for the web at twice its size, the card for shared links."""

from __future__ import annotations

from collections.abc import Sequence

from inclucities_docs.inputs.imprint import write_imprint
from inclucities_docs.render.layout.engine import heed, lay_out
from inclucities_docs.render.layout.raster import draw_first_page, write_first_page
from inclucities_docs.render.page.page import Page
from inclucities_docs.render.write import Written
from inclucities_docs.render.write.pdf import write_whole

__all__ = ["write"]

_SCALES = {"png": ("print", 2.0), "card.png": ("card", 1.0)}
"""Which styles and how many pixels for a CSS pixel."""


def write(page: Page, keys: Sequence[str] = ("png",)) -> Written:
    """Return the first page as pictures: ``png`` as it is printed, ``card.png`` for shared links.

    Raise DiagnosticError for what the layout engine can't do.
    """
    made = {}
    for key in keys:
        medium, scale = _SCALES[key]
        with heed(page):
            content = write_whole(page)[0] if medium == "print" else write_first_page(lay_out(page, medium))
            made[key] = draw_first_page(content, scale * 96 / 72, _describe(page)), 0
    return made


def _describe(page: Page) -> dict[str, str]:
    """Return what a picture says of itself, by the keywords of the PNG standard."""
    programme = page.records.programme
    words = " ".join(dict.fromkeys(picture.alt for picture in page.pictures.values()))
    imprint = write_imprint(page.records)
    return {
        "Title": f"{page.title} – {programme.name}",
        "Author": programme.name,
        "Description": f"{words} {imprint.funding}".strip(),
        "Copyright": f"{imprint.licence} {imprint.licence_url}".strip(),
    }
