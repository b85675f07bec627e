"""Templates whose tags say where they stand: for who looks for the place of a fault, or of what a page shows."""

from __future__ import annotations

import re

__all__ = ["MARK", "mark_page"]

MARK = "data-template"
"""The attribute that names a template's file and line, where templates are marked: ``templates/guide/page.html:12``."""

_PARTS = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(?:script|style|title)\b.*?</|<svg\b.*?</svg>"
    r"|<(?!html\b|head\b|meta\b|link\b)(?P<tag>h\{\{[^{}]*\}\}|[a-zA-Z][\w-]*(?=[\s>/{]))",
    re.DOTALL,
)


def mark_page(path: str, template: str) -> str:
    """Return a template with the place of each of its tags, outside of what is code in it."""

    def mark(found: re.Match[str]) -> str:
        if found["tag"] is None:
            return found[0]
        line = template.count("\n", 0, found.start()) + 1
        return f'{found[0]} {MARK}="{path}:{line}"'

    return _PARTS.sub(mark, template)
