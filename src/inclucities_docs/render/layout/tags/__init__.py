"""The tag tree of a PDF, made from the boxes that WeasyPrint laid out.

WeasyPrint's own tree starts anew on each page and knows neither languages, scopes, notes nor
decoration.  This one gives one structure element for each HTML element, over all its pages:

1. ``tree`` collects ``node``s from the boxes, page by page; ``element`` says what each is.
2. ``shape`` tidies them.
3. ``writer`` writes them into the file, in place of WeasyPrint's own function.
"""

from __future__ import annotations

import weasyprint.pdf

from inclucities_docs.render.layout.tags.writer import add_tags

__all__ = ["install"]


def install() -> None:
    """Make WeasyPrint write this tag tree."""
    weasyprint.pdf.add_tags = add_tags
