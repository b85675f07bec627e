"""Where WeasyPrint breaks a line whose last space alone runs over.

Left to itself it takes the whole text for one that can't be broken earlier, and leaves its first
word, or part of it, alone on the line.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline

__all__ = ["install"]

_split_first_line = inline.split_first_line


def split_first_line(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **options: Any) -> Any:
    """Give what WeasyPrint gives; a text that fits but for its last space is one line, space and all."""
    line = _split_first_line(text, style, context, max_width, *rest, **options)
    resume_index = 2
    if line[resume_index] is None or not text.endswith(" ") or style["white_space"] != "normal":
        return line
    bare = _split_first_line(text.rstrip(" "), style, context, max_width, *rest, **options)
    if bare[resume_index] is not None:
        return line
    return _split_first_line(text, style, context, None, *rest, **options)


def install() -> None:
    """Make WeasyPrint break lines this way."""
    inline.split_first_line = split_first_line
