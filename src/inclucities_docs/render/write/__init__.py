"""A page written in each format: one module or folder a format, named in ``schema.format.FORMATS``:
``html``, ``pdf``, ``svg``, ``png``, ``docx``, ``epub``.

Each has a function ``write(page, keys)``: which files of the document are wanted (``pdf``, or
``04-matching.pdf`` for a part) → key → content and number of printed pages, 0 where it has none.
"""

from __future__ import annotations

__all__ = ["Written"]

Written = dict[str, tuple[bytes, int]]
"""Key → content and number of printed pages."""
