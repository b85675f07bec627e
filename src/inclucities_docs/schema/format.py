"""The one table of formats: whoever must know something of a format reads it here.

A new format is a row here and a module or folder below ``render/write/`` with a function ``write``.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CARD", "FORMATS", "Format", "find_format"]


@dataclass(frozen=True, slots=True)
class Format:
    """What one format is."""

    name: str
    """How ``kind.yaml`` names it."""
    label: str
    """What people call it."""
    media_type: str
    """RFC 6838."""
    writer: str
    """The module below ``render/write/`` that writes it."""
    checks: tuple[str, ...] = ()
    """The modules of ``conformance/`` that look at its files."""
    ending: str = ""
    """How its files end, where that is not its name."""
    part: str = ""
    """What its files are called beside the document, where they show a part of it."""
    is_laid_out: bool = False
    """Whether it is made from the pages of the layout engine, which takes longer."""
    has_parts: bool = False
    """Whether chapters can be files of their own."""
    is_compressed: bool = True
    """Whether its files are compressed already."""

    @property
    def suffix(self) -> str:
        """How its files end."""
        return self.ending or self.name


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FORMATS = (  # in the order in which readers are offered them
    Format("html", "Web", "text/html", "html", ("browser", "html_page", "visibility"), is_compressed=False),
    Format(
        "pdf", "PDF", "application/pdf", "pdf", ("verapdf", "pdftags", "visibility"),
        is_laid_out=True, has_parts=True,
    ),
    Format("docx", "Word", _OFFICE, "docx.writer", ("docx_file", "visibility")),
    Format("epub", "EPUB", "application/epub+zip", "epub.writer", ("epub_file",), is_laid_out=True),
    Format("svg", "SVG", "image/svg+xml", "svg", is_laid_out=True, is_compressed=False),
    Format("png", "PNG", "image/png", "png", is_laid_out=True),
    Format("card", "PNG", "image/png", "png", ending="png", part="card", is_laid_out=True),
)  # fmt: skip

CARD = "card"
"""The part of a document that is its picture where a link to it is shared."""


def find_format(suffix: str) -> Format | None:
    """Return the format of files that end so, or none."""
    return next((one for one in FORMATS if one.suffix == suffix), None)
